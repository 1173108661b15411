"""What the public will see, for staff: the public page's own template at any moment; and links to share."""

import datetime
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import previews
from ..blockers import blockers
from ..models import Edition, Status
from .base import office_of
from .choices import key_of
from .moments import AskBack, meant
from .panel import url_of
from .words import latest_editions

PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
WITH_A_FORM = PRIVATE | {"Referrer-Policy": "same-origin"}  # under no-referrer a browser's POST is refused
HOURS = (1, 24, 72)


def preview(request, page, key: int, language: str):
    """The newest edition in that language with the facts as they stand now, or what is public at `?at=`.

    Nothing of it is saved.
    """
    item = get_object_or_404(page.model, pk=key)
    if not page.has_view_permission(request, item):
        raise PermissionDenied
    latest = latest_editions(item)
    newest = latest.get(language)
    if newest is None:
        raise Http404
    office, asked = office_of(request), None
    try:
        at = meant(request.GET["at"], office.zone) if request.GET.get("at") else None
    except AskBack as question:
        at, asked = None, question
    public = _public_at(newest, at) if at else None
    edition = public or newest
    moment = at or timezone.now()
    shown = previews.as_it_would_be(edition, moment)
    query = f"?at={quote(request.GET['at'])}" if at else ""

    def preview_of(other, code: str) -> str:
        return url_of(other, "preview", other.pk, code) + query

    html = previews.html_of(
        shown,
        office,
        at=moment,
        photo_door="/desk/photos/",
        file_door="/desk/files/",
        door_of_others="/desk/photos/",
        preview_of=preview_of,
        languages={code: preview_of(item, code) for code in latest},
    )
    band = {
        "edition": edition,
        "state": edition.state(at),
        "back": url_of(item, "change", item.pk),
        "missing": blockers(edition) if edition.status != Status.APPROVED else [],
        "desk_language": translation.get_language(),
        "office": office,
        "at": at,
        "public": public,
        "asked": asked,
        "typed": request.GET.get("at", ""),
        "share": url_of(item, "share", item.pk, language)
        if previews.may_share(request.user) and previews.shareable(newest, timezone.now())
        else "",
    }
    band_html = render_to_string("admin/news/preview_band.html", band)
    return HttpResponse(previews.with_band(html, band_html), headers=PRIVATE)


def _public_at(edition: Edition, at: datetime.datetime) -> Edition | None:
    rows = Edition.objects.live(at).filter(publication=edition.publication_id, language=edition.language)
    return rows.select_related("publication").first()


def share(request, page, key: int, language: str):
    """GET: what a link does, and those that are open. POST: a new one, shown once, or one taken back."""
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    item = get_object_or_404(page.model, pk=key)
    if not (page.has_change_permission(request, item) and previews.may_share(request.user)):
        raise PermissionDenied
    edition, now = latest_editions(item).get(language), timezone.now()
    if edition is None or not previews.shareable(edition, now):
        raise Http404
    address = until = None
    open_links = previews.live_links(edition, now)
    if request.method == "POST" and "revoke" in request.POST:
        for row in open_links:
            if row.pk == key_of(request.POST["revoke"]):
                previews.revoke(row)
                said = _("A link to the preview (%(language)s) was taken back") % {"language": language}
                page.log_change(request, item, said)
        messages.success(request, _("The link opens nothing any more."))
        return redirect(request.path)
    if request.method == "POST":
        hours = request.POST.get("hours", "")
        hours = int(hours) if hours in map(str, HOURS) else 24
        until = now + datetime.timedelta(hours=hours)
        token = previews.link(edition, by=request.user, until=until)
        address = settings.SITE_URL + reverse("preview", args=[token])
        page.log_change(request, item, _("A link to the preview (%(language)s)") % {"language": language})
    context = page.admin_site.each_context(request) | {
        "title": _("A link to the preview"),
        "opts": page.opts,
        "item": item,
        "edition": edition,
        "hours": HOURS,
        "address": address,
        "open_links": open_links,
        "until": until,
        "office": office_of(request),
    }
    return TemplateResponse(request, "admin/news/share.html", context, headers=WITH_A_FORM)
