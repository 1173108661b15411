"""What the desk opens on: what goes live next, what waits for me, what was last published."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from ..models import Edition, Kind, Status
from .base import office_of

ROWS = 10


@dataclass(frozen=True)
class Line:
    """An edition in one of the lists, with the way to its item's page."""

    edition: Edition
    url: str


def today(request) -> dict:
    """The lists of the first page, for this person at this moment."""
    me, now = request.user, timezone.now()
    editions = Edition.objects.defer("body", "facts", "lead").select_related("publication", "written_by")
    in_review = editions.filter(status=Status.IN_REVIEW).order_by("written_at")
    mine = in_review.filter(written_by=me) | in_review.filter(submitted_by=me)
    others = in_review.exclude(written_by=me).exclude(submitted_by=me)
    to_approve = others.exclude(publication__facts_changed_by=me)
    drafts = editions.filter(status=Status.DRAFT, written_by=me).order_by("-written_at")
    may_approve = me.has_perm("news.approve_edition")
    may_read = me.has_perm("news.view_edition")
    lists = {
        "next_live": editions.scheduled(now).order_by("live_from"),
        "to_approve": to_approve if may_approve else editions.none(),
        "my_drafts": drafts,
        "with_colleagues": mine,
        "last_published": editions.live(now).order_by("-live_from"),
    }
    context = {name: _lines(rows[:ROWS]) if may_read else [] for name, rows in lists.items()}
    context |= {
        "office": office_of(request),
        "now": now,
        "new_items": _buttons(me),
        "may_approve": may_approve,
    }
    context["shows_work"] = may_read
    return context


def _lines(editions) -> list[Line]:
    return [
        Line(edition, reverse(f"admin:news_{edition.kind}_change", args=[edition.publication_id]))
        for edition in editions
    ]


def _buttons(user) -> list[tuple[str, str]]:
    """(kind's name, address) of what this person may begin."""
    return [
        (kind, reverse(f"admin:news_{kind.value}_add"))
        for kind in Kind
        if user.has_perm(f"news.add_{kind.value}")
    ]
