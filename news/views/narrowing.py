"""What every list does with the filters in its address: read them, say them, offer them, count under them.

Its first page is also where all choices of a filter are, under `?choose=`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings

from .. import choices, directory
from ..counting import Query, Tally, tally
from ..directory import Thing
from ..filters import Filters, listing, parse
from ..pages import Reader, feed_links
from ..reading import PAGES, Listing, with_query

NOTHING_FIXED = Filters()
NOT_LISTED = Listing([], "", is_first=True)

Words = Callable[[Filters, int], Query]


@dataclass(frozen=True)
class Narrowing:
    """`asked` are the filters of the address, `filters` those with what the list has `fixed`."""

    reader: Reader
    fixed: Filters
    asked: Filters
    filters: Filters
    known: list[Thing]

    def in_words(self, filters: Filters) -> list[choices.Chosen]:
        return choices.chosen(filters, self.known, self.reader.language, self.reader.today)

    @property
    def heading(self) -> str:
        """What is fixed, in words."""
        return ", ".join(one.name for one in self.in_words(self.fixed))

    def title(self, name: str, *, with_fixed: bool = False) -> str:
        """The list's name with the filters that are set."""
        filters = self.filters if with_fixed else self.asked
        return ", ".join([str(name), *(one.name for one in self.in_words(filters))])

    def feeds(self, name: str, address: str, parts: list, **more: str) -> list[dict]:
        """The list's feeds, for a page to name; those of everything where that is the only one that fits."""
        whole = address == "feed"
        query = (self.filters if whole else self.asked).query(**more)
        return feed_links(self.title(name, with_fixed=whole), address, parts, query)

    def count(self, words: Words | None = None, whole: str = "") -> tuple[Tally, list[choices.Field]]:
        """What is counted, and the fields of the form; in one query. Of a `whole` filter, all of it alone."""
        offered = choices.offered(self.filters, self.known, _not_offered(self.fixed))
        if whole:
            offered = {whole: offered[whole]}
        counted = tally(self.filters, offered, self.reader.language, self.reader.at, words)
        most = len(self.known) if whole else None
        return counted, choices.fields(
            self.filters, counted, self.known, self.reader.language, self.reader.today, most
        )


def narrowing(parameters, reader: Reader, fixed: Filters = NOTHING_FIXED, *, named: bool = True) -> Narrowing:
    """The filters of that address; `named` where the page calls things by name that it does not ask for.

    Raises Unreadable where a value can be none, or contradicts what is fixed.
    """
    named = named or bool(fixed.things) or any(parameters.get(name) for name in PAGES)
    known = directory.things(reader.at) if named else []
    asked, filters = parse(parameters, reader.at, known).within(fixed)
    return Narrowing(reader, fixed, asked, filters, known)


def page_of_list(request, reader: Reader, fixed: Filters = NOTHING_FIXED) -> tuple[Narrowing, dict]:
    """The list at this address, and what its page says. Its first page offers the filters and counts."""
    after = request.GET.get("after", "")
    asked = narrowing(request.GET, reader, fixed, named=not after)
    if choosing := all_choices(request, asked):
        return asked, choosing
    context = framed(request, asked) | {"listing": listing(asked.filters, reader.language, reader.at, after)}
    if after:
        return asked, context
    counted, fields = asked.count()
    return asked, context | {"fields": fields, "total": choices.total(asked.filters.kind, counted.total)}


def all_choices(request, asked: Narrowing, words: Words | None = None, **more: str) -> dict | None:
    """What a page says where it has all choices of one filter instead of items, each a link to the list.

    None where it is not asked for that, or has nothing to choose from.
    """
    name = request.GET.get("choose", "")
    if name not in PAGES or name in asked.fixed.values() or request.GET.get("after"):
        return None
    _counted, fields = asked.count(words, whole=name)
    if not fields:
        return None
    return framed(request, asked, choose=name, **more) | {
        "canonical": "",
        "listing": NOT_LISTED,
        "choosing": fields[0],
        "choices": [
            (one, with_query(request.path, replace(asked.asked, **{name: one.value}).query(**more)))
            for one in fields[0].choices
        ],
        "list_href": with_query(request.path, asked.asked.query(**more)),
    }


def framed(request, asked: Narrowing, **more: str) -> dict:
    """What a page says of its filters, and its one address: two at once are no page to be indexed."""
    path, query = request.path, asked.asked.query(**more)
    after = request.GET.get("after", "")
    page = asked.asked.query(**more, after=after)
    return asked.reader.frame(with_query(path, query)) | {
        "canonical": settings.SITE_URL + with_query(path, page) if len(asked.asked.values()) < 2 else "",
        "address": path,
        "query": query,
        "filters_href": with_query(path, query) if after else "",  # the first page offers them
        "chosen": [
            {
                "label": one.label,
                "name": one.name,
                "href": with_query(path, asked.asked.without(one.filter).query(**more)),
            }
            for one in asked.in_words(asked.asked)
        ],
    }


def _not_offered(fixed: Filters) -> tuple[str, ...]:
    return (*fixed.values(), *(("month",) if fixed.year else ()))
