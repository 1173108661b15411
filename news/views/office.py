from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ..colours import readable
from ..models import Office
from .public import cached, public, validated

PAPER, PAPER_AT_NIGHT = "#ffffff", "#22262b"  # the lightest and darkest grounds that carry the accent


@require_safe
def stylesheet(request):
    """The office's accent colour, made readable on the site's light and dark grounds."""
    accent = Office.get().accent_colour
    css = (
        f":root{{--accent:{readable(accent, on=PAPER)}}}"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{readable(accent, on=PAPER_AT_NIGHT)}}}}}\n"
    )
    return validated(request, cached(HttpResponse(css, content_type="text/css; charset=utf-8")))


@require_safe
def healthz(request):
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def about(request, reader):
    return "news/office/about.html", {}
