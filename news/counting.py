"""How many public items a list has, and each choice of its filters: in one query, counted up to a limit.

A filter's choices are counted under the other filters. Where others are set, what the newest items carry that
they let through is looked at; where none is, each choice is counted by itself in the index of lists. No count
grows with the table: where a number is large, only that it is large is said.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL

from .filters import Filters, carriers, matching
from .models import Edition, Facet
from .prepared import Query, prepared

MOST_COUNTED = 50  # of one choice by itself
MOST_LOOKED_AT = 300  # for what they carry
ENOUGH_LOOKED_AT = 60  # of more than can be counted, for which choices are the commonest
MOST_WALKED = 500  # for the total
OF_EDITION = ("kind", "form")  # the other filters are facets
ALL = ""  # the question with all filters; each one's own is the question without it

# Each step leads to the next smaller year of the index: it costs as many steps as there are years.
YEARS = f"""years (thing) AS (
    SELECT max(thing) FROM news_editionfacet WHERE facet = '{Facet.YEAR}'
    UNION ALL
    SELECT (SELECT max(thing) FROM news_editionfacet WHERE facet = '{Facet.YEAR}' AND thing < years.thing)
    FROM years WHERE years.thing IS NOT NULL
)"""


class Number(NamedTuple):
    """Of items: exact, or `least` of them were met and there may be more."""

    least: int = 0
    is_exact: bool = True


@dataclass(frozen=True)
class Tally:
    """`numbers` are by filter and value: what is not among them has no item. `found`: what `words` found."""

    total: Number
    numbers: dict[str, dict[str, Number]]
    found: list[tuple[int, int]] = field(default_factory=list)


def tally(
    filters: Filters,
    offered: dict[str, list[tuple[str, int]]],
    language: str,
    at: datetime.datetime,
    words: Callable[[Filters, int], Query] | None = None,
) -> Tally:
    """The total under the filters at that moment (aware), and a number for each choice of those `offered`.

    A choice is its value in the address and the id of its thing; which years there are is found here. Where
    words are searched for, `words(filters, most)` is SQL for tier, place and edition of what has them.
    """
    own = [name for name in filters.values() if name in offered]
    statement = _Statement(filters.month, language, at, words)
    for asked in (ALL, *own):
        question = filters.without(asked) if asked else filters
        choices = {
            name: offered[name] for name in ([asked] if asked else offered) if asked or name not in own
        }
        if words or question.facets or question.form:
            statement.walk(asked, question)
            statement.look(asked, question, choices)
        else:
            if asked == ALL:
                statement.walk(asked, question)
            statement.count_each(asked, question.kind, choices, MOST_COUNTED)
    rows = statement.rows()
    return Tally(
        _total(rows, statement.most_walked),
        {
            name: statement.numbers(rows, name if name in own else ALL, name, choices)
            for name, choices in offered.items()
        },
        [(int(tier), place) for tier, place in rows[ALL, "found"]],
    )


class _Statement:
    """One statement of many parts. Its rows are (question, what, value, number)."""

    def __init__(self, month: int | None, language: str, at: datetime.datetime, words):
        self.month, self.language, self.at, self.words = month, language, at, words
        self.most_walked = MOST_LOOKED_AT if words else MOST_WALKED
        self.tables: list[Query] = [(YEARS, [])]
        self.parts: list[Query] = []
        self.walks: dict[str, Query] = {}
        self.looked: set[str] = set()

    def walk(self, asked: str, question: Filters):
        """The newest items of the rarest filter, and which of them the others let through."""
        walked, met = f"walked_{asked}", f"met_{asked}"
        if self.words:
            self._table(f"found_{asked} (tier, place, id)", self.words(question, self.most_walked + 1))
            newest = (f"SELECT id FROM found_{asked}", [])
        else:
            newest = _sql(self._newest(question)[: self.most_walked + 1])
        same = next((name for name, query in self.walks.items() if query == newest), None)
        self.walks[walked] = newest
        self._table(f"{walked} (id)", (f"SELECT id FROM {same}", []) if same else newest)
        if self.words or len(question.facets) + bool(question.form) < 2:
            self._table(f"{met} (id)", (f"SELECT id FROM {walked}", []))
        else:
            one = Edition.objects.filter(pk=RawSQL(f"{walked}.id", []))
            sql, parameters = _sql(question.apply(one).order_by().values("pk"))
            self._table(f"{met} (id)", (f"SELECT id FROM {walked} WHERE EXISTS ({sql})", parameters))
        for what in ("walked", "met"):
            self._part(f"SELECT %s, %s, '', count(*) FROM {what}_{asked}", [asked, what])
        if self.words and asked == ALL:
            self._part(f"SELECT %s, 'found', CAST(tier AS varchar), place FROM found_{asked}", [asked])

    def _newest(self, question: Filters):
        if not question.facets:
            return matching(question, self.language, self.at)
        lead = carriers(Filters(kind=question.kind), self.language, self.at, question.facets[0])
        return lead.order_by("-first_live_from", "-edition").values("edition")

    def look(self, asked: str, question: Filters, choices: dict[str, list]):
        """What those items carry; and, where not all were looked at, which choices have an item at all."""
        self.looked.add(asked)
        looked = f"looked_{asked}"
        cut = (
            f"(SELECT count(*) FROM walked_{asked}) > {self.most_walked}"
            f" OR (SELECT count(*) FROM met_{asked}) > {MOST_LOOKED_AT}"
        )
        most = f"(SELECT CASE WHEN {cut} THEN {ENOUGH_LOOKED_AT} ELSE {MOST_LOOKED_AT} END)"
        self._table(f"{looked} (id)", (f"SELECT id FROM met_{asked} LIMIT {most}", []))
        for name in OF_EDITION:
            if name in choices:
                self._part(
                    f"SELECT %s, %s, {name}, count(*) FROM {looked} CROSS JOIN news_edition AS edition"
                    f" WHERE edition.id = {looked}.id GROUP BY {name}",
                    [asked, name],
                )
        facets = [name for name in choices if name not in OF_EDITION]
        if "year" in facets and self.month:
            facets.append("month")
        if facets:
            # As an expression: SQLite would read all rows of a single facet by an index.
            self._table(
                f"carried_{asked} (facet, thing, items)",
                (
                    f"SELECT facet, thing, count(*) FROM {looked} CROSS JOIN news_editionfacet AS carried"
                    f" WHERE carried.edition_id = {looked}.id"
                    f" AND facet || '' IN ({', '.join(['%s'] * len(facets))})"
                    " GROUP BY facet, thing",
                    facets,
                ),
            )
            self._part(f"SELECT %s, facet, CAST(thing AS varchar), items FROM carried_{asked}", [asked])
        self.count_each("some", question.kind, choices, 1, only_if=cut, besides=asked)

    def count_each(self, asked: str, kind: str, choices, most: int, only_if="", besides: str | None = None):
        """Each choice by itself, under no filter but a kind or a month; `besides` what others carry."""
        for name, rows in choices.items():
            if name == "year":
                of_year = f"thing * 100 + {self.month}" if self.month else "thing"
                listed = f"SELECT CAST(thing AS varchar) AS value, {of_year} AS thing FROM years"
                parameters = []
            elif rows:
                listed = (
                    f"SELECT '' AS value, 0 AS thing UNION ALL VALUES {', '.join(['(%s, %s)'] * len(rows))}"
                )
                parameters = [part for row in rows for part in row]
            else:
                continue
            facet = "month" if name == "year" and self.month else name
            counted, values = _carrying(self.at, facet, kind, self.language, most)
            conditions = [f"({only_if})"] if only_if else []
            if besides is not None and name not in OF_EDITION:
                met = f"SELECT 1 FROM carried_{besides} WHERE facet = %s AND thing = choice.thing"
                conditions.append(f"NOT EXISTS ({met})")
                parameters.append(facet)
            self._part(
                f"SELECT %s, %s, choice.value, (SELECT count(*) FROM ({counted}) AS counted)"
                f" FROM ({listed}) AS choice WHERE {' AND '.join(conditions) or '1 = 1'}",
                [asked, name, *values, *parameters],
            )

    def _table(self, name: str, query: Query):
        sql, parameters = query
        self.tables.append((f"{name} AS MATERIALIZED ({sql})", parameters))

    def _part(self, sql: str, parameters: list):
        self.parts.append((sql, parameters))

    def rows(self) -> dict[tuple[str, str], list[tuple[str, int]]]:
        sql = f"WITH RECURSIVE {', '.join(sql for sql, _values in self.tables)} "
        sql += " UNION ALL ".join(sql for sql, _values in self.parts)
        found = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for _sql, values in (*self.tables, *self.parts) for value in values])
            for asked, what, value, number in cursor.fetchall():
                found[asked, what].append((value, number))
        return found

    def numbers(self, rows, asked: str, name: str, choices) -> dict[str, Number]:
        """For the choices of one filter, by value."""
        if asked not in self.looked:
            return {value: Number(count, count < MOST_COUNTED) for value, count in rows[asked, name] if count}
        if name == "year" and self.month:
            months = [(int(thing), count) for thing, count in rows[asked, "month"]]
            met = {str(thing // 100): count for thing, count in months if thing % 100 == self.month}
        else:
            values = {value if name in OF_EDITION else str(thing): value for value, thing in choices}
            met = {
                values.get(thing, thing): count
                for thing, count in rows[asked, name]
                if thing in values or name == "year"
            }
        ((_value, walked),), ((_value, all_met),) = rows[asked, "walked"], rows[asked, "met"]
        if walked <= self.most_walked and all_met <= MOST_LOOKED_AT:
            return {value: Number(count) for value, count in met.items()}
        some = {value: 0 for value, count in rows["some", name] if count}
        return {value: Number(count, is_exact=False) for value, count in (some | met).items()}


@prepared
def _carrying(at: datetime.datetime, name: str, kind: str, language: str, most: int):
    """What is counted for one choice, of which SQL says `choice.value` and `choice.thing`."""
    if name in OF_EDITION:  # a form says its kind too
        editions = Edition.objects.live(at).in_language(language)
        # In the order of an index: else PostgreSQL reads all editions to find that there is none.
        return editions.filter(**{name: RawSQL("choice.value", [])}).latest_first().values("pk")[:most]
    rows = carriers(Filters(kind=kind), language, at, (name, RawSQL("choice.thing", [])))
    return rows.order_by().values("pk")[:most]


def _sql(queryset) -> Query:
    try:
        sql, parameters = queryset.query.sql_with_params()
    except EmptyResultSet:  # under a filter that names nothing known
        return "SELECT 0 WHERE 1 = 0", []
    return sql, list(parameters)


def _total(rows, most_walked: int) -> Number:
    """Where it is not exact: more than that, rounded down to ten."""
    ((_value, walked),), ((_value, met),) = rows[ALL, "walked"], rows[ALL, "met"]
    return Number(met) if walked <= most_walked else Number(max(met - 1, 0) // 10 * 10, is_exact=False)
