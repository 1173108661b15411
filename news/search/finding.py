"""What is found, behind the gate, in an order that follows from public words and days alone."""

import datetime
import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from ..filters import Filters
from ..models import Edition, EditionFacet, Facet, Photo
from ..models.search import EDITION_BITS
from ..prepared import Query, prepared
from ..reading import PAGE_SIZE
from . import postgresql, sqlite, words
from .asking import Condition, Scope, Unit
from .index import HAS_MORE_LATER, mark, spelling
from .words import MARK, SOUND, later

MOST_COUNTED, MOST_TRIED = 20, 2000  # SQLite takes 32,766 parameters
YEAR = re.compile("(?:19|20)[0-9]{2}")

OF_PLACE = (1 << EDITION_BITS) - 1  # the edition's part
NOTHING = "SELECT 0 AS tier, 0 AS place WHERE 1 = 0"
Way = tuple[Condition, Query]  # and the gate: whether an entry's edition may be found by it


@dataclass(frozen=True, order=True)
class Hit:
    """An edition found: `tier` 0 has the words in its title, 1 in title and lead, 2 anywhere."""

    tier: int
    place: int

    @property
    def edition(self) -> int:
        return self.place & OF_PLACE


def found(query: Query) -> list[Hit]:
    """The hits of a `question`."""
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return in_order(cursor.fetchall())


def in_order(rows: list[tuple[int, int]]) -> list[Hit]:
    return sorted((Hit(*row) for row in rows), key=lambda hit: (hit.tier, -hit.place))


def question(
    units: list[Unit],
    *,
    language: str,
    at: datetime.datetime,
    filters: Filters | None = None,
    after: Hit | None = None,
    most: int,
) -> Query:
    """SQL for tier and place of the first editions, `most` of them, that are live then and have all units.

    `after` is where an earlier page ended. Within a tier the newest day comes first.
    """
    filters = filters or Filters()
    if not units or None in filters.things.values():
        return NOTHING, []
    exact, marks = [_as_said(unit) for unit in units], _marks(filters)
    live = _live(at, language)
    tiers = [
        [(Condition("title", exact, marks), live)],
        [(Condition("lead", exact, marks, without=("title", exact)), live)],
        _anywhere(units, marks, language, at, without=("lead", exact)),
    ]
    parts, parameters = [], []
    for tier, ways in enumerate(tiers):
        if after and tier < after.tier:
            continue
        below = after.place if after and tier == after.tier else None
        sql, values = _tier(tier, ways, filters, below, most)
        parts.append(f"SELECT * FROM ({sql}) AS tier_{tier}")
        parameters += values
    return f"{' UNION ALL '.join(parts)} LIMIT {int(most)}", parameters


def with_editions(query: Query) -> Query:
    """The same query with rows of tier, place and edition."""
    sql, parameters = query
    return f"SELECT tier, place, place & %s FROM ({sql}) AS asked", [OF_PLACE, *parameters]


def latest(units: list[Unit], *, language: str, at: datetime.datetime, filters: Filters):
    """The editions of a page, live at that moment, that have all units somewhere: the newest day first."""
    if not units or None in filters.things.values():
        return Edition.objects.none()
    ways = _anywhere(units, _marks(filters), language, at)
    sql, parameters = _tier(0, ways, filters, None, PAGE_SIZE)
    found = RawSQL(f"SELECT place & %s FROM ({sql}) AS found", [OF_PLACE, *parameters])
    return Edition.objects.filter(pk__in=found).order_by("-date", "-id")


def _anywhere(
    units: list[Unit], marks: list[str], language: str, at: datetime.datetime, without: Scope | None = None
) -> list[Way]:
    """The ways to what has all units somewhere."""
    alike = [_alike(unit) for unit in units]
    by_now = [[*ways, *(tuple(map(later, way)) for way in ways)] for ways in alike]
    return [
        (Condition("words", alike, marks, without), _live(at, language)),
        # With captions that were still to come when the entry was written.
        (
            Condition("words", by_now, [*marks, HAS_MORE_LATER], without=("words", alike)),
            _shown_in_full(at, language),
        ),
    ]


def _tier(number: int, ways: list[Way], filters: Filters, below: int | None, most: int) -> Query:
    """SQL for the first entries of one tier, `most` of them, whichever way they are found."""
    found = [_entries(number, *way, filters, below) for way in ways]
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql} LIMIT {int(most)}) AS way" for sql, _values in found)
    order = f" ORDER BY place DESC LIMIT {int(most)}" if len(found) > 1 else ""
    return sql + order, [value for _sql, values in found for value in values]


