"""When photographs may be shown, and under which embargo of their own: one page for one or many."""

import datetime
from typing import NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import record, workflow
from ..dates import until
from ..models import LIMITS, Photo, Publication
from .base import office_of
from .moments import AskBack, meant

LOCAL = "%Y-%m-%dT%H:%M"  # of a field for a local moment


class Row(NamedTuple):
    photo: Photo
    said: list[str]
    seen: str
    ticked: bool
    closed: bool  # only the spokesman may


class Field(NamedTuple):
    """One moment. `differs`: the photographs have several, which stay unless another is said.

    `shown` is the value with which the page was first read.
    """

    name: str
    label: str
    value: str
    shown: str
    differs: bool
    keeps: bool
    sentence: str
    choices: list[tuple[str, str]]


def limits(request):
    """Of `?photo=TOKEN` (also several) or of the gallery of `?publication=SLUG`.

    GET: what holds. POST: for all that are ticked, or the sentences why not.
    """
    if not request.user.has_perm("news.change_photo"):
        raise PermissionDenied
    photos, publication = _asked(request)
    office, posted = office_of(request), request.POST if request.method == "POST" else None
    fields, moments = _fields(photos, posted, office.zone)
    rows = _rows(photos, publication, request.user, posted, office.zone)
    status, sentences = 200, []
    if posted is not None:
        status, sentences = 400, [field.sentence for field in fields if field.sentence]
        ticked = [row for row in rows if row.ticked]
        if not ticked:
            sentences.append(_("Choose at least one photograph."))
        if not sentences:
            try:
                seen = {row.photo.pk: row.seen for row in ticked}
                chosen = [row.photo for row in ticked]
                changed = workflow.limit(chosen, moments, by=request.user, seen=seen)
            except workflow.Conflict as conflict:
                status, sentences = 409, conflict.sentences
                photos, publication = _asked(request)
                posted = _over_what_is_stored(posted, photos, office.zone)
                fields, moments = _fields(photos, posted, office.zone)
                rows = _rows(photos, publication, request.user, posted, office.zone)
            except workflow.Refused as refusal:
                sentences = refusal.sentences
            else:
                said = ngettext(
                    "%(number)d photograph has new moments.",
                    "%(number)d photographs have new moments.",
                    len(changed),
                )
                messages.success(request, said % {"number": len(changed)})
                return redirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "title": _("When photographs may be shown"),
        "publication": publication,
        "rows": rows,
        "fields": fields,
        "sentences": sentences,
        "office": office,
    }
    return TemplateResponse(request, "admin/news/photo/limits.html", context, status=status)


def _asked(request) -> tuple[list[Photo], Publication | None]:
    photos = Photo.objects.prefetch_related("words")
    slug = request.GET.get("publication")
    if slug:
        publication = get_object_or_404(Publication, slug=slug)
        shown = photos.filter(galleries__publication=publication)
        return list(shown.order_by("galleries__sort_order", "galleries__pk")), publication
    shown = list(photos.filter(token__in=request.GET.getlist("photo")))
    if not shown:
        raise Http404
    return shown, None


def _rows(photos: list[Photo], publication: Publication | None, user, posted, zone) -> list[Row]:
    """Of a gallery none is ticked at first: nobody takes all of it down by mistake."""
    rows = []
    for photo in photos:
        closed = not workflow.may_limit(user, photo)
        seen, ticked = record.limits_of(photo), publication is None and not closed
        if posted is not None:
            seen = posted.get(f"seen-{photo.token}", "")
            ticked = photo.token in posted.getlist("ticked")
        rows.append(Row(photo, sentences(photo, zone), seen, ticked, closed))
    return rows


def _fields(photos: list[Photo], posted, zone) -> tuple[list[Field], dict[str, datetime.datetime | None]]:
    """The three fields as they are shown, and the moments that were said, by name."""
    fields, moments = [], {}
    for name in LIMITS:
        values = {getattr(photo, name) for photo in photos}
        differs = len(values) > 1
        value = "" if differs else _local(next(iter(values), None), zone)
        shown, sentence, choices = value, "", []
        if posted is not None:
            shown = posted.get(f"shown-{name}", "")
            value = posted.get(name, "").strip()
            if value or not posted.get(f"keep-{name}"):
                try:
                    moments[name] = meant(value, zone) if value else None
                except AskBack as question:
                    sentence, choices = question.messages[0], question.choices
        keeps = differs and (posted is None or bool(posted.get(f"keep-{name}")))
        label = capfirst(Photo._meta.get_field(name).verbose_name)
        fields.append(Field(name, label, value, shown, differs, keeps, sentence, choices))
    return fields, moments


def _over_what_is_stored(posted, photos: list[Photo], zone):
    """The form, to be sent again by somebody who has looked at what was stored in the meantime.

    A field that was sent as it had been shown takes over what is there now; what was entered stays.
    """
    again = posted.copy()
    for field in _fields(photos, None, zone)[0]:
        if posted.get(field.name, "").strip() == posted.get(f"shown-{field.name}", ""):
            again[field.name] = field.value
            again[f"keep-{field.name}"] = "yes" if field.keeps else ""
        again[f"shown-{field.name}"] = field.shown
    for photo in photos:
        again[f"seen-{photo.token}"] = record.limits_of(photo)
    return again


def _local(moment: datetime.datetime | None, zone) -> str:
    return moment.astimezone(zone).strftime(LOCAL) if moment else ""


def sentences(photo: Photo, zone) -> list[str]:
    """What holds for one photograph, for the desk; empty where it may be shown at any moment."""
    now, said = timezone.now(), []
    if photo.use_from and photo.use_from > now:
        said.append(_("May be shown from %(moment)s on.") % {"moment": until(photo.use_from, zone)})
    if photo.embargo_until and photo.embargo_until > now:
        sentence = _("Under an embargo of its own until %(moment)s.")
        said.append(sentence % {"moment": until(photo.embargo_until, zone)})
    if photo.use_until:
        sentence = _("May be shown until %(moment)s.")
        if photo.use_until <= now:
            sentence = _("May no longer be shown, since %(moment)s.")
        said.append(sentence % {"moment": until(photo.use_until, zone)})
    return said


def way(user, photo: Photo, zone) -> str:
    """For the page of one photograph: what holds, and the link to this page for whom it is."""
    parts = [format_html("<strong>{}</strong>", sentence) for sentence in sentences(photo, zone)]
    if workflow.may_limit(user, photo):
        address = f"{reverse('desk_limits')}?photo={photo.token}"
        parts.append(format_html('<a href="{}">{}</a>', address, _("When it may be shown")))
    return format_html_join(" · ", "{}", ((part,) for part in parts))
