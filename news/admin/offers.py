"""Which moves an edition may make now, by this person: from the one table of moves."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .. import workflow
from ..models import Approval, Edition, ShownState

PLAIN = {"submit", "take_up", "review", "revise"}
NO_BUTTONS = {"write", "take_over"}  # the form's own button; the importer's verb
BEGINS_THE_NEXT = {"revise", "correct", "take_up"}
NEEDS_ALL = {"approve", "publish_alone"}
ON_A_PAGE_OF_ITS_OWN = {"publish_alone", "lift", "withdraw", "reinstate"}


@dataclass
class Offer:
    """A button: the verb, the editions it moves, and what its form carries."""

    verb: str
    editions: list[Edition]
    facts_seen: int = 0
    confirm_url: str = ""
    values: dict = field(default_factory=dict)  # what its fields hold
    asked: Exception | None = None

    @property
    def name(self) -> str:
        return NAMES[self.verb]() if self.verb in NAMES else workflow.MOVES[self.verb].name

    @property
    def key(self) -> str:
        """For the ids of its fields: one page shows many forms."""
        return "-".join([self.verb, *(str(edition.pk) for edition in self.editions)])

    @property
    def is_plain(self) -> bool:
        """One button, nothing to fill in."""
        return self.verb in PLAIN

    @property
    def fields(self) -> str:
        return f"admin/news/moves/{self.verb}.html"


NAMES = {"correct_facts": lambda: _("Correct the facts")}


def offered(user, edition: Edition, *, in_work: bool, missing: bool) -> list[str]:
    """The verbs that role, state and bundle allow. `in_work`: another edition of its language is in work."""
    state = edition.state()
    return [
        verb
        for verb, move in workflow.MOVES.items()
        if verb not in NO_BUTTONS
        and state in move.starts
        and user.has_perm(move.permission)
        and not (edition.bundle_id and move.sets_the_moment)
        and not (in_work and verb in BEGINS_THE_NEXT)
        and not (missing and verb in NEEDS_ALL)
        and _own_condition(user, edition, verb)
    ]


def _own_condition(user, edition: Edition, verb: str) -> bool:
    """What a verb asks beyond the table."""
    if verb == "approve":
        return not why_not_approve(user, edition)
    if verb == "review":
        return owes_review(edition) and not why_not_review(user, edition)
    if verb == "reinstate":
        return bool(edition.withdrawal_reason)
    return True


def why_not_approve(user, edition: Edition) -> str:
    """The sentence in place of the button; "" when this person may approve."""
    if not user.has_perm(workflow.MOVES["approve"].permission):
        return _("An editor or the spokesman approves it.")
    if edition.is_partly_by(user):
        return _("Nobody approves their own words or facts. Ask a colleague to approve it.")
    return ""


def owes_review(edition: Edition) -> bool:
    return edition.approval == Approval.ALONE and edition.reviewed_by_id is None


def why_not_review(user, edition: Edition) -> str:
    """The sentence in place of the button; "" when this person may review it."""
    if not user.has_perm(workflow.MOVES["review"].permission):
        return _("It was published by one person alone. An editor or the spokesman reviews it.")
    if edition.approved_by_id == user.pk or edition.is_partly_by(user):
        return _("It was published by one person alone. A colleague reviews it.")
    return ""


def standing(editions: list[Edition], at) -> list[Edition]:
    """Of one language, by number: what is public (or was last), what waits, what is in work or set aside."""
    states = {edition.pk: edition.state(at) for edition in editions}
    shown = [row for row in editions if states[row.pk] not in (ShownState.SUPERSEDED, ShownState.WITHDRAWN)]
    ended = [row for row in editions if row not in shown and row.live_until != row.live_from]
    if ended and not any(states[row.pk].is_public for row in shown):
        shown.append(max(ended, key=lambda row: row.live_from))
    public = filter(lambda state: state.is_public, ShownState)
    order = {ShownState.SET_ASIDE: 2, **dict.fromkeys((*public, ShownState.WITHDRAWN), 1)}
    return sorted(shown, key=lambda row: (order.get(states[row.pk], 0), -row.number))
