"""From when, until when, and under which embargo of its own a photograph may be shown."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from .. import record
from ..models import LIMITS, Photo, Publication, User
from ..search import index
from .approval import change_facts
from .moves import Conflict, Refused
from .recalls import RECALL, can_be_recalled, carrying


@transaction.atomic
def limit(
    photos: Iterable[Photo],
    moments: dict[str, datetime | None],
    *,
    by: User,
    seen: dict[int, str] | None = None,
) -> list[Photo]:
    """Give the photographs those of LIMITS that `moments` names (aware, or None for no limit); answers those
    that have changed by it.

    It holds at once, whatever edition shows them. What is in work is seen by who approves it; of what is
    approved already the spokesman decides alone, as of a recall, and the record says so. `seen` are the
    limits that the caller looked at, by id, as `record.limits_of` spells them.
    """
    wanted = Photo.objects.filter(pk__in=[photo.pk for photo in photos]).order_by("pk")
    differing = [photo.pk for photo in wanted if any(_differ(photo, moments))]
    for publication in Publication.objects.filter(gallery__photo__in=differing).order_by("pk").distinct():
        change_facts(publication, by=by)
    changed = list(wanted.select_for_update(of=("self",)).filter(pk__in=differing))
    for photo in changed:
        if seen is not None and seen.get(photo.pk) != record.limits_of(photo):
            raise Conflict(photo)
        for name, moment in moments.items():
            setattr(photo, name, moment)
        _require_order(photo)
        photo.save(update_fields=LIMITS)
        if can_be_recalled(photo):
            _require_spokesman(photo, by)
            record.append_limits([photo], by=by)
            index.write_again(carrying(photo))
    return changed


def _differ(photo: Photo, moments: dict[str, datetime | None]) -> list[bool]:
    return [getattr(photo, name) != moment for name, moment in moments.items()]


def may_limit(user: User, photo: Photo) -> bool:
    return user.has_perm("news.change_photo") and (user.has_perm(RECALL) or not can_be_recalled(photo))


def _require_order(photo: Photo):
    begins = [moment for moment in (photo.use_from, photo.embargo_until) if moment]
    if photo.use_until and begins and photo.use_until <= max(begins):
        raise Refused(_("The moment until which a photograph may be shown lies after the others."))


def _require_spokesman(photo: Photo, by: User):
    if not by.has_perm(RECALL):
        raise Refused(
            _("“%(name)s” stands in something that is approved. Ask the spokesman.") % {"name": photo.name}
        )
