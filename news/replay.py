"""Is the record whole, and does it tell what is public? Replays every line and compares."""

import datetime
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from . import freezing
from .models import Attachment, Edition, EditionFacet, Facet, Photo, Publication, Record, Status
from .record import LIMIT, limits_of, line_hash


class Wrong(Exception):
    """The record, or what is public, is not as it was left. The sentence names the first wrong line."""


@dataclass
class Shown:
    """What one edition's lines say of it."""

    line: Record
    begins: datetime.datetime
    press: datetime.datetime | None
    digest: str
    ends: datetime.datetime | None = None
    withdrawn: bool = False


Editions = dict[int, Shown]


@dataclass
class Kept:
    """What the lines say of a photograph or file: the SHA-256 of what is at its address, or recalled."""

    line: Record
    digest: str
    recalled: bool


OF_FILES = ("recall", "replace_file")
BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}


def verify() -> tuple[int, str]:
    """How many lines, and the hash of the last: kept elsewhere, it shows when all were written anew.

    Raises Wrong at the first line that does not fit. Writers need not wait.
    """
    with _one_state_of_both_tables():
        shown: dict[tuple[int | str, str], Editions] = {}
        files: dict[str, Kept] = {}
        limits: dict[str, Record] = {}
        slugs = dict(
            Publication.objects.values_list("slug", "pk")
        )  # the oldest lines name items by slug only
        previous, count = "", 0
        for line in Record.objects.order_by("id").iterator(chunk_size=2000):
            if line.previous != previous:
                raise Wrong(_("%(line)s: it does not carry the hash of the line before it.") % _named(line))
            if line.hash != line_hash(line):
                raise Wrong(_("%(line)s: it was changed after it was written.") % _named(line))
            previous, count = line.hash, count + 1
            if line.verb == LIMIT:
                limits[line.slug] = line
                continue
            if line.verb in OF_FILES:
                recalled = line.verb == "recall"
                files[line.slug] = Kept(line, line.before if recalled else line.after, recalled)
                continue
            item = line.publication_id or slugs.get(line.slug, line.slug)
            editions = shown.setdefault((item, line.language), {})
            try:
                _replay(line, editions)
            except KeyError:
                sentence = _("%(line)s: no earlier line says that this edition exists.")
                raise Wrong(sentence % _named(line)) from None
        _compare(shown)
        _compare_files(files)
        _compare_limits(limits)
    return count, previous


@contextmanager
def _one_state_of_both_tables():
    """A transaction that only reads: Django's own would stop every writer on SQLite."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _replay(line: Record, editions: Editions):
    if line.verb in ("cancel_schedule", "reschedule", "lift"):
        moved = editions[line.number]
        ended = _ended_by(moved, editions)
        if line.verb == "cancel_schedule":
            del editions[line.number]
        else:
            moved.line, moved.begins, moved.press = line, line.live_from, line.press_from
        if ended:
            ended.line, ended.ends = line, moved.ends if line.verb == "cancel_schedule" else moved.begins
    elif line.verb == "withdraw":
        gone = editions[line.number]
        gone.line, gone.ends, gone.withdrawn = line, line.live_until, True
    elif line.verb == "review":
        editions[line.number].line = line
    else:
        for earlier in editions.values():
            if earlier.ends is None:
                earlier.line, earlier.ends = line, line.live_from
        editions[line.number] = Shown(line, line.live_from, line.press_from, line.after)


def _ended_by(moved: Shown, editions: Editions) -> Shown | None:
    for other in editions.values():
        if other is not moved and other.ends == moved.begins > other.begins and not other.withdrawn:
            return other
    return None


def _compare(shown: dict[tuple[int | str, str], Editions]):
    rows = Edition.objects.filter(status=Status.APPROVED).select_related("publication")
    for row in rows.order_by("id").iterator(chunk_size=500):
        said = shown.get((row.publication_id, row.language), {}).pop(row.number, None)
        which = {"slug": row.publication.slug, "language": row.language, "number": row.number}
        if said is None:
            sentence = _("No line of the record speaks of edition %(number)d of %(slug)s (%(language)s).")
            raise Wrong(sentence % which)
        which |= _named(said.line)
        if (row.live_from, row.live_until, row.press_from) != (said.begins, said.ends, said.press):
            sentence = _("%(line)s: edition %(number)d of %(slug)s (%(language)s) has other moments now.")
            raise Wrong(sentence % which)
        if freezing.digest(row) != said.digest:
            sentence = _("%(line)s: edition %(number)d of %(slug)s (%(language)s) has other words now.")
            raise Wrong(sentence % which)
    for editions in shown.values():
        for said in editions.values():
            raise Wrong(_("%(line)s: the edition of which it speaks is gone.") % _named(said.line))


def _compare_files(files: dict[str, Kept]):
    """Every change of a file stands in the record, and what it says is what is there."""
    for model in (Photo, Attachment):
        changed = model.objects.filter(Q(changes__isnull=False) | Q(recalled_at__isnull=False)).distinct()
        for thing in changed.order_by("id"):
            said = files.pop(thing.address, None)
            if said is None:
                sentence = _("No line of the record speaks of what was done to %(address)s.")
                raise Wrong(sentence % {"address": thing.address})
            if thing.sha256 != said.digest:
                raise Wrong(_("%(line)s: another file is at its address now.") % _named(said.line))
            if (thing.recalled_at is not None) != said.recalled:
                raise Wrong(
                    _("%(line)s: it is recalled in one place and not in the other.") % _named(said.line)
                )
    for said in files.values():
        raise Wrong(
            _("%(line)s: the file of which it speaks is gone, or nothing tells the change.")
            % _named(said.line)
        )


def _compare_limits(limits: dict[str, Record]):
    """What is approved shows its photographs from and until the moments that the record says."""
    carried = EditionFacet.objects.filter(
        facet=Facet.PHOTO, thing=OuterRef("pk"), edition__status=Status.APPROVED
    )
    tokens = [address.partition("/")[2] for address in limits]
    photos = Photo.objects.limited().filter(Exists(carried)) | Photo.objects.filter(token__in=tokens)
    for photo in photos.order_by("id"):
        line = limits.get(photo.address)
        if line is None:
            sentence = _("No line of the record speaks of when %(address)s may be shown.")
            raise Wrong(sentence % {"address": photo.address})
        if line.note != limits_of(photo):
            raise Wrong(_("%(line)s: it may be shown at other moments now.") % _named(line))


def _named(line: Record) -> dict[str, str]:
    return {"line": _("Line %(id)d (%(text)s)") % {"id": line.pk, "text": line}}
