"""The public history of public changes: what became public or was withdrawn, with its line's fingerprints.

A line of the record is shown from the moment at which its effect could be seen, under that moment. Who
did it, what was prepared, moved or cancelled before, and what never became public is not told.
"""

import datetime
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404

from .models import Edition, Record

PAGE_SIZE = 20
COLUMNS = "language number kind form date title change_note withdrawal_reason live_from live_until".split()
PUBLISHING = ["approve", "publish_alone", "archive", "reinstate", "reschedule", "lift"]
WITHDRAWAL = "withdraw"
WHAT = {"archive": "archived", "reinstate": "reinstated"}


@dataclass(frozen=True)
class Change:
    """One change that anybody could see. `what`: published, corrected, reinstated, archived or withdrawn.

    `title` is "" where the words have been withdrawn since, `href` where the item is not public now.
    `note` is the public reason of a withdrawal, or what changed.
    """

    moment: datetime.datetime
    what: str
    edition: Edition
    line: Record
    title: str
    href: str
    note: str


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
    published, withdrawn = _published(language, at), _withdrawn(language, at)
    if after:
        key = _key(language, at, after)
        published, withdrawn = _before(published, key, key.is_withdrawal), _before(withdrawn, key, False)
    rows = merge(published[: PAGE_SIZE + 1], withdrawn[: PAGE_SIZE + 1], key=_order, reverse=True)
    rows = list(islice(rows, PAGE_SIZE + 1))
    lines = _lines(rows[:PAGE_SIZE])
    changes = [_change(row, lines[_which(row)]) for row in rows[:PAGE_SIZE] if _which(row) in lines]
    more = len(rows) > PAGE_SIZE and changes
    return Page(changes, changes[-1].line.hash if more else "", is_first=not after)


def _order(row) -> tuple:
    return row.moment, row.pk, row.is_withdrawal


def _before(rows: QuerySet, key, with_its_edition: bool) -> QuerySet:
    nearer = Q(pk__lte=key.pk) if with_its_edition else Q(pk__lt=key.pk)
    return rows.filter(moment__lte=key.moment).filter(Q(moment__lt=key.moment) | nearer)


def _published(language: str, at) -> QuerySet:
    rows = _rows(language, at).annotate(moment=F("live_from"), is_withdrawal=Value(False))
    return rows.order_by("-live_from", "-pk")


def _withdrawn(language: str, at) -> QuerySet:
    rows = _rows(language, at).exclude(withdrawal_reason="").filter(live_until__lte=at)
    return rows.annotate(moment=F("live_until"), is_withdrawal=Value(True)).order_by("-live_until", "-pk")


def _rows(language: str, at) -> QuerySet:
    """Editions once public, each with the last withdrawal of its item and the day of what is live of it."""
    same = Edition.objects.filter(publication=OuterRef("publication"), language=language)
    gone = same.exclude(withdrawal_reason="").filter(live_until__lte=at).order_by("-live_until")
    rows = Edition.objects.once_live(at).in_language(language).select_related("publication")
    return rows.only(*COLUMNS, "publication__slug").annotate(
        withdrawn_at=Subquery(gone.values("live_until")[:1]),
        live_on=Subquery(same.live(at).values("date")[:1]),
    )


def _key(language: str, at, after: str):
    """The row whose line has that hash, as it stands in the list."""
    line = Record.objects.filter(hash=after, language=language)
    of_it = Q(publication__in=line.values("publication")) | Q(
        publication__slug__in=line.filter(publication=None).values("slug")
    )
    rows = Edition.objects.once_live(at).in_language(language).filter(of_it, number__in=line.values("number"))
    row = rows.annotate(verb=Subquery(line.values("verb")[:1])).only(*COLUMNS).first()
    if row is None:
        raise Http404
    row.is_withdrawal = row.verb == WITHDRAWAL
    row.moment = row.live_until if row.is_withdrawal else row.live_from
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
    return row.publication_id, row.number, row.is_withdrawal


def _change(row, line: Record) -> Change:
    readable = row.withdrawn_at is None or row.withdrawn_at <= row.live_from
    if row.is_withdrawal:
        what, note = "withdrawn", row.withdrawal_reason
    else:
        note = row.change_note if readable else ""
        what = WHAT.get(line.verb) or ("corrected" if row.change_note else "published")
    href = ""
    if row.live_on:
        row.date = row.live_on  # its address now, should the day have been corrected since
        href = row.get_absolute_url()
    return Change(row.moment, what, row, line, row.title if readable else "", href, note)
