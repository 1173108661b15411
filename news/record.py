"""The record of public changes: append-only, each line carrying the hash of the one before it."""

import datetime
import hashlib
import json
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from .models import Edition, Photo, Record

RECORD_LOCK = 7_205_759
LIMIT = "limit"


def append(verb: str, edition: Edition, *, by, before: str = "", after: str = "", note: str = "") -> Record:
    """Add the line for what just happened to the edition, inside the caller's transaction.

    `before` and `after` are digests of words and facts. Writers queue: a line needs its predecessor's hash.
    """
    line = _line(verb, edition, by, after, _last_hash(), before=before, note=note)
    line.save(force_insert=True)
    return line


def append_of_file(verb: str, thing, *, by, before: str, after: str = "", note: str = "") -> Record:
    """The line of a photograph or file that was recalled, replaced or limited in time; `before` and `after`
    are its SHA-256.

    It stands under the thing's address, whatever items show it, and belongs to no edition.
    """
    line = Record(
        at=timezone.now(),
        by=by,
        verb=verb,
        slug=thing.address,
        number=0,
        before=before,
        after=after,
        note=note,
        previous=_last_hash(),
    )
    line.hash = line_hash(line)
    line.save(force_insert=True)
    return line


def append_limits(photos: Iterable[Photo], *, by) -> None:
    """A line for each photograph of which no line tells yet when it may be shown."""
    for photo in photos:
        told = Record.objects.filter(verb=LIMIT, slug=photo.address).order_by("-id")
        said, now = told.values_list("note", flat=True).first() or "", limits_of(photo)
        if said != now:
            append_of_file(LIMIT, photo, by=by, before=photo.sha256, after=photo.sha256, note=now)


def limits_of(photo: Photo) -> str:
    """When it may be shown as the record spells it, such as "use_until 2026-12-31T21:00:00+00:00"."""
    return "; ".join(f"{name} {_utc(moment)}" for name, moment in photo.limits.items())


def append_all(verb: str, editions: list[Edition], *, by, after: list[str]) -> None:
    """The same for many editions at once, a line each, in their order; `after` are their digests."""
    lines, last = [], _last_hash()
    for edition, digest in zip(editions, after, strict=True):
        lines.append(_line(verb, edition, by, digest, last))
        last = lines[-1].hash
    Record.objects.bulk_create(lines)


def _last_hash() -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])
    return Record.objects.order_by("-id").values_list("hash", flat=True).first() or ""


def _line(verb: str, edition: Edition, by, after: str, previous: str, **words: str) -> Record:
    line = Record(
        at=timezone.now(),
        by=by,
        verb=verb,
        publication_id=edition.publication_id,
        slug=edition.publication.slug,
        language=edition.language,
        number=edition.number,
        live_from=edition.live_from,
        live_until=edition.live_until,
        press_from=edition.press_from,
        after=after,
        previous=previous,
        **words,
    )
    line.hash = line_hash(line)
    return line


def line_hash(line: Record) -> str:
    """SHA-256 over canonical JSON of everything in the line but its own id and hash; moments in UTC."""
    content = {
        "at": _utc(line.at),
        "by": line.by_id,
        "verb": line.verb,
        "slug": line.slug,
        "language": line.language,
        "number": line.number,
        "live_from": _utc(line.live_from),
        "live_until": _utc(line.live_until),
        "note": line.note,
        "before": line.before,
        "after": line.after,
        "previous": line.previous,
    }
    later = {"publication": line.publication_id, "press_from": _utc(line.press_from)}
    content |= {name: value for name, value in later.items() if value is not None}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _utc(moment: datetime.datetime | None) -> str | None:
    """One spelling of a moment, whatever zone it arrived in."""
    return moment.astimezone(datetime.UTC).isoformat() if moment else None
