"""A photograph as a newspaper takes it: the words that go into the file, and the file's name."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F

from .metadata.fields import Metadata
from .models import EditionFacet, Facet, Photo


class Print(NamedTuple):
    photo: Photo
    name: str
    said: Metadata


def prints(photos: Iterable[Photo], editions) -> list[Print]:
    """Each photograph with what those editions say of it: rights by the newest, captions by the newest of
    each language. One that no edition carries, such as a portrait, has the library's own words.

    The file is called by the item that showed it first, and its place there: 2014-12-23-moscow-summit-03.jpg.
    """
    photos = list(photos)
    ids = [photo.pk for photo in photos]
    said = {pk: [] for pk in ids}
    carrying = EditionFacet.objects.filter(facet=Facet.PHOTO, thing__in=ids).values("edition")
    rows = editions.filter(pk__in=carrying).order_by("live_from", "pk")
    rows = rows.values("language", "date", "publication__slug", photographs=F("facts__photographs"))
    for row in rows:
        for number, fact in enumerate(row["photographs"], start=1):
            if fact["id"] in said:
                said[fact["id"]].append((row, number, fact))
    return [
        _frozen(photo, said[photo.pk]) if said[photo.pk] else _as_in_the_library(photo) for photo in photos
    ]


def _frozen(photo: Photo, said: list) -> Print:
    photo.shown = said[-1][0]["photographs"]
    facts = {row["language"]: fact for row, _number, fact in said}
    first = said[0][0]["publication__slug"]
    row, number = next((row, at) for row, at, _fact in reversed(said) if row["publication__slug"] == first)
    name = f"{row['date']}-{first}-{number:02}.jpg"
    return Print(photo, name, _metadata(photo, facts))


def _as_in_the_library(photo: Photo) -> Print:
    words = {
        row.language: {"caption": row.caption, "description": row.description} for row in photo.words.all()
    }
    return Print(photo, f"photograph-{photo.token[:8]}.jpg", _metadata(photo, words))


def _metadata(photo: Photo, words: dict[str, dict]) -> Metadata:
    """Languages in the order of their codes: the same words are the same file, whoever asks."""
    texts = {
        which: {language: row[which] for language, row in sorted(words.items()) if row[which]}
        for which in ("caption", "description")
    }
    return Metadata(captions=texts["caption"], descriptions=texts["description"], **photo.rights)
