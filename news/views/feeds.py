"""Every list as a feed, filtered as the list is; each page of it has a feed's page."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..feeds import atom, feed, rss, whole
from ..filters import listing, parse
from ..models import KIND_IN, Edition
from ..pages import SECTION_NAMES
from ..reading import with_query
from .public import public
from .topics import topic_at

FORMATS = {"atom": atom, "rss": rss}


@public
def of_all(request, reader, format):
    filters = parse(request.GET, reader.at)
    home = reverse("home", args=[reader.language])
    return _answer(request, reader, format, filters, _("All news"), home, filters.values())


@public
def of_section(request, reader, section, format):
    asked = replace(parse(request.GET, reader.at), kind="")
    filters = replace(asked, kind=KIND_IN[section].value)
    href = reverse("section", args=[reader.language, section])
    return _answer(request, reader, format, filters, SECTION_NAMES[section], href, asked.values())


@public
def of_topic(request, reader, slug, format):
    topic, filters = topic_at(slug, reader)
    href = reverse("topic", args=[reader.language, topic.slug])
    return _answer(request, reader, format, filters, topic.named(reader.language), href, {})


def _answer(request, reader, format, filters, title, list_href, asked: dict[str, str]) -> HttpResponse:
    """The page of that feed; `asked` are the filters that its list has in its address, by parameter."""

    def address(path: str, after: str) -> str:
        return with_query(path, urlencode(asked | ({"after": after} if after else {})))

    after = request.GET.get("after", "")
    shown = filters.apply(Edition.objects.once_live(reader.at).in_language(reader.language))
    page = listing(filters, reader.language, reader.at, after, read=whole)
    made = feed(
        page,
        shown,
        reader,
        title=f"{reader.words.name}: {title}",
        list_href=address(list_href, ""),
        href=address(request.path, after),
        next_href=address(request.path, page.next_after) if page.next_after else "",
    )
    writer = FORMATS[format]
    response = HttpResponse(writer.written(made), content_type=f"{writer.CONTENT_TYPE}; charset=utf-8")
    if made.hub:
        response.headers["Link"] = f'<{made.hub}>; rel="hub", <{made.href}>; rel="self"'
    return response
