"""What a list is asked for in its address: `?year= month= body= topic= official= state= form= kind=`.

A filter reads frozen facts only: the columns of `Edition` and its facets. It knows no request.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlencode

from django.db.models import CharField, Exists, OuterRef, Value
from django.utils.translation import gettext as _

from .models import FORMS, EditionFacet, Form, Kind
from .reading import PAGES, SLUG, Unreadable, year_of

MONTH = re.compile(r"0?[1-9]\Z|1[0-2]\Z")


@dataclass(frozen=True)
class Filters:
    """The filters that are set. Things are named by the last part of their page's address.

    `things` are their ids by parameter, and None for what the public does not know.
    """

    year: int | None = None
    month: int | None = None
    kind: str = ""
    form: str = ""
    body: str = ""
    topic: str = ""
    official: str = ""
    state: str = ""
    things: dict[str, int | None] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return any(self.values().values())

    def values(self) -> dict[str, str]:
        """What is set, by parameter, in the one order in which addresses have it."""
        set_here = {name: getattr(self, name) for name in NAMES}
        return {name: str(value) for name, value in set_here.items() if value}

    def query(self, **more: str) -> str:
        """The address's part after the question mark, with `more` parameters; "" where nothing is set."""
        return urlencode(self.values() | {name: value for name, value in more.items() if value})

    def without(self, name: str) -> "Filters":
        """The same without that filter. A month does not stand without its year."""
        return replace(
            self, **{name: "" if name not in DATES else None} | ({"month": None} if name == "year" else {})
        )

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The first day of the year or month, and the last."""
        if not self.year:
            return None
        first = datetime.date(self.year, self.month or 1, 1)
        year, month = divmod(self.year * 12 + (self.month or 12), 12)
        if year > datetime.MAXYEAR:
            return first, datetime.date.max
        return first, datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)

    def apply(self, editions):
        """Those of the editions that have everything asked for."""
        if self.days:
            editions = editions.filter(date__range=self.days)
        if self.kind:
            editions = editions.of_kind(self.kind)
        if self.form:
            editions = editions.filter(form=self.form)
        for facet, thing in self.things.items():
            carried = EditionFacet.objects.filter(facet=facet, thing=thing, edition=OuterRef("pk"))
            editions = editions.none() if thing is None else editions.filter(Exists(carried))
        return editions


NAMES = [one.name for one in fields(Filters) if one.name != "things"]
DATES = ("year", "month")


def parse(parameters: Mapping[str, str], at: datetime.datetime) -> Filters:
    """The filters of an address at that moment (aware): one query where things are named, none otherwise.

    Of a repeated parameter the last counts; parameters of other names are nobody's business here. Raises
    Unreadable with a sentence where a value can be none. What is hidden is not told apart from what is not.
    """
    named = {name: parameters.get(name, "").strip() for name in PAGES}
    filters = Filters(
        year=year_of(parameters),
        month=_month(parameters),
        kind=_choice(
            parameters, "kind", Kind.values, _("There is no such kind of item. Choose one of the list.")
        ),
        form=_choice(parameters, "form", Form.values, _("There is no such form. Choose one of the list.")),
        **{name: _slug(slug) for name, slug in named.items()},
    )
    if filters.month and not filters.year:
        raise Unreadable(_("Say the year too: a month alone could be of any year."))
    return replace(filters, things=_things({name: slug for name, slug in named.items() if slug}, at))


def forms_for(kind: str) -> list[Form]:
    """The forms that a list of that kind, or of all kinds, can be filtered by."""
    return FORMS[Kind(kind)] if kind else list(Form)


def _month(parameters) -> int | None:
    text = parameters.get("month", "").strip()
    if not text:
        return None
    if not MONTH.match(text):
        raise Unreadable(_("Write the month as a number from 1 to 12."))
    return int(text)


def _choice(parameters, name: str, choices: list[str], sentence: str) -> str:
    text = parameters.get(name, "").strip()
    if text and text not in choices:
        raise Unreadable(sentence)
    return text


def _slug(text: str) -> str:
    if text and not SLUG.match(text):
        raise Unreadable(_("This address names something that the site does not know. Choose from the list."))
    return text


def _things(slugs: dict[str, str], at) -> dict[str, int | None]:
    parts = [
        PAGES[name]
        .objects.live(at)
        .filter(slug=slug)
        .order_by()
        .annotate(name_of=Value(name, CharField()))
        .values_list("name_of", "pk")
        for name, slug in slugs.items()
    ]
    found = dict(parts[0].union(*parts[1:], all=True).order_by()) if parts else {}
    return {name: found.get(name) for name in slugs}
