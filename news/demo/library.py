"""The demonstration's photographs in the picture library, with their captions."""

import os
import signal
from multiprocessing import get_context

from django.core.files.base import ContentFile

from news import uploads
from news.metadata.fields import Metadata
from news.models import Photo, User

from .pictures import WIDTH, draw
from .reading import LANGUAGES, read


def seed(by: User, width: int = WIDTH) -> dict[str, Photo]:
    """All photographs by the name of their scene; those that are missing are drawn, `width` pixels wide."""
    content = read("photographs")
    credit = content.pop("credit")
    photos = {name: Photo.objects.filter(name=file_name(name)).order_by("pk").first() for name in content}
    missing = [name for name, photo in photos.items() if photo is None]
    for name, picture in _drawn(missing, width):
        captions, descriptions = (
            {language: content[name][language][field] for language in LANGUAGES}
            for field in ("caption", "description")
        )
        said = Metadata(captions=captions, descriptions=descriptions, credit=credit)
        photos[name] = uploads.store(ContentFile(picture), by=by, name=file_name(name), said=said)
        if "focus" in content[name]:
            photos[name].focus_x, photos[name].focus_y = content[name]["focus"]
            photos[name].save()
    return photos


def file_name(scene: str) -> str:
    return f"demo-{scene}.{'png' if scene == 'emblem' else 'jpg'}"


def _drawn(names: list[str], width: int):
    """Names with their pictures, in that order; large ones are drawn by several processes at once."""
    if width < WIDTH or len(names) < 2:
        yield from ((name, draw(name, width)) for name in names)
        return
    # Spawned, not forked: no database connection of ours travels into them. Who interrupts us ends them too.
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with get_context("spawn").Pool(min(4, os.cpu_count() or 1), signal.signal, ignore) as pool:
        yield from zip(names, pool.imap(draw, names), strict=True)
