from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from .. import heads
from ..colours import dimmed, ink_on, readable
from ..models import Office
from ..pages import emblem_of
from .public import cached, public, read_only, validated

PAPER, PAPER_AT_NIGHT = "#ffffff", "#22262b"  # the lightest and darkest grounds that carry the accent

PLAIN_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="{ground}" d="M0 0h16v16H0z"/>'
    '<path fill="{ink}" d="M3 3h10v3H3zm0 5h10v1H3zm0 2h10v1H3zm0 2h7v1H3z"/></svg>'
)


@read_only
def stylesheet(request):
    """The office's colour: as it is for grounds, with the ink to be read on it; made readable for words."""
    colour = Office.get().accent_colour
    by_day = _colours(colour, readable(colour, on=PAPER))
    by_night = _colours(dimmed(colour), readable(colour, on=PAPER_AT_NIGHT))
    css = f"{by_day}@media (prefers-color-scheme:dark){{{by_night}}}\n"
    return validated(request, cached(HttpResponse(css, content_type="text/css; charset=utf-8")))


def _colours(ground: str, accent: str) -> str:
    return f":root{{--office:{ground};--on-office:{ink_on(ground)};--accent:{accent}}}"


@read_only
def favicon(request):
    """Browsers ask for it by this name: the emblem, else a sheet in the office's colour."""
    office = Office.get()
    emblem = emblem_of(office)
    if emblem:
        return cached(HttpResponseRedirect(f"/photos/{emblem.name}"))
    svg = PLAIN_ICON.format(ground=office.accent_colour, ink=ink_on(office.accent_colour))
    return validated(request, cached(HttpResponse(svg, content_type="image/svg+xml")))


@read_only
def healthz(request):
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def about(request, reader):
    words = reader.words
    return "news/office/about.html", {
        "has_patterns": settings.DEMO,
        "described": heads.Head(_("About"), heads.in_short([*words.about.splitlines(), words.address], " ")),
    }
