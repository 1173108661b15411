"""The buttons of an item, pressed: each move through its verb, asked back, refused or in conflict."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .. import workflow
from ..models import Edition, Publication
from . import offers
from .base import office_of
from .choices import key_of
from .choosing import SuccessorForm, successor_of
from .deeds import log_move
from .moments import AskBack, moments_of, still_to_move
from .offers import Offer
from .panel import left_over, panel, url_of

NOT_REPEATED = {"csrfmiddlewaretoken", "verb", "edition", "facts_seen"}


def move(request, page, key: int):
    """POST: make one move, of one language or of all that stand ready for it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    item = get_object_or_404(page.model, pk=key)
    if not page.has_change_permission(request, item):
        raise PermissionDenied
    verb = request.POST.get("verb", "")
    try:
        if verb not in ACTS:
            raise workflow.Refused(_("This button is not known. Open the page again."))
        with transaction.atomic():
            editions = _chosen(request, item)
            ACTS[verb](request, item, editions)
            log_move(request, page, item, verb, editions)
    except AskBack as question:
        return _not_done(request, page, item, [*question.messages], 400, asked=question)
    except workflow.Conflict as conflict:
        return _not_done(request, page, item, conflict.sentences, 409)
    except workflow.Refused as refusal:
        return _not_done(request, page, item, refusal.sentences, 400)
    messages.success(request, left_over(verb))
    return redirect(url_of(item, "change", item.pk))


