"""The draft as the public will see it: the public page's own template, for staff only."""

import copy

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from .. import freezing, pages
from ..models import Status
from . import moves
from .words import latest_editions


def preview(request, page, key: int, language: str):
    """The newest edition in that language with the facts as they stand now. Nothing of it is saved."""
    item = get_object_or_404(page.model, pk=key)
    if not page.has_view_permission(request, item):
        raise PermissionDenied
    edition = latest_editions(item).get(language)
    if edition is None:
        raise Http404
    shown = as_it_would_be(edition)
    template, context = pages.item_page(shown, at=timezone.now())
    band = {
        "edition": edition,
        "state": edition.state(),
        "back": moves.url_of(item, "change", item.pk),
        "missing": moves.blockers(edition) if edition.status != Status.APPROVED else [],
        "desk_language": translation.get_language(),
    }
    band_html = render_to_string("admin/news/preview_band.html", band, request)
    context |= {"photo_door": "/desk/photos/", "file_door": "/desk/files/", "preview_band": band_html}
    with translation.override(language):
        response = TemplateResponse(request, template, context).render()
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


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
