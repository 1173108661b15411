"""The next edition of what is public: with the same words to begin with."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Bundle, Edition, Publication, User
from .approval import start
from .bundles import gather
from .moves import Refused, lock, lock_publications, require_role


@transaction.atomic
def revise(edition: Edition, *, by: User, note: str = "", seen: int | None = None, **words) -> Edition:
    """The next edition as a draft with the same words, or with those given; `note` says what changed."""
    edition = lock(edition, "revise", by, seen)
    return _next(edition, by, note, words)


@transaction.atomic
def correct(edition: Edition, *, by: User, note: str, seen: int | None = None, **words) -> Edition:
    """Like `revise`, of what is public now, and what changed is said from the start."""
    edition = lock(edition, "correct", by, seen)
    if not note.strip():
        raise Refused(_("Say what changed: the public reads it beside the corrected words."))
    return _next(edition, by, note, words)


@transaction.atomic
def correct_facts(publication: Publication, *, by: User, note: str | dict[str, str]) -> Bundle:
    """The next edition, with the same words, of every language that is public, as one bundle of drafts.

    The facts are those at the desk when the bundle is approved. `note` is one text, or one a language.
    """
    require_role("correct", by)
    lock_publications(publication.pk)
    live = list(Edition.objects.live().filter(publication=publication.pk).order_by("language"))
    live.sort(key=lambda row: row.translation_of_id is not None)  # what is rendered is there before it is
    if not live:
        raise Refused(_("This item is public in no language: there is nothing to correct."))
    notes = note if isinstance(note, dict) else dict.fromkeys((row.language for row in live), note)
    drafts = [correct(row, by=by, note=notes.get(row.language, "")) for row in live]
    name = _("Corrected facts: %(item)s") % {"item": publication}
    return gather(name[:200], drafts, by=by)


def _next(edition: Edition, by: User, note: str, words: dict) -> Edition:
    same = {"title": edition.title, "lead": edition.lead, "body": edition.body}
    given = {name: text for name, text in words.items() if text is not None}
    return start(edition.publication, edition.language, by=by, **same | given, change_note=note)
