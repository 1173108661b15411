"""From when until when: each approved edition ends where the next one of its language begins."""

from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import freezing, record
from ..models import Edition, EditionFacet, Status, User
from ..search import index
from .moves import Refused, save


def approved(edition: Edition) -> QuerySet:
    """The approved editions of its item and language that are, were or will be public."""
    rows = Edition.objects.filter(
        publication=edition.publication_id, language=edition.language, status=Status.APPROVED
    )
    return rows.exclude(live_until=F("live_from")).order_by("live_from")


def predecessor(edition: Edition) -> Edition | None:
    """The edition that ends because this approved one begins."""
    rows = approved(edition).filter(live_until=edition.live_from, withdrawal_reason="")
    return rows.exclude(pk=edition.pk).first()


def make_room(edition: Edition) -> str:
    """End the open-ended edition where this one begins; the digest of what it said, or ""."""
    earlier = list(
        approved(edition).only("number", "live_from", "live_until", "first_live_from").exclude(pk=edition.pk)
    )
    edition.first_live_from = (
        min(earlier[0].first_live_from, edition.live_from) if earlier else edition.live_from
    )
    if not earlier:
        return ""
    last = earlier[-1]
    if last.live_from > edition.live_from:
        raise Refused(_("Edition %(number)d is scheduled for later than that.") % {"number": last.number})
    if last.live_from == edition.live_from:
        raise Refused(
            _("Edition %(number)d begins at that very moment. Choose another.") % {"number": last.number}
        )
    if last.live_until and last.live_until > edition.live_from:
        raise Refused(_("Edition %(number)d was public at that moment.") % {"number": last.number})
    if edition.number < max(row.number for row in earlier):
        edition.number = next_number(edition.publication_id, edition.language)
    if last.live_until is not None:
        return ""
    last = Edition.objects.get(pk=last.pk)
    last.live_until = edition.live_from
    save(last)
    return freezing.digest(last)


def next_number(publication_id: int, language: str) -> int:
    numbers = Edition.objects.filter(publication=publication_id, language=language)
    return max(numbers.values_list("number", flat=True), default=0) + 1


def move(
    edition: Edition, *, by: User, verb: str, live_from: datetime, press_from: datetime | None = None
) -> Edition:
    """Move a locked edition that waits, and the end of its predecessor with it; None keeps `press_from`."""
    others = approved(edition).exclude(pk=edition.pk)
    before = others.filter(live_from__lt=edition.live_from).last()
    after = others.filter(live_from__gt=edition.live_from).first()
    if before and live_from <= before.live_from:
        raise Refused(_("Edition %(number)d is scheduled for later than that.") % {"number": before.number})
    if after and live_from >= after.live_from:
        raise Refused(_("Edition %(number)d begins before that. Move it first.") % {"number": after.number})
    ended = predecessor(edition)
    press_from = press_from or edition.press_from
    shorter, longer = (ended, edition) if live_from < edition.live_from else (edition, ended)
    edition.live_from = live_from
    edition.press_from = min(press_from, live_from) if press_from else None
    if ended:
        ended.live_until = live_from
    for changed in filter(None, [shorter, longer]):  # never overlapping, not even for a moment
        save(changed)
    begin_with_the_first(edition)
    edition.refresh_from_db(fields=["first_live_from"])
    digest = freezing.digest(edition)
    record.append(verb, edition, by=by, before=digest, after=digest)
    return edition


def unschedule(edition: Edition, *, by: User, note: str = "") -> Edition:
    """Give a locked edition that waits back to its writer, or set it aside where the next is in work."""
    record.append("cancel_schedule", edition, by=by, before=freezing.digest(edition), note=note)
    ended, until = predecessor(edition), edition.live_until
    in_work = Edition.objects.working().filter(publication=edition.publication_id, language=edition.language)
    edition.status, edition.set_aside = Status.DRAFT, in_work.exists()
    edition.live_from = edition.live_until = edition.press_from = edition.first_live_from = None
    edition.submitted_by = edition.approved_by = edition.facts_by = edition.reviewed_by = None
    edition.approval, edition.facts, edition.facts_version = "", {}, None
    if edition.set_aside:
        edition.bundle = None
    save(edition)
    edition.facets.all().delete()
    index.remove([edition])
    if ended:
        ended.live_until = until
        save(ended)
    begin_with_the_first(edition)
    return edition


def begin_with_the_first(edition: Edition):
    """Let the editions that wait sort by the moment at which their language is first public."""
    rows = approved(edition)
    first = rows.first()
    if first and (first.pk == edition.pk or first.live_from > timezone.now()):
        rows.update(first_live_from=first.live_from)
        EditionFacet.objects.filter(edition__in=rows.values("pk")).update(first_live_from=first.live_from)
