"""A photograph as a newspaper takes it: the words that go into the file, and the file's name."""

from collections.abc import Iterable
from typing import NamedTuple

from .metadata.fields import Metadata
from .models import Edition, Facet, Photo


class Print(NamedTuple):
    photo: Photo
    name: str
    said: Metadata


def prints(photos: Iterable[Photo], editions, *, ahead: bool = False) -> list[Print]:
    """Each photograph with what those editions say of it: rights by the newest, captions by the newest of
    each language. One that no edition carries, such as a portrait, says whose it is and no more: nobody has
    approved its words.

    The file is called by the item that showed it first, and its place among what readers know of there:
    2014-12-23-moscow-summit-03.jpg. `ahead`: also among what only the press knows of.
    """
    photos = list(photos)
    first, newest = _chosen(photos, editions)
    ids = {*first.values(), *(pk for languages in newest.values() for pk in languages.values())}
    rows = Edition.objects.filter(pk__in=ids)
    rows = {row["pk"]: row for row in rows.values("pk", "date", "publication__slug", "facts__photographs")}
    beside = {fact["id"] for pk in first.values() for fact in rows[pk]["facts__photographs"]}
    known = set(Photo.objects.known(ahead=ahead).filter(pk__in=beside).values_list("pk", flat=True))
    return [
        _frozen(
            photo, rows[first[photo.pk]], {code: rows[pk] for code, pk in newest[photo.pk].items()}, known
        )
        if photo.pk in first
        else _as_in_the_library(photo)
        for photo in photos
    ]


def _chosen(photos: list[Photo], editions) -> tuple[dict[int, int], dict[int, dict[str, int]]]:
    """By photograph, as keys only: the newest edition of the item that showed it first, and the newest
    edition of each language, the newest of all as the last. A picture may be shown by thousands.
    """
    rows = editions.filter(facets__facet=Facet.PHOTO, facets__thing__in=[photo.pk for photo in photos])
    rows = rows.order_by("live_from", "pk").values_list("facets__thing", "publication", "language", "pk")
    items, first, newest = {}, {}, {}
    for photo, item, language, edition in rows:
        if items.setdefault(photo, item) == item:
            first[photo] = edition
        languages = newest.setdefault(photo, {})
        languages.pop(language, None)
        languages[language] = edition
    return first, newest


def _frozen(photo: Photo, first: dict, newest: dict[str, dict], known: set[int]) -> Print:
    facts = {language: _fact(photo, row) for language, row in newest.items()}
    photo.shown = [list(facts.values())[-1]]
    shown = [fact["id"] for fact in first["facts__photographs"] if fact["id"] in known | {photo.pk}]
    number = shown.index(photo.pk) + 1
    name = f"{first['date']}-{first['publication__slug']}-{number:02}.jpg"
    return Print(photo, name, _metadata(photo, facts))


def _fact(photo: Photo, row: dict) -> dict:
    return next(fact for fact in row["facts__photographs"] if fact["id"] == photo.pk)


def _as_in_the_library(photo: Photo) -> Print:
    return Print(photo, f"photograph-{photo.token[:8]}.jpg", _metadata(photo, {}))


def _metadata(photo: Photo, words: dict[str, dict]) -> Metadata:
    """Languages in the order of their codes: the same words are the same file, whoever asks."""
    texts = {
        which: {language: row[which] for language, row in sorted(words.items()) if row[which]}
        for which in ("caption", "description")
    }
    return Metadata(captions=texts["caption"], descriptions=texts["description"], **photo.rights)
