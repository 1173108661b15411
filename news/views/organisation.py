from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .. import heads
from ..heads import Head
from ..incumbents import Book, people, public_chairmanships, public_seats, public_terms, sitting
from ..models import Body, Edition, Facet, Kind, Membership, State
from ..reading import at_slug, best, day_of, linked, newest_few, teasers
from .public import public

SHOWN_OF_A_STATE = 10


@public
def bodies(request, reader):
    asked = day_of(request.GET, reader.today)
    day = asked or reader.today
    rows = _bodies_of(reader, asked)
    chairs = list(public_chairmanships(reader.at).on(day).order_by("starts_on", "id"))
    book = Book([*rows, *(row.state for row in chairs)], reader.language, day, reader.at)
    chair_of = {row.body_id: book.thing(row.state) for row in chairs}
    listed = [book.thing(row) | {"chair": chair_of.get(row.pk)} for row in rows]
    return "news/bodies/index.html", {
        "asked": asked,
        "described": Head(_("Bodies"), heads.in_short(row["name"] for row in listed)),
        "bodies": listed,
    }


@public
def body(request, reader, slug):
    asked = day_of(request.GET, reader.today)
    day = asked or reader.today
    body = at_slug(Body.objects.live(reader.at), slug)
    bodies_then = _bodies_of(reader, asked)
    around = list(bodies_then.filter(pk=body.within_id) | bodies_then.filter(within=body))
    chairs = public_chairmanships(reader.at).filter(body=body)
    chairs = list(chairs.on(asked) if asked else chairs)
    sittings = sitting(body, day, reader.at)
    things = [body, *around, *(row.state for row in [*chairs, *sittings])]
    things += people(row.term for row in sittings)
    book = Book(things, reader.language, day, reader.at)
    sessions = linked({row.handed_over_at_id for row in chairs} - {None}, *_languages(reader), reader.at)
    about = teasers(_about(reader, Facet.BODY, body, asked))
    thing = book.thing(body)
    chaired = _chairs(chairs, sessions, book, reader, day)
    chair = next((line["state"]["name"] for line in chaired if line["now"]), "")
    newest = {kind: newest_few(about.of_kind(kind)) for kind in (Kind.SESSION, Kind.STATEMENT, Kind.DECISION)}
    says = [thing["name"], _("In the chair: %(state)s") % {"state": chair} if chair else ""]
    says += [edition.title for found in newest.values() for edition in found.items]
    return "news/bodies/page.html", {
        "asked": asked,
        "described": Head(thing["name"], heads.in_short(says, ". ")),
        "body": body,
        "thing": thing,
        "within": next((book.thing(row) for row in around if row.pk == body.within_id), None),
        "parts": [book.thing(row) for row in around if row.pk != body.within_id],
        "former_names": _former_names(book, body, day, asked),
        "chairs": chaired,
        "sitting": [
            book.person(row.term) | {"state": book.thing(row.state), "row": row.term} for row in sittings
        ],
        "sessions": newest[Kind.SESSION],
        "statements": newest[Kind.STATEMENT],
        "decisions": newest[Kind.DECISION],
    }


@public
def states(request, reader):
    asked = day_of(request.GET, reader.today)
    day = asked or reader.today
    memberships = Membership.objects.live(reader.at).filter(
        basis=Membership.Basis.ORGANISATION, state__in=State.objects.live(reader.at).values("pk")
    )
    rows = list((memberships.on(asked) if asked else memberships).select_related("state"))
    book = Book([row.state for row in rows], reader.language, day, reader.at)
    rows = [book.thing(row.state) | {"membership": row, "now": row.holds_on(day)} for row in rows]
    rows.sort(key=lambda row: row["name"].casefold())
    now = {row["id"] for row in rows if row["now"]}
    members = [row for row in rows if row["now"] and row["membership"].status == "member"]
    names = heads.in_short((row["name"] for row in members), ", ")
    return "news/states/index.html", {
        "asked": asked,
        "described": Head(_("States"), _("Members: %(names)s") % {"names": names} if names else ""),
        "members": members,
        "others": [row for row in rows if row["now"] and row["membership"].status != "member"],
        "former": [row for row in rows if row["id"] not in now],
    }


@public
def state(request, reader, slug):
    asked = day_of(request.GET, reader.today)
    day = asked or reader.today
    state = at_slug(State.objects.live(reader.at), slug)
    memberships = Membership.objects.live(reader.at).filter(state=state)
    memberships = list(memberships.on(asked) if asked else memberships)
    chairs = public_chairmanships(reader.at).filter(state=state)
    chairs = list(chairs.on(asked) if asked else chairs)
    seats = public_seats(reader.at).filter(state=state)
    terms = public_terms(reader.at).filter(
        position__in=(seats.on(asked) if asked else seats).values("position")
    )
    terms = list(terms.on(asked) if asked else terms)
    things = [state, *(row.body for row in chairs), *people(terms)]
    book = Book(things, reader.language, day, reader.at)
    ids = {row.handed_over_at_id for row in chairs} | {row.decided_by_id for row in memberships}
    items = linked(ids - {None}, *_languages(reader), reader.at)
    thing = book.thing(state)
    holders = [book.person(term) | {"row": term, "now": term.holds_on(day)} for term in terms]
    says = [capfirst(row.get_status_display()) for row in memberships if row.holds_on(day)][:1]
    says += [f"{person['title']}: {person['name']}" for person in holders if person["now"]]
    return "news/states/page.html", {
        "asked": asked,
        "state": state,
        "described": Head(thing["name"], heads.in_short([thing["name"], *says], ". ")),
        "thing": thing,
        "former_names": _former_names(book, state, day, asked),
        "memberships": [
            {"row": row, "now": row.holds_on(day), "decided_by": _item(items, row.decided_by_id, reader)}
            for row in memberships
        ],
        "chairs": _chairs(chairs, items, book, reader, day),
        "holders": holders,
        "editions": newest_few(teasers(_about(reader, Facet.STATE, state, asked)), SHOWN_OF_A_STATE),
    }


def _bodies_of(reader, asked):
    """Public bodies; with a day asked, without those that had no name yet."""
    bodies = Body.objects.live(reader.at)
    return bodies.named_by(asked, reader.at) if asked else bodies


def _languages(reader):
    return reader.language, reader.office.language_codes


def _item(items, pk, reader):
    return best(items.get(pk, {}), *_languages(reader))


def _chairs(chairs, items, book, reader, day) -> list[dict]:
    """The chairmanships, newest first; on the day on which one hands over, the new one is in the chair."""
    in_the_chair = {}
    for row in chairs:
        if row.holds_on(day):
            in_the_chair.setdefault(row.body_id, row)
    return [
        {
            "row": row,
            "state": book.thing(row.state),
            "body": book.thing(row.body),
            "now": row in in_the_chair.values(),
            "taken_over_at": _item(items, row.handed_over_at_id, reader),
        }
        for row in chairs
    ]


def _about(reader, facet, thing, asked):
    """Live items that carry the thing; with a day asked, those of that day."""
    editions = Edition.objects.live(reader.at).in_language(reader.language).about(facet, thing.pk)
    return editions.filter(date=asked) if asked else editions


def _former_names(book, thing, day, asked):
    """Other names in this language, with their time; none on a page of one day."""
    shown = book.form(thing)
    if asked:
        return []
    return [form for form in book.forms[thing] if form.language == book.language and form is not shown]
