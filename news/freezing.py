"""What approval freezes with the words: the facts of a publication, in one language, as of its day."""

import datetime
import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .models import (
    CENTRE,
    Chairmanship,
    Edition,
    EditionFacet,
    Facet,
    Kind,
    NameForm,
    Official,
    Position,
    PressContact,
    Publication,
    Seat,
    State,
    Term,
    all_names,
    best_name,
    last_day,
    month_of,
)
from .models.names import Named


@dataclass(frozen=True)
class Source:
    """The working facts of a publication, read once, to be frozen with the words of one language."""

    publication: Publication
    language: str
    day: datetime.date
    bodies: list
    participations: list
    seats: dict
    speakers: list
    quoted: list
    contacts: list
    signatures: list
    gallery: list
    files: list
    topics: list
    links: list[dict]
    press_events: list
    passes_to: Chairmanship | None
    forms: dict[Named, list[NameForm]]

    def in_language(self, language: str) -> "Source":
        """The same facts, with another language."""
        return replace(self, language=language)

    @cached_property
    def names(self) -> dict[Named, NameForm | None]:
        """What the things of these facts are called on the day, in the language or in another one."""
        things = set(self.things())
        return {
            thing: best_name(forms, self.language, self.day)
            for thing, forms in self.forms.items()
            if thing in things
        }

    @property
    def quotes(self) -> list:
        return [row for row in self.quoted if row.language == self.language]

    def terms(self):
        for participation in self.participations:
            yield participation.term
            if participation.represented_by:
                yield participation.represented_by
        for row in [*self.speakers, *self.quotes, *self.contacts, *self.people_pictured()]:
            yield row.term

    def things(self) -> list[Named]:
        """What the facts name."""
        things = [*self.bodies, *(seat.state for seat in self.seats.values())]
        things += [row.state for row in self.signatures]
        things += [named for term in self.terms() for named in (term.official, term.position)]
        things += [self.passes_to.state if self.passes_to else None, *_places(self.publication.place)]
        things += [part for event in self.press_events for part in _places(event.place)]
        if self.publication.kind == Kind.SESSION:
            things += _places(self.publication.next_session_place)
        return list(filter(None, things))

    @property
    def pictures(self) -> list:
        """Rows of the gallery that readers may see: without what was recalled."""
        return [row for row in self.gallery if not row.photo.recalled_at]

    def people_pictured(self):
        for row in self.pictures:
            yield from row.photo.people.all()

    def name(self, thing: Named) -> str:
        return str(self.names[thing] or thing.slug)

    def title(self, term) -> str:
        return title_of(term, self.names[term.position])

    def person(self, term) -> dict:
        return {"official": term.official_id, "name": self.name(term.official), "title": self.title(term)}

    def thing(self, thing: Named) -> dict:
        return {"id": thing.pk, "name": self.name(thing)}


def title_of(term: Term, form: NameForm | None) -> str:
    """The title of the day, from the position's name of that day; "acting" is part of it."""
    name = str(form or term.position.slug)
    if not term.acting:
        return name
    if form and form.acting_name:
        return form.acting_name
    return _("%(title)s (acting)") % {"title": name}


def read(
    publication: Publication,
    language: str,
    at: datetime.datetime | None = None,
    bundle: int | None = None,
) -> Source:
    """Read the working facts. `publication` is the kind's own row (`publication.child`).

    Whom the editor chose is named; names, contacts, seats and the chairmanship, which nobody chose, are those
    that the public may know at that moment (aware, default now), and those that this publication announces,
    or another that goes out in the same `bundle`.
    """
    at = at or timezone.now()
    bundled = Edition.objects.filter(bundle=bundle).values_list("publication", flat=True) if bundle else []
    announcing = {publication.pk, *bundled}
    day = last_day(publication.date, publication.date_precision)
    people = ("term__official", "term__position")
    bodies = list(publication.bodies.all())
    participations, seats, speakers, signatures, passes_to = [], {}, [], [], None
    if publication.kind == Kind.SESSION:
        rows = publication.participations.select_related(
            *people, "represented_by__official", "represented_by__position"
        )
        participations = list(rows)
        positions = [row.term.position_id for row in participations]
        rows = _known(Seat, at, announcing).on(day).filter(position__in=positions, body__in=bodies)
        rows = rows.filter(Q(state=None) | Q(state__in=_known(State, at, announcing)))
        seats = {seat.position_id: seat for seat in rows.select_related("state")}
        rows = _known(Chairmanship, at, announcing).filter(handed_over_at=publication)
        passes_to = rows.filter(state__in=_known(State, at, announcing)).select_related("state").first()
    elif publication.kind == Kind.STATEMENT:
        speakers = list(publication.speakers.select_related(*people))
    elif publication.kind == Kind.DECISION:
        signatures = list(publication.signatures.select_related("state"))
    pictured = [f"photo__people__{part}" for part in people]
    gallery = publication.gallery.select_related("photo").prefetch_related("photo__words", *pictured)

    source = Source(
        publication,
        language,
        day,
        bodies=bodies,
        participations=participations,
        seats=seats,
        speakers=speakers,
        quoted=list(publication.quotes.select_related(*people)),
        contacts=list(_contacts(day, at).select_related(*people)),
        signatures=signatures,
        gallery=list(gallery),
        files=list(publication.attachments.offered().prefetch_related("words")),
        topics=list(publication.topics.prefetch_related("names")),
        links=_links(publication),
        press_events=list(publication.press_events.select_related("place")),
        passes_to=passes_to,
        forms={},
    )
    quoted = [named for row in source.quoted for named in (row.term.official, row.term.position)]
    source.forms.update(all_names([*source.things(), *quoted], at, announcing))
    return source


