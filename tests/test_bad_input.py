"""What people send: broken, mislabelled, hostile, unusual. Refused in a sentence, or shown as meant.

`TABLE=FILE pytest tests/test_bad_input.py` writes into that file, as Markdown, what happened to each of them.
"""

import io
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from news import documents, renditions, uploads
from news.models import Photo

from . import make

pytestmark = pytest.mark.django_db

REFUSED = """
    hostile/17000x17000.avif hostile/big-height.webp hostile/broken.png hostile/broken_data_stream.png
    hostile/check.svg hostile/corrupt-header.jpg hostile/crash-0e16d3bfb83be87356d026d66919deaefca44dac.tif
    hostile/decompression_bomb.gif hostile/decompression_bomb_extents.gif hostile/invalid_multiframe.gif
    hostile/oom-225817ca0f8c663be7ab4b9e717b02c661e66834.tif hostile/png_decompression_dos.png
    hostile/seek_too_large.tif hostile/truncated.gif hostile/truncated.jpg hostile/truncated.png
    hostile/truncated_jpeg.jpg hostile/zero_width.gif colour/ultrahdr.jpg metadata/exiftool_PLUS.xmp
    metadata/exiftool_XMP.svg
""".split()  # ultrahdr.jpg ends where its pixels would begin
SECONDS = 1
# Steps of 255, at the worst of 24 × 24 places. Two pictures of 32 × 32 with hard edges are blurred by JPEG.
TOLERANCE, HARD_EDGES = 6, {"tbgn2c16.png": 20}


def as_others_decode_it(path: Path) -> Image.Image:
    """The whole picture by Pillow's plain ways: no reduced decoding, no bands, no chain."""
    with Image.open(path) as image:
        image = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    srgb = ImageCms.createProfile("sRGB")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
    if image.mode == "LAB":
        return ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), srgb, outputMode="RGB")
    return image.convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    one, other = (image.resize((24, 24), Image.Resampling.BOX) for image in (one, other))
    return max(high for _low, high in ImageStat.Stat(ImageChops.difference(one, other)).extrema)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("folder", ["hostile", "colour", "orientation", "metadata"])
def test_every_real_file_is_refused_in_a_sentence_or_shown_as_it_is_meant(real_data, folder):
    told, wrong, rows = [], [], []
    for path in sorted((real_data / "photos" / folder).iterdir()):
        began = time.process_time()
        try:
            photo = uploads.store(ContentFile(path.read_bytes(), name=path.name), by=None)
        except uploads.Refused as refusal:
            told.append(f"{folder}/{path.name}")
            assert path.name in refusal.sentence
            rows.append((path.name, f"refused: {refusal.sentence}", time.process_time() - began))
        else:
            accepted = time.process_time() - began
            renditions.make(photo, renditions.widths_of(photo.width)[0], "avif")
            printed = Image.open(renditions.make_print(photo, renditions.said_in(photo)))
            meant = as_others_decode_it(path)
            apart = difference(printed.convert("RGB"), meant)
            if meant.size != printed.size or apart > HARD_EDGES.get(path.name, TOLERANCE):
                wrong.append((path.name, meant.size, printed.size, apart))
            rows.append((path.name, photo, accepted, apart, meant.size == printed.size))
        assert time.process_time() - began < SECONDS + 1, path.name  # what is compared with is decoded too
    if os.environ.get("TABLE"):
        write_table(Path(os.environ["TABLE"]), folder, rows)
    assert wrong == []
    assert told == [name for name in REFUSED if name.startswith(folder)]


HEAD = (
    "| file | what happened | to accept, ms | colours apart, of 255 | upright | credit inside | no position |"
)


def write_table(table: Path, folder: str, rows: list[tuple]):
    """Add what happened to the files of a folder; what is inside the files we made is read by exiftool."""
    lines = [f"\n### {folder}\n\n{HEAD}\n|{'---|' * 7}"]
    for name, outcome, seconds, *shown in rows:
        cells = [name, outcome, f"{seconds * 1000:.0f}", *("–" for _each in range(4))]
        if shown:
            apart, upright = shown
            size = f"accepted: {outcome.format}, {outcome.width} × {outcome.height}"
            answers = ["yes" if upright else "NO", *inside(outcome)]
            cells = [name, size, f"{seconds * 1000:.0f}", f"{apart:.0f}", *answers]
        lines.append(f"| {' | '.join(cells)} |")
    with table.open("a") as file:
        file.write("\n".join(lines) + "\n")


def inside(photo: Photo) -> list[str]:
    """Whether a reader that is not ours finds the credit in a rendition and the print, and no position."""
    program = shutil.which("exiftool")
    if not program:
        return ["not read", "not read"]
    said, width = renditions.said_in(photo), renditions.widths_of(photo.width)[0]
    made = [renditions.make(photo, width, "avif"), renditions.make_print(photo, said)]
    found = []
    for file in made:
        words = [program, "-j", "-a", "-G1", "-"]
        answer = subprocess.run(words, input=file.read(), capture_output=True, check=True).stdout
        found.append(json.loads(answer)[0])
    whose = [text for text in (said.credit, said.photographer, said.copyright_notice) if text]
    told = all(any(text in str(value) for value in tags.values()) for text in whose for tags in found)
    placed = any("GPS" in tag for tags in found for tag in tags)
    return ["yes" if told and whose else "NO" if whose else "none in the file", "NO" if placed else "yes"]


def files_kept() -> set[Path]:
    return {path for path in Path(default_storage.location).rglob("*") if path.is_file()}


def test_a_page_in_a_comment_of_a_picture_leaves_with_none_of_its_copies():
    page = b"<script>alert(1)</script>"
    photo = uploads.store(make.picture(size=(30, 20), comment=page, exif=b"Exif\0\0" + page), by=None)

    for extension in renditions.FORMATS:
        assert b"script" not in renditions.make(photo, 30, extension).read()
    assert b"script" not in renditions.make_print(photo, renditions.said_in(photo)).read()


class FillsUp(ContentFile):
    """What is written of it before the disk is full."""

    def chunks(self, chunk_size=None):
        yield self.read(100)
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("take", "refused", "name"),
    [
        (lambda file: uploads.store(file, by=None), uploads.Refused, "a.jpg"),
        (documents.kept, documents.Refused, "a.csv"),
    ],
)
def test_a_disk_that_is_full_in_the_middle_keeps_nothing_and_is_said_plainly(
    take, refused, name, monkeypatch
):
    before = files_kept()
    content = make.picture().read() if name == "a.jpg" else b"a,b\n" * 100_000

    save = default_storage._save
    monkeypatch.setattr(default_storage, "_save", lambda path, file: save(path, FillsUp(content)))
    with pytest.raises(refused, match="the server's disk refuses it"):
        take(ContentFile(content, name=name))

    assert files_kept() == before
    assert not Photo.objects.exists()
