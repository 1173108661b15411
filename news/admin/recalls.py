"""Recalling or replacing one photograph or file that people may have seen: a page that asks first."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from .. import documents, door, uploads, workflow
from ..blockers import language_name
from ..models import Attachment, Edition, Facet, FileChange, Photo
from .base import office_of
from .files import require_staff

VIEW = {Photo: "news.view_photo", Attachment: "news.view_attachment"}
NAMES = {"recall": gettext_lazy("Recall"), "replace": gettext_lazy("Replace")}


class ReasonsForm(forms.Form):
    """Why, in each language in which the public reads it; and the better file, where one is put in place."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, thing, what: str, *data):
        super().__init__(*data, initial={"seen": workflow.seen_of(thing)})
        if what == "replace":
            self.fields["file"] = forms.FileField(label=_("The better file"))
        for language in workflow.languages(thing):
            label = _("Why, in %(language)s (public)") % {"language": language_name(language)}
            words = forms.Textarea({"rows": 3, "lang": language})
            self.fields[f"reason_{language}"] = forms.CharField(label=label, widget=words)

    @property
    def reasons(self) -> dict[str, str]:
        named = {name.removeprefix("reason_"): said for name, said in self.cleaned_data.items()}
        return {language: said for language, said in named.items() if f"reason_{language}" in self.fields}


def recall(request, token: str, model):
    return _asked(request, get_object_or_404(model, token=token), "recall")


def replace(request, token: str, model):
    return _asked(request, get_object_or_404(model, token=token), "replace")


@require_safe
def earlier(request, number: int):
    """What was at an address until it was replaced: for the desk only."""
    require_staff(request, "view_photo")
    change = get_object_or_404(FileChange.objects.exclude(earlier=""), pk=number)
    return door.answer(
        request,
        door.opened(change.earlier),
        content_type="application/octet-stream",
        etag=change.sha256,
        public=False,
        download=change.name,
    )


def _asked(request, thing, what: str):
    """GET: what will happen. POST: it happens, or the sentences why not."""
    if not (request.user.has_perm(VIEW[type(thing)]) and request.user.has_perm(workflow.RECALL)):
        raise PermissionDenied
    if not workflow.can_be_recalled(thing):
        raise Http404
    posted = request.method == "POST"
    form = ReasonsForm(thing, what, *([request.POST, request.FILES] if posted else []))
    status, sentences = 200, []
    if posted:
        status, sentences = 400, []
        if form.is_valid():
            try:
                _do(thing, what, form, request.user)
            except workflow.Conflict as conflict:
                status, sentences = 409, conflict.sentences
            except workflow.Refused as refusal:
                sentences = refusal.sentences
            except (uploads.Refused, documents.Refused) as refusal:
                sentences = [refusal.sentence]
            else:
                messages.success(request, _("Done. The record says so, and the public reads why."))
                return redirect(_home(thing))
    context = {
        **admin.site.each_context(request),
        "title": f"{NAMES[what]}: {thing}",
        "thing": thing,
        "what": what,
        "is_photo": isinstance(thing, Photo),
        "form": form,
        "sentences": sentences,
        "editions": _shown_in(thing),
        "changes": _done(thing),
        "unreachable": workflow.unreachable(thing),
        "home": _home(thing),
        "office": office_of(request),
    }
    return TemplateResponse(request, "admin/news/recall.html", context, status=status)


def _do(thing, what: str, form: ReasonsForm, by):
    asked = {"by": by, "reasons": form.reasons, "seen": form.cleaned_data["seen"]}
    if what == "recall":
        return workflow.recall(thing, **asked)
    return workflow.replace(thing, form.cleaned_data["file"], **asked)


def _done(thing):
    """What was done to it before, each with how many of the press were `told`, and how many wait to be."""
    told = Count("effects", filter=Q(effects__sent_at__isnull=False))
    waiting = Count("effects", filter=Q(effects__sent_at=None, effects__dropped_at=None))
    return thing.changes.select_related("by").annotate(told=told, waiting=waiting)


def _shown_in(thing) -> list[Edition]:
    facet = Facet.PHOTO if isinstance(thing, Photo) else Facet.FILE
    editions = Edition.objects.about(facet, thing.pk).select_related("publication")
    return list(editions.defer("body", "facts").order_by("-live_from", "language"))


def _home(thing) -> str:
    """The page of the desk on which the thing stands."""
    if isinstance(thing, Photo):
        return reverse("admin:news_photo_change", args=[thing.pk])
    return reverse(f"admin:news_{thing.publication.kind}_change", args=[thing.publication_id])


def ways(user, thing) -> str:
    """Links to both pages for whom they are, and what was done; "" where there is nothing to say."""
    said = []
    if thing.recalled_at:
        said.append(format_html("<strong>{}</strong>", _("Recalled: nobody outside sees it.")))
    if user.has_perm(workflow.RECALL) and workflow.can_be_recalled(thing):
        library = "photo" if isinstance(thing, Photo) else "file"
        offered = ["replace"] if thing.recalled_at else ["recall", "replace"]
        said += [
            format_html(
                '<a href="{}">{}</a>', reverse(f"desk_{library}_{what}", args=[thing.token]), NAMES[what]
            )
            for what in offered
        ]
    return format_html_join(" · ", "{}", ((part,) for part in said))
