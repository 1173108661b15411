"""Sessions and dates for the press as a calendar (RFC 5545).

A session has whole days, because the office announces days and not hours; a date for the press is a moment,
written in UTC. An event keeps its UID whatever changes. Its SEQUENCE counts how often its public facts
changed, its DTSTAMP is the moment of the edition that it is made of; a withdrawal cancels it, and only its
kind is said. A next session whose day was announced is an event before it has a page, which goes on under the
same UID. What is known only as a period is no day.
"""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings
from django.db.models import F
from django.db.models.fields.json import KT
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .dates import as_day, as_moment, in_words
from .models import Edition, Facet, Form, Kind, Precision, PressEvent, month_of
from .pages import Reader

CONTENT_TYPE = "text/calendar"
SESSIONS = 200  # by day, the last first: those ahead, and some years back
FOR_THE_PRESS = 200, datetime.timedelta(days=365)  # items with dates for the press, of this past on
OCTETS = 75
CHANGES_A_SESSION = ("date", "last_day", "place_name", "title", "precision")


@dataclass(frozen=True)
class Event:
    """Whole days, both included, or one aware moment."""

    uid: uuid.UUID
    sequence: int
    stamp: datetime.datetime
    starts: datetime.date | datetime.datetime
    last_day: datetime.date | None
    is_cancelled: bool
    title: str
    place: str
    description: str
    href: str


@dataclass(frozen=True)
class Item:
    """The public versions of an item in the reader's language, oldest first."""

    versions: list[Edition]
    at: datetime.datetime
    is_elsewhere: bool  # public in another language at that moment

    @property
    def first(self) -> Edition:
        return self.versions[0]

    @property
    def last(self) -> Edition:
        return self.versions[-1]

    @property
    def is_withdrawn(self) -> bool:
        return _ended(self.last, self.at)

    @property
    def stamp(self) -> datetime.datetime:
        return self.last.live_until if self.is_withdrawn else self.last.live_from

    @property
    def href(self) -> str:
        return "" if self.is_withdrawn else settings.SITE_URL + self.last.get_absolute_url()

    def title(self, name: str, kind: str, stands: bool) -> str:
        """`name` may have words of the item, not to be said once it is withdrawn; `kind` has none."""
        if self.is_withdrawn and self.is_elsewhere:
            return _("Withdrawn: %(event)s") % {"event": kind}
        if self.is_withdrawn or not stands:
            return _("Cancelled: %(event)s") % {"event": kind if self.is_withdrawn else name}
        return name


def written(reader: Reader) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Press Office//Sessions//EN", "CALSCALE:GREGORIAN"]
    name = _("%(office)s: sessions") % {"office": reader.words.name}
    lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    for event in events(reader):
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(b"%s\r\n" % _folded(line) for line in lines)


def events(reader: Reader) -> list[Event]:
    """In the order of their days, newest first; in three queries, whatever their number."""
    versions: dict[int, list[Edition]] = {}
    elsewhere = set()
    for edition in _ever_public(reader):
        if edition.language == reader.language:
            versions.setdefault(edition.publication_id, []).append(edition)
        elif not _ended(edition, reader.at):
            elsewhere.add(edition.publication_id)
    items = [Item(editions, reader.at, item in elsewhere) for item, editions in versions.items()]
    announced = announcements([item for item in items if item.last.kind == Kind.SESSION])
    found = [event for item in items for event in _events_of(item, announced)]
    return sorted(found, key=lambda event: (f"{event.starts:%Y-%m-%d}", event.uid), reverse=True)