def _known(model, at: datetime.datetime, announcing: set[int]):
    """The rows that the public may know at that moment, and those that one of the publications announces."""
    return model.objects.live(at) | model.objects.filter(announced_by__in=announcing)


def _contacts(day: datetime.date, at: datetime.datetime):
    """Contacts of that day who are public with their term, in an official and a position that are."""
    return (
        PressContact.objects.on(day)
        .live(at)
        .filter(
            term__in=Term.objects.live(at).on(day).values("pk"),
            term__official__in=Official.objects.live(at).values("pk"),
            term__position__in=Position.objects.live(at).values("pk"),
        )
    )


def freeze(source: Source) -> dict:
    """The facts as JSON: dates as ISO days, things by internal id with their name of that day."""
    publication = source.publication
    with translation.override(source.language):
        facts = {
            "date": publication.date,
            "date_precision": publication.date_precision,
            "form": publication.form,
            "place": _place(source, publication.place),
            "bodies": [{**source.thing(body), "short_name": _short(source, body)} for body in source.bodies],
            "topics": [{"id": row.pk, "name": row.named(source.language)} for row in source.topics],
            "outlet": {"name": publication.outlet, "url": publication.outlet_url}
            if publication.outlet
            else None,
            "quotes": [
                {
                    **source.person(row.term),
                    "text": row.text,
                    "source": row.source,
                    "source_url": row.source_url,
                }
                for row in source.quotes
            ],
            "photographs": _photographs(source),
            "files": _files(source),
            "links": source.links,
            "press_events": [
                {
                    "uid": row.uid,
                    "kind": row.kind,
                    "at": f"{row.at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
                    "place": _place(source, row.place),
                }
                for row in source.press_events
            ],
            "contacts": [
                {**source.person(row.term), "telephones": row.telephones.split("\n"), "email": row.email}
                for row in source.contacts
            ],
            **OWN_FACTS[publication.kind](source),
        }
    kept = {key: value for key, value in facts.items() if value not in (None, "", [], {})}
    return json.loads(json.dumps(kept, default=str))


def _session(source: Source) -> dict:
    session = source.publication
    words = session.words.filter(language=source.language).first()
    chair = next((row for row in source.participations if row.is_chair), None)
    chair_seat = source.seats.get(chair.term.position_id) if chair else None
    next_session = None
    if session.next_session_on:
        next_session = {
            "on": session.next_session_on,
            "precision": session.next_session_precision,
            "place": _place(source, session.next_session_place),
        }
    return {
        "ends_on": session.ends_on,
        "by_video": session.by_video,
        "formats": [
            name
            for name, held in (("narrow", session.narrow_format), ("extended", session.extended_format))
            if held
        ],
        "theme": words.theme if words else "",
        "agenda": words.agenda if words else "",
        "chairing_state": source.thing(chair_seat.state) if chair_seat and chair_seat.state else None,
        "participants": [_participant(source, row) for row in source.participations],
        "next_session": next_session,
        "chairmanship_passes_to": source.thing(source.passes_to.state) if source.passes_to else None,
    }


def _participant(source: Source, row) -> dict:
    seat = source.seats.get(row.term.position_id)
    return {
        **source.person(row.term),
        "state": source.thing(seat.state) if seat and seat.state else None,
        "manner": row.manner,
        "represented_by": source.person(row.represented_by) if row.represented_by else None,
        "is_chair": row.is_chair,
        "guest": seat is None,
    }


def _statement(source: Source) -> dict:
    return {"speakers": [source.person(row.term) for row in source.speakers]}


def _decision(source: Source) -> dict:
    decision = source.publication
    return {
        "number": decision.number,
        "text_public": decision.text_public,
        "statuses": list(
            decision.statuses.values("status", "starts_on", "starts_precision", "ends_on", "ends_precision")
        ),
        "signatures": [
            {"state": source.thing(row.state), "manner": row.manner, "on": row.on}
            for row in source.signatures
        ],
    }


