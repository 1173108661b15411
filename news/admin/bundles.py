"""Bundles at the desk: what goes out together, what still holds it, and the verbs for all of it."""

from dataclasses import dataclass, field

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .. import workflow
from ..blockers import blockers
from ..models import Bundle, Edition, Publication, Session, ShownState, Status
from .base import DeskAdmin, column, office_of
from .choices import is_key, key_of
from .choosing import MemberForm
from .moments import AskBack, as_set, moments_of, still_to_move
from .offers import why_not_approve
from .panel import url_of
from .states import title

MADE_AT = column("made_at", pgettext_lazy("bundle", "made at"))

WRITES = workflow.MOVES["write"].permission
VERBS = {
    "submit": workflow.submit_bundle,
    "approve": workflow.approve_bundle,
    "reschedule": workflow.move_bundle,
    "cancel_schedule": workflow.cancel_bundle,
    "lift": workflow.lift_bundle,
}
MOMENTS = {"approve", "reschedule"}  # their forms ask for one, as those of a single edition do
ALSO = {"submit": (ShownState.IN_REVIEW,)}  # what a verb passes over
DONE = {
    "submit": gettext_lazy("All of it is submitted for review."),
    "approve": gettext_lazy("All of it is approved."),
    "reschedule": gettext_lazy("All of it is moved to another moment."),
    "cancel_schedule": gettext_lazy("The schedule of all of it is cancelled."),
    "lift": gettext_lazy("The embargo is lifted: all of it is public now."),
    "take_out": gettext_lazy("Taken out of the bundle."),
    "add": gettext_lazy("Put into the bundle."),
}


@dataclass
class Member:
    edition: Edition
    state: ShownState
    url: str
    preview_url: str
    missing: list[str]
    may_be_taken_out: bool


@dataclass
class Offer:
    """A button of the bundle's page: what its fields hold, and what the form that came back asks."""

    verb: str
    values: dict = field(default_factory=dict)
    asked: Exception | None = None

    @property
    def name(self) -> str:
        return workflow.MOVES[self.verb].name

    @property
    def key(self) -> str:
        return self.verb

    @property
    def fields(self) -> str:
        return f"admin/news/{'moves' if self.verb in MOMENTS else 'bundles'}/{self.verb}.html"


