"""Sessions and dates for the press as a calendar (RFC 5545).

A session has whole days, because the office announces days and not hours; a date for the press is a moment,
written in UTC. An event keeps its UID whatever changes. Its SEQUENCE counts how often its public facts
changed, its DTSTAMP is the moment of the edition that it is made of; a withdrawal cancels it. What is known
only as a period is no day.
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
from .models import Edition, Facet, Kind, Precision, PressEvent, month_of
from .pages import Reader

CONTENT_TYPE = "text/calendar"
SESSIONS = 200  # by day, the last first: those ahead, and some years back
FOR_THE_PRESS = 200, datetime.timedelta(days=365)  # items with dates for the press, of this past on
OCTETS = 75
CHANGES_A_SESSION = ("date", "last_day", "place_name", "title", "precision")


@dataclass(frozen=True)
class Event:
    """Whole days, both included, or one aware moment. Without `title` it was withdrawn; no more is said."""

    uid: uuid.UUID
    sequence: int
    stamp: datetime.datetime
    starts: datetime.date | datetime.datetime
    last_day: datetime.date | None
    title: str
    place: str
    description: str
    href: str


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
    for edition in _ever_public(reader):
        if edition.language == reader.language:
            versions.setdefault(edition.publication_id, []).append(edition)
    found = [event for editions in versions.values() for event in _events_of(editions, reader.at)]
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
            *("language", "kind", "date", "title", "lead", "live_from", "live_until", "withdrawal_reason"),
            *("publication__slug", "publication__uid"),
        )
        .annotate(
            place_name=KT("facts__place__name"),
            precision=KT("facts__date_precision"),
            last_day=KT("facts__ends_on"),
            next_session=F("facts__next_session"),
            press_events=F("facts__press_events"),
        )
        .order_by("live_from", "number")
    )


def _items(editions):
    return editions.values_list("publication", flat=True)


def _events_of(versions: list[Edition], at: datetime.datetime) -> Iterator[Event]:
    """The events of an item from its public versions, oldest first."""
    last = versions[-1]
    if last.kind == Kind.SESSION and last.precision == Precision.DAY:
        yield _session(versions, at)
    for uid in dict.fromkeys(row["uid"] for version in versions for row in version.press_events or []):
        yield _for_the_press(uid, versions, at)


def _session(versions: list[Edition], at: datetime.datetime) -> Event:
    last = versions[-1]
    withdrawn = _ended(last, at)
    return Event(
        uid=last.uid,
        sequence=_changes(
            [tuple(getattr(one, name) for name in CHANGES_A_SESSION) for one in versions], versions, at
        ),
        stamp=last.live_until if withdrawn else last.live_from,
        starts=last.date,
        last_day=max(as_day(last.last_day) or last.date, last.date),
        title="" if withdrawn else last.title,
        place="" if withdrawn else last.place_name or "",
        description=last.withdrawal_reason if withdrawn else _description(last),
        href="" if withdrawn else settings.SITE_URL + last.get_absolute_url(),
    )


def _for_the_press(uid: str, versions: list[Edition], at: datetime.datetime) -> Event:
    """Withdrawn is also what a later version no longer says."""
    told = [next((row for row in one.press_events or [] if row["uid"] == uid), None) for one in versions]
    first = next(number for number, row in enumerate(told) if row)
    last, row = versions[-1], next(filter(None, reversed(told)))
    withdrawn = _ended(last, at)
    standing = told[-1] is not None and not withdrawn
    place = row["place"]["name"] if row["place"] else ""
    facts = [row and (row, one.title) for row, one in zip(told, versions, strict=True)]
    return Event(
        uid=uuid.uuid5(uuid.UUID(uid), last.language),
        sequence=_changes(facts[first:], versions[first:], at),
        stamp=last.live_until if withdrawn else last.live_from,
        starts=as_moment(row["at"]),
        last_day=None,
        title=f"{capfirst(PressEvent.Kind(row['kind']).label)}: {last.title}" if standing else "",
        place=place if standing else "",
        description=last.withdrawal_reason if withdrawn else "",
        href=settings.SITE_URL + last.get_absolute_url() if standing else "",
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
    yield f"STATUS:{'CONFIRMED' if event.title else 'CANCELLED'}"
    yield f"SUMMARY:{_text(event.title or _('Withdrawn'))}"
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