OWN_FACTS = {
    Kind.SESSION: _session,
    Kind.STATEMENT: _statement,
    Kind.DECISION: _decision,
    Kind.RELEASE: lambda source: {},
}


def _places(place) -> list:
    return [place, *_places(place.within)] if place else []


def _place(source: Source, place) -> dict | None:
    if place is None:
        return None
    return {"id": place.pk, "name": ", ".join(source.name(part) for part in _places(place))}


def _short(source: Source, thing: Named) -> str:
    form = source.names[thing]
    return form.short_name if form else ""


def _photographs(source: Source) -> list[dict]:
    photographs = []
    for row in source.pictures:
        photo = row.photo
        words = next((words for words in photo.words.all() if words.language == source.language), None)
        people = [source.person(shown.term) for shown in photo.people.all()]
        photographs.append(
            {
                "id": photo.pk,
                "token": photo.token,
                "width": photo.width,
                "height": photo.height,
                "caption": words.caption if words else "",
                "description": words.description if words else "",
                "credit": photo.credit,
                "source_url": photo.source_url,
                **({"people": people} if people else {}),
                **({"focus": photo.focus} if photo.focus != CENTRE else {}),
                **({"tone": photo.tone} if photo.tone else {}),
                **photo.rights,
            }
        )
    return photographs


def _files(source: Source) -> list[dict]:
    files = []
    for row in source.files:
        title = next(
            (words.title for words in row.words.all() if words.language == source.language), row.name
        )
        files.append(
            {
                "id": row.pk,
                "token": row.token,
                "name": row.name,
                "title": title,
                "size_bytes": row.size_bytes,
                "content_type": row.content_type,
                "sha256": row.sha256,
            }
        )
    return files


def _links(publication: Publication) -> list[dict]:
    links = []
    if publication.kind == Kind.SESSION:
        links += [("preceding", publication.preceding_id)] if publication.preceding_id else []
        links += [("statement", pk) for pk in _ids(publication.statements.order_by("pk"))]
        links += [("decision", pk) for pk in _ids(publication.decisions.order_by("pk"))]
        links += [("reported_on", pk) for pk in _ids(publication.reported_on.order_by("pk"))]
    elif publication.kind in (Kind.STATEMENT, Kind.DECISION) and publication.session_id:
        links.append(("session", publication.session_id))
    if publication.kind == Kind.DECISION:
        links += publication.relations.values_list("relation", "other")
    links += [("related", pk) for pk in publication.related.values_list("other", flat=True)]
    return [{"rel": rel, "publication": pk} for rel, pk in links]


def _ids(rows) -> list[int]:
    return rows.values_list("pk", flat=True)


def facets(edition: Edition) -> list[EditionFacet]:
    """What the edition carries, from its frozen facts: unsaved rows for lists and for the file door."""
    facts = edition.facts
    people = [*facts.get("participants", []), *facts.get("speakers", []), *facts.get("quotes", [])]
    people += [row["represented_by"] for row in facts.get("participants", []) if row["represented_by"]]
    pictured = [person for photo in facts.get("photographs", []) for person in photo.get("people", [])]
    states = [row["state"] for row in [*facts.get("participants", []), *facts.get("signatures", [])]]
    states += [facts.get("chairing_state"), facts.get("chairmanship_passes_to")]
    carried = {
        *((Facet.BODY, body["id"]) for body in facts.get("bodies", [])),
        *((Facet.TOPIC, topic["id"]) for topic in facts.get("topics", [])),
        *((Facet.OFFICIAL, person["official"]) for person in people),
        *((Facet.STATE, state["id"]) for state in states if state),
        *((Facet.PLACE, place["id"]) for place in [facts.get("place")] if place),
        *((Facet.PHOTO, photo["id"]) for photo in facts.get("photographs", [])),
        *((Facet.PICTURED, person["official"]) for person in pictured),
        *((Facet.FILE, file["id"]) for file in facts.get("files", [])),
        *((Facet.LINK, link["publication"]) for link in facts.get("links", [])),
        *((Facet.PRESS, int(event["at"][:7].replace("-", ""))) for event in facts.get("press_events", [])),
        (Facet.YEAR, edition.date.year),
        (Facet.MONTH, month_of(edition.date)),
    }
    own = {name: getattr(edition, name) for name in ("language", "kind", "first_live_from")}
    return [
        EditionFacet(edition=edition, facet=facet, thing=thing, **own) for facet, thing in sorted(carried)
    ]


def digest(edition: Edition) -> str:
    """SHA-256 of an edition's words and frozen facts, over canonical JSON (sorted keys, UTF-8)."""
    content = {
        "title": edition.title,
        "lead": edition.lead,
        "body": edition.body,
        "change_note": edition.change_note,
        "facts": edition.facts,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
