"""The public history of public changes: what became public or was withdrawn, with its line's fingerprints.

A line of the record is shown from the moment at which its effect could be seen, under that moment. Who
did it, what was prepared, moved or cancelled before, and what never became public is not told.
"""

import datetime
import re
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.http import Http404
from django.shortcuts import get_object_or_404

from .models import Edition, EditionFacet, Facet, FileChange, Record

HASH = re.compile(r"[0-9a-f]{64}\Z")
PAGE_SIZE = 15
COLUMNS = (
    *("language", "number", "kind", "form", "date", "title", "change_note", "withdrawal_reason"),
    *("live_from", "live_until", "approval"),
)
PUBLISHING = ["approve", "publish_alone", "archive", "reinstate", "reschedule", "lift"]
WITHDRAWAL = "withdraw"
PUBLISHED, WITHDRAWN, OF_FILE = range(3)  # in this order where they happened at one moment
WHAT = {"archive": "archived", "reinstate": "reinstated"}


@dataclass(frozen=True)
class Change:
    """One change that anybody could see. `what`: published, corrected, reinstated, archived, withdrawn; or,
    of a photograph or file, recalled or replaced.

    `title` is "" where the words have been withdrawn since, `href` where the item is not public now, and
    `edition` None where a file belongs to none that is public. `note` is the public reason, or what changed.
    """

    moment: datetime.datetime
    what: str
    edition: Edition | None
    line: Record
    title: str
    href: str
    note: str
    file: FileChange | None = None


@dataclass(frozen=True)
class Page:
    """`next_after` is the hash that asks for the next page, or ""."""

    changes: list[Change]
    next_after: str
    is_first: bool


def page(language: str, at: datetime.datetime, after: str = "") -> Page:
    """The public changes in that language by that moment, newest first, those after the line of hash `after`.

    Raises Http404 where no such line is public.
    """
    streams = [_published(language, at), _withdrawn(language, at), _of_files(language, at)]
    if after:
        key = _key(language, at, after)
        streams = [_before(rows, rank, key) for rank, rows in enumerate(streams)]
    rows = merge(*(stream[: PAGE_SIZE + 1] for stream in streams), key=_order, reverse=True)
    rows = list(islice(rows, PAGE_SIZE + 1))
    shown = rows[:PAGE_SIZE]
    lines = _lines([row for row in shown if row.rank != OF_FILE])
    editions = _showing([row for row in shown if row.rank == OF_FILE], language, at)
    changes = [
        _file_change(row, editions.get(_thing(row)), language)
        if row.rank == OF_FILE
        else _change(row, lines[_which(row)])
        for row in shown
        if row.rank == OF_FILE or _which(row) in lines
    ]
    more = len(rows) > PAGE_SIZE and changes
    return Page(changes, changes[-1].line.hash if more else "", is_first=not after)


def _order(row) -> tuple:
    return row.moment, row.rank, row.pk


def _before(rows: QuerySet, rank: int, key) -> QuerySet:
    earlier = Q(moment__lt=key.moment)
    if rank < key.rank:
        earlier |= Q(moment=key.moment)
    elif rank == key.rank:
        earlier |= Q(moment=key.moment, pk__lt=key.pk)
    return rows.filter(moment__lte=key.moment).filter(earlier)


def _published(language: str, at) -> QuerySet:
    rows = _rows(language, at).filter(first_live_from__isnull=False)
    rows = rows.annotate(moment=F("live_from"), rank=Value(PUBLISHED))
    return rows.order_by("-live_from", "-pk")


def _withdrawn(language: str, at) -> QuerySet:
    rows = _rows(language, at).exclude(withdrawal_reason="").filter(live_until__lte=at)
    return rows.annotate(moment=F("live_until"), rank=Value(WITHDRAWN)).order_by("-live_until", "-pk")


def _of_files(language: str, at) -> QuerySet:
    rows = FileChange.objects.public(at, language).select_related("line", "photo", "attachment")
    return rows.annotate(moment=F("at"), rank=Value(OF_FILE)).order_by("-at", "-pk")


