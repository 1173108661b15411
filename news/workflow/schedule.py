"""What can still be changed about an approved edition before it is public: its moment."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..models import Edition, User
from .approval import moments
from .moves import lock
from .ranges import move, unschedule


@transaction.atomic
def cancel_schedule(edition: Edition, *, by: User, seen: int | None = None) -> Edition:
    """Take a scheduled edition back: a draft again, and its predecessor stays public."""
    return unschedule(lock(edition, "cancel_schedule", by, seen), by=by)


@transaction.atomic
def reschedule(
    edition: Edition,
    *,
    by: User,
    live_from: datetime,
    press_from: datetime | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Move it to other moments (aware; a past one counts as now). Without `press_from` that one stays.

    `at` is the moment of a deed on several editions, by `one_moment`.
    """
    edition = lock(edition, "reschedule", by, seen)
    live_from, press_from = moments(live_from, press_from, at)
    return move(edition, by=by, verb="reschedule", live_from=live_from, press_from=press_from)


@transaction.atomic
def lift(edition: Edition, *, by: User, seen: int | None = None, at: datetime | None = None) -> Edition:
    """The embargo is broken or not needed any more: public for everybody, now. `at` as in `reschedule`."""
    edition = lock(edition, "lift", by, seen)
    return move(edition, by=by, verb="lift", live_from=at or timezone.now())
