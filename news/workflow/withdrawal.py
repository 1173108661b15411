"""What must go, goes at once; withdrawn is not deleted."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import freezing, record
from ..languages import own_name
from ..models import Bundle, Edition, Publication, Status, User
from .approval import put_up
from .moves import Conflict, Refused, fresh, lock, lock_publications, lock_rows, require_role, save
from .ranges import approved, next_number, unschedule


@transaction.atomic
def withdraw(
    edition: Edition,
    *,
    by: User,
    reason: str,
    replaced_by: Publication | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Take what is public in this language away, and whatever was to follow it back to draft.

    `reason` is public; `replaced_by` is where the notice leads while that item is public. A bundle that holds
    a scheduled edition of this language is taken back with all its editions: it never goes out in part.
    `at` is the moment of a deed on several editions, taken once their item is locked.
    """
    bundled = _lock_with_bundles(edition.publication_id, edition.language)
    edition = lock(edition, "withdraw", by, seen)
    if not reason.strip():
        sentence = _("Say why it is withdrawn, in this language: %(language)s. The public reads the reason.")
        raise Refused(sentence % {"language": own_name(edition.language)})
    if replaced_by and replaced_by.pk == edition.publication_id:
        raise Refused(_("An item cannot replace itself. Name another one."))
    before = freezing.digest(edition)
    edition.live_until, edition.withdrawal_reason = at or timezone.now(), reason.strip()
    save(edition)
    record.append("withdraw", edition, by=by, before=before, note=edition.withdrawal_reason)
    if replaced_by:
        Publication.objects.filter(pk=edition.publication_id).update(replaced_by=replaced_by)
    _take_back(edition.publication_id, edition.language, by, bundled)
    return edition


@transaction.atomic
def withdraw_everywhere(
    publication: Publication,
    *,
    by: User,
    reason: str | dict[str, str],
    replaced_by: Publication | None = None,
    seen: dict[int, int] | None = None,
) -> list[Edition]:
    """Withdraw the item in every language in which it is public, and take back what waits in the others.

    `reason` is one text, or one a language; `seen` the versions looked at of all that is public, by edition.
    Returns the editions withdrawn, by language. Raises Refused when it is public in none.
    """
    require_role("withdraw", by)
    bundled = _lock_with_bundles(publication.pk)
    at = timezone.now()
    live = Edition.objects.live(at).filter(publication=publication.pk).order_by("language")
    reasons = reason if isinstance(reason, dict) else {row.language: reason for row in live}
    gone = [
        withdraw(
            row,
            by=by,
            reason=reasons.get(row.language, ""),
            replaced_by=replaced_by,
            seen=None if seen is None else seen.get(row.pk, 0),
            at=at,
        )
        for row in live
    ]
    if not gone:
        raise Refused(_("This item is public in no language: cancel its schedule, or leave it a draft."))
    others = publication.editions.exclude(language__in=[row.language for row in gone])
    for language in sorted(set(others.values_list("language", flat=True))):
        _take_back(publication.pk, language, by, bundled)
    return gone


def _take_back(publication_id: int, language: str, by: User, bundled: set[int]):
    """Return to draft what waits or is in review. `bundled`: the bundles that are locked already."""
    editions = Edition.objects.filter(publication=publication_id, language=language)
    waiting = list(editions.scheduled().order_by("-live_from"))
    bundles = {row.bundle_id for row in waiting if row.bundle_id}
    if not bundles <= bundled:
        raise Conflict(waiting[0])
    others = Edition.objects.filter(bundle__in=bundles, status=Status.APPROVED)
    for row in [*waiting, *others.exclude(pk__in=[row.pk for row in waiting])]:
        unschedule(fresh(row), by=by, note=_("The item was withdrawn."))
    Bundle.objects.filter(pk__in=bundles).update(live_from=None, press_from=None)
    for row in editions.filter(status=Status.IN_REVIEW):
        row.status, row.submitted_by = Status.DRAFT, None
        save(row)


def _lock_with_bundles(publication_id: int, *languages: str) -> set[int]:
    """Lock the bundles that wait with this item, and every item in them; their numbers."""
    waiting = Edition.objects.scheduled().filter(publication=publication_id)
    if languages:
        waiting = waiting.filter(language__in=languages)
    bundles = set(waiting.exclude(bundle=None).values_list("bundle", flat=True))
    lock_rows(Bundle.objects.filter(pk__in=bundles))
    members = Edition.objects.filter(bundle__in=bundles).values_list("publication", flat=True)
    lock_publications(publication_id, *members)
    return bundles


@transaction.atomic
def reinstate(edition: Edition, *, by: User, note: str = "", seen: int | None = None) -> Edition:
    """The next edition, with the same words and the same frozen facts, public now.

    Who wrote and approved them stays; who brought them back stands in the record.
    """
    edition = lock(edition, "reinstate", by, seen)
    if not edition.withdrawal_reason or approved(edition).last().pk != edition.pk:
        raise Refused(_("Only the edition that was withdrawn last can be reinstated."))
    with translation.override(edition.language):
        note = note.strip() or _("The words are the same as before its withdrawal.")
    again = fresh(edition)
    again.pk, again._state.adding = None, True
    again.number = next_number(edition.publication_id, edition.language)
    again.live_from, again.live_until, again.press_from = timezone.now(), None, None
    again.withdrawal_reason, again.change_note, again.bundle = "", note, None
    again.lock_version = 0
    put_up(again, by, "reinstate")
    here = Edition.objects.live().filter(publication=edition.publication_id, language=OuterRef("language"))
    gone = edition.publication.editions.exclude(withdrawal_reason="").filter(~Exists(here))
    if not gone.exists():  # as long as a language is withdrawn, its notice leads there
        Publication.objects.filter(pk=edition.publication_id).update(replaced_by=None)
    return again
