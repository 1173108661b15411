"""From a draft to an approved edition."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import freezing, outbox, record, tasks
from ..blockers import blockers
from ..models import (
    Approval,
    Comment,
    Contribution,
    Edition,
    EditionFacet,
    Photo,
    Publication,
    Status,
    User,
)
from ..search import index
from ..text import sanitise, storable, tidy_line
from .moves import Conflict, Refused, lock, lock_publications, require_role, save
from .ranges import make_room, next_number

LONGEST_COMMENT = 4000
LONGEST_TITLE = Edition._meta.get_field("title").max_length


@transaction.atomic
def start(publication: Publication, language: str, *, by: User, **words) -> Edition:
    """Begin the first or the next edition in that language; `words` are title, lead and body.

    Raises Refused when one is in work already.
    """
    lock_publications(publication.pk)
    editions = Edition.objects.filter(publication=publication.pk, language=language)
    editions = list(editions.order_by("number").only("number", "status", "set_aside", "translation_of"))
    if any(row.status != Status.APPROVED and not row.set_aside for row in editions):
        raise Refused(_("Somebody is already working on the next edition in this language."))
    last = editions[-1] if editions else None
    edition = Edition(
        publication=publication,
        language=language,
        number=last.number + 1 if last else 1,
        kind=publication.kind,
        form=publication.form,
        date=publication.date,
        translation_of=_rendered(publication, language, last),
    )
    _put_words(edition, words, by)
    edition.save(force_insert=True)
    _note_words(edition, by)
    return edition


def _rendered(publication: Publication, language: str, last: Edition | None) -> Edition | None:
    """The newest edition of the language in which the item began; None where this is that language."""
    if last and not last.translation_of_id:
        return None
    others = Edition.objects.filter(publication=publication.pk).exclude(language=language)
    first = last.translation_of if last else others.order_by("id").only("language").first()
    if first is None:
        return None
    newest = others.filter(language=first.language, set_aside=False).order_by("-number")
    return newest.only("id").first() or first


@transaction.atomic
def write(edition: Edition, *, by: User, seen: int | None = None, **words) -> Edition:
    """Change title, lead, body or change note of a draft. `seen` is the lock version the writer saw."""
    edition = lock(edition, "write", by, seen)
    _put_words(edition, words, by)
    _note_words(edition, by)
    return save(edition)


@transaction.atomic
def change_facts(publication: Publication, *, by: User, seen: int | None = None) -> Publication:
    """Claim the facts for a change by this person: call it first, then save the facts, in one transaction.

    Raises Conflict when somebody changed them after version `seen`.
    """
    rows = Publication.objects.filter(pk=publication.pk)
    if seen is not None:
        rows = rows.filter(lock_version=seen)
    if not rows.update(lock_version=F("lock_version") + 1, facts_changed_by=by):
        raise Conflict(Publication.objects.filter(pk=publication.pk).first())
    publication.refresh_from_db(fields=["lock_version", "facts_changed_by"])
    version = publication.lock_version
    Contribution.objects.create(publication_id=publication.pk, facts_version=version, person=by)
    return publication


@transaction.atomic
def submit(edition: Edition, *, by: User, seen: int | None = None) -> Edition:
    """Hand a draft to a colleague for review."""
    return submit_locked(lock(edition, "submit", by, seen), by)


def submit_locked(edition: Edition, by: User) -> Edition:
    if not edition.title.strip():
        raise Refused(_("Give it a title before you submit it."))
    edition.status, edition.submitted_by = Status.IN_REVIEW, by
    save(edition)
    outbox.put("waits_for_review", edition, outbox.approvers(edition))
    return edition


@transaction.atomic
def return_to_draft(edition: Edition, *, by: User, seen: int | None = None, comment: str = "") -> Edition:
    """Give an edition in review back to its writer, with a comment that stays beside the words."""
    edition = lock(edition, "return_to_draft", by, seen)
    writers = outbox.writers(edition, by)
    edition.status, edition.submitted_by = Status.DRAFT, None
    save(edition)
    if comment.strip():
        Comment.objects.create(edition=edition, by=by, text=comment.strip())
    outbox.put("returned", edition, writers)
    return edition


@transaction.atomic
def take_up(edition: Edition, *, by: User, seen: int | None = None) -> Edition:
    """Work again on a draft that was set aside, as the next edition of its language."""
    edition = lock(edition, "take_up", by, seen)
    others = Edition.objects.filter(publication=edition.publication_id, language=edition.language)
    if others.working().exists():
        raise Refused(_("Somebody is already working on the next edition in this language."))
    edition.set_aside = False
    edition.number = next_number(edition.publication_id, edition.language)
    return save(edition)


@transaction.atomic
def comment(edition: Edition, *, by: User, text: str) -> Comment:
    """Say something beside the words. Raises Refused when there is nothing in it."""
    require_role("submit", by)
    if not text.strip():
        raise Refused(_("Write the comment before you send it."))
    if len(text) > LONGEST_COMMENT:
        raise Refused(
            _("The comment has more than %(most)d characters. Shorten it.") % {"most": LONGEST_COMMENT}
        )
    return Comment.objects.create(edition=edition, by=by, text=text.strip())


@transaction.atomic
def resolve(comment: Comment, *, by: User) -> Comment:
    """Close a comment; a second time changes nothing."""
    require_role("submit", by)
    Comment.objects.open().filter(pk=comment.pk).update(resolved_by=by, resolved_at=timezone.now())
    comment.refresh_from_db()
    return comment


@transaction.atomic
def approve(
    edition: Edition,
    *,
    by: User,
    live_from: datetime | None = None,
    press_from: datetime | None = None,
    seen: int | None = None,
    facts_seen: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Approve for now, for later, or for later with the press reading first.

    Moments are aware, a past one counts as now. `facts_seen` is the lock version of the publication that the
    approver looked at; `at` the moment of a deed on several editions, by `one_moment`.
    """
    edition = lock(edition, "approve", by, seen)
    if facts_seen is not None and edition.publication.lock_version != facts_seen:
        raise Conflict(edition.publication)
    live_from, press_from = moments(live_from, press_from, at)
    source = second_person_may_approve(edition, by, live_from)
    return approve_locked(edition, source, by, live_from, press_from)


