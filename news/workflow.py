"""What the office does with its words: one plain function for each decision.

Each locks the edition, checks the move, changes it, and records it, in one transaction. A verb that finds
the edition in another state, or in another version than the caller has seen, raises `Conflict`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import freezing, record
from .blockers import blockers
from .models import Approval, Edition, EditionFacet, Publication, Status, User
from .text import sanitise, tidy_line


class Refused(Exception):
    """The office's rules do not allow it. `sentences` say what to do."""

    def __init__(self, *sentences: str):
        super().__init__(" ".join(map(str, sentences)))
        self.sentences = sentences


class Conflict(Refused):
    """Somebody else was faster. `current` is the row as it stands now."""

    def __init__(self, current):
        super().__init__(_("Somebody changed this in the meantime. Look at what is there now, then decide."))
        self.current = current


@dataclass(frozen=True)
class Move:
    """A row of the table of moves: from which states, by whom, to which state."""

    name: str
    starts: tuple[Status, ...]
    ends: Status
    permission: str


MOVES = {
    "write": Move(gettext_lazy("Save"), (Status.DRAFT,), Status.DRAFT, "news.change_edition"),
    "submit": Move(
        gettext_lazy("Submit for review"), (Status.DRAFT,), Status.IN_REVIEW, "news.change_edition"
    ),
    "return_to_draft": Move(
        gettext_lazy("Return to draft"), (Status.IN_REVIEW,), Status.DRAFT, "news.change_edition"
    ),
    "approve": Move(gettext_lazy("Approve"), (Status.IN_REVIEW,), Status.APPROVED, "news.approve_edition"),
    "take_over": Move(
        gettext_lazy("Take over from an archive"), (Status.DRAFT,), Status.APPROVED, "news.archive_edition"
    ),
}


@transaction.atomic
def start(publication: Publication, language: str, *, by: User, **words) -> Edition:
    """Begin the first or the next edition in that language; `words` are title, lead and body.

    Raises Refused when one is in work already.
    """
    Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    editions = Edition.objects.filter(publication=publication.pk, language=language)
    last = editions.order_by("-number").only("number", "status").first()
    if last and last.status != Status.APPROVED:
        raise Refused(_("Somebody is already working on the next edition in this language."))
    original = Edition.objects.filter(publication=publication.pk).exclude(language=language)
    edition = Edition(
        publication=publication,
        language=language,
        number=last.number + 1 if last else 1,
        kind=publication.kind,
        form=publication.form,
        date=publication.date,
        translation_of=original.order_by("id").only("id").first(),
    )
    _put_words(edition, words, by)
    edition.save(force_insert=True)
    return edition


@transaction.atomic
def write(edition: Edition, *, by: User, seen: int | None = None, **words) -> Edition:
    """Change title, lead, body or change note of a draft. `seen` is the lock version the writer saw."""
    edition = lock(edition, "write", by, seen)
    _put_words(edition, words, by)
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
    return publication


@transaction.atomic
def submit(edition: Edition, *, by: User, seen: int | None = None) -> Edition:
    """Hand a draft to a colleague for review."""
    edition = lock(edition, "submit", by, seen)
    if not edition.title.strip():
        raise Refused(_("Give it a title before you submit it."))
    edition.status, edition.submitted_by = Status.IN_REVIEW, by
    return save(edition)


@transaction.atomic
def return_to_draft(edition: Edition, *, by: User, seen: int | None = None) -> Edition:
    """Give an edition in review back to its writer."""
    edition = lock(edition, "return_to_draft", by, seen)
    edition.status, edition.submitted_by = Status.DRAFT, None
    return save(edition)


