"""The demonstration's photographs in the picture library, with their captions."""

from contextlib import nullcontext

from django.core.files.base import ContentFile

from news import uploads
from news.metadata.fields import Metadata
from news.models import Photo, User

from .pictures import WIDTH, drawing
from .reading import LANGUAGES, read


def seed(by: User, width: int = WIDTH, pictures: dict | None = None) -> dict[str, Photo]:
    """All photographs by the name of their scene; those that are missing are drawn, `width` pixels wide.

    `pictures`: those of `drawing`, where they are on their way already.
    """
    content = read("photographs")
    rights = {name: content.pop(name) for name in ("credit", "usage_terms")}
    photos = {name: Photo.objects.filter(name=file_name(name)).order_by("pk").first() for name in content}
    missing = [name for name, photo in photos.items() if photo is None]
    with nullcontext(pictures) if pictures else drawing(missing, width) as pictures:
        for name in missing:
            captions, descriptions = (
                {language: content[name][language][field] for language in LANGUAGES}
                for field in ("caption", "description")
            )
            said = Metadata(captions=captions, descriptions=descriptions, **rights)
            file = ContentFile(pictures[name]())
            photos[name] = uploads.store(file, by=by, name=file_name(name), said=said)
            if "focus" in content[name]:
                photos[name].focus_x, photos[name].focus_y = content[name]["focus"]
                photos[name].save()
    return photos


def file_name(scene: str) -> str:
    return f"demo-{scene}.{'png' if scene == 'emblem' else 'jpg'}"
