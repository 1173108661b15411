"""The sessions as a calendar (RFC 5545): whole days, because the office announces days and not hours.

An event keeps its UID whatever changes. Its SEQUENCE counts how often its public facts changed, its DTSTAMP
is the moment of the edition that it is made of; a withdrawal cancels it. What is known only as a period is no
day.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings
from django.db.models import F
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from .dates import as_day, in_words
from .models import Edition, Kind, Precision
from .pages import Reader

CONTENT_TYPE = "text/calendar"
SESSIONS = 200  # by day, the last first: those ahead, and some years back
OCTETS = 75
CHANGES_AN_EVENT = ("date", "last_day", "place_name", "title", "precision")


@dataclass(frozen=True)
class Event:
    """A session of whole days, both included. Without `title` it was withdrawn, and nothing else is said."""

    uid: str
    sequence: int
    stamp: datetime.datetime
    first_day: datetime.date
    last_day: datetime.date
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
    """In the order of their days, newest first; in two queries, whatever their number."""
    versions: dict[int, list[Edition]] = {}
    for edition in _ever_public(reader):
        if edition.language == reader.language:
            versions.setdefault(edition.publication_id, []).append(edition)
    found = filter(None, (_made(editions, reader) for editions in versions.values()))
    return sorted(found, key=lambda event: (event.first_day, event.uid), reverse=True)


def _ever_public(reader: Reader):
    """All public versions of those sessions, oldest first; in every language, as SQLite finds them best."""
    here = Edition.objects.once_live(reader.at).in_language(reader.language).of_kind(Kind.SESSION)
    # A day that all have leads SQLite to the index by day, which ends at the last one wanted.
    latest = here.filter(date__gte=datetime.date.min).order_by("-date", "-id")
    latest = list(latest.values_list("publication", flat=True)[:SESSIONS])
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
        )
        .order_by("live_from", "number")
    )


def _made(versions: list[Edition], reader: Reader) -> Event | None:
    """The event of a session from its public versions, oldest first; None where no day of it is known."""
    last = versions[-1]
    if last.precision != Precision.DAY:
        return None
    withdrawn = last.live_until is not None and last.live_until <= reader.at
    return Event(
        uid=str(last.uid),
        sequence=_changes(versions, reader.at),
        stamp=last.live_until if withdrawn else last.live_from,
        first_day=last.date,
        last_day=max(as_day(last.last_day) or last.date, last.date),
        title="" if withdrawn else last.title,
        place="" if withdrawn else last.place_name or "",
        description=last.withdrawal_reason if withdrawn else _description(last),
        href="" if withdrawn else settings.SITE_URL + last.get_absolute_url(),
    )


def _changes(versions: list[Edition], at: datetime.datetime) -> int:
    """How often the event changed, was withdrawn or came back."""
    facts = [tuple(getattr(version, name) for name in CHANGES_AN_EVENT) for version in versions]
    moved = sum(before != after for before, after in pairwise(facts))
    gone = [version for version in versions if version.withdrawal_reason and version.live_until <= at]
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
    yield f"DTSTART;VALUE=DATE:{event.first_day:%Y%m%d}"
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
