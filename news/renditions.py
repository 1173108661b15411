"""What readers get of a photograph: its widths and formats, made once and kept, with the credit inside.

What is kept lies under its version, a digest of the pixels and the words in it: other ones are another file,
and the old one serves nobody any more. `sweep_files` removes those.
"""

import fcntl
import hashlib
import io
import logging
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import PurePath
from typing import NamedTuple

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from . import crops, pictures
from .crops import Crop, Size
from .metadata import writing
from .metadata.fields import Metadata
from .models import CENTRE, Photo

logger = logging.getLogger(__name__)

WIDTHS = (320, 640, 960, 1280, 1920, 2560)
PRINT = "print.jpg"


class Format(NamedTuple):
    encoder: str
    content_type: str
    options: dict


# In the order in which a page offers them. AVIF at speed 9 is four times as fast as 8 and no larger; with one
# thread it takes less memory.
FORMATS = {
    "avif": Format("AVIF", "image/avif", {"quality": 60, "speed": 9, "max_threads": 1}),
    "webp": Format("WEBP", "image/webp", {"quality": 80, "method": 2}),
    "jpg": Format("JPEG", "image/jpeg", {"quality": 82, "progressive": True, "optimize": True}),
}
CROPS = {
    "wide": Crop(16, 9, (320, 640, 1280), tuple(FORMATS)),  # in lists, and above all of them
    "square": Crop(1, 1, (320, 640), tuple(FORMATS)),  # portraits, contact sheets
    "card": Crop(40, 21, (1200,), ("jpg",)),  # 1200 × 630: where a page is shared
}
MAX_SIDE = 16_383  # of WebP, the narrowest of the three
# Neither progressive nor optimised: the encoder would hold the whole picture a second time.
FOR_PRINT = {"quality": 95, "subsampling": "4:4:4", "icc_profile": pictures.SRGB}


def widths_of(width: int, declared: tuple[int, ...] = WIDTHS) -> list[int]:
    """The widths in pixels, ascending, in which a photograph of that width is offered; never enlarged."""
    smaller = [offered for offered in declared if offered < width]
    return [*smaller, width] if 0 < width <= declared[-1] else smaller


def widths_in(size: Size, crop: str = "") -> list[int]:
    """The same for a photograph of that size, or for that crop of it."""
    if not crop or not size[0]:
        return widths_of(size[0])
    return widths_of(CROPS[crop].width_in(size), CROPS[crop].widths)


def formats_of(crop: str = "") -> list[str]:
    """Their extensions, in the order in which a page offers them."""
    return [extension for extension in FORMATS if not crop or extension in CROPS[crop].formats]


def exists(photo: Photo, width: int, extension: str, crop: str = "") -> bool:
    """Whether the photograph is offered so, made or not."""
    if not photo.original or (crop and crop not in CROPS):
        return False
    return extension in formats_of(crop) and width in widths_in(photo.size, crop)


def nearest(widths: list[int], wanted: int) -> int:
    """Of the widths that are offered: the first as wide as wanted, or the widest."""
    return next((offered for offered in widths if offered >= wanted), widths[-1])


class Offer(NamedTuple):
    """A photograph as JPEG in one width: its name behind a door for photographs, and its size in pixels."""

    name: str
    width: int
    height: int
    content_type: str = FORMATS["jpg"].content_type


def offer(fact: dict, wanted: int, crop: str = "") -> Offer:
    """One address for programs, near the wanted width; `fact` has token, width and height."""
    size = fact["width"], fact["height"]
    width = nearest(widths_in(size, crop), wanted)
    return Offer(f"{shelf(fact, crop)}/{width}.jpg", *size_at(size, width, crop))


def shelf(fact: dict, crop: str = "") -> str:
    """Where the photograph's widths are, or those of a crop, behind a door for photographs."""
    return f"{fact['token']}/{crops.named(crop, fact.get('focus', CENTRE))}" if crop else fact["token"]


