"""What readers get of a photograph: its widths and formats, made once and kept."""

import fcntl
import io
import logging
from contextlib import contextmanager
from typing import NamedTuple

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from . import pictures
from .models import Photo

logger = logging.getLogger(__name__)

WIDTHS = (320, 640, 960, 1280, 1920, 2560)


class Format(NamedTuple):
    encoder: str
    content_type: str
    options: dict


# In the order in which a page offers them. AVIF at speed 9 is four times as fast as 8 and no larger.
FORMATS = {
    "avif": Format("AVIF", "image/avif", {"quality": 60, "speed": 9}),
    "webp": Format("WEBP", "image/webp", {"quality": 80, "method": 2}),
    "jpg": Format("JPEG", "image/jpeg", {"quality": 82, "progressive": True, "optimize": True}),
}
MAX_SIDE = 16_383  # of WebP, the narrowest of the three


def widths_of(width: int) -> list[int]:
    """The widths in pixels, ascending, in which a photograph of that width is offered; never enlarged."""
    smaller = [offered for offered in WIDTHS if offered < width]
    return [*smaller, width] if 0 < width <= WIDTHS[-1] else smaller


def exists(photo: Photo, width: int, extension: str) -> bool:
    """Whether the photograph is offered so, made or not."""
    return bool(photo.original) and extension in FORMATS and width in widths_of(photo.width)


def nearest(width: int, wanted: int) -> int:
    """Of what is offered of a photograph of that width: the first as wide as wanted, or the widest."""
    widths = widths_of(width)
    return next((offered for offered in widths if offered >= wanted), widths[-1])


class Offer(NamedTuple):
    """A photograph as JPEG in one width: its name behind a door for photographs, and its size in pixels."""

    name: str
    width: int
    height: int
    content_type: str = FORMATS["jpg"].content_type


def offer(fact: dict, wanted: int) -> Offer:
    """One address for programs, near the wanted width; `fact` has token, width and height."""
    width = nearest(fact["width"], wanted)
    return Offer(f"{fact['token']}/{width}.jpg", width, height_at(fact["width"], fact["height"], width))


def fact_of(photo: Photo) -> dict:
    """A photograph that is in no edition as those in `Edition.facts` are."""
    return {"token": photo.token, "width": photo.width, "height": photo.height, "description": ""}


def height_at(width: int, height: int, narrower: int) -> int:
    """Of a picture of that width and height in pixels, made narrower."""
    return max(1, round(height * narrower / width))


def path(photo: Photo, width: int, extension: str) -> str:
    return f"{folder(photo)}/{width}.{extension}"


def folder(photo: Photo) -> str:
    return f"renditions/{photo.token[:2]}/{photo.token}"


def make(photo: Photo, width: int, extension: str) -> File:
    """The rendition, open for reading; made and kept when it is missing.

    Raises `pictures.Unreadable`, `pictures.TooLarge`, or FileNotFoundError when the original is gone.
    """
    kept = stored(photo, width, extension)
    if kept:
        return kept
    with photo.original.storage.open(photo.original.name) as original, locked(original):
        kept = stored(photo, width, extension)
        if kept:
            return kept
        with pictures.one_at_a_time:
            picture = largest(photo, original, width)
            content = encoded(picture, extension)
        return keep(photo, width, extension, content)


def make_all(photo: Photo) -> int:
    """Make what is missing of all widths and formats, decoding once; says how many were made."""
    missing = [
        (width, extension)
        for width in widths_of(photo.width)
        for extension in FORMATS
        if not default_storage.exists(path(photo, width, extension))
    ]
    if not missing:
        return 0
    made = 0
    with photo.original.storage.open(photo.original.name) as original:
        with pictures.one_at_a_time:
            picture = largest(photo, original, missing[-1][0])
        for width, extension in missing:
            # The lock is let go between two: a reader who waits for one need not wait for all.
            with locked(original):
                if default_storage.exists(path(photo, width, extension)):
                    continue
                size = (width, height_at(photo.width, photo.height, width))
                smaller = picture if size == picture.size else picture.resize(size, reducing_gap=2.0)
                keep(photo, width, extension, encoded(smaller, extension))
                made += 1
    return made


def remove_all(photo: Photo):
    """Remove what was made of the photograph."""
    for width in widths_of(photo.width):
        for extension in FORMATS:
            default_storage.delete(path(photo, width, extension))


def stored(photo: Photo, width: int, extension: str) -> File | None:
    try:
        return default_storage.open(path(photo, width, extension))
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


def encoded(picture, extension: str) -> bytes:
    encoder, _content_type, options = FORMATS[extension]
    buffer = io.BytesIO()
    picture = pictures.on_white(picture) if extension == "jpg" else picture
    picture.save(buffer, encoder, **options)
    return buffer.getvalue()


def keep(photo: Photo, width: int, extension: str, content: bytes) -> File:
    """Keep it, and answer it in any case: readers do not depend on a writable disk."""
    try:
        default_storage.save(path(photo, width, extension), ContentFile(content))
    except OSError as error:
        logger.warning("A rendition could not be kept: %s", error.strerror)
    return ContentFile(content)
