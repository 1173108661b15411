"""The organisation of the demonstration: its office, bodies, states, places, topics and people.

A thing that is there already is left as it is, with all that hangs on it: the desk may have changed it.
"""

from django.db import transaction
from django.db.models import Q

from news.models import (
    Body,
    Chairmanship,
    Membership,
    Office,
    Official,
    Photo,
    Place,
    Position,
    PressContact,
    Seat,
    State,
    Term,
    Topic,
)
from news.reading import once_at

from .reading import LANGUAGES, dates, read

COUNCIL = "collective-security-council"


@transaction.atomic
def seed():
    states = read("states")
    for row in states["state"]:
        _state(row)
    for row in states["place"]:
        _thing(Place, row, within=_there(Place, row.get("within")))
    for row in states["topic"]:
        _topic(row)
    _bodies(read("bodies"))
    officials = read("officials")
    for row in officials["position"]:
        _position(row)
    for row in officials["official"]:
        _official(row)


@transaction.atomic
def seed_office(emblem: Photo):
    row = read("office")
    if Office.objects.exists():
        return
    fields = ("time_zone", "languages", "accent_colour", "website", "email")
    office = Office.objects.create(emblem=emblem, **{name: row[name] for name in fields})
    for language in LANGUAGES:
        words = {name: text.strip() for name, text in row[language].items()}
        office.words.create(language=language, **words)


def _there(model, slug: str):
    """What the content calls so, whatever it was renamed to at the desk since; None when it is not there."""
    called = Q(slug=slug)
    if hasattr(model, "ADDRESS_KIND"):
        called |= Q(pk__in=once_at(model.ADDRESS_KIND, slug))
    return model.objects.filter(called).first()


def _thing(model, row: dict, **fields):
    """The thing with its names, when it was not there; otherwise None."""
    if _there(model, row["slug"]):
        return None
    thing = model.objects.create(slug=row["slug"], **fields)
    for language in LANGUAGES:
        forms = row[language] if isinstance(row[language], list) else [row[language]]
        for form in forms:
            form = form if isinstance(form, dict) else {"name": form}
            words = {name: form[name] for name in ("name", "short_name", "acting_name") if name in form}
            words["other_spellings"] = "\n".join(form.get("other_spellings", []))
            thing.names.create(language=language, **words, **dates(form))
    return thing


def _bodies(content: dict):
    for number, row in enumerate(content["body"], start=1):
        _thing(
            Body,
            row,
            sort_order=10 * number,
            within=_there(Body, row.get("within")),
        )
    council = _there(Body, COUNCIL)
    if council.chairmanships.exists():
        return
    for row in content["chairmanship"]:
        state = State.objects.get(slug=row["state"])
        Chairmanship.objects.create(body=council, state=state, **dates(row))


def _state(row: dict):
    state = _thing(State, row, code=row["code"])
    if state is None:
        return
    for basis in Membership.Basis.values:
        for standing in row.get(basis, []):
            status = standing.get("status", Membership.Status.MEMBER)
            state.memberships.create(basis=basis, status=status, **dates(standing))


def _topic(row: dict):
    if _there(Topic, row["slug"]):
        return
    topic = Topic.objects.create(slug=row["slug"], name=row["en"])
    for language in LANGUAGES:
        topic.names.create(language=language, name=row[language])


def _position(row: dict):
    position = _thing(Position, row, single_holder=row.get("single_holder", True))
    if position is None:
        return
    for seat in row.get("seats", []):
        Seat.objects.create(
            position=position,
            body=Body.objects.get(slug=seat["body"]),
            state=State.objects.filter(slug=seat.get("state")).first(),
            **dates(seat),
        )


def _official(row: dict):
    official = _thing(Official, row)
    if official is None:
        return
    for held in row["terms"]:
        position = Position.objects.get(slug=held["position"])
        term = Term.objects.create(
            official=official, position=position, acting=held.get("acting", False), **dates(held)
        )
        if "contact" in held:
            contact = held["contact"]
            PressContact.objects.create(
                term=term,
                telephones="\n".join(contact["telephones"]),
                email=contact["email"],
                **dates(contact),
            )