def pictures_in(facts: dict) -> list[dict]:
    """The photographs of frozen facts that have a file here; others are known by caption and address."""
    return [photo for photo in facts.get("photographs", []) if photo["width"]]


def fact_of(photo: Photo) -> dict:
    """A photograph that is in no edition as those in `Edition.facts` are."""
    width = photo.width if photo.stands() else 0
    fact = {"token": photo.token, "width": width, "height": photo.height, "description": ""}
    return fact | {"focus": photo.focus, "tone": photo.tone}


def height_at(width: int, height: int, narrower: int) -> int:
    """Of a picture of that width and height in pixels, made narrower."""
    return max(1, round(height * narrower / width))


def size_at(size: Size, width: int, crop: str = "") -> Size:
    """Of a photograph of that size, or of that crop of it, made as wide as `width`."""
    return CROPS[crop].size(width) if crop else (width, height_at(*size, width))


def said_in(photo: Photo) -> Metadata:
    """What every rendition says: whose the picture is. Its captions are the page's, and the print's."""
    return Metadata(**photo.rights)


def path(photo: Photo, width: int, extension: str, crop: str = "") -> str:
    if crop:
        return f"{folder(photo)}/{version_of_crops(photo)}/{crop}-{width}.{extension}"
    return path_of(photo, said_in(photo), f"{width}.{extension}")


def path_of(photo: Photo, said: Metadata, name: str) -> str:
    return f"{folder(photo)}/{version(photo, said)}/{name}"


def version(photo: Photo, said: Metadata, also: str = "") -> str:
    """Another one for another original or other words: sixteen hexadecimal digits."""
    return hashlib.sha256(photo.sha256.encode() + writing.xmp(said) + also.encode()).hexdigest()[:16]


def version_of_crops(photo: Photo) -> str:
    """Another one for another focal point, too."""
    return version(photo, said_in(photo), str(photo.focus))


def folder(photo: Photo) -> str:
    """Named like the original: what was made of the file before it was replaced is never taken for it."""
    return f"renditions/{photo.token[:2]}/{PurePath(photo.original.name).name}"


def make(photo: Photo, width: int, extension: str, crop: str = "") -> File:
    """The rendition, open for reading; made and kept when it is missing.

    Raises `pictures.Unreadable`, `pictures.TooLarge`, or FileNotFoundError when the original is gone.
    """

    def content(original: File) -> File:
        picture = shaped(largest(photo, original, source_width(photo, width, crop)), photo, width, crop)
        return encoded(picture, extension, said_in(photo))

    return kept_or_made(photo, path(photo, width, extension, crop), content)


def make_print(photo: Photo, said: Metadata) -> File:
    """The photograph in all its pixels, upright, sRGB, as JPEG with these words; as `make`."""

    def content(original: File) -> File:
        with pictures.reading():
            picture = pictures.in_full(pictures.opened(original))
        file = File(tempfile.TemporaryFile())  # noqa: SIM115 - closed by who is given it
        picture.save(file, "JPEG", **FOR_PRINT, **writing.options(said, "JPEG"))
        return file

    return kept_or_made(photo, path_of(photo, said, PRINT), content)


def kept_or_made(photo: Photo, path: str, content: Callable[[File], File]) -> File:
    kept = stored(path)
    if kept:
        return kept
    with photo.original.storage.open(photo.original.name) as original, locked(original):
        kept = stored(path)
        if kept:
            return kept
        with pictures.one_at_a_time:
            made = content(original)
        return keep(path, made)