@transaction.atomic
def approve(
    edition: Edition,
    *,
    by: User,
    live_from: datetime | None = None,
    press_from: datetime | None = None,
    seen: int | None = None,
    facts_seen: int | None = None,
) -> Edition:
    """Approve for now, or for later; moments are aware, a past one counts as now.

    `facts_seen` is the lock version of the publication that the approver looked at.
    """
    edition = lock(edition, "approve", by, seen)
    publication = edition.publication
    if facts_seen is not None and publication.lock_version != facts_seen:
        raise Conflict(publication)
    if by.pk in (edition.written_by_id, edition.submitted_by_id):
        raise Refused(_("Nobody approves their own words. Ask a colleague to approve it."))
    if publication.facts_changed_by_id == by.pk:
        raise Refused(_("You changed the facts of this item last. Ask a colleague to approve it."))
    now = timezone.now()
    edition.live_from = max(live_from or now, now)
    edition.press_from = min(press_from, edition.live_from) if press_from else None
    edition.facts_by = publication.facts_changed_by
    return _make_public(edition, Approval.TWO_PEOPLE, by, _frozen_or_refused(edition), verb="approve")


@transaction.atomic
def take_over(edition: Edition, *, by: User, live_from: datetime) -> Edition:
    """Publish a draft from an archive under its own past moment (aware); later than now counts as now."""
    edition = lock(edition, "take_over", by)
    if not edition.title.strip():
        raise Refused(_("The title is missing."))
    edition.live_from = min(live_from, timezone.now())
    source = freezing.read(edition.publication.child, edition.language)
    return _make_public(edition, Approval.ARCHIVE, by, source, verb="archive")


def lock(edition: Edition, verb: str, by: User, seen: int | None = None) -> Edition:
    """The edition and its publication, locked and fresh, when the move is allowed from where it stands."""
    move = MOVES[verb]
    if not by.has_perm(move.permission):
        raise Refused(_("Your role does not allow this. Ask an editor or the spokesman."))
    Publication.objects.select_for_update(of=("self",)).get(pk=edition.publication_id)
    current = Edition.objects.select_for_update(of=("self",)).select_related("publication").get(pk=edition.pk)
    if current.status not in move.starts or (seen is not None and current.lock_version != seen):
        raise Conflict(current)
    return current


def save(edition: Edition) -> Edition:
    edition.lock_version += 1
    edition.save()
    return edition


def _put_words(edition: Edition, words: dict, by: User):
    edition.title = tidy_line(words.get("title", edition.title))
    edition.lead = words.get("lead", edition.lead).strip()
    edition.body = sanitise(words.get("body", edition.body))
    edition.change_note = words.get("change_note", edition.change_note).strip()
    edition.written_by, edition.written_at = by, timezone.now()


def _frozen_or_refused(edition: Edition) -> freezing.Source:
    source = freezing.read(edition.publication.child, edition.language)
    missing = blockers(edition, source)
    if missing:
        raise Refused(*missing)
    return source


def _make_public(edition: Edition, approval: Approval, by: User, source, verb: str) -> Edition:
    publication = edition.publication
    edition.kind, edition.form, edition.date = publication.kind, publication.form, publication.date
    edition.facts = freezing.freeze(source)
    edition.status, edition.approval, edition.approved_by = Status.APPROVED, approval, by
    before = _end_predecessor(edition)
    save(edition)
    EditionFacet.objects.bulk_create(freezing.facets(edition))
    record.append(verb, edition, by=by, before=before, after=freezing.digest(edition))
    return edition


def _end_predecessor(edition: Edition) -> str:
    """End the open-ended edition where this one begins; the digest of what it said, or ""."""
    if edition.number == 1:
        edition.first_live_from = edition.live_from
        return ""
    earlier = Edition.objects.filter(
        publication=edition.publication_id, language=edition.language, status=Status.APPROVED
    )
    first = earlier.exclude(live_until=F("live_from")).order_by("live_from").first()
    edition.first_live_from = min(first.first_live_from, edition.live_from) if first else edition.live_from
    open_ended = earlier.filter(live_until=None).first()
    if open_ended is None:
        return ""
    if open_ended.live_from > edition.live_from:
        raise Refused(
            _("Edition %(number)d is scheduled for later than that.") % {"number": open_ended.number}
        )
    open_ended.live_until = edition.live_from
    save(open_ended)
    return freezing.digest(open_ended)