def _ever_public(reader: Reader):
    """All public versions of those items, oldest first; in every language, as SQLite finds them best."""
    here = Edition.objects.once_live(reader.at).in_language(reader.language)
    # A day that all have leads SQLite to the index by day, which ends at the last one wanted.
    sessions = here.of_kind(Kind.SESSION).filter(date__gte=datetime.date.min).order_by("-date", "-id")
    most, past = FOR_THE_PRESS
    told = here.filter(facets__facet=Facet.PRESS, facets__thing__gte=month_of(reader.at - past))
    told = told.order_by("-facets__thing", "-id")
    latest = {*_items(sessions[:SESSIONS]), *_items(told[:most])}
    return (
        Edition.objects.once_live(reader.at)
        .filter(publication__in=latest)
        .select_related("publication")
        .only(
            *("language", "kind", "form", "date", "title", "lead"),
            *("live_from", "live_until", "withdrawal_reason"),
            *("publication__slug", "publication__uid"),
        )
        .annotate(
            place_name=KT("facts__place__name"),
            precision=KT("facts__date_precision"),
            last_day=KT("facts__ends_on"),
            next_session=F("facts__next_session"),
            bodies=F("facts__bodies"),
            links=F("facts__links"),
            press_events=F("facts__press_events"),
        )
        .order_by("live_from", "number")
    )


def _items(editions):
    return editions.values_list("publication", flat=True)


@dataclass(frozen=True)
class Announcements:
    """`of_page`: the versions of another session that announced one before it had a page, by that one's item.
    `standing`: the items whose next session has no page yet, and is announced by no earlier one.
    """

    of_page: dict[int, list[Edition]]
    standing: set[int]


def announcements(sessions: list[Item]) -> Announcements:
    """Which session announced which; only what was public first decides it, so a UID stays what it was."""
    said = [[one for one in item.versions if _next_day(one)] for item in sessions]
    announcing = sorted(filter(None, said), key=lambda told: told[0].live_from)
    of_page: dict[int, list[Edition]] = {}
    taken = set()
    for session in sorted(sessions, key=lambda item: item.first.live_from):
        for told in announcing:
            before = [one for one in told if one.live_from < session.first.live_from]
            if before and told[0].publication_id not in taken and _is_next(session.first, before):
                of_page.setdefault(session.last.publication_id, before)
                taken.add(told[0].publication_id)
    standing: list[Edition] = []
    for told in announcing:
        has_page = any(_is_next(one, told) for session in sessions for one in session.versions)
        same = any(_next_day(one) == _next_day(told[-1]) and _share_a_body(one, told[-1]) for one in standing)
        if not (has_page or same or told[0].publication_id in taken):
            standing.append(told[-1])
    return Announcements(of_page, {one.publication_id for one in standing})


def _is_next(session: Edition, told: list[Edition]) -> bool:
    """Whether those editions of another session announced it: it is of that day, or names the other as the
    one before, as a regular one does whose day was moved; an extraordinary one comes in between.
    """
    item = told[0].publication_id
    names_it = {"rel": "preceding", "publication": item} in (session.links or [])
    follows = names_it and session.form == Form.REGULAR
    day = session.precision == Precision.DAY and str(session.date) in [one.next_session["on"] for one in told]
    return (follows or day) and session.publication_id != item and _share_a_body(session, told[-1])


def _share_a_body(one: Edition, other: Edition) -> bool:
    first, second = ({body["id"] for body in edition.bodies or []} for edition in (one, other))
    return not first.isdisjoint(second)


def _next_day(edition: Edition) -> datetime.date | None:
    """Of the next session, where the edition knows it; a period is no day."""
    said = edition.next_session
    return as_day(said["on"]) if said and said["precision"] == Precision.DAY else None


def _events_of(item: Item, announced: Announcements) -> Iterator[Event]:
    last = item.last
    if last.kind == Kind.SESSION and last.precision == Precision.DAY:
        yield _session(item, announced.of_page.get(last.publication_id, []))
    if last.publication_id in announced.standing:
        yield _next_session(item)
    for uid in dict.fromkeys(row["uid"] for version in item.versions for row in version.press_events or []):
        yield _for_the_press(item, uid)


def _session(item: Item, before: list[Edition]) -> Event:
    """`before` are the versions of another session that announced it: their event goes on in this one."""
    last, kind = item.last, str(Form(item.last.form).label)
    facts = [_next_facts(one) for one in before]
    facts += [tuple(getattr(one, name) for name in CHANGES_A_SESSION) for one in item.versions]
    return Event(
        uid=_uid_of_next(before[0]) if before else last.uid,
        sequence=_changes(facts, [*before, *item.versions], item.at),
        stamp=item.stamp,
        starts=last.date,
        last_day=max(as_day(last.last_day) or last.date, last.date),
        is_cancelled=item.is_withdrawn,
        title=item.title(last.title, kind, stands=True),
        place="" if item.is_withdrawn else last.place_name or "",
        description=last.withdrawal_reason if item.is_withdrawn else _description(last),
        href=item.href,
    )


