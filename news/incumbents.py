"""Who holds what on a day, as far as the public may know it at a moment."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from .freezing import title_of
from .models import (
    Body,
    Chairmanship,
    Membership,
    NameForm,
    Official,
    Position,
    PressContact,
    Seat,
    State,
    Term,
    all_names,
    best_name,
)
from .models.names import Named


def public_terms(at):
    """Terms whose official and position are public too, with both."""
    officials = Official.objects.live(at).values("pk")
    positions = Position.objects.live(at).values("pk")
    return Term.objects.live(at).filter(official__in=officials, position__in=positions).with_people()


def public_seats(at):
    """Seats whose state, if they have one, is public too."""
    return Seat.objects.live(at).filter(Q(state=None) | Q(state__in=State.objects.live(at).values("pk")))


def public_chairmanships(at):
    states, bodies = State.objects.live(at), Body.objects.live(at)
    return (
        Chairmanship.objects.live(at)
        .filter(state__in=states.values("pk"), body__in=bodies.values("pk"))
        .select_related("state", "body")
    )


def seats_on(body: Body, day: datetime.date, at):
    """The body's seats on that day, of states that are members and not suspended, and of no state."""
    members = Membership.objects.live(at).on(day)
    members = members.filter(basis=Membership.Basis.ORGANISATION, status=Membership.Status.MEMBER)
    seats = public_seats(at).on(day).filter(body=body)
    return seats.filter(Q(state=None) | Q(state__in=members.values("state"))).select_related("state")


@dataclass(frozen=True)
class Sitting:
    """A term at its seat."""

    term: Term
    state: State | None


def sitting(body: Body, day: datetime.date, at) -> list[Sitting]:
    """Who sits in the body on that day: states by address, then seats of no state.

    On a changeover day the one whose term begins then sits.
    """
    state_of = {seat.position_id: seat.state for seat in seats_on(body, day, at)}
    rows, taken = [], set()
    for term in public_terms(at).on(day).filter(position__in=state_of).order_by("-starts_on", "-id"):
        if term.position.single_holder and term.position_id in taken:
            continue
        taken.add(term.position_id)
        rows.append(Sitting(term, state_of[term.position_id]))
    return sorted(rows, key=lambda row: (row.state is None, row.state.slug if row.state else "", row.term.pk))


def chair_on(day: datetime.date, at) -> Chairmanship | None:
    """The chairmanship of the office's first body; on the day it changes, the new one."""
    rows = public_chairmanships(at).on(day).order_by("body__sort_order", "body__slug", "-starts_on", "-id")
    return rows.first()


def holder_for(chairmanship: Chairmanship, day: datetime.date, at) -> Term | None:
    """Who sits in the chaired body for the chairing state on that day."""
    seats = public_seats(at).on(day).filter(body=chairmanship.body_id, state=chairmanship.state_id)
    terms = public_terms(at).on(day).filter(position__in=seats.values("position"))
    return terms.order_by("-starts_on", "-id").first()


def contacts_on(day: datetime.date, at) -> list[PressContact]:
    """Whom journalists call on that day: people in that office then."""
    terms = public_terms(at).on(day).values("pk")
    rows = PressContact.objects.live(at).on(day).filter(term__in=terms)
    return list(rows.select_related("term__official", "term__position"))


class Book:
    """The names of a page's things on its day, all read in one query, and the addresses of their pages.

    Every thing given must be public at that moment: the caller's querysets see to it.
    """

    def __init__(self, things: Iterable[Named], language: str, on: datetime.date, at: datetime.datetime):
        self.forms = all_names(filter(None, things), at)
        self.language, self.on = language, on

    def form(self, thing: Named, on: datetime.date | None = None) -> NameForm | None:
        return best_name(self.forms.get(thing, []), self.language, on or self.on)

    def thing(self, thing: Named | None) -> dict | None:
        """As frozen facts have it: id, name, short name, address."""
        if thing is None:
            return None
        form = self.form(thing)
        return {
            "id": thing.pk,
            "name": str(form or thing.slug),
            "short_name": form.short_name if form else "",
            "href": reverse(thing._meta.model_name, args=[self.language, thing.slug]),
        }

    def title(self, term: Term) -> str:
        """The title as it stood on the page's day, or on the last day of a term that was over by then."""
        over = term.ends_on is not None and term.ends_on < self.on
        return title_of(term, self.form(term.position, term.ends_on if over else self.on))

    def person(self, term: Term) -> dict:
        """As frozen facts have it: official, name, title, address."""
        official = self.thing(term.official)
        return {
            "official": official["id"],
            "name": official["name"],
            "title": self.title(term),
            "href": official["href"],
        }


def people(terms: Iterable[Term]) -> list[Named]:
    """The things whose names those terms need."""
    return [thing for term in terms for thing in (term.official, term.position)]


def contact_lines(contacts: Iterable[PressContact], book: Book) -> list[dict]:
    """Contacts as frozen facts have them."""
    return [
        {**book.person(row.term), "telephones": row.telephones.splitlines(), "email": row.email}
        for row in contacts
    ]
