"""Files that nobody can ask for any more: renditions with words of yesterday, uploads of forms never sent.

Also uploads that broke off and were not gone on with.
"""

import datetime
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils import timezone

from . import renditions, unfinished
from .models import Attachment, Edition, Photo
from .prints import prints

# What belongs to a form that is still open, or was made a moment ago, is left alone.
OLD = datetime.timedelta(days=2)
SOURCES = {"originals": (Photo, "original"), "files": (Attachment, "file")}


def orphans(at: datetime.datetime) -> Iterator[str]:
    """Uploaded files without a row, older than OLD at that moment (aware)."""
    for folder, (model, field) in SOURCES.items():
        for shelf in _folders(folder):
            names = [f"{folder}/{shelf}/{name}" for name in default_storage.listdir(f"{folder}/{shelf}")[1]]
            known = set(model.objects.filter(**{f"{field}__in": names}).values_list(field, flat=True))
            yield from (name for name in names if name not in known and _is_old(name, at))


def outdated(at: datetime.datetime) -> Iterator[str]:
    """Renditions of photographs that are gone, those with words that neither public, press nor desk has."""
    for shelf in _folders("renditions"):
        tokens = _folders(f"renditions/{shelf}")
        photos = {photo.token: photo for photo in Photo.objects.filter(token__in=tokens)}
        wanted = _wanted(list(photos.values()), at)
        for token in tokens:
            folder = f"renditions/{shelf}/{token}"
            for name in renditions.listed(folder)[:-1]:
                version = name.removeprefix(f"{folder}/").partition("/")[0]
                if version not in wanted.get(token, ()) and "." in name and _is_old(name, at):
                    yield name


def _wanted(photos: list[Photo], at: datetime.datetime) -> dict[str, set[str]]:
    """By token the versions that somebody has now: the public, the press, the desk."""
    approved = Edition.objects.live(at), Edition.objects.live(at) | Edition.objects.scheduled(at)
    versions: dict[str, set[str]] = {photo.token: set() for photo in photos}
    for editions in (*approved, Edition.objects.none()):
        for shown in Photo.objects.filter(pk__in=[photo.pk for photo in photos]).shown_by(editions):
            versions[shown.token].add(renditions.version(shown, renditions.said_in(shown)))
            versions[shown.token].add(renditions.version_of_crops(shown))
        for row in prints(photos, editions):
            versions[row.photo.token].add(renditions.version(row.photo, row.said))
            row.photo.__dict__.pop("shown", None)
    return versions


def _folders(folder: str) -> list[str]:
    try:
        return sorted(default_storage.listdir(folder)[0])
    except FileNotFoundError:
        return []


def _is_old(name: str, at: datetime.datetime) -> bool:
    return default_storage.get_modified_time(name) < at - OLD


def sweep(at: datetime.datetime | None = None) -> dict[str, int]:
    """Remove all of these; says how many files of each."""
    at, counts = at or timezone.now(), {}
    for what, names in (("orphans", orphans(at)), ("outdated", outdated(at))):
        found = list(names)
        for name in found:
            default_storage.delete(name)
        counts[what] = len(found)
    broken_off = list(unfinished.outdated(at))
    for path in broken_off:
        path.unlink(missing_ok=True)
    return counts | {"unfinished": len(broken_off)}
