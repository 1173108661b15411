import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from ..citing import bibtex
from ..pages import edition_at, item_page
from ..reading import day_of
from .histories import as_on
from .public import public


@public
def item(request, reader, section, day, slug):
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    asked = day_of(request.GET, reader.today)
    if asked:
        return as_on(asked, edition, reader, section)
    return item_page(edition, at=reader.at, office=reader.office)


@public
def printed(request, reader, section, day, slug):
    """The whole item on paper, with the address of this very edition in letters and as a code."""
    template, context = _shown(reader, section, day, slug)
    code = segno.make(context["cited"].address, error="m")
    svg = code.svg_inline(omitsize=True, border=2, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return template, context | {
        "layout": "news/print.html",
        "canonical": settings.SITE_URL + context["edition"].get_absolute_url(),
        "code": mark_safe(svg),
    }


@public
def cite(request, reader, section, day, slug):
    """For programs that keep literature."""
    said = _shown(reader, section, day, slug)[1]["cited"]
    name = content_disposition_header(True, f"{said.slug}.bib")
    return HttpResponse(
        bibtex(said),
        content_type="application/x-bibtex; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def _shown(reader, section, day, slug) -> tuple[str, dict]:
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    template, context = item_page(edition, at=reader.at, office=reader.office)
    if context["cited"] is None:
        raise Http404
    return template, context
