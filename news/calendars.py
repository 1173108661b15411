"""Sessions and dates for the press as a calendar (RFC 5545).

A session has whole days, because the office announces days and not hours; a date for the press is a moment,
written in UTC. An event keeps its UID whatever changes. Its SEQUENCE counts how often its public facts
changed, its DTSTAMP is the moment of the edition that it is made of; a withdrawal cancels it, and only its
kind is said. A next session whose day was announced is an event before it has a page, which goes on under the
same UID; once the day is over and there is none, nobody has said that it was held, and it is no event. What
is known only as a period is no day.
"""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from django.conf import settings
from django.db.models import F
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .dates import as_day, as_moment, in_words
from .models import Edition, Facet, Form, Kind, Precision, PressEvent, month_of
from .pages import Reader
from .text import tidy_lines

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
    announced = announcements([item for item in items if item.last.kind == Kind.SESSION], reader.at)
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
            *("live_from", "live_until", "written_at", "withdrawal_reason"),
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
    """`of_page`: the versions of another session from the one that announced this one first to the one that
    was public when this one's day was, by this one's item; `standing`: the items whose next session has no
    day of its own yet, and is announced by no earlier one.
    """

    of_page: dict[int, list[Edition]]
    standing: set[int]


def announcements(sessions: list[Item], at: datetime.datetime) -> Announcements:
    """Which session announced which; only what was public first decides it, so a UID stays what it was."""
    waiting = sorted(filter(None, map(_announcing, sessions)), key=lambda told: _seen_from(told[0]))
    of_page: dict[int, list[Edition]] = {}
    days = (next(filter(_is_of_a_day, item.versions), None) for item in sessions)
    for session in sorted(filter(None, days), key=_seen_from):
        seen = _seen_from(session)
        until_then = ([one for one in told if _seen_from(one) < seen] for told in waiting)
        found = [before for before in until_then if before and _is_next(session, _said_last(before))]
        if found:
            valid = (before for before in found if _announces(before[-1], seen))
            of_page[session.publication_id] = next(valid, found[0])
            taken = {before[0].publication_id for before in found}
            waiting = [told for told in waiting if told[0].publication_id not in taken]
    pages = [edition for item in sessions for edition in item.versions]
    standing: list[Edition] = []
    for told in waiting:
        said = _said_last(told)
        has_page = any(_is_next(page, said) for page in pages)
        if not has_page and not any(_announces(one, at) and _say_the_same(one, said) for one in standing):
            standing.append(told[-1])
    return Announcements(of_page, {one.publication_id for one in standing})


def _announcing(item: Item) -> list[Edition]:
    """Its versions from the first on that knew the day of the next session; later ones may be silent."""
    return list(dropwhile(lambda one: not _next_day(one), item.versions))


def _said_last(told: list[Edition]) -> Edition:
    return next(one for one in reversed(told) if _next_day(one))


def _announces(edition: Edition, at: datetime.datetime) -> bool:
    return _next_day(edition) is not None and not _ended(edition, at)


def _seen_from(edition: Edition) -> datetime.datetime:
    """What is taken over from an archive is dated back, and nobody saw it before it was written here."""
    return max(edition.live_from, edition.written_at)


def _is_of_a_day(edition: Edition) -> bool:
    return edition.precision == Precision.DAY


def _is_next(session: Edition, said: Edition) -> bool:
    """Whether that edition of another session announced it: it is a regular one of that day, or names the
    other as the one before, so that its day was moved. Those of another form come in between.
    """
    item = said.publication_id
    if session.form != Form.REGULAR or not _is_of_a_day(session) or session.publication_id == item:
        return False
    names_it = {"rel": "preceding", "publication": item} in (session.links or [])
    return (names_it or session.date == _next_day(said)) and _share_a_body(session, said)


def _say_the_same(one: Edition, other: Edition) -> bool:
    return _next_day(one) == _next_day(other) and _share_a_body(one, other)


def _share_a_body(one: Edition, other: Edition) -> bool:
    first, second = ({body["id"] for body in edition.bodies or []} for edition in (one, other))
    return not first.isdisjoint(second)


def _next_day(edition: Edition) -> datetime.date | None:
    """Of the next session, where the edition knows it; a period is no day."""
    said = edition.next_session
    return as_day(said["on"]) if said and said["precision"] == Precision.DAY else None


def _events_of(item: Item, announced: Announcements) -> Iterator[Event]:
    last = item.last
    before = announced.of_page.get(last.publication_id, [])
    if last.kind == Kind.SESSION and (before or _is_of_a_day(last)):
        yield _session(item, before)
    if last.publication_id in announced.standing:
        following = _next_session(item)
        if following.is_cancelled or following.last_day >= timezone.localdate(item.at):
            yield following
    for uid in dict.fromkeys(row["uid"] for version in item.versions for row in version.press_events or []):
        yield _for_the_press(item, uid)


def _session(item: Item, before: list[Edition]) -> Event:
    """`before` are the versions of another session that announced it: their event goes on in this one, and
    is cancelled where its day is no longer known.
    """
    last, kind = item.last, str(Form(item.last.form).label)
    stands = _is_of_a_day(last)
    dated = next(filter(_is_of_a_day, reversed(item.versions)))
    facts = [_next_facts(one) for one in before]
    facts += [tuple(getattr(one, name) for name in CHANGES_A_SESSION) for one in item.versions]
    return Event(
        uid=_uid_of_next(before[0]) if before else last.uid,
        sequence=_changes(facts, [*before, *item.versions], item.at),
        stamp=item.stamp,
        starts=dated.date,
        last_day=max(as_day(dated.last_day) or dated.date, dated.date),
        is_cancelled=item.is_withdrawn or not stands,
        title=item.title(last.title, kind, stands),
        place="" if item.is_withdrawn else last.place_name or "",
        description=last.withdrawal_reason if item.is_withdrawn else _description(last),
        href=item.href,
    )


def _next_session(item: Item) -> Event:
    """The day of a session that has no page yet. Cancelled is also what a later version no longer says."""
    last = item.last
    told = _announcing(item)
    said = _said_last(told).next_session
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
    """A value of type TEXT (section 3.3.11), without control signs; what joins letters or words is none."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(map(tidy_lines, escaped.splitlines()))


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
