"""The draft as the public will see it: the public page's own template, for staff only."""

import copy
import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation

from .. import freezing, pages
from ..blockers import blockers
from ..models import Status
from . import moves
from .base import office_of
from .words import latest_editions

# No canonical address: the page says noindex then.
DESK_DOORS = {"photo_door": "/desk/photos/", "file_door": "/desk/files/", "canonical": ""}


def preview(request, page, key: int, language: str):
    """The newest edition in that language with the facts as they stand now. Nothing of it is saved."""
    item = get_object_or_404(page.model, pk=key)
    if not page.has_view_permission(request, item):
        raise PermissionDenied
    edition = latest_editions(item).get(language)
    if edition is None:
        raise Http404
    shown, office = as_it_would_be(edition), office_of(request)
    band = {
        "edition": edition,
        "state": edition.state(),
        "back": moves.url_of(item, "change", item.pk),
        "missing": blockers(edition) if edition.status != Status.APPROVED else [],
        "desk_language": translation.get_language(),
    }
    band_html = render_to_string("admin/news/preview_band.html", band)
    now = timezone.now()
    with translation.override(language), timezone.override(office.zone):
        template, context = pages.item_page(shown, at=now, office=office)
        reader = pages.Reader(office, language, now)
        frame = reader.frame(shown.get_absolute_url())
        html = render_to_string(template, frame | context | DESK_DOORS | other_languages(reader, item))
    response = HttpResponse(with_band(html, band_html))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def other_languages(reader, item) -> dict:
    """Links lead to the other previews; only a language that nobody has begun is called missing."""
    previews = {code: moves.url_of(item, "preview", item.pk, code) for code in latest_editions(item)}
    links = reader.language_links(previews)
    return {"languages": links, "missing_languages": [row["name"] for row in links if not row["href"]]}


def with_band(html: str, band: str) -> str:
    """The public page with the desk's band on top: its own templates know nothing of previews."""
    style = f'<link rel="stylesheet" href="{static("news/desk/preview.css")}"></head>'
    html = html.replace("</head>", style, 1)
    return re.sub(r"<body[^>]*>", lambda body: body.group() + band, html, count=1)


def as_it_would_be(edition):
    """A copy, in memory only, of the edition as approval at this moment would make it."""
    shown, publication = copy.copy(edition), edition.publication
    if edition.status == Status.APPROVED:
        return shown
    shown.kind, shown.form, shown.date = publication.kind, publication.form, publication.date
    shown.facts = freezing.freeze(freezing.read(publication.child, edition.language))
    now = timezone.now()
    shown.status, shown.live_from, shown.first_live_from = (
        Status.APPROVED,
        now,
        edition.first_live_from or now,
    )
    return shown
