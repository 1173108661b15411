"""One edition that is not public yet, for whoever holds its link. Absent and expired are the same 404."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .. import door, previews
from ..models import Attachment, Edition, Office, Photo
from .public import read_only

PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@read_only
def preview(request, token):
    now = timezone.now()
    shown, until = _opened(token, now)
    office = Office.get()
    html = previews.html_of(
        shown, office, at=now, photo_door=f"/preview/{token}/photos/", file_door=f"/preview/{token}/files/"
    )
    with translation.override(shown.language), timezone.override(office.zone):
        band = render_to_string("news/preview_band.html", {"until": until, "office": office})
    return HttpResponse(previews.with_band(html, band), headers=PRIVATE)


@read_only
def photo(request, token, photo, width, extension, crop=""):
    _require(token, "photographs", photo)
    photo = get_object_or_404(Photo.objects.standing(), token=photo)
    return _private(door.photograph(request, photo, width, extension, crop, public=False))


@read_only
def attachment(request, token, file, name):
    _require(token, "files", file)
    file = get_object_or_404(Attachment.objects.standing(), token=file)
    return _private(door.attachment(request, file, name, public=False))


def _opened(token: str, now) -> tuple[Edition, object]:
    opened = previews.opened(token, now)
    if opened is None:
        raise Http404
    edition, until = opened
    return previews.as_it_would_be(edition, now), until


def _require(token: str, facts: str, wanted: str):
    """Http404 unless the edition that the link opens carries that picture or file."""
    shown, _until = _opened(token, timezone.now())
    if wanted not in {fact["token"] for fact in shown.facts.get(facts, [])}:
        raise Http404


def _private(response):
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response
