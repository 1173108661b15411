"""The buttons of an item: which moves its words may make now, what is missing, and making them."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import workflow
from ..blockers import blockers, language_name
from ..models import Edition, Publication, Status
from .base import office_of
from .moments import AskBack, meant
from .states import Badge, badges_of
from .words import latest_editions

NEXT = "next_edition"
STARTS = {"submit": Status.DRAFT, "return_to_draft": Status.IN_REVIEW, "approve": Status.IN_REVIEW}
DONE = {
    "submit": gettext_lazy("Submitted for review."),
    "return_to_draft": gettext_lazy("Returned to draft."),
    "approve": gettext_lazy("Approved."),
    NEXT: gettext_lazy("The next edition is a draft now, with the same words."),
}


@dataclass
class Row:
    """One language in the panel: where it stands, what is missing, which moves this person may make."""

    edition: Edition
    badge: Badge
    missing: list[str]
    moves: list[str] = field(default_factory=list)
    sentence: str = ""
    public_url: str = ""
    preview_url: str = ""

    @property
    def language_name(self) -> str:
        return language_name(self.edition.language).capitalize()

    @property
    def is_approved(self) -> bool:
        return self.edition.status == Status.APPROVED


@dataclass
class Panel:
    rows: list[Row]
    facts_seen: int
    url: str

    @property
    def together(self) -> list[str]:
        """Moves that two languages or more may make at once."""
        return [verb for verb in STARTS if sum(verb in row.moves for row in self.rows) > 1]

    @property
    def can_approve(self) -> bool:
        return any("approve" in row.moves for row in self.rows)


def panel(request, item) -> Panel:
    """What is true at this moment; nothing of it is stored."""
    latest = latest_editions(item)
    editions = Edition.objects.filter(publication=item.pk).defer("body", "facts").order_by("number")
    badges = {badge.language: badge for badge in badges_of(list(editions))}
    rows = [_row(request, item, edition, badges[language]) for language, edition in sorted(latest.items())]
    return Panel(rows, item.lock_version, url_of(item, "move", item.pk))


def url_of(item, page: str, *args) -> str:
    return reverse(f"admin:news_{item.kind}_{page}", args=args)


def _row(request, item, edition: Edition, badge: Badge) -> Row:
    missing = [] if edition.status == Status.APPROVED else list(map(str, blockers(edition)))
    row = Row(edition, badge, missing, preview_url=url_of(item, "preview", item.pk, edition.language))
    user = request.user
    if badge.state in ("published", "corrected"):
        live = Edition.objects.live().filter(publication=item.pk, language=edition.language).first()
        row.public_url = live.get_absolute_url() if live else ""
    may_change = user.has_perm("news.change_edition")
    if edition.status == Status.DRAFT and may_change:
        row.moves.append("submit")
    if edition.status == Status.IN_REVIEW:
        if may_change:
            row.moves.append("return_to_draft")
        row.sentence = why_not_approve(user, edition, item)
        if not row.sentence and not missing:
            row.moves.append("approve")
    if edition.status == Status.APPROVED and user.has_perm("news.add_edition"):
        row.moves.append(NEXT)
    return row


def why_not_approve(user, edition: Edition, item) -> str:
    """The sentence in place of the button; "" when this person may approve."""
    if not user.has_perm("news.approve_edition"):
        return _("An editor or the spokesman approves it.")
    if user.pk in (edition.written_by_id, edition.submitted_by_id):
        return _("Nobody approves their own words. Ask a colleague to approve it.")
    if item.facts_changed_by_id == user.pk:
        return _("You changed the facts of this item last. Ask a colleague to approve it.")
    return ""


def move(request, page, key: int):
    """POST: make one move, of one language or of all that stand ready for it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    item = get_object_or_404(page.model, pk=key)
    if not page.has_change_permission(request, item):
        raise PermissionDenied
    try:
        done = _make(request, item)
    except AskBack as question:
        return _answer(request, page, item, [*question.messages], 400, choices=question.choices)
    except workflow.Conflict as conflict:
        return _answer(request, page, item, conflict.sentences, 409)
    except workflow.Refused as refusal:
        return _answer(request, page, item, refusal.sentences, 400)
    messages.success(request, done)
    return redirect(url_of(item, "change", item.pk))


@transaction.atomic
def _make(request, item) -> str:
    """Do it, all languages or none; the sentence that says what was done."""
    data = request.POST
    verb = data.get("verb", "")
    if verb not in DONE:
        raise workflow.Refused(_("This button is not known. Open the page again."))
    Publication.objects.select_for_update(of=("self",)).get(pk=item.pk)
    latest = latest_editions(item)
    languages = [data["language"]] if data.get("language") else [
        language for language, edition in latest.items() if edition.status == STARTS.get(verb)
    ]  # fmt: skip
    editions = [latest[language] for language in languages if language in latest]
    if not editions:
        raise workflow.Conflict(None)
    if verb == NEXT:
        if not request.user.has_perm("news.add_edition"):
            raise workflow.Refused(_("Your role does not allow this. Ask an editor or the spokesman."))
        for edition in editions:
            next_edition(edition, by=request.user)
        return str(DONE[verb])
    details = _moment(request) if verb == "approve" else {}
    for edition in editions:
        seen = data.get(f"seen-{edition.language}", "")
        if not seen.isdecimal():
            raise workflow.Conflict(edition)
        if verb == "approve":
            facts_seen = data.get("facts_seen", "")
            details["facts_seen"] = int(facts_seen) if facts_seen.isdecimal() else 0
        getattr(workflow, verb)(edition, by=request.user, seen=int(seen), **details)
    return str(DONE[verb])


def next_edition(edition: Edition, *, by) -> Edition:
    """Begin the next edition in that language with the words of this one."""
    return workflow.start(
        edition.publication,
        edition.language,
        by=by,
        title=edition.title,
        lead=edition.lead,
        body=edition.body,
    )


def _moment(request) -> dict:
    """`live_from` when the approver asked for a later moment; AskBack where it is not clear."""
    data = request.POST
    if data.get("when") != "later":
        return {}
    live_from = meant(data.get("which") or data.get("moment", ""), office_of(request).zone)
    if live_from <= timezone.now() and not data.get("past_is_now"):
        raise AskBack(
            _("That moment has passed, so it would be public at once."),
            [("past_is_now", _("Yes, publish it now"))],
        )
    return {"live_from": live_from}


def _answer(request, page, item, sentences, status: int, choices=()):
    """What was not done, why, and what is there now."""
    context = {
        **page.admin_site.each_context(request),
        "title": _("Not done yet"),
        "opts": page.opts,
        "item": item,
        "sentences": sentences,
        "choices": [choice for choice in choices if choice[0] != "past_is_now"],
        "past": any(value == "past_is_now" for value, _label in choices),
        "conflict": status == 409,
        "office": office_of(request),
        "panel": panel(request, item),
        "posted": [(name, value) for name, value in request.POST.items() if name not in NOT_REPEATED],
        "moment": request.POST.get("moment", ""),
        "asks_moment": request.POST.get("when") == "later" and status == 400,
    }
    return TemplateResponse(request, "admin/news/move.html", context, status=status)


NOT_REPEATED = {"csrfmiddlewaretoken", "moment", "which", "past_is_now"}
