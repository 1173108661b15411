"""What a list can be narrowed to, and what it is narrowed to, in words."""

import datetime
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .counting import MOST_COUNTED, Number, Tally
from .directory import Thing, by_surname
from .filters import NAMES, Filters, forms_for
from .models import Form, Kind
from .reading import PAGES

MOST_OFFERED = 10  # of one filter, years apart: lists stay light pages


@dataclass(frozen=True)
class Choice:
    """One value of a filter. `count` is None where nobody counted to the end, "50+" for that or more."""

    value: str
    name: str
    chosen: bool
    count: str | None = None


@dataclass(frozen=True)
class Field:
    """One filter as a field of the form; `is_cut` where it leaves choices out."""

    name: str
    label: str
    choices: list[Choice]
    is_cut: bool = False


@dataclass(frozen=True)
class Chosen:
    """A filter that is set, in words."""

    filter: str
    label: str
    name: str


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


def offered(
    filters: Filters, known: list[Thing], fixed: tuple[str, ...] = ()
) -> dict[str, list[tuple[str, int]]]:
    """By filter that can be set beside those that are `fixed`: the choices to count, as value and id.

    Which years there are is for who counts to say; a month is offered only within a year.
    """
    found: dict[str, list[tuple[str, int]]] = {
        "year": [],
        "month": [(str(month), (filters.year or 0) * 100 + month) for month in MONTHS],
        "kind": [(kind.value, 0) for kind in Kind],
        "form": [(form.value, 0) for form in forms_for(filters.kind)],
    }
    found |= {name: [(thing.slug, thing.pk) for thing in known if thing.kind == name] for name in PAGES}
    if not filters.year:
        del found["month"]
    return {name: found[name] for name in NAMES if name in found and name not in fixed}


def fields(
    filters: Filters,
    tally: Tally,
    known: list[Thing],
    language: str,
    today: datetime.date,
    most_offered: int | None = None,
) -> list[Field]:
    """The fields of the form, with the choices that have a public item, and the one chosen if it has none.

    A thing that the public does not know is no choice. `most_offered` of a filter: by default MOST_OFFERED.
    """
    names, set_here = labels(), filters.values()
    made = []
    for name, numbers in tally.numbers.items():
        chosen = set_here.get(name)
        if chosen and (name not in PAGES or filters.things[name]):
            numbers = {chosen: Number(is_exact=False)} | numbers
        most = len(numbers) if name == "year" else most_offered or MOST_OFFERED
        kept = sorted(numbers, key=lambda value: (value != chosen, -numbers[value].least, value))[:most]
        called = _named(name, kept, known, language, today)
        rows = [
            Choice(value, called[value], value == chosen, _said(numbers[value]))
            for value in sorted(kept, key=lambda value: _order(name, value, called[value]))
        ]
        if rows:
            made.append(Field(name, names[name], rows, name in PAGES and len(kept) < len(numbers)))
    return made


def chosen(filters: Filters, known: list[Thing], language: str, today: datetime.date) -> list[Chosen]:
    """What is set. A thing that the public does not know is called as in the address."""
    names = labels()
    return [
        Chosen(name, names[name], _named(name, [value], known, language, today)[value])
        for name, value in filters.values().items()
    ]


def _named(name: str, values: list[str], known, language: str, today) -> dict[str, str]:
    if name == "month":
        return {value: str(capfirst(MONTHS[int(value)])) for value in values}
    if name in ("kind", "form"):
        labels = dict((Kind if name == "kind" else Form).choices)
        return {value: str(capfirst(labels[value])) for value in values}
    things = {thing.slug: thing for thing in known if thing.kind == name}
    return {value: things[value].named(language, today) if value in things else value for value in values}


def _order(name: str, value: str, called: str) -> tuple:
    """Years fall, months and kinds have their order, people stand by surname, other things by name."""
    if name == "year":
        return (-int(value),)
    if name == "month":
        return (int(value),)
    if name in ("kind", "form"):
        return ((Kind if name == "kind" else Form).values.index(value),)
    return by_surname(called) if name == "official" else (called.casefold(),)


def _said(number: Number) -> str | None:
    if number.is_exact:
        return str(number.least)
    return f"{MOST_COUNTED}+" if number.least >= MOST_COUNTED else None


def total(kind: str, number: Number) -> str:
    """The number of items of that kind, or of all kinds, as people say it; "" where nobody knows it."""
    count = number.least
    if not count:
        return ""
    counted = {
        Kind.SESSION.value: ngettext("%(count)s session", "%(count)s sessions", count),
        Kind.STATEMENT.value: ngettext("%(count)s statement", "%(count)s statements", count),
        Kind.DECISION.value: ngettext("%(count)s decision", "%(count)s decisions", count),
        Kind.RELEASE.value: ngettext("%(count)s news item", "%(count)s news items", count),
    }.get(kind, ngettext("%(count)s item", "%(count)s items", count))
    said = counted % {"count": number_format(count, force_grouping=count >= 1000)}
    return said if number.is_exact else _("More than %(items)s") % {"items": said}
