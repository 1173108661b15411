"""The outbox: what a verb has to tell somebody is a row of its transaction, sent afterwards by any worker.

At least once: a worker that dies between sending and noting it costs one message twice, after its lease.
"""

import datetime
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .dates import until
from .models import Approval, Edition, Effect, EmbargoReading, FileChange, Office, ShownState, Status, User
from .text import tidy_line

LEASE = datetime.timedelta(minutes=5)
FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=1)
REMIND_EVERY = datetime.timedelta(days=1)
MOST_TRIES = 40  # nearly two days of a mail server that does not answer

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def approvers(edition: Edition) -> Iterable[User]:
    """Who may approve it: the role, and no hand in it."""
    people = User.objects.with_perm(
        "news.approve_edition", backend="django.contrib.auth.backends.ModelBackend"
    )
    others = people.exclude(pk=edition.approved_by_id)
    return [person for person in others if not edition.is_partly_by(person)]


def writers(edition: Edition, by: User) -> list[User]:
    """Whose words they are, without the one who acts."""
    return [
        person
        for person in {edition.written_by, edition.submitted_by}
        if person is not None and person.pk != by.pk
    ]


def put(kind: str, edition: Edition, people: Iterable[User], due_at: datetime.datetime | None = None):
    """Leave a message for each who has an e-mail address, in the caller's transaction.

    A message of one kind goes to one person once for each version of the edition and day it is due.
    """
    due_at = due_at or timezone.now()
    Effect.objects.bulk_create(
        [
            Effect(
                kind=kind,
                key=f"{kind} {edition.pk} v{edition.lock_version} {due_at:%Y-%m-%d} to {person.pk}",
                to=person,
                edition=edition,
                edition_version=edition.lock_version,
                due_at=due_at,
            )
            for person in people
            if person.email
        ],
        ignore_conflicts=True,
    )


def put_file_change(change: FileChange, carrying):
    """Tell each of the press who opened one of the editions `carrying` the thing while it was under embargo,
    or took it away by its print or archive: that it was recalled, or that a better one is in its place.

    To each it goes once, with the edition that they opened last.
    """
    Effect.objects.bulk_create(
        Effect(
            kind=change.what,
            key=f"{change.what} {change.pk} to {person.pk}",
            to=person,
            edition=edition,
            edition_version=edition.lock_version,
            file_change=change,
        )
        for person, edition in readers(carrying).items()
        if person.email
    )


def readers(carrying) -> dict[User, Edition]:
    """The press who opened one of the editions under embargo, each with the one that they opened last.

    A title in the list shows no picture and no file.
    """
    readings = EmbargoReading.objects.filter(edition__in=carrying).exclude(what=EmbargoReading.What.TITLE)
    readings = readings.select_related("person", "edition").order_by("at", "id")
    return {reading.person: reading.edition for reading in readings}


def claim() -> Iterator[Effect]:
    """What is due, one by one, each leased to this worker: nobody else gets it while the lease lasts."""
    for pk in list(Effect.objects.due().order_by("due_at", "id").values_list("pk", flat=True)):
        now = timezone.now()
        lease = now + LEASE
        if Effect.objects.due(now).filter(pk=pk).update(lease_until=lease, tries=F("tries") + 1):
            yield Effect.objects.select_related("to", "edition__publication", "file_change").get(pk=pk)


def send(effect: Effect) -> str:
    """Send a claimed message, or drop it when it says nothing true any more: "sent", "dropped", "failed"."""
    mine = Effect.objects.filter(pk=effect.pk, lease_until=effect.lease_until)
    if reason := outdated(effect):
        mine.update(dropped_at=timezone.now(), lease_until=None, reason=reason)
        return "dropped"
    try:
        _mail(effect).send()
    except Exception as error:  # whatever a mail server does, the others are sent
        logger.warning("outbox: message %s failed: %s", effect.pk, type(error).__name__)
        _try_later(effect, mine, type(error).__name__)
        return "failed"
    mine.update(sent_at=timezone.now(), lease_until=None, reason="")
    if effect.kind == "review_owed":
        put("review_owed", effect.edition, [effect.to], timezone.now() + REMIND_EVERY)
    return "sent"


def _try_later(effect: Effect, mine, reason: str):
    now = timezone.now()
    if effect.tries >= MOST_TRIES:
        mine.update(dropped_at=now, lease_until=None, reason=reason)
        return
    pause = min(FIRST_PAUSE * 2 ** min(effect.tries - 1, 6), LONGEST_PAUSE)
    mine.update(due_at=now + pause, lease_until=None, reason=reason)


