from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ..colours import dimmed, ink_on, readable
from ..models import Office
from .public import cached, public, validated

PAPER, PAPER_AT_NIGHT = "#ffffff", "#22262b"  # the lightest and darkest grounds that carry the accent


@require_safe
def stylesheet(request):
    """The office's colour: for grounds as it is, with the ink that can be read on it; for words made readable."""
    colour = Office.get().accent_colour
    by_day = _colours(colour, readable(colour, on=PAPER))
    by_night = _colours(dimmed(colour), readable(colour, on=PAPER_AT_NIGHT))
    css = f"{by_day}@media (prefers-color-scheme:dark){{{by_night}}}\n"
    return validated(request, cached(HttpResponse(css, content_type="text/css; charset=utf-8")))


def _colours(ground: str, accent: str) -> str:
    return f":root{{--office:{ground};--on-office:{ink_on(ground)};--accent:{accent}}}"


@require_safe
def healthz(request):
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def about(request, reader):
    return "news/office/about.html", {}
