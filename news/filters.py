"""What a list is asked for in its address: `?year= month= body= topic= official= state= form= kind=`.

A filter reads frozen facts only: the columns of `Edition` and its facets. It knows no request.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlencode

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _

from .directory import Thing
from .models import FORMS, Edition, EditionFacet, Form, Kind
from .reading import PAGE_SIZE, PAGES, SLUG, Listing, Unreadable, last_shown, older, page_of, teasers, year_of

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
        gone = DATES if name == "year" else (name,)
        things = {kept: pk for kept, pk in self.things.items() if kept not in gone}
        return replace(self, things=things, **{name: None if name in DATES else "" for name in gone})

    def within(self, fixed: "Filters") -> tuple["Filters", "Filters"]:
        """What is asked beside what a list has `fixed`, and both; raises Unreadable where they contradict."""
        given, own = self.values(), fixed.values()
        contradicts = any(own[name] != value for name, value in given.items() if name in own)
        if contradicts or (fixed.year and not fixed.month and self.month):
            raise Unreadable(
                _(
                    "This list has only what its heading says. For anything else go to another list, or"
                    " search."
                )
            )
        values = {name: getattr(fixed, name) for name in own}
        both = replace(self, things=self.things | fixed.things, **values)
        things = {name: pk for name, pk in self.things.items() if name not in own}
        gone = {name: None if name in DATES else "" for name in own}
        return replace(self, things=things, **gone), both

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

    @property
    def facets(self) -> list[tuple[str, int | None]]:
        """What it must carry, the rarest guess first."""
        carried = dict(self.things)
        if self.year:
            carried |= {"month": self.year * 100 + self.month} if self.month else {"year": self.year}
        return sorted(carried.items(), key=lambda facet: RAREST_FIRST.index(facet[0]))

    def apply(self, editions):
        """Those of the editions that have everything asked for."""
        if self.days:
            editions = editions.filter(date__range=self.days)
        if self.kind and not (self.form and self.form in FORMS[Kind(self.kind)]):  # which says the kind too
            editions = editions.of_kind(self.kind)
        if self.form:
            editions = editions.filter(form=self.form)
        for facet, thing in self.things.items():
            carried = EditionFacet.objects.filter(facet=facet, thing=thing, edition=OuterRef("pk"))
            editions = editions.none() if thing is None else editions.filter(Exists(carried))
        return editions


NAMES = [one.name for one in fields(Filters) if one.name != "things"]
DATES = ("year", "month")
RAREST_FIRST = ("month", "official", "year", "topic", "state", "body")


def parse(
    parameters: Mapping[str, str], at: datetime.datetime, known: Iterable[Thing] | None = None
) -> Filters:
    """The filters of an address at that moment (aware): one query where things are named, none otherwise.

    `known` is the directory of that moment, where it is at hand: then there is no query. Of a repeated
    parameter the last counts; parameters of other names are nobody's business here. Raises Unreadable with
    a sentence where a value can be none. What is hidden is not told apart from what is not.
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
    return replace(filters, things=_things({name: slug for name, slug in named.items() if slug}, at, known))


def newest(filters: Filters, language: str, at: datetime.datetime, before: Edition | None = None):
    """The live editions in that language that the filters let through, as lists have them: newest first.

    `before` is the last one of the page before. At most PAGE_SIZE + 1.
    """
    page = matching(filters, language, at, before)[: PAGE_SIZE + 1]
    return Edition.objects.filter(pk__in=page).latest_first()


def matching(filters: Filters, language: str, at: datetime.datetime, before: Edition | None = None):
    """The ids of those editions, all of them, in that order, which an index has them in: take the first."""
    if not filters.facets:
        editions = filters.apply(Edition.objects.live(at).in_language(language))
        return (older(editions, before) if before else editions.latest_first()).values("pk")
    rows = carriers(filters, language, at)
    if before:
        moment = before.first_live_from
        rows = rows.filter(first_live_from__lte=moment)
        rows = rows.filter(Q(first_live_from__lt=moment) | Q(edition__lt=before.pk))
    return rows.order_by("-first_live_from", "-edition").values("edition")


def carriers(filters: Filters, language: str, at: datetime.datetime, lead: tuple | None = None):
    """The facet rows of `lead`, by default the rarest filter, of live editions that have the others too."""
    facets = filters.facets
    lead, others = (lead, facets) if lead else (facets[0], facets[1:])
    rows = EditionFacet.objects.live(at).filter(facet=lead[0], thing=lead[1], language=language)
    for facet, thing in others:
        # In the order of both, too: then two long lists are read side by side, not one for each of the other.
        same = {name: OuterRef(name) for name in ("language", "first_live_from", "edition")}
        rows = rows.filter(Exists(EditionFacet.objects.filter(facet=facet, thing=thing, **same)))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.form:
        rows = rows.filter(edition__form=filters.form)
    return rows


def listing(filters: Filters, language: str, at: datetime.datetime, after: str = "", read=teasers) -> Listing:
    """The page of the list that follows the item with the slug `after`; `read` says what is read of each.

    Raises Http404 where no such item was ever public in this list: it is not told apart from a hidden one.
    """
    before = None
    if after:
        # Of the kind alone: whether it carried the rest would tell the facts of what was withdrawn.
        shown = Filters(kind=filters.kind).apply(Edition.objects.once_live(at).in_language(language))
        before = last_shown(shown, after)
    return page_of(list(read(newest(filters, language, at, before))), is_first=not after)


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


def _things(slugs: dict[str, str], at, known) -> dict[str, int | None]:
    if known is not None:
        ids = {(thing.kind, thing.slug): thing.pk for thing in known}
        return {name: ids.get((name, slug)) for name, slug in slugs.items()}
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
