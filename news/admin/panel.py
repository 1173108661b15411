"""The panel of an item: where each language stands, what is missing, what this person may do."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import workflow
from ..blockers import blockers, doubts, language_name
from ..models import Attachment, Edition, Kind, ShownState, Status
from . import offers
from .base import office_of
from .moments import as_set
from .offers import Offer
from .states import Badge, badges_of

TOGETHER = ("submit", "return_to_draft", "approve", "cancel_schedule", "reschedule", "lift")


@dataclass
class Line:
    """One edition that stands: in work, waiting, public, set aside, or withdrawn last."""

    edition: Edition
    state: ShownState
    missing: list[str]
    sentences: list[str]
    moves: list[str]
    offers: list[Offer] = field(default_factory=list)


@dataclass
class Row:
    """One language: its lines, the newest first."""

    language: str
    badge: Badge
    lines: list[Line]
    public_url: str
    preview_url: str

    @property
    def language_name(self) -> str:
        return language_name(self.language).capitalize()

    @property
    def moves(self) -> list[str]:
        return [verb for line in self.lines for verb in line.moves]


@dataclass
class Panel:
    rows: list[Row]
    facts_seen: int
    url: str
    together: list[Offer]
    bundles_session: bool = False
    doubts: list[str] = field(default_factory=list)
    telling: list[Attachment] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for line in row.lines]

    @property
    def about_facts(self) -> str:
        """What the public reads instead of the working facts; "" while none were approved."""
        found = {line.state for line in self.lines}
        if any(state.is_public for state in found):
            return _(
                "These facts are working facts: "
                "the public reads the approved ones until the next edition is approved."
            )
        if ShownState.WITHDRAWN in found:
            return _("These facts are working facts: the item is withdrawn, and no reader sees them.")
        if found & {ShownState.SCHEDULED, ShownState.UNDER_EMBARGO}:
            return _(
                "These facts are working facts: "
                "at the moment that is set, the public reads the approved ones."
            )
        return ""

    def offer(self, verb: str, *keys: int) -> Offer | None:
        """The button for that verb and those editions, where this person has it."""
        every = [offer for line in self.lines for offer in line.offers] + self.together
        same = (row for row in every if row.verb == verb and {one.pk for one in row.editions} == {*keys})
        return next(same, None)


def url_of(item, page: str, *args) -> str:
    return reverse(f"admin:news_{item.kind}_{page}", args=args)


def panel(request, item) -> Panel:
    """What is true at this moment; nothing of it is stored."""
    people = ("written_by", "submitted_by", "approved_by", "publication", "bundle")
    rows = Edition.objects.filter(publication=item.pk).defer("facts").select_related(*people)
    by_language: dict[str, list[Edition]] = {}
    for edition in rows.order_by("language", "number"):
        by_language.setdefault(edition.language, []).append(edition)
    at, zone = timezone.now(), office_of(request).zone
    shown = [_row(request.user, item, language, rows, at, zone) for language, rows in by_language.items()]
    together = _together(item, shown, zone)
    working = any(line.edition.status != Status.APPROVED for row in shown for line in row.lines)
    files = Attachment.objects.filter(publication=item.pk).exclude(told={}) if working else []
    return Panel(
        shown,
        item.lock_version,
        url_of(item, "move", item.pk),
        together,
        item.kind == Kind.SESSION and working and request.user.has_perm(workflow.MOVES["write"].permission),
        doubts(item) if working else [],
        list(files),
    )


def _row(user, item, language: str, editions: list[Edition], at, zone) -> Row:
    badge = badges_of(editions, at)[0]
    in_work = any(row.status != Status.APPROVED and not row.set_aside for row in editions)
    lines = [_line(user, item, row, in_work, at, zone) for row in offers.standing(editions, at)]
    public = next((line.edition for line in lines if line.state.is_public), None)
    return Row(
        language,
        badge,
        lines,
        public.get_absolute_url() if public else "",
        url_of(item, "preview", item.pk, language),
    )


def _line(user, item, edition: Edition, in_work: bool, at, zone) -> Line:
    missing = []
    if edition.status != Status.APPROVED and not edition.set_aside:
        missing = list(map(str, blockers(edition)))
    sentences = []
    if edition.status == Status.IN_REVIEW and not edition.bundle_id:
        sentences.append(offers.why_not_approve(user, edition))
    if offers.owes_review(edition):
        sentences.append(offers.why_not_review(user, edition))
    moves = offers.offered(user, edition, in_work=in_work, missing=bool(missing))
    buttons = [_offer(item, verb, [edition], zone) for verb in moves]
    return Line(edition, edition.state(at), missing, list(filter(None, sentences)), moves, buttons)


def _offer(item, verb: str, editions: list[Edition], zone) -> Offer:
    return Offer(
        verb,
        editions,
        item.lock_version,
        url_of(item, "confirm", item.pk, verb) if verb in offers.ON_A_PAGE_OF_ITS_OWN else "",
        as_set(editions, zone) if verb == "reschedule" else {},
    )


def _together(item, rows: list[Row], zone) -> list[Offer]:
    """What several languages may do at once, and correcting the facts of all that are public.

    Where two editions of one language wait for their moments, each is moved by itself.
    """
    found = []
    for verb in TOGETHER:
        editions = [line.edition for row in rows for line in row.lines if verb in line.moves]
        languages = {edition.language for edition in editions}
        if len(editions) == len(languages) > 1:
            found.append(_offer(item, verb, editions, zone))
    public = [line for row in rows for line in row.lines if line.state.is_public]
    if len(public) > 1 and all("correct" in line.moves for line in public):
        found.append(Offer("correct_facts", [line.edition for line in public], item.lock_version))
    return found


def left_over(verb: str) -> str:
    """What was done, in a sentence."""
    return {
        "submit": _("Submitted for review."),
        "return_to_draft": _("Returned to draft."),
        "take_up": _("In work again, as the next edition."),
        "approve": _("Approved."),
        "publish_alone": _("Published without a second person. It is recorded, and a review is owed."),
        "review": _("Reviewed."),
        "cancel_schedule": _("The schedule is cancelled."),
        "reschedule": _("Moved to another moment."),
        "lift": _("The embargo is lifted: it is public now."),
        "revise": _("The next edition is a draft now, with the same words."),
        "correct": _("The correction is a draft now, with the same words. Change them, then submit it."),
        "correct_facts": _("Every language has its next edition, and all of them are in one bundle."),
        "withdraw": _("Withdrawn: the public reads the reason in its place."),
        "reinstate": _("Published again, with the same words."),
    }[verb]
