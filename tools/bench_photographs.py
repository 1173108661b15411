"""Photographs: how many a minute, beside Willow where it is installed, and in how much memory.

Willow is the library behind Wagtail's renditions: for each, the original is opened, turned, cut where it is a
crop, resized and encoded. Both make the same widths, crops and formats of the same photographs with the same
qualities, one after the other. `pip install willow` beside the development requirements brings it in; without
it our own figures stand alone.
"""

import importlib.util
import io
import re
import subprocess
import sys
import time
from pathlib import Path

PHOTOGRAPHS = 3
QUALITY = {"avif": 60, "webp": 80, "jpg": 82}


def photograph(width: int, height: int, turn: int = 1, progressive: bool = False) -> bytes:
    """A JPEG of that size with as much detail as a sharp photograph has."""
    from PIL import Image

    noise = Image.effect_noise((width // 4, height // 4), 60).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    bands = [noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_TOP_BOTTOM)]
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x0112] = turn
    Image.merge("RGB", bands).save(buffer, "JPEG", quality=90, exif=exif, progressive=progressive)
    return buffer.getvalue()


def photographs(folder: Path):
    """Say the figures; files are written into the folder."""
    files = []
    for number in range(PHOTOGRAPHS):
        files.append(folder / f"{number}.jpg")
        files[-1].write_bytes(photograph(6000, 4000, turn=6 if number == 1 else 1))
    ours = sum(map(seconds_of_ours, files)) / PHOTOGRAPHS
    say("photographs of 24 megapixels, all widths, crops and formats", f"{60 / ours:.0f} a minute per core")
    if importlib.util.find_spec("willow"):
        theirs = dict.fromkeys(QUALITY, 0.0)
        for file in files:
            for extension, seconds in seconds_of_willow(file).items():
                theirs[extension] += seconds / PHOTOGRAPHS
        total = sum(theirs.values())
        say(
            "the same by Willow",
            f"{60 / total:.1f} a minute per core: we make {total / ours:.1f} times as many",
        )
        say("of which AVIF, WebP, JPEG", ", ".join(f"{seconds:.2f} s" for seconds in theirs.values()))
    else:
        say("the same by Willow", "not measured: it is not installed")
    for what in ("renditions", "print"):
        for turn, progressive in ((1, False), (6, False), (1, True), (6, True)):
            lying = ", turned" * (turn != 1) + ", progressive" * progressive
            file = folder / "50.jpg"
            file.write_bytes(photograph(8660, 5774, turn, progressive))
            measured = subprocess.run(
                [sys.executable, __file__, what, str(file)], capture_output=True, text=True, check=True
            )
            say(f"{what} of 50 megapixels{lying}", measured.stdout.strip())


def say(name: str, figure: str):
    print(f"  {name:<58} {figure}", flush=True)


def stored(file: Path):
    from django.core.files import File

    from news import uploads

    with file.open("rb") as content:
        return uploads.store(File(content, name=file.name), by=None)


def seconds_of_ours(file: Path) -> float:
    """Of processor time, to make every rendition."""
    from news import renditions

    photo = stored(file)
    began = time.process_time()
    renditions.make_all(photo)
    return time.process_time() - began


def seconds_of_willow(file: Path) -> dict[str, float]:
    from willow.image import Image

    from news import renditions
    from news.models import CENTRE

    seconds = dict.fromkeys(QUALITY, 0.0)
    wanted = [("", width) for width in renditions.WIDTHS]
    wanted += [(crop, width) for crop, shape in renditions.CROPS.items() for width in shape.widths]
    for crop, width in wanted:
        for extension in renditions.formats_of(crop):
            began = time.process_time()
            with file.open("rb") as content:
                image = Image.open(content).auto_orient()
                if crop:
                    image = image.crop(renditions.CROPS[crop].box(image.get_size(), CENTRE))
                image = image.resize(renditions.size_at(image.get_size(), width, crop))
                save = getattr(image, f"save_as_{'jpeg' if extension == 'jpg' else extension}")
                save(io.BytesIO(), quality=QUALITY[extension])
            seconds[extension] += time.process_time() - began
    return seconds


def measure(what: str, file: Path):
    """In a process of its own, whose peak is asked for."""
    import django

    django.setup()
    from django.core.files import File

    from news import pictures, renditions
    from news.models import Photo

    with file.open("rb") as content:
        image = pictures.opened(content)
        width, height = pictures.upright_size(image.size, pictures.orientation(image))
        photo = Photo(width=width, height=height, credit="Bench")
        photo.original.save(file.name, File(content), save=False)
    began = time.perf_counter()
    if what == "print":
        renditions.make_print(photo, renditions.said_in(photo))
    else:
        renditions.make_all(photo)
    seconds = time.perf_counter() - began
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(f"{seconds:.1f} s, peak memory {int(peak[1]) / 1024:.0f} MB")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    measure(sys.argv[1], Path(sys.argv[2]))