def make_all(photo: Photo) -> int:
    """Make what is missing of all widths, crops and formats; says how many were made.

    Decoded once; each width is made of the next larger one, a crop of the smallest that holds it, and
    encoded in every format.
    """
    said, made = said_in(photo), 0
    missing = [
        (crop, width, lacking)
        for crop, width in largest_first(photo)
        if (
            lacking := [
                extension for extension in formats_of(crop) if not is_kept(photo, width, extension, crop)
            ]
        )
    ]
    if not missing:
        return 0
    with photo.original.storage.open(photo.original.name) as original:
        with pictures.one_at_a_time:
            crop, width, _lacking = missing[0]
            picture = largest(photo, original, source_width(photo, width, crop))
        for crop, width, lacking in missing:
            part = shaped(picture, photo, width, crop)
            picture = picture if crop else part
            for extension in lacking:
                # The lock is let go between two: a reader who waits for one need not wait for all.
                with locked(original):
                    if is_kept(photo, width, extension, crop):
                        continue
                    keep(path(photo, width, extension, crop), encoded(part, extension, said))
                    made += 1
    return made


def largest_first(photo: Photo) -> list[tuple[str, int]]:
    """Every crop and width that is offered ("" for the whole picture), each after what it can be made of."""
    offered = [(crop, width) for crop in ("", *CROPS) for width in widths_in(photo.size, crop)]
    return sorted(offered, key=lambda one: -source_width(photo, one[1], one[0]))


def source_width(photo: Photo, width: int, crop: str = "") -> int:
    """How wide the whole picture must be for its crop to be as wide as `width`."""
    if not crop:
        return width
    across = CROPS[crop].width_in(photo.size)
    return min(photo.width, -(-width * photo.width // across))


def is_kept(photo: Photo, width: int, extension: str, crop: str = "") -> bool:
    return default_storage.exists(path(photo, width, extension, crop))


def shaped(picture, photo: Photo, width: int, crop: str = ""):
    """The whole picture in that width, or the crop of it, of one that is as large or larger."""
    size = size_at(photo.size, width, crop)
    if not crop and size == picture.size:
        return picture
    box = CROPS[crop].box(picture.size, photo.focus) if crop else None
    return picture.resize(size, pictures.SHARP, box=box, reducing_gap=2.0)


def remove_all(photo: Photo):
    """Remove whatever was made of the photograph."""
    for inner in listed(folder(photo)):
        default_storage.delete(inner)


def listed(folder: str) -> list[str]:
    """The files below a folder of the storage, then the folders themselves, innermost first."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    inner = [name for below in folders for name in listed(f"{folder}/{below}")]
    return [*inner, *(f"{folder}/{name}" for name in files), folder]


def stored(path: str) -> File | None:
    try:
        return default_storage.open(path)
    except FileNotFoundError:
        return None


@contextmanager
def locked(original: File):
    """One maker at a time for a photograph, among threads and processes.

    The lock is on the original itself: it needs no writable folder, leaves nothing behind, and the kernel
    lets it go when a process dies. Where originals are no local files, two may make the same at once;
    each writes it whole, so that only work is lost.
    """
    try:
        handle = original.fileno()
        fcntl.flock(handle, fcntl.LOCK_EX)
    except (AttributeError, OSError):
        yield
        return
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def largest(photo: Photo, original: File, width: int):
    """The picture upright, in sRGB, in that width: what smaller ones are made of."""
    size = (width, height_at(photo.width, photo.height, width))
    with pictures.reading():
        image = pictures.decoded(pictures.opened(original), at_least=size)
        return pictures.in_srgb(pictures.scaled(image, size))


def encoded(picture, extension: str, said: Metadata) -> File:
    encoder, _content_type, options = FORMATS[extension]
    buffer = io.BytesIO()
    picture = pictures.on_white(picture) if extension == "jpg" else picture
    picture.save(buffer, encoder, **options, **writing.options(said, encoder))
    return ContentFile(buffer.getvalue())


def keep(path: str, content: File) -> File:
    """Keep it, and answer it in any case: readers do not depend on a writable disk."""
    try:
        default_storage.save(path, content)
        return stored(path) or content
    except OSError as error:
        logger.warning("A rendition could not be kept: %s", error.strerror)
        content.seek(0)
        return content