def outdated(effect: Effect) -> str:
    """Why it must not be sent any more, or ""; asked again just before sending."""
    person = effect.to
    if not person.is_active or not person.email:
        return "the recipient is gone"
    if not STILL_TRUE[effect.kind](effect):
        return "overtaken"
    needs_role = effect.kind in ("waits_for_review", "review_owed")
    if needs_role and not person.has_perm("news.approve_edition"):
        return "the recipient has another role"
    return ""


def _owes_review(effect: Effect) -> bool:
    edition = effect.edition
    return (
        edition.status == Status.APPROVED
        and edition.approval == Approval.ALONE
        and edition.reviewed_by_id is None
        and edition.state() not in (ShownState.SUPERSEDED, ShownState.WITHDRAWN)
    )


STILL_TRUE = {
    "waits_for_review": lambda effect: (
        effect.edition.status == Status.IN_REVIEW and effect.edition.lock_version == effect.edition_version
    ),
    "returned": lambda effect: (
        effect.edition.status == Status.DRAFT and effect.edition.lock_version == effect.edition_version
    ),
    "approved": lambda effect: (
        effect.edition.status == Status.APPROVED
        and effect.edition.state() not in (ShownState.SUPERSEDED, ShownState.WITHDRAWN)
    ),
    "review_owed": _owes_review,
    "recalled": lambda effect: True,  # the press has its copy, whatever was done to ours since
    "replaced": lambda effect: not effect.file_change.thing.recalled_at,
}


def letter(effect: Effect) -> Letter:
    """In the active language: the title, what happened, where to go; no other words of the item."""
    edition = effect.edition
    title = tidy_line(edition.title)
    sentences = {
        "waits_for_review": (
            _("Waits for review: %(title)s"),
            _("“%(title)s” waits for your review."),
        ),
        "returned": (
            _("Returned: %(title)s"),
            _("“%(title)s” was returned to you. What is still to be done stands beside the words."),
        ),
        "approved": (
            _("Approved: %(title)s"),
            _("“%(title)s” was approved. It is public from %(moment)s."),
        ),
        "review_owed": (
            _("Review owed: %(title)s"),
            _("“%(title)s” was published by one person alone. Please review it now."),
        ),
        "recalled": (
            _("Recalled: a photograph or file of %(title)s"),
            _(
                "You read “%(title)s” before it was public. “%(file)s”, which belongs to it, was recalled. "
                "Please do not use it, and delete your copies.\n\n%(reason)s"
            ),
        ),
        "replaced": (
            _("Replaced: a photograph or file of %(title)s"),
            _(
                "You read “%(title)s” before it was public. “%(file)s”, which belongs to it, was replaced by "
                "a better one at the same address. Please use that, and delete the one before.\n\n%(reason)s"
            ),
        ),
    }
    subject, text = sentences[effect.kind]
    moment = until(edition.live_from, Office.get().zone) if edition.live_from else ""
    words = {"title": title, "moment": moment}
    address = desk_address(edition)
    if change := effect.file_change:
        words |= {"file": tidy_line(str(change.thing)), "reason": change.reason(edition.language)}
        address = settings.SITE_URL + _read_at(edition)
    return Letter(subject % words, f"{text % words}\n\n{address}\n")


def _read_at(edition: Edition) -> str:
    """Where the press reads it: on the public page once there is one, otherwise under /press/."""
    if edition.state().is_public:
        return edition.get_absolute_url()
    return reverse("press")


def desk_address(edition: Edition) -> str:
    """The item at the desk, under the configured origin."""
    publication = edition.publication
    try:
        path = reverse(f"admin:news_{publication.kind}_change", args=[publication.pk])
    except NoReverseMatch:
        path = reverse("admin:index")
    return settings.SITE_URL + path


def _mail(effect: Effect) -> EmailMessage:
    language = effect.edition.language if effect.file_change else Office.get().language_codes[0]
    with translation.override(language):  # of what they read; colleagues read the office's first
        written = letter(effect)
    return EmailMessage(written.subject[:200], written.text, to=[effect.to.email])


def send_due() -> Iterator[tuple[Effect, str]]:
    """Send what is due, once; each message with what became of it."""
    for effect in claim():
        yield effect, send(effect)
