"""Every list as a feed, filtered as the list is; each page of it has a feed's page."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..feeds import atom, feed, rss, whole
from ..filters import Filters, listing
from ..models import KIND_IN, Edition
from ..pages import SECTION_NAMES
from ..reading import Listing, with_query
from ..search import names
from ..search.finding import latest
from .narrowing import Narrowing, narrowing
from .public import public
from .search import title_of, words_of
from .topics import about

FORMATS = {"atom": atom, "rss": rss}


@public
def of_all(request, reader, format):
    asked = narrowing(request.GET, reader, named=False)
    list_href = reverse("search" if asked.asked else "home", args=[reader.language])
    return _of_list(request, format, asked, _("All items"), list_href)


@public
def of_section(request, reader, section, format):
    asked = narrowing(request.GET, reader, Filters(kind=KIND_IN[section].value), named=False)
    list_href = reverse("section", args=[reader.language, section])
    return _of_list(request, format, asked, SECTION_NAMES[section], list_href)


@public
def of_topic(request, reader, slug, format):
    asked = narrowing(request.GET, reader, about(slug, reader))
    list_href = reverse("topic", args=[reader.language, asked.fixed.topic])
    return _of_list(request, format, asked, asked.heading, list_href)


@public
def of_search(request, reader, format):
    """The newest that have the words; of what was withdrawn it says nothing, nor which words that had."""
    text, units = words_of(request)
    asked = narrowing(request.GET, reader)
    if not text:
        return _of_list(request, format, asked, _("All items"), reverse("search", args=[reader.language]))
    units = names.with_bearers(units, asked.known)
    newest = latest(units, language=reader.language, at=reader.at, filters=asked.filters)
    page = Listing(items=list(whole(newest)), next_after="", is_first=True)
    title = asked.title(title_of(text))
    list_href = reverse("search", args=[reader.language])
    return _answer(request, format, asked, page, title, list_href, Edition.objects.none(), q=text)


def _of_list(request, format, asked: Narrowing, name: str, list_href: str) -> HttpResponse:
    reader = asked.reader
    shown = asked.filters.apply(Edition.objects.once_live(reader.at).in_language(reader.language))
    page = listing(asked.filters, reader.language, reader.at, request.GET.get("after", ""), read=whole)
    return _answer(request, format, asked, page, asked.title(name), list_href, shown)


def _answer(request, format, asked, page, title, list_href, shown, **more: str) -> HttpResponse:
    """The page of that feed; `more` are parameters beside the filters that its list has in its address."""
    reader, query = asked.reader, partial(asked.asked.query, **more)
    made = feed(
        page,
        shown,
        reader,
        title=f"{reader.words.name}: {title}",
        list_href=with_query(list_href, query()),
        href=with_query(request.path, query(after="" if more else request.GET.get("after", ""))),
        next_href=with_query(request.path, query(after=page.next_after)) if page.next_after else "",
    )
    writer = FORMATS[format]
    response = HttpResponse(writer.written(made), content_type=f"{writer.CONTENT_TYPE}; charset=utf-8")
    if made.hub:
        response.headers["Link"] = f'<{made.hub}>; rel="hub", <{made.href}>; rel="self"'
    return response
