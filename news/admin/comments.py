"""What colleagues say beside the words: added and resolved by forms of their own, one for each language."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import workflow
from ..models import Comment
from .choices import key_of
from .words import latest_editions


@dataclass(frozen=True)
class Talk:
    """Beside one language's words: open comments of all its editions, resolved ones of the newest."""

    language: str
    edition: int
    open: list[Comment]
    resolved: list[Comment]


def talks(item, newest: dict) -> dict[str, Talk]:
    """By language, for each that has words; `newest` are its newest editions by language. One query."""
    rows = Comment.objects.filter(edition__publication=item.pk)
    rows = rows.filter(Q(resolved_at=None) | Q(edition__in=[edition.pk for edition in newest.values()]))
    rows = rows.select_related("by", "resolved_by", "edition").defer("edition__body", "edition__facts")
    comments = list(rows.order_by("at", "id"))
    found = {}
    for language, edition in newest.items():
        own = [comment for comment in comments if comment.edition.language == language]
        found[language] = Talk(
            language,
            edition.pk,
            [comment for comment in own if comment.resolved_at is None],
            [comment for comment in own if comment.resolved_at],
        )
    return found


def comment(request, page, item):
    """POST `language` and `text`: say something beside the newest words of that language."""
    if not page.has_change_permission(request, item):
        raise PermissionDenied
    language = request.POST.get("language", "")
    edition = latest_editions(item).get(language)
    if edition is None:
        raise Http404
    try:
        workflow.comment(edition, by=request.user, text=request.POST.get("text", ""))
    except workflow.Refused as refusal:
        _say(request, refusal)
    else:
        messages.success(request, _("Your comment stands beside the words."))
    return _back(item, language)


def resolve(request, page, item):
    """POST `comment`, its number: what it asked for is done."""
    if not page.has_change_permission(request, item):
        raise PermissionDenied
    rows = Comment.objects.filter(edition__publication=item.pk).select_related("edition")
    row = get_object_or_404(rows, pk=key_of(request.POST.get("comment", "")))
    language = row.edition.language
    try:
        workflow.resolve(row, by=request.user)
    except workflow.Refused as refusal:
        _say(request, refusal)
    else:
        messages.success(request, _("The comment is resolved."))
    return _back(item, language)


def _say(request, refusal):
    for sentence in refusal.sentences:
        messages.error(request, sentence)


def _back(item, language: str):
    return redirect(reverse(f"admin:news_{item.kind}_change", args=[item.pk]) + f"#comments-{language}")