def moments(
    live_from: datetime | None, press_from: datetime | None, at: datetime | None = None
) -> tuple[datetime, datetime | None]:
    """Both moments, none in the past as seen at `at` (default now), the press not after the public."""
    now = at or timezone.now()
    live_from = max(live_from or now, now)
    return live_from, min(max(press_from, now), live_from) if press_from else None


def second_person_may_approve(
    edition: Edition, by: User, live_from: datetime, known: freezing.Source | None = None
) -> freezing.Source:
    """The facts to freeze for that moment; `known` are the same item's, for that moment, in another language.

    Raises Refused for who had a hand in it, or what is missing.
    """
    if edition.is_partly_by(by):
        raise Refused(_("Nobody approves their own words or facts. Ask a colleague to approve it."))
    return _frozen_or_refused(edition, live_from, known)


def approve_locked(edition: Edition, source, by: User, live_from: datetime, press_from) -> Edition:
    edition.live_from, edition.press_from = live_from, press_from
    _make_public(edition, Approval.TWO_PEOPLE, by, source, verb="approve")
    outbox.put("approved", edition, outbox.writers(edition, by))
    return edition


@transaction.atomic
def publish_alone(
    edition: Edition,
    *,
    by: User,
    live_from: datetime | None = None,
    press_from: datetime | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Publish without a second person, in an emergency. The record says so; somebody reviews it later.

    `at` as in `approve`.
    """
    edition = lock(edition, "publish_alone", by, seen)
    edition.live_from, edition.press_from = moments(live_from, press_from, at)
    source = _frozen_or_refused(edition, edition.live_from)
    _make_public(edition, Approval.ALONE, by, source, verb="publish_alone")
    outbox.put("review_owed", edition, outbox.approvers(edition))
    return edition


@transaction.atomic
def review(edition: Edition, *, by: User, seen: int | None = None) -> Edition:
    """Settle the review that an edition published alone still owes."""
    edition = lock(edition, "review", by, seen)
    if edition.approval != Approval.ALONE or edition.reviewed_by_id:
        raise Refused(_("No review is owed for this edition."))
    if edition.approved_by_id == by.pk or edition.is_partly_by(by):
        raise Refused(_("Nobody reviews their own words or facts. Ask a colleague to review it."))
    edition.reviewed_by = by
    save(edition)
    digest = freezing.digest(edition)
    record.append("review", edition, by=by, before=digest, after=digest)
    return edition


def take_over(edition: Edition, *, by: User, live_from: datetime) -> Edition:
    """Publish a draft from an archive under its own past moment (aware); later than now counts as now."""
    return take_over_all([edition], by=by, live_from=live_from)[0]


@transaction.atomic
def take_over_all(editions: list[Edition], *, by: User, live_from: datetime) -> list[Edition]:
    """The same for one item's drafts in several languages, whose facts are read once."""
    public, source = [], None
    for edition in editions:
        edition = lock(edition, "take_over", by)
        if not edition.title.strip():
            raise Refused(_("The title is missing."))
        edition.live_from = min(live_from, timezone.now())
        source = _facts(edition, known=source)
        public.append(_make_public(edition, Approval.ARCHIVE, by, source, verb="archive"))
    return public


def _put_words(edition: Edition, words: dict, by: User):
    words = {name: storable(text) for name, text in words.items()}
    edition.title = tidy_line(words.get("title", edition.title))
    if len(edition.title) > LONGEST_TITLE:
        raise Refused(_("The title has more than %(most)d characters. Shorten it.") % {"most": LONGEST_TITLE})
    edition.lead = words.get("lead", edition.lead).strip()
    edition.body = sanitise(words.get("body", edition.body))
    edition.change_note = words.get("change_note", edition.change_note).strip()
    edition.written_by, edition.written_at = by, timezone.now()


def _note_words(edition: Edition, by: User):
    Contribution.objects.get_or_create(publication_id=edition.publication_id, edition=edition, person=by)


def _facts(edition: Edition, at: datetime | None = None, known: freezing.Source | None = None):
    if known:
        return known.in_language(edition.language)
    return freezing.read(edition.publication.child, edition.language, at, edition.bundle_id)


def _frozen_or_refused(edition: Edition, live_from: datetime, known=None) -> freezing.Source:
    source = _facts(edition, live_from, known)
    missing = blockers(edition, source)
    if missing:
        raise Refused(*missing)
    return source


def _make_public(edition: Edition, approval: Approval, by: User, source, verb: str) -> Edition:
    publication = edition.publication
    edition.kind, edition.form, edition.date = publication.kind, publication.form, publication.date
    edition.facts, edition.facts_version = freezing.freeze(source), publication.lock_version
    last = publication.facts_changed_by
    edition.facts_by = last if last and edition.is_partly_by(last) else None
    edition.status, edition.approval, edition.approved_by = Status.APPROVED, approval, by
    return put_up(edition, by, verb)


def _limited(edition: Edition):
    """Its photographs that may not be shown at any moment."""
    shown = [photo["id"] for photo in edition.facts.get("photographs", [])]
    return Photo.objects.limited().filter(pk__in=shown).order_by("pk") if shown else []


def put_up(edition: Edition, by: User, verb: str) -> Edition:
    """Save what is now approved, after its predecessor has been ended: facets, search entry, line."""
    before = make_room(edition)
    save(edition)
    EditionFacet.objects.bulk_create(freezing.facets(edition))
    after = freezing.digest(edition)
    record.append(verb, edition, by=by, before=before, after=after, note=edition.change_note)
    record.append_limits(_limited(edition), by=by)
    index.write([edition])  # after the record's lock: two that enter the same new words wait in one order
    if edition.facts.get("photographs") and edition.approval != Approval.ARCHIVE:
        transaction.on_commit(lambda: tasks.make_prints.enqueue(edition.pk), robust=True)
    return edition
