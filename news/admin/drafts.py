"""Drafts that save themselves: the page's script sends the words of one language as they stand in the form.

The same rules as for the whole form: words nobody touched are not written, and what a colleague changed in
the meantime is a conflict. The answer carries the version that the form has seen from now on.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import workflow
from ..models import Edition, Publication, Status
from .base import office_of
from .item_form import may_write
from .words import WORDS, LanguageForm, digest, language_forms

SAVED_COOKIE_DAYS = 7


@transaction.atomic
def draft(request, page, item, language: str):
    """POST the fields of one language as the item's form names them.

    JSON: `sentence` for the person, and after a save `edition`, `seen` and `shown` for the form. 409 with the
    sentence when somebody was faster, 400 when the words cannot be stored as they are.
    """
    if not (page.has_change_permission(request, item) and may_write(request.user)):
        raise PermissionDenied
    Publication.objects.select_for_update(of=("self",)).get(pk=item.pk)
    words = _words(request, item, language)
    if not words.is_valid():
        return _refused([sentence for sentences in words.errors.values() for sentence in sentences], 400)
    if not words.touched:
        return JsonResponse({"sentence": ""})
    if _stored_already(words, request.user):
        return _saved(words.current)
    if words.stale():
        return _refused([_who_was_faster(words.current, request.user)], 409)
    try:
        return _saved(words.save(item, request.user))
    except workflow.Conflict as conflict:
        return _refused(conflict.sentences, 409)
    except workflow.Refused as refusal:
        return _refused(refusal.sentences, 400)


def _words(request, item, language: str) -> LanguageForm:
    languages = office_of(request).language_codes
    forms = language_forms(request.POST, item, kind=item.kind, languages=languages, may_write=True)
    for words in forms:
        if words.language == language:
            return words
    raise Http404


def _stored_already(words: LanguageForm, user) -> bool:
    """The same words once more: the answer to their first coming was lost on the way."""
    current = words.current
    is_mine = current is not None and current.written_by_id == user.pk and words.writable
    return is_mine and digest(words.posted()) == digest(words.stored)


def _saved(edition: Edition) -> JsonResponse:
    return JsonResponse(
        {
            "edition": edition.pk,
            "seen": edition.lock_version,
            "shown": digest({name: getattr(edition, name) for name in WORDS}),
            "sentence": _("Saved %(time)s") % {"time": clock(edition.written_at, "H:i:s")},
        }
    )


def _refused(sentences, status: int) -> JsonResponse:
    return JsonResponse({"sentence": " ".join(map(str, sentences))}, status=status)


def _who_was_faster(current: Edition | None, user) -> str:
    kept = _("Your words stay in the fields, but no longer save themselves: press Save to see both.")
    if current is None:
        return _("This draft was deleted in the meantime.") + " " + kept
    if current.status == Status.IN_REVIEW:
        return _("These words were submitted for review in the meantime.") + " " + kept
    if current.status == Status.APPROVED:
        return _("These words were approved in the meantime.") + " " + kept
    there = {"who": current.written_by or "–", "time": clock(current.written_at)}
    if current.written_by_id == user.pk:
        return _("You changed these words in another window at %(time)s.") % there + " " + kept
    if current.written_by:
        there["who"] = current.written_by.get_full_name() or current.written_by.get_username()
    return _("%(who)s changed these words at %(time)s.") % there + " " + kept


def clock(moment, form: str = "H:i") -> str:
    """The office's own hour."""
    return date_format(timezone.localtime(moment), form)


def confirm_saved(request, response):
    """Tell the page's script that the words it keeps in the browser under that name are stored now."""
    kept = request.POST.get("kept_words", "")
    if kept.isascii() and kept.isalnum() and len(kept) <= 40:
        response.set_cookie(
            f"saved-{kept}",
            "yes",
            max_age=SAVED_COOKIE_DAYS * 24 * 3600,
            path="/desk/",
            secure=request.is_secure(),
            samesite="Lax",
        )
    return response
