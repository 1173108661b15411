"""What the desk opens on: what goes live next, what waits for me, what is missing, what was published."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from ..models import Bundle, Comment, Edition, Kind, Status
from . import month
from .base import office_of
from .languages import Lack, lacks

ROWS = 10
SCHEDULED_READ = 100  # several of them may be one line
NEWEST_READ = 300  # among these, missing and outdated translations are looked for
MEMBERS_SHOWN = 6


@dataclass(frozen=True)
class Line:
    """An edition in one of the lists, with the way to its item's page."""

    edition: Edition
    url: str


@dataclass
class Departure:
    """What goes live at one moment: an edition, or the editions of a bundle as one line."""

    edition: Edition  # the first of them
    bundle: Bundle | None
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> list[Line]:
        return self.lines[:MEMBERS_SHOWN]

    @property
    def more(self) -> int:
        return len(self.lines) - len(self.shown)


def today(request) -> dict:
    """The lists of the first page, for this person at this moment; as many queries however much there is."""
    me, now, office = request.user, timezone.now(), office_of(request)
    may_read = me.has_perm("news.view_edition")
    context = {
        "office": office,
        "now": now,
        "new_items": _buttons(me),
        "may_approve": me.has_perm("news.approve_edition"),
        "shows_work": may_read,
    }
    if not may_read:
        return context
    editions = Edition.objects.defer("body", "facts", "lead").select_related("publication", "written_by")
    newest = list(editions.live(now).order_by("-live_from", "-id")[:NEWEST_READ])
    missing, outdated = lacks(newest, office.language_codes, now, ROWS)
    lists = _waiting(me, editions, context["may_approve"])
    context |= {name: _lines(rows[:ROWS]) for name, rows in lists.items()}
    return context | {
        "next_live": _departures(editions.scheduled(now).select_related("publication", "bundle")),
        "missing": _lack_lines(missing),
        "outdated": _lack_lines(outdated),
        "last_published": _lines(newest[:ROWS]),
        "month": month.month(month.chosen(request.GET.get("month", ""), timezone.localdate(now)), now),
    }


def _waiting(me, editions, may_approve: bool) -> dict:
    """What is in work, by whose turn it is."""
    in_review = editions.filter(status=Status.IN_REVIEW).order_by("written_at")
    mine = in_review.filter(Q(submitted_by=me) | Q(pk__in=in_review.by(me).values("pk")))
    said = Comment.objects.open().filter(edition=OuterRef("pk")).exclude(by=me)
    drafts = editions.filter(status=Status.DRAFT, written_by=me).order_by("-written_at")
    owed = editions.owing_review().filter(status=Status.APPROVED).select_related("publication", "approved_by")
    return {
        "to_approve": in_review.exclude(pk__in=mine.values("pk")) if may_approve else editions.none(),
        "reviews_owed": owed.order_by("live_from") if may_approve else editions.none(),
        "returned": drafts.filter(Exists(said)),
        "my_drafts": drafts.exclude(Exists(said)),
        "with_colleagues": mine,
    }


def _departures(scheduled) -> list[Departure]:
    found: dict[tuple, Departure] = {}
    for edition in scheduled.order_by("live_from", "id")[:SCHEDULED_READ]:
        key = ("bundle", edition.bundle_id) if edition.bundle_id else ("edition", edition.pk)
        departure = found.setdefault(key, Departure(edition, edition.bundle))
        departure.lines += _lines([edition])
    return list(found.values())[:ROWS]


def _lines(editions) -> list[Line]:
    return [Line(edition, _page(edition)) for edition in editions]


def _lack_lines(found: list[Lack]) -> list[tuple[Lack, str]]:
    return [(lack, f"{_page(lack.edition)}#words-{lack.language}-heading") for lack in found]


def _page(edition: Edition) -> str:
    return reverse(f"admin:news_{edition.kind}_change", args=[edition.publication_id])


def _buttons(user) -> list[tuple[str, str]]:
    """(kind's name, address) of what this person may begin."""
    return [
        (kind, reverse(f"admin:news_{kind.value}_add"))
        for kind in Kind
        if user.has_perm(f"news.add_{kind.value}")
    ]