def _rows(language: str, at) -> QuerySet:
    """Editions once public, each with the last withdrawal of its item and the day of what is live of it."""
    same = Edition.objects.filter(publication=OuterRef("publication"), language=language)
    gone = same.exclude(withdrawal_reason="").filter(live_until__lte=at).order_by("-live_until")
    rows = Edition.objects.once_live(at).in_language(language).select_related("publication")
    return (
        rows.only(*COLUMNS, "publication__slug")
        .with_withdrawal_before()
        .annotate(
            withdrawn_at=Subquery(gone.values("live_until")[:1]),
            live_on=Subquery(same.live(at).values("date")[:1]),
            precision=KT("facts__date_precision"),
        )
    )


def _key(language: str, at, after: str):
    """The row whose line has that hash, as it stands in the list; Http404 where there is none."""
    if not HASH.match(after):
        raise Http404
    line = Record.objects.filter(hash=after, language=language)
    of_it = Q(publication__in=line.values("publication")) | Q(
        publication__slug__in=line.filter(publication=None).values("slug")
    )
    rows = Edition.objects.once_live(at).in_language(language).filter(of_it, number__in=line.values("number"))
    row = rows.annotate(verb=Subquery(line.values("verb")[:1])).only(*COLUMNS).first()
    if row is None:
        return get_object_or_404(_of_files(language, at), line__hash=after)
    row.rank = WITHDRAWN if row.verb == WITHDRAWAL else PUBLISHED
    row.moment = row.live_until if row.rank == WITHDRAWN else row.live_from
    return row


def _lines(rows: list) -> dict[tuple, Record]:
    """For each row, the last line that made it public, or the one that withdrew it; in one query."""
    slugs = {row.publication.slug: row.publication_id for row in rows}
    lines = Record.objects.filter(
        Q(publication__in=slugs.values()) | Q(publication=None, slug__in=slugs),
        language__in={row.language for row in rows},
        verb__in=[*PUBLISHING, WITHDRAWAL],
    )
    return {
        (line.publication_id or slugs[line.slug], line.number, line.verb == WITHDRAWAL): line
        for line in lines.order_by("id")
    }


def _which(row) -> tuple:
    return row.publication_id, row.number, row.rank == WITHDRAWN


def _change(row, line: Record) -> Change:
    readable = row.withdrawn_at is None or row.withdrawn_at <= row.live_from
    if row.rank == WITHDRAWN:
        what, note = "withdrawn", row.withdrawal_reason
    else:
        note = row.change_note if readable else ""
        again = "reinstated" if row.withdrawal_before else "corrected"
        what = WHAT.get(line.verb) or (again if row.change_note else "published")
    href = ""
    if row.live_on:
        row.date = row.live_on  # its address now, should the day have been corrected since
        href = row.get_absolute_url()
    return Change(row.moment, what, row, line, row.title if readable else "", href, note)


def _showing(rows: list, language: str, at) -> dict[tuple, Edition]:
    """The newest live edition in that language that shows each thing, by facet and id."""
    if not rows:
        return {}
    things = [_thing(row) for row in rows]
    facets = EditionFacet.objects.live(at).filter(edition__language=language)
    facets = facets.filter(
        facet__in={facet for facet, _pk in things}, thing__in={pk for _facet, pk in things}
    ).select_related("edition__publication")
    return {(row.facet, row.thing): row.edition for row in facets.order_by("edition__live_from")}


def _thing(row: FileChange) -> tuple:
    return (Facet.PHOTO, row.photo_id) if row.photo_id else (Facet.FILE, row.attachment_id)


def _file_change(row: FileChange, edition: Edition | None, language: str) -> Change:
    title, href = (edition.title, edition.get_absolute_url()) if edition else ("", "")
    return Change(row.moment, row.what, edition, row.line, title, href, row.reason(language), file=row)
