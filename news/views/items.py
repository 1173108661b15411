import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from ..as_it_stands import present
from ..citing import bibtex
from ..factsheet import lines_of
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
    context = _shown(reader, section, day, slug)
    code = segno.make(context["cited"].address, error="m")
    svg = code.svg_inline(omitsize=True, border=2, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return "news/print.html", context | {
        "canonical": settings.SITE_URL + context["edition"].get_absolute_url(),
        "code": mark_safe(svg),
        "fact_lines": lines_of(
            present(context["edition"].facts, reader.at) | {"quotes": [], "photographs": []}
        ),
    }


@public
def cite(request, reader, section, day, slug):
    """For programs that keep literature."""
    said = _shown(reader, section, day, slug)["cited"]
    name = content_disposition_header(True, f"{said.slug}.bib")
    return HttpResponse(
        bibtex(said),
        content_type="application/x-bibtex; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def _shown(reader, section, day, slug) -> dict:
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    _template, context = item_page(edition, at=reader.at, office=reader.office)
    if context["cited"] is None:
        raise Http404
    return context
