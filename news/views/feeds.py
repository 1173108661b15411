"""Every list as a feed, filtered as the list is; each page of it has a feed's page."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..feeds import atom, feed, rss, whole
from ..filters import parse
from ..models import KIND_IN, Edition
from ..pages import SECTION_NAMES
from ..reading import listing
from .public import public
from .topics import topic_at

FORMATS = {"atom": atom, "rss": rss}


@public
def of_all(request, reader, format):
    filters = parse(request.GET, reader.at)
    everything = filters.apply(Edition.objects.in_language(reader.language))
    home = reverse("home", args=[reader.language])
    return _answer(request, reader, format, everything, _("All news"), home, filters.values())


@public
def of_section(request, reader, section, format):
    filters = parse(request.GET, reader.at)
    editions = filters.apply(Edition.objects.in_language(reader.language).of_kind(KIND_IN[section]))
    href = reverse("section", args=[reader.language, section])
    return _answer(request, reader, format, editions, SECTION_NAMES[section], href, filters.values())


@public
def of_topic(request, reader, slug, format):
    topic, editions = topic_at(slug, reader)
    href = reverse("topic", args=[reader.language, topic.slug])
    return _answer(request, reader, format, editions, topic.named(reader.language), href, {})


def _answer(request, reader, format, editions, title, list_href, asked: dict[str, str]) -> HttpResponse:
    """The page of that feed; `asked` are the list's filters, by parameter."""

    def address(path: str, after: str) -> str:
        query = urlencode(asked | ({"after": after} if after else {}))
        return f"{path}?{query}" if query else path

    after, shown = request.GET.get("after", ""), editions.once_live(reader.at)
    # What is live became public before: said again, it leads SQLite to the index in the list's order.
    live = editions.live(reader.at).filter(first_live_from__lte=reader.at)
    page = listing(live, shown, after, read=whole)
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
