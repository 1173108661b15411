"""What is found, behind the gate, in an order that follows from public words and days alone."""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from ..filters import Filters
from ..models import Edition
from ..models.search import EDITION_BITS
from . import postgresql, sqlite
from .asking import Unit
from .index import mark
from .words import SOUND, sound


@dataclass(frozen=True, order=True)
class Hit:
    """An edition found: `tier` 0 has the words in its title, 1 in title and lead, 2 anywhere."""

    tier: int
    place: int

    @property
    def edition(self) -> int:
        return self.place & (1 << EDITION_BITS) - 1


def find(
    units: list[Unit],
    *,
    language: str,
    at: datetime.datetime,
    filters: Filters | None = None,
    after: Hit | None = None,
    most: int,
) -> list[Hit]:
    """The first editions, `most` of them, that are live at that moment and have all units; in one query.

    `after` is where an earlier page ended. Within a tier the newest day comes first.
    """
    filters = filters or Filters()
    if not units or None in filters.things.values():
        return []
    exact = [[unit.stems] for unit in units]
    alike = [[unit.stems, *((other,) for other in heard(unit))] for unit in units]
    searches = [("title", exact, None), ("lead", exact, ("title", exact)), ("words", alike, ("lead", exact))]
    marks = [mark("language", language), *_marks(filters)]
    parts, parameters = [], []
    for tier, (scope, wanted, without) in enumerate(searches):
        if after and tier < after.tier:
            continue
        below = after.place if after and tier == after.tier else None
        sql, values = _tier(tier, _database().condition(scope, wanted, without, marks), filters, below, at)
        parts.append(f"SELECT * FROM ({sql} LIMIT {int(most)}) AS tier_{tier}")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} LIMIT {int(most)}", parameters)
        hits = [Hit(*row) for row in cursor.fetchall()]
    return sorted(hits, key=lambda hit: (hit.tier, -hit.place))


def first_found(asked: list[list[Unit]], *, language: str, at: datetime.datetime) -> int | None:
    """The number of the first among several questions to which something is found; in one query."""
    database, marks = _database(), [mark("language", language)]
    parts, parameters = [], []
    for number, units in enumerate(asked):
        condition = database.condition("words", [[unit.stems] for unit in units], None, marks)
        sql, values = _tier(number, condition, Filters(), None, at)
        parts.append(f"SELECT * FROM ({sql} LIMIT 1) AS question_{number}")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} LIMIT 1", parameters)
        return next((number for number, _place in cursor.fetchall()), None)


def heard(unit: Unit) -> list[str]:
    """Other words of the index that a single word may be met in: what sounds like it."""
    if len(unit.said) > 1:
        return []
    sounds = sound(unit.said[0])
    return [*([SOUND + sounds] if sounds else []), *unit.alike]


def _database():
    return postgresql if connection.vendor == "postgresql" else sqlite


def _marks(filters: Filters) -> list[str]:
    own = [mark(name, getattr(filters, name)) for name in ("kind", "form") if getattr(filters, name)]
    return own + [mark(name, thing) for name, thing in filters.things.items()]


def _tier(number: int, condition, filters: Filters, below: int | None, at) -> tuple[str, list]:
    """SQL for the entries of one tier, the newest first. The gate is the one of all pages."""
    database = _database()
    of_entry = RawSQL(f"{database.GATE_PLACE} & %s", [(1 << EDITION_BITS) - 1])
    rows = Edition.objects.live(at).filter(pk=of_entry).order_by().values("pk")
    gate, of_gate = rows.query.sql_with_params()
    sql, parameters = condition
    if filters.days:
        first, last = filters.days
        sql += f" AND {database.PLACE} >= %s AND {database.PLACE} < %s"
        parameters += [first.toordinal() << EDITION_BITS, last.toordinal() + 1 << EDITION_BITS]
    if below is not None:
        sql += f" AND {database.PLACE} < %s"
        parameters.append(below)
    return database.NEWEST.format(condition=sql, gate=gate), [number, *parameters, *of_gate]
