"""oEmbed: for an address of ours, what another page may show of it."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _

from .. import embeds
from ..door import BRIEFLY
from ..models import Office
from ..pages import Moved, edition_at
from ..reading import Unreadable
from .public import cached, public, read_only

LONGEST = 2_000
QUOTE = re.compile(r"quote-([1-9][0-9]{0,3})\Z")
PIXELS = re.compile(r"[1-9][0-9]{0,5}\Z")


@read_only
def oembed(request):
    """A quotation by its item's address, with `#quote-2` the second; a photograph by that of its page."""
    if request.GET.get("format", "json") != "json":
        return _as_json_only()
    address = request.GET.get("url", "")
    if len(address) > LONGEST or not address.startswith(f"{settings.SITE_URL}/"):
        raise Http404
    parts = urlsplit(address)
    match = resolve(unquote(parts.path))
    quote = QUOTE.match(parts.fragment)
    if match.url_name == "item":
        return _quotation(request, number=int(quote[1]) if quote else 1, **match.kwargs)
    if match.url_name == "gallery_photo":
        return _photograph(request, **match.kwargs)
    raise Http404


def _as_json_only() -> HttpResponse:
    """501, as oEmbed has it for a format that a provider does not speak."""
    with translation.override(Office.get().language_codes[0]):
        sentence = _("This address answers in JSON only: leave out the format, or write format=json.")
    answer = HttpResponse(f"{sentence}\n", status=501, content_type="text/plain; charset=utf-8")
    return cached(answer, BRIEFLY)


@public
def _quotation(request, reader, section, day, slug, number):
    edition = _edition(reader, section, day, slug)
    return _answer(embeds.quotation(edition, number, _room(request), reader.words))


@public
def _photograph(request, reader, section, day, slug, which):
    edition = _edition(reader, section, day, slug)
    return _answer(embeds.photograph(edition, which, _room(request), reader.words))


def _edition(reader, section, day, slug):
    try:
        return edition_at(reader.language, section, day, slug, at=reader.at)
    except Moved as moved:
        return moved.edition


def _answer(found: dict | None) -> JsonResponse:
    """For any page: it carries no cookie and nothing that is not public."""
    if found is None:
        raise Http404
    headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return JsonResponse(found, headers=headers, json_dumps_params={"ensure_ascii": False})


def _room(request) -> embeds.Room:
    return embeds.Room(_pixels(request.GET, "maxwidth"), _pixels(request.GET, "maxheight"))


def _pixels(parameters, name: str) -> int | None:
    text = parameters.get(name, "").strip()
    if not text:
        return None
    if not PIXELS.match(text):
        raise Unreadable(_("Write %(name)s as a number of pixels, such as 640.") % {"name": name})
    return int(text)