@admin.register(Bundle)
class BundleAdmin(DeskAdmin):
    fields = ["name"]
    list_display = ["name", "state", "moment", "made_by", MADE_AT]
    list_select_related = ["made_by"]
    search_fields = ["name"]
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("editions")

    @admin.display(description=gettext_lazy("state"))
    def state(self, bundle):
        states = list(dict.fromkeys(str(edition.state().label) for edition in bundle.editions.all()))
        return ", ".join(states) or _("empty")

    @admin.display(description=gettext_lazy("public from"), ordering="live_from")
    def moment(self, bundle):
        return bundle.live_from

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:key>/move/", view(self.move_view), name="news_bundle_move"),
            path("of-session/<int:key>/", view(self.of_session_view), name="news_bundle_of_session"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.editions.exists())

    def save_model(self, request, obj, form, change):
        if not change:
            obj.made_by = request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, _("The bundle is made. Put into it what goes out together."))
        return redirect("admin:news_bundle_change", obj.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Reading is the page below; a POST is only a new name."""
        bundle = self.get_object(request, object_id) if is_key(object_id) else None
        if bundle is None or request.method == "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        if not self.has_view_permission(request, bundle):
            raise PermissionDenied
        return page(request, self, bundle)

    def move_view(self, request, key):
        return move(request, self, key)

    def of_session_view(self, request, key):
        return bundle_session(request, key)


def members_of(bundle: Bundle) -> list[Edition]:
    people = ("publication", "written_by", "submitted_by")
    rows = Edition.objects.filter(bundle=bundle.pk).defer("facts").select_related(*people)
    return list(rows.order_by("publication__kind", "publication", "language"))


def offered(user, members: list[Member], opening: dict) -> list[Offer]:
    """The verbs that role and the states of all members allow; `opening` is what the form to move has."""
    found = []
    for verb in VERBS:
        move, states = workflow.MOVES[verb], {member.state for member in members}
        if not states or not user.has_perm(move.permission):
            continue
        fits = states <= {*move.starts, *ALSO.get(verb, ())} and states & {*move.starts}
        held = verb == "approve" and any(
            member.missing or why_not_approve(user, member.edition) for member in members
        )
        if fits and not held:
            found.append(Offer(verb, opening if verb == "reschedule" else {}))
    return found


def page(request, model_admin, bundle, *, sentences=(), status=200, asked=None, title_text=""):
    """The bundle as it stands; after a POST that did nothing, with why and the form again."""
    user = request.user
    members = [_member(user, edition) for edition in members_of(bundle)]
    offers = offered(user, members, as_set([bundle], office_of(request).zone))
    again = request.POST.get("verb") if status == 400 else None
    for offer in offers:
        if offer.verb == again:
            offer.values, offer.asked = request.POST.dict(), asked
    form = MemberForm(model_admin.admin_site, office_of(request).language_codes)
    reasons = []
    if members and all(member.state == ShownState.IN_REVIEW for member in members):
        reasons = list(dict.fromkeys(why_not_approve(user, member.edition) for member in members))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title_text or bundle.name,
        "opts": model_admin.opts,
        "bundle": bundle,
        "members": members,
        "offers": offers,
        "again": again,
        "sentences": sentences,
        "conflict": status == 409,
        "why_not": [reason for reason in reasons if reason],
        "may_write": user.has_perm(WRITES) and bundle.live_from is None,
        "may_delete": model_admin.has_delete_permission(request, bundle),
        "office": office_of(request),
        "form": form,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/news/bundle.html", context, status=status)


def _member(user, edition: Edition) -> Member:
    approved = edition.status == Status.APPROVED
    return Member(
        edition,
        edition.state(),
        url_of(edition.publication, "change", edition.publication_id),
        url_of(edition.publication, "preview", edition.publication_id, edition.language),
        [] if approved else list(map(str, blockers(edition))),
        user.has_perm(WRITES) and not approved,
    )


def move(request, model_admin, key: int):
    """POST: a verb for all members, or putting in and taking out."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    bundle = get_object_or_404(Bundle, pk=key)
    if not model_admin.has_change_permission(request, bundle):
        raise PermissionDenied
    verb = request.POST.get("verb", "")
    try:
        if verb not in DONE:
            raise workflow.Refused(_("This button is not known. Open the page again."))
        with transaction.atomic():
            _make(request, bundle, verb)
    except AskBack as question:
        return page(request, model_admin, bundle, sentences=question.messages, status=400, asked=question)
    except workflow.Conflict as conflict:
        bundle.refresh_from_db()
        return page(request, model_admin, bundle, sentences=conflict.sentences, status=409)
    except workflow.Refused as refusal:
        bundle.refresh_from_db()
        return page(request, model_admin, bundle, sentences=refusal.sentences, status=400)
    messages.success(request, DONE[verb])
    return redirect("admin:news_bundle_change", bundle.pk)


def _make(request, bundle: Bundle, verb: str):
    data, by = request.POST, request.user
    if verb == "take_out":
        edition = bundle.editions.filter(pk=key_of(data.get("edition", ""))).first()
        if edition is None:
            raise workflow.Conflict(bundle)
        return workflow.take_out(edition, by=by)
    if verb == "add":
        return _add(bundle, data, by)
    moments = {}
    if verb == "reschedule" or (verb == "approve" and data.get("when") == "later"):
        moments = moments_of(data, office_of(request).zone)
    _require_seen(bundle, data)
    if verb == "reschedule":
        still_to_move([bundle], moments)
    return VERBS[verb](bundle, by=by, seen=key_of(data.get("seen", "")), **moments)


def _add(bundle: Bundle, data, by):
    language = data.get("language", "")
    working = Edition.objects.working().filter(publication=key_of(data.get("item", "")))
    editions = list(working.filter(language=language) if language else working)
    if not editions:
        raise workflow.Refused(
            _("Nothing of that item is in work. Write it first, or begin its next edition.")
        )
    for edition in editions:
        workflow.add_to_bundle(bundle, edition, by=by)


def _require_seen(bundle: Bundle, data):
    """Who decides about all of it has looked at these editions, with these facts. Locks as the verbs do."""
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    workflow.lock_publications(*bundle.editions.values_list("publication", flat=True))
    now = {_as_seen(edition) for edition in members_of(bundle)}
    if now != set(data.getlist("member")):
        raise workflow.Conflict(bundle)


def _as_seen(edition: Edition) -> str:
    return f"{edition.pk}-{edition.lock_version}-{edition.publication.lock_version}"


def bundle_session(request, key: int):
    """POST: one bundle of what is in work of a session, its statements and decisions, in every language."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    session = get_object_or_404(Session, pk=key)
    if not request.user.has_perm("news.add_bundle"):
        raise PermissionDenied
    of_it = Publication.objects.filter(pk=session.pk)
    of_it = of_it | Publication.objects.filter(pk__in=session.statements.values("pk"))
    of_it = of_it | Publication.objects.filter(pk__in=session.decisions.values("pk"))
    editions = Edition.objects.working().filter(publication__in=of_it)
    free = list(editions.filter(bundle=None).order_by("publication", "language"))
    if not free:
        bundle = editions.exclude(bundle=None).values_list("bundle", flat=True).first()
        messages.warning(request, _("Everything that is in work is in a bundle already."))
        if bundle:
            return redirect("admin:news_bundle_change", bundle)
        return redirect(url_of(session, "change", session.pk))
    try:
        bundle = workflow.gather(title(session)[:200], free, by=request.user)
    except workflow.Refused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return redirect(url_of(session, "change", session.pk))
    messages.success(request, _("Bundled: it becomes public together, or not at all."))
    return redirect(reverse("admin:news_bundle_change", args=[bundle.pk]))