def _next_session(item: Item) -> Event:
    """The day of a session that has no page yet. Cancelled is also what a later version no longer says."""
    last = item.last
    first = next(number for number, one in enumerate(item.versions) if _next_day(one))
    told = item.versions[first:]
    said = next(one.next_session for one in reversed(told) if _next_day(one))
    stands = _next_day(last) is not None
    bodies = ", ".join(body["name"] for body in last.bodies or [])
    kind = _("next session")
    name = _("Next session: %(bodies)s") % {"bodies": bodies} if bodies else capfirst(kind)
    place = said["place"]["name"] if said["place"] and stands and not item.is_withdrawn else ""
    announced = _("Announced here: %(title)s") % {"title": last.title}
    return Event(
        uid=_uid_of_next(last),
        sequence=_changes([_next_facts(one) for one in told], told, item.at),
        stamp=item.stamp,
        starts=as_day(said["on"]),
        last_day=as_day(said["on"]),
        is_cancelled=item.is_withdrawn or not stands,
        title=item.title(name, kind, stands),
        place=place,
        description=last.withdrawal_reason if item.is_withdrawn else announced,
        href=item.href,
    )


def _next_facts(edition: Edition) -> tuple:
    return (edition.next_session, edition.bodies) if _next_day(edition) else ()


def _uid_of_next(edition: Edition) -> uuid.UUID:
    return uuid.uuid5(edition.uid, "next session")


def _for_the_press(item: Item, uid: str) -> Event:
    """Cancelled is also what a later version no longer says."""
    told = [next((row for row in one.press_events or [] if row["uid"] == uid), None) for one in item.versions]
    first = next(number for number, row in enumerate(told) if row)
    last, row = item.last, next(filter(None, reversed(told)))
    stands = told[-1] is not None
    kind = str(PressEvent.Kind(row["kind"]).label)
    facts = [row and (row, one.title) for row, one in zip(told, item.versions, strict=True)]
    return Event(
        uid=uuid.uuid5(uuid.UUID(uid), last.language),
        sequence=_changes(facts[first:], item.versions[first:], item.at),
        stamp=item.stamp,
        starts=as_moment(row["at"]),
        last_day=None,
        is_cancelled=item.is_withdrawn or not stands,
        title=item.title(f"{capfirst(kind)}: {last.title}", kind, stands),
        place=row["place"]["name"] if row["place"] and stands and not item.is_withdrawn else "",
        description=last.withdrawal_reason if item.is_withdrawn else "",
        href=item.href,
    )


def _ended(edition: Edition, at: datetime.datetime) -> bool:
    return edition.live_until is not None and edition.live_until <= at


def _changes(facts: list, versions: list[Edition], at: datetime.datetime) -> int:
    """How often the facts, one for each version, changed, were withdrawn or came back."""
    moved = sum(before != after for before, after in pairwise(facts))
    gone = [version for version in versions if version.withdrawal_reason and _ended(version, at)]
    came_back = sum(version is not versions[-1] for version in gone)
    return moved + len(gone) + came_back


def _description(edition: Edition) -> str:
    following = edition.next_session
    if not following:
        return edition.lead
    said = _("Next session: %(when)s") % {"when": in_words(following["on"], following["precision"])}
    return f"{edition.lead}\n\n{said}"


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_moment(event.stamp)}"
    yield f"LAST-MODIFIED:{_moment(event.stamp)}"
    if event.last_day is None:
        yield f"DTSTART:{_moment(event.starts)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
        if event.last_day < datetime.date.max:
            yield f"DTEND;VALUE=DATE:{event.last_day + datetime.timedelta(days=1):%Y%m%d}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.href:
        yield f"URL:{event.href}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """A value of type TEXT (section 3.3.11), without control characters."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(letter for letter in line if letter.isprintable()) for line in lines)


def _folded(line: str) -> bytes:
    """In pieces of at most 75 octets that cut no character in two (section 3.1)."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])
