"""The table of moves, and the lock with which every verb begins."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..blockers import language_name
from ..models import Edition, Photo, Publication, ShownState, User
from ..roles import ROLES


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
    """A row of the table of moves: from which states, to which, by whom.

    `sets_the_moment`: not for a single edition of a bundle, whose moment is the bundle's.
    """

    name: str
    starts: tuple[ShownState, ...]
    ends: tuple[ShownState, ...]
    permission: str
    sets_the_moment: bool = False


DRAFT, SET_ASIDE, IN_REVIEW = ShownState.DRAFT, ShownState.SET_ASIDE, ShownState.IN_REVIEW
WAITING = (ShownState.SCHEDULED, ShownState.UNDER_EMBARGO)
PUBLIC = tuple(state for state in ShownState if state.is_public)
ENDED = (ShownState.SUPERSEDED, ShownState.WITHDRAWN)

ADD, CHANGE, APPROVE = "news.add_edition", "news.change_edition", "news.approve_edition"
WITHDRAW, ARCHIVE = "news.withdraw_edition", "news.archive_edition"

MOVES = {
    "write": Move(gettext_lazy("Change the words"), (DRAFT,), (DRAFT,), ADD),
    "submit": Move(gettext_lazy("Submit for review"), (DRAFT,), (IN_REVIEW,), CHANGE),
    "return_to_draft": Move(gettext_lazy("Return to draft"), (IN_REVIEW,), (DRAFT,), CHANGE),
    "take_up": Move(gettext_lazy("Take up again"), (SET_ASIDE,), (DRAFT,), CHANGE),
    "approve": Move(gettext_lazy("Approve"), (IN_REVIEW,), PUBLIC + WAITING, APPROVE, True),
    "publish_alone": Move(
        gettext_lazy("Publish alone"), (DRAFT, IN_REVIEW), PUBLIC + WAITING, WITHDRAW, True
    ),
    "take_over": Move(gettext_lazy("Take over from an archive"), (DRAFT,), PUBLIC + ENDED, ARCHIVE, True),
    "review": Move(gettext_lazy("Review afterwards"), WAITING + PUBLIC + ENDED, (), APPROVE),
    "cancel_schedule": Move(gettext_lazy("Cancel the schedule"), WAITING, (DRAFT, SET_ASIDE), APPROVE, True),
    "reschedule": Move(gettext_lazy("Move to another moment"), WAITING, WAITING + PUBLIC, APPROVE, True),
    "lift": Move(gettext_lazy("Lift the embargo"), WAITING, PUBLIC, APPROVE, True),
    "revise": Move(gettext_lazy("Begin the next edition"), (*PUBLIC, ShownState.WITHDRAWN), (DRAFT,), ADD),
    "correct": Move(gettext_lazy("Correct"), PUBLIC, (DRAFT,), ADD),
    "withdraw": Move(gettext_lazy("Withdraw"), PUBLIC, (ShownState.WITHDRAWN,), WITHDRAW),
    "reinstate": Move(gettext_lazy("Reinstate"), (ShownState.WITHDRAWN,), (ShownState.REINSTATED,), WITHDRAW),
}


def table() -> list[dict]:
    """The moves for people: verb, name, from, to (labels of states; to: none where it stays), roles."""
    return [
        {
            "verb": verb,
            "name": str(move.name),
            "starts": [str(state.label) for state in move.starts],
            "ends": [str(state.label) for state in move.ends],
            "roles": [role for role, allowed in ROLES.items() if move.permission.split(".")[1] in allowed],
        }
        for verb, move in MOVES.items()
    ]


def require_role(verb: str, by: User):
    if not by.has_perm(MOVES[verb].permission):
        raise Refused(_("Your role does not allow this. Ask an editor or the spokesman."))


def lock_publications(*pks: int):
    """Lock the items in one order, so that two people who move several never wait for each other."""
    lock_rows(Publication.objects.filter(pk__in=pks))


def lock_photographs(*pks: int):
    """Lock the items that show these photographs, then the photographs: the order of everybody's locks."""
    lock_publications(*Publication.objects.filter(gallery__photo__in=pks).values_list("pk", flat=True))
    lock_rows(Photo.objects.filter(pk__in=pks))


def lock_rows(rows):
    """Lock them one by one, by number."""
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def fresh(edition: Edition) -> Edition:
    rows = Edition.objects.select_for_update(of=("self",)).select_related("publication")
    return rows.get(pk=edition.pk)


def lock(edition: Edition, verb: str, by: User, seen: int | None = None) -> Edition:
    """The edition and its publication, locked and fresh, when the move is allowed from where it stands.

    `seen` is the lock version that the caller looked at. Raises Refused by role and by bundle, else Conflict.
    """
    require_role(verb, by)
    lock_publications(edition.publication_id)
    try:
        current = fresh(edition)
    except Edition.DoesNotExist:
        raise Conflict(None) from None
    require_start(current, verb, seen)
    if current.bundle_id and MOVES[verb].sets_the_moment:
        raise Refused(
            _("It is part of the bundle “%(bundle)s”: do this with the bundle, or take it out of it first.")
            % {"bundle": current.bundle}
        )
    return current


def require_start(current: Edition, verb: str, seen: int | None = None):
    if current.state() not in MOVES[verb].starts or (seen is not None and current.lock_version != seen):
        raise Conflict(current)


def named(edition: Edition) -> str:
    return f"“{edition}” ({language_name(edition.language)})"


def one_moment(editions: Iterable[Edition]) -> datetime:
    """Now, for one deed on all of them; asked inside a transaction. Their items are locked first, so that
    nothing of theirs begins between that moment and the deed.
    """
    lock_publications(*{edition.publication_id for edition in editions})
    return timezone.now()


@transaction.atomic
def each(editions: Iterable[Edition], act: Callable) -> list:
    """Act on all of them or on none. Raises one Refused with every sentence, each naming its edition."""
    editions = list(editions)
    results, sentences = [], []
    for edition in editions:
        try:
            results.append(act(edition))
        except Conflict:
            raise
        except Refused as refusal:
            said = refusal.sentences
            sentences += [f"{named(edition)}: {one}" for one in said] if len(editions) > 1 else said
    if sentences:
        raise Refused(*sentences)
    return results


def save(edition: Edition) -> Edition:
    """Save under the next lock version. Raises Conflict when its moment came while we were at it."""
    edition.lock_version += 1
    try:
        edition.save()
    except IntegrityError as error:
        if "edition_is_frozen" in str(error):
            raise Conflict(edition) from error
        raise
    return edition
