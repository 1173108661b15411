"""What a list can be narrowed to, and how many public items there are of each: counted up to a limit."""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .directory import Thing
from .filters import NAMES, RAREST_FIRST, Filters, carriers, forms_for, matching
from .models import Edition, Kind

MOST_COUNTED = 50
MOST_LOOKED_AT = 300
YEARS_BACK = 40


@dataclass(frozen=True)
class Choice:
    """One value of a filter. `count` is None where it was not counted, and MOST_COUNTED for that or more."""

    value: str
    name: str
    chosen: bool
    count: int | None = None

    @property
    def is_many(self) -> bool:
        return self.count == MOST_COUNTED


@dataclass(frozen=True)
class Field:
    """One filter as a field of the form, with what is chosen in it and the address without that."""

    name: str
    label: str
    choices: list[Choice]
    chosen: Choice | None


def labels() -> dict[str, str]:
    return {
        "year": _("Year"),
        "month": _("Month"),
        "kind": _("Kind"),
        "form": _("Form"),
        "topic": _("Topic"),
        "body": pgettext("filter of a list", "Body"),
        "official": _("Official"),
        "state": _("State"),
    }


def fields(
    filters: Filters,
    known: list[Thing],
    language: str,
    at: datetime.datetime,
    today: datetime.date,
    fixed: tuple[str, ...] = (),
    counted: bool = True,
) -> list[Field]:
    """The filters that can be set beside those that are `fixed`; where `counted`, in one query.

    A choice without a single public item is left out, unless it is the one chosen. Officials are chosen by
    the links of their pages, so theirs is offered only to be taken off; a month only within a year.
    """
    offered = {
        "year": [(str(year), str(year), year) for year in range(today.year + 1, today.year - YEARS_BACK, -1)],
        "month": [
            (str(month), capfirst(name), (filters.year or 0) * 100 + month) for month, name in MONTHS.items()
        ],
        "kind": [(kind.value, capfirst(kind.label), 0) for kind in Kind],
        "form": [(form.value, capfirst(form.label), 0) for form in forms_for(filters.kind)],
    }
    for name in ("topic", "body", "official", "state"):
        things = [
            (thing.slug, thing.named(language, today), thing.pk) for thing in known if thing.kind == name
        ]
        if name == "official":
            things = [row for row in things if row[0] == filters.official]
        offered[name] = sorted(things, key=lambda row: row[1].casefold())
    if filters.year and all(row[2] != filters.year for row in offered["year"]):
        offered["year"].append((str(filters.year), str(filters.year), filters.year))
    if not filters.year:
        del offered["month"]
    offered = {name: rows for name, rows in offered.items() if name not in fixed and rows}
    counts = _counts(filters, offered, language, at) if counted else _Counts({}, complete=False)
    names, set_here = labels(), filters.values()
    made = []
    for name in (name for name in NAMES if name in offered):
        rows = [
            Choice(value, label, value == set_here.get(name), counts.of(name, value, thing))
            for value, label, thing in offered[name]
        ]
        rows = [row for row in rows if row.chosen or row.count != 0]
        if rows:
            made.append(Field(name, names[name], rows, next((row for row in rows if row.chosen), None)))
    return made


@dataclass(frozen=True)
class _Counts:
    """Items by filter and value. Unless `complete`, what is not among them was not counted to the end."""

    found: dict[tuple[str, str], int]
    complete: bool
    uncounted: frozenset[str] = frozenset()

    def of(self, name: str, value: str, thing: int) -> int | None:
        if name in self.uncounted:
            return None
        count = self.found.get((name, value if name in ("kind", "form") else str(thing)), 0)
        return min(count, MOST_COUNTED) if self.complete or count >= MOST_COUNTED else None


def _counts(filters: Filters, offered: dict[str, list], language: str, at) -> _Counts:
    """In one query: each choice by itself, or what the newest items carry that other filters let through."""
    if filters.facets or filters.form:
        return _counts_within(filters, language, at)
    parts, parameters = [], []
    for name, rows in offered.items():
        listed = ", ".join(["(%s, %s)"] * len(rows))
        counted, values = _countable(filters, name, language, at)[:MOST_COUNTED].query.sql_with_params()
        parts.append(
            f"SELECT %s, choice.value, (SELECT count(*) FROM ({counted}) AS counted)"
            f" FROM (SELECT '' AS value, 0 AS thing UNION ALL VALUES {listed}) AS choice"
        )
        of_own = name in ("kind", "form")
        parameters += [name, *values]
        parameters += [
            part for value, _label, thing in rows for part in (value if of_own else str(thing), thing)
        ]
    return _Counts(_rows(" UNION ALL ".join(parts), parameters) if parts else {}, complete=True)


def _counts_within(filters: Filters, language: str, at) -> _Counts:
    """What the newest items carry that the filters let through; of what is set nothing is counted."""
    met, values = matching(filters, language, at)[:MOST_LOOKED_AT].query.sql_with_params()
    carried = [name for name in RAREST_FIRST if name != "official"]
    sql = f"""
        WITH met (id) AS ({met})
        SELECT facet, CAST(thing AS varchar), count(*)
            FROM met CROSS JOIN news_editionfacet AS carried
            WHERE carried.edition_id = met.id AND facet IN ({", ".join(["%s"] * len(carried))})
            GROUP BY facet, thing
        UNION ALL SELECT 'form', form, count(*)
            FROM met CROSS JOIN news_edition AS edition WHERE edition.id = met.id GROUP BY form
        UNION ALL SELECT 'kind', kind, count(*)
            FROM met CROSS JOIN news_edition AS edition WHERE edition.id = met.id GROUP BY kind
        UNION ALL SELECT 'all', '', count(*) FROM met
    """
    found = _rows(sql, [*values, *carried])
    return _Counts(
        found, found["all", ""] < MOST_LOOKED_AT, uncounted=frozenset(filters.values()) | {"official"}
    )


def _rows(sql: str, parameters: list) -> dict[tuple[str, str], int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {(name, value): count for name, value, count in cursor.fetchall()}


def _countable(filters: Filters, name: str, language: str, at):
    """What is counted for one choice, of which SQL says `choice.value` and `choice.thing`."""
    if name in ("kind", "form"):
        editions = filters.apply(Edition.objects.live(at).in_language(language))
        return editions.filter(**{name: RawSQL("choice.value", [])}).order_by().values("pk")
    return carriers(filters, language, at, (name, RawSQL("choice.thing", []))).order_by().values("pk")
