"""Who else has this item open: noted when the page is opened and by its script, forgotten within minutes."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import JsonResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import Contribution, Edition, Presence
from ..models.presence import KEPT_FOR
from .drafts import clock


@dataclass(frozen=True)
class Colleague:
    """Somebody else in the item: there now, or there a few minutes ago."""

    name: str
    at: datetime
    is_here: bool

    def __str__(self):
        if self.is_here:
            return _("%(who)s has this item open too.") % {"who": self.name}
        return _("%(who)s was in this item at %(time)s.") % {"who": self.name, "time": clock(self.at)}


def beat(request, page, item):
    """POST: this person still has the item open. JSON: a sentence for each colleague who is there too."""
    if not page.has_view_or_change_permission(request, item):
        raise PermissionDenied
    note(item, request.user)
    return JsonResponse({"sentences": [str(colleague) for colleague in colleagues(item, request.user)]})


def note(item, user, at: datetime | None = None):
    at = at or timezone.now()
    Presence.objects.forget(at)
    Presence.objects.bulk_create(
        [Presence(publication_id=item.pk, user=user, at=at)],
        update_conflicts=True,
        unique_fields=["publication", "user"],
        update_fields=["at"],
    )


def colleagues(item, user, at: datetime | None = None) -> list[Colleague]:
    """The others: those there now first; then who opened or saved it within the last minutes."""
    at = at or timezone.now()
    rows = Presence.objects.filter(publication=item.pk, at__gt=at - KEPT_FOR).exclude(user=user)
    here = set(rows.open_at(at).values_list("user", flat=True))
    seen = {row.user: row.at for row in rows.select_related("user")}
    for writer, moment in _savers(item, user, at):
        seen[writer] = max(moment, seen.get(writer, moment))
    found = [
        Colleague(person.get_full_name() or person.get_username(), moment, person.pk in here)
        for person, moment in seen.items()
    ]
    return sorted(found, key=lambda colleague: (not colleague.is_here, colleague.name))


def _savers(item, user, at: datetime):
    """(person, moment) of words saved within the last minutes: a page without its script sends no beat."""
    words = Edition.objects.filter(publication=item.pk, written_at__gt=at - KEPT_FOR)
    words = words.exclude(Q(written_by=None) | Q(written_by=user)).select_related("written_by")
    for edition in words.only("written_at", "publication", "written_by").order_by("written_at"):
        yield edition.written_by, edition.written_at


def unnamed(names: list) -> list:
    """The admin's nested list of what will be deleted, without the notes of who was there and wrote."""
    words = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in (Presence, Contribution))
    inside = [unnamed(name) if isinstance(name, list) else name for name in names]
    return [name for name in inside if name != [] and not str(name).startswith(words)]