def spelt(
    tried: list[tuple[str, list[Unit]]], unless: list[Unit], *, language: str, at: datetime.datetime
) -> dict[int, dict[str, int]]:
    """In how many live items, `MOST_COUNTED` at most, each spelling stands, by the sign of how it is written.

    By the number of what is tried: a spelling, and a question with it to which something has to be found.
    Nothing where `unless` finds something. In one query for each `MOST_TRIED`, also where there is nothing to
    try, so that it takes as long whether the words that we know are hidden or not there at all.
    """
    if len(tried) > MOST_TRIED:
        others = spelt(tried[MOST_TRIED:], unless, language=language, at=at)
        later_ones = {number + MOST_TRIED: counts for number, counts in others.items()}
        return spelt(tried[:MOST_TRIED], unless, language=language, at=at) | later_ones
    database, marks = _database(), [[(mark("language", language),)]]
    nothing = database.query([[(MARK,)]])
    rows: list[tuple] = [(-1, "", nothing, nothing)]
    for number, (word, units) in enumerate(tried):
        question = database.query([*map(_alike, units), *marks])
        rows += [
            (number, sign, database.query([[(spelling(language, sign, word),)]]), question)
            for sign in words.WRITTEN
        ]
    gate, of_gate = _live(at)
    sql = database.SPELT.format(
        rows=", ".join(["(%s, %s, %s, %s)"] * len(rows)), gate=gate, most=MOST_COUNTED
    )
    parameters = [value for row in rows for value in row]
    asked = database.query([*map(_alike, unless), *marks])
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *of_gate, *of_gate, asked, *of_gate])
        counts: dict[int, dict[str, int]] = {}
        for number, sign, count in cursor.fetchall():
            counts.setdefault(number, {})[sign] = count
    return counts


def _as_said(unit: Unit) -> list[tuple[str, ...]]:
    """What a unit is met in: its stems; a year also in the items of that year."""
    is_year = len(unit.said) == 1 and YEAR.fullmatch(unit.said[0])
    return [*unit.stems, *([(mark("year", unit.said[0]),)] if is_year else [])]


def _alike(unit: Unit) -> list[tuple[str, ...]]:
    """What it may be met in besides: what a single word sounds like, what carries the name."""
    heard = {words.sound(one) for one in (*unit.said, *unit.joined)} if len(unit.said) == 1 else set()
    return [
        *_as_said(unit),
        *((SOUND + one,) for one in sorted(heard) if one),
        *((one,) for one in unit.alike),
    ]


def _database():
    return postgresql if connection.vendor == "postgresql" else sqlite


def _marks(filters: Filters) -> list[str]:
    own = [mark(name, getattr(filters, name)) for name in ("kind", "form") if getattr(filters, name)]
    return own + [mark(name, thing) for name, thing in filters.things.items()]


@prepared
def _live(at: datetime.datetime, language: str = ""):
    """Asks whether an entry's edition is live then. The gate is the one of all pages."""
    return _of_entry(_editions(at, language))


@prepared
def _shown_in_full(at: datetime.datetime, language: str):
    """And whether it carries no photograph which may be shown only later: all its words may be met."""
    waiting = Photo.objects.still_to_come(at).filter(pk=OuterRef("thing"))
    carried = EditionFacet.objects.filter(facet=Facet.PHOTO, edition=OuterRef("pk"))
    return _of_entry(_editions(at, language).exclude(Exists(carried.filter(Exists(waiting)))))


def _editions(at: datetime.datetime, language: str):
    live = Edition.objects.live(at)
    return live.in_language(language) if language else live


def _of_entry(editions):
    place = RawSQL(f"{_database().GATE_PLACE} & %s", [OF_PLACE])
    return editions.filter(pk=place).order_by().values("pk")


def _entries(number: int, condition: Condition, gate: Query, filters: Filters, below: int | None) -> Query:
    """SQL for the entries of one tier, the newest first, that the gate lets through."""
    places: list[tuple[str, int]] = []
    if filters.days:
        first, last = filters.days
        places = [(">=", first.toordinal() << EDITION_BITS), ("<", last.toordinal() + 1 << EDITION_BITS)]
    if below is not None:
        places.append(("<", below))
    sql, parameters = _database().newest(condition, places, gate)
    return sql, [number, *parameters]
