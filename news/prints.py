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

    The file is called by the item that showed it first, and its place in the gallery there, as readers see
    it: 2014-12-23-moscow-summit-03.jpg. `ahead`: as the press sees it.
    """
    photos = list(photos)
    first, newest = _chosen(photos, editions)
    ids = {*first.values(), *(pk for languages in newest.values() for pk in languages.values())}
    rows = Edition.objects.filter(pk__in=ids)
    rows = {row["pk"]: row for row in rows.values("pk", "date", "publication__slug", "facts__photographs")}
    beside = {fact["id"] for pk in first.values() for fact in rows[pk]["facts__photographs"]}
    shown = Photo.objects.standing(ahead=ahead).filter(pk__in=beside).exclude(original="")
    standing = set(shown.values_list("pk", flat=True))
    return [
        _frozen(
            photo, rows[first[photo.pk]], {code: rows[pk] for code, pk in newest[photo.pk].items()}, standing
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


def _frozen(photo: Photo, first: dict, newest: dict[str, dict], standing: set[int]) -> Print:
    facts = {language: _fact(photo, row) for language, row in newest.items()}
    photo.shown = [list(facts.values())[-1]]
    shown = [fact["id"] for fact in first["facts__photographs"] if fact["id"] in standing | {photo.pk}]
    name = file_name(first["date"], first["publication__slug"], shown.index(photo.pk) + 1, len(shown))
    return Print(photo, name, _metadata(photo, facts))


def file_name(date, slug: str, number: int, total: int) -> str:
    """Of a photograph by its place, from 1, among `total` that the item's gallery shows."""
    return f"{date}-{slug}-{number:0{max(2, len(str(total)))}}.jpg"


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