def confirm(request, page, key: int, verb: str):
    """GET: what will happen, before a move that is not to be made by a stray click."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    item = get_object_or_404(page.model, pk=key)
    if verb not in offers.ON_A_PAGE_OF_ITS_OWN:
        raise Http404
    if not (
        page.has_change_permission(request, item) and request.user.has_perm(workflow.MOVES[verb].permission)
    ):
        raise PermissionDenied
    now = panel(request, item)
    offer = now.offer(verb, *map(key_of, request.GET.getlist("edition")))
    if offer is None:
        messages.warning(request, _("That cannot be done now. Look at where it stands."))
        return redirect(url_of(item, "change", item.pk))
    return _page(request, page, item, now, offer, title=offer.name)


def _chosen(request, item) -> list[Edition]:
    """The editions that the form named, with the lock version that was seen as `seen`."""
    numbers = [key_of(number) for number in request.POST.getlist("edition")]
    rows = Edition.objects.filter(publication=item.pk, pk__in=numbers).select_related("publication")
    editions = list(rows.order_by("language", "number"))
    if not editions or len(editions) != len(set(numbers)):
        raise workflow.Conflict(None)
    for edition in editions:
        edition.seen = key_of(request.POST.get(f"seen-{edition.pk}", ""))
    return editions


# One for each button


def _each(verb: Callable, request, editions, **said):
    workflow.each(editions, lambda row: verb(row, by=request.user, seen=row.seen, **said))


def _at_once(verb: Callable, request, editions, **said):
    """All of them at one moment."""
    _each(verb, request, editions, at=workflow.one_moment(editions), **said)


def _plain(verb: Callable) -> Callable:
    return lambda request, item, editions: _each(verb, request, editions)


def _return(request, item, editions):
    _each(workflow.return_to_draft, request, editions, comment=request.POST.get("comment", ""))


def _approve(request, item, editions):
    _at_once(workflow.approve, request, editions, facts_seen=_facts_seen(request), **_moments(request))


def _publish_alone(request, item, editions):
    moments = _moments(request)
    require_facts_seen(request, item)
    _at_once(workflow.publish_alone, request, editions, **moments)


def _reschedule(request, item, editions):
    moments = moments_of(request.POST, office_of(request).zone)
    _at_once(workflow.reschedule, request, still_to_move(editions, moments), **moments)


def _lift(request, item, editions):
    _at_once(workflow.lift, request, editions)


def _correct(request, item, editions):
    _each(workflow.correct, request, editions, note=request.POST.get("note", ""))


def _correct_facts(request, item, editions):
    Publication.objects.select_for_update(of=("self",)).get(pk=item.pk)
    live = Edition.objects.live().filter(publication=item.pk)
    if {(row.pk, row.lock_version) for row in live} != {(row.pk, row.seen) for row in editions}:
        raise workflow.Conflict(None)
    notes = {row.language: request.POST.get(f"note-{row.language}", "") for row in editions}
    workflow.correct_facts(item, by=request.user, note=notes)


def _withdraw(request, item, editions):
    """Everywhere, unless this one language was asked for."""
    reasons = {row.language: request.POST.get(f"reason-{row.language}", "") for row in editions}
    by, successor = request.user, successor_of(request.POST)
    only = request.POST.get("only", "")
    if only:
        for edition in editions:
            if edition.language == only:
                workflow.withdraw(
                    edition, by=by, reason=reasons[only], replaced_by=successor, seen=edition.seen
                )
                return
        raise workflow.Conflict(None)
    seen = {row.pk: row.seen for row in editions}
    workflow.withdraw_everywhere(item, by=by, reason=reasons, replaced_by=successor, seen=seen)


def _reinstate(request, item, editions):
    _each(workflow.reinstate, request, editions, note=request.POST.get("note", ""))


ACTS = {
    "submit": _plain(workflow.submit),
    "return_to_draft": _return,
    "take_up": _plain(workflow.take_up),
    "approve": _approve,
    "publish_alone": _publish_alone,
    "review": _plain(workflow.review),
    "cancel_schedule": _plain(workflow.cancel_schedule),
    "reschedule": _reschedule,
    "lift": _lift,
    "revise": _plain(workflow.revise),
    "correct": _correct,
    "correct_facts": _correct_facts,
    "withdraw": _withdraw,
    "reinstate": _reinstate,
}


def _moments(request) -> dict:
    """No moment is now; AskBack where the one that was typed is not clear."""
    if request.POST.get("when") != "later":
        return {}
    return moments_of(request.POST, office_of(request).zone)


def _facts_seen(request) -> int:
    return key_of(request.POST.get("facts_seen", ""))


def require_facts_seen(request, item):
    rows = Publication.objects.select_for_update(of=("self",))
    if rows.get(pk=item.pk).lock_version != _facts_seen(request):
        raise workflow.Conflict(item)


# Pages


def _not_done(request, page, item, sentences, status: int, asked: AskBack | None = None):
    """What was not done, why, and the form again with what was typed."""
    now, offer = panel(request, item), None
    if status == 400:
        numbers = [key_of(number) for number in request.POST.getlist("edition")]
        offer = _offer_again(request, now, numbers)
    if offer:
        posted = {name: value for name, value in request.POST.items() if name not in NOT_REPEATED}
        offer.values, offer.asked = posted, asked
    return _page(request, page, item, now, offer, title=_("Not done yet"), sentences=sentences, status=status)


def _offer_again(request, now, numbers: list[int]) -> Offer | None:
    verb = request.POST.get("verb", "")
    if verb == "withdraw":  # its form names every public edition
        return next(filter(None, (now.offer(verb, number) for number in numbers)), None)
    return now.offer(verb, *numbers)


def _page(request, page, item, now, offer: Offer | None, *, title, sentences=(), status=200):
    public = [line.edition for line in now.lines if line.state.is_public]
    asking = [*offer.editions] if offer else []
    if offer and offer.verb == "withdraw":
        offer.editions = public
    form = SuccessorForm(page.admin_site, offer.values if offer and offer.values else None)
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "item": item,
        "sentences": sentences,
        "conflict": status == 409,
        "office": office_of(request),
        "panel": now,
        "offer": offer,
        "asking": asking,
        "successor": form,
        "media": form.media,
        "open": True,
    }
    return TemplateResponse(request, "admin/news/move.html", context, status=status)
