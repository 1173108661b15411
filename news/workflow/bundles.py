"""Several editions with one moment: the same verbs, for all of them or for none."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Bundle, Edition, Status, User
from .approval import approve_locked, moments, second_person_may_approve, submit_locked
from .moves import MOVES, Conflict, Refused, each, fresh, lock_publications, named, require_role
from .ranges import move, unschedule


@transaction.atomic
def gather(name: str, editions: Iterable[Edition], *, by: User) -> Bundle:
    """Put editions in work into a new bundle."""
    require_role("write", by)
    bundle = Bundle.objects.create(name=name, made_by=by)
    for edition in editions:
        add_to_bundle(bundle, edition, by=by)
    return bundle


@transaction.atomic
def add_to_bundle(bundle: Bundle, edition: Edition, *, by: User) -> Edition:
    """Let an edition in work go out with the others. Its bundle must not be approved yet."""
    require_role("write", by)
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    lock_publications(edition.publication_id)
    edition = fresh(edition)
    if bundle.live_from:
        raise Refused(_("The bundle is approved already. Cancel its schedule, then add to it."))
    if edition.status == Status.APPROVED or edition.set_aside:
        raise Refused(_("Only what is in work can be put into a bundle."))
    if edition.bundle_id and edition.bundle_id != bundle.pk:
        raise Refused(_("It is in the bundle “%(bundle)s” already.") % {"bundle": edition.bundle})
    return _put(edition, bundle)


@transaction.atomic
def take_out(edition: Edition, *, by: User) -> Edition:
    """Let an edition in work go its own way."""
    require_role("write", by)
    lock_publications(edition.publication_id)
    edition = fresh(edition)
    if edition.status == Status.APPROVED:
        raise Refused(_("The bundle is approved already. Cancel its schedule, then take it out."))
    return _put(edition, None)


@transaction.atomic
def submit_bundle(bundle: Bundle, *, by: User, seen: int | None = None) -> Bundle:
    """Hand in what is still a draft; what is in review already stays so."""
    bundle, members = _lock(bundle, "submit", by, seen, also=(Status.IN_REVIEW,))
    drafts = [row for row in members if row.status == Status.DRAFT]
    each(drafts, lambda row: submit_locked(row, by))
    return _saved(bundle)


@transaction.atomic
def approve_bundle(
    bundle: Bundle,
    *,
    by: User,
    live_from: datetime | None = None,
    press_from: datetime | None = None,
    seen: int | None = None,
) -> Bundle:
    """Approve every edition for one moment. What one of them misses holds all, and is said by its name."""
    bundle, members = _lock(bundle, "approve", by, seen)
    bundle.live_from, bundle.press_from = moments(live_from, press_from)
    known = {}  # by item: its facts are read once for all its languages

    def look(row: Edition):
        known[row.publication_id] = source = second_person_may_approve(
            row, by, bundle.live_from, known.get(row.publication_id)
        )
        return source

    sources = each(members, look)
    _saved(bundle)  # before its editions: the database compares them with it
    pairs = dict(zip(members, sources, strict=True))
    each(members, lambda row: approve_locked(row, pairs[row], by, bundle.live_from, bundle.press_from))
    return bundle


@transaction.atomic
def move_bundle(
    bundle: Bundle,
    *,
    by: User,
    live_from: datetime,
    press_from: datetime | None = None,
    seen: int | None = None,
) -> Bundle:
    """Move all of it to another moment (aware; a past one counts as now)."""
    bundle, members = _lock(bundle, "reschedule", by, seen)
    return _move(bundle, members, by, "reschedule", *moments(live_from, press_from))


@transaction.atomic
def lift_bundle(bundle: Bundle, *, by: User, seen: int | None = None) -> Bundle:
    """Public for everybody, now."""
    bundle, members = _lock(bundle, "lift", by, seen)
    return _move(bundle, members, by, "lift", timezone.now(), None)


@transaction.atomic
def cancel_bundle(bundle: Bundle, *, by: User, seen: int | None = None) -> Bundle:
    """Take all of it back to draft."""
    bundle, members = _lock(bundle, "cancel_schedule", by, seen)
    each(members, lambda row: unschedule(row, by=by))
    bundle.live_from = bundle.press_from = None
    return _saved(bundle)


def _lock(bundle, verb: str, by: User, seen: int | None, also: tuple = ()) -> tuple[Bundle, list[Edition]]:
    """The bundle and its editions, locked: first the bundle, then the items in one order."""
    require_role(verb, by)
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if seen is not None and bundle.lock_version != seen:
        raise Conflict(bundle)
    lock_publications(*bundle.editions.values_list("publication", flat=True))
    rows = bundle.editions.select_for_update(of=("self",)).select_related("publication")
    members = list(rows.order_by("publication", "language"))
    if not members:
        raise Refused(_("There is nothing in this bundle."))
    starts = (*MOVES[verb].starts, *also)
    amiss = [row for row in members if row.state() not in starts]
    if amiss:
        raise Refused(
            *(_("%(item)s is %(state)s.") % {"item": named(row), "state": row.state().label} for row in amiss)
        )
    return bundle, members


def _move(bundle, members, by, verb, live_from, press_from) -> Bundle:
    press_from = press_from or bundle.press_from
    bundle.live_from = live_from
    bundle.press_from = min(press_from, live_from) if press_from else None
    _saved(bundle)
    each(members, lambda row: move(row, by=by, verb=verb, live_from=live_from, press_from=press_from))
    return bundle


def _put(edition: Edition, bundle: Bundle | None) -> Edition:
    """Its version stays: whoever is writing at it has missed nothing."""
    edition.bundle = bundle
    edition.save(update_fields=["bundle"])
    return edition


def _saved(bundle: Bundle) -> Bundle:
    bundle.lock_version += 1
    bundle.save()
    return bundle
