"""Who did what with a thing of the desk, newest first: what was saved, and an item's lines of the record."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..blockers import language_name
from ..models import Edition, Office, Publication, Record, User

ON_A_PAGE = 50
DONE = {
    "approve": gettext_lazy("approved"),
    "publish_alone": gettext_lazy("published alone"),
    "archive": gettext_lazy("taken over from an archive"),
    "review": gettext_lazy("reviewed afterwards"),
    "cancel_schedule": gettext_lazy("schedule cancelled"),
    "reschedule": gettext_lazy("moved to another moment"),
    "lift": gettext_lazy("embargo lifted"),
    "withdraw": gettext_lazy("withdrawn"),
    "reinstate": gettext_lazy("published again"),
}
WITH_DRAFTS = {  # which leave no line in the record
    "submit": gettext_lazy("submitted for review"),
    "return_to_draft": gettext_lazy("returned to draft"),
    "take_up": gettext_lazy("taken up again"),
    "revise": gettext_lazy("next edition begun"),
    "correct": gettext_lazy("correction begun"),
    "correct_facts": gettext_lazy("correction of the facts begun"),
}
ENDS = {"review", "cancel_schedule", "withdraw"}  # they set no moment to begin


@dataclass(frozen=True)
class Deed:
    """`line` is the line of the record, None for what was only saved at the desk."""

    at: datetime.datetime
    by: User | None
    said: list[str]
    line: Record | None = None
    note: str = ""

    @property
    def sets_a_moment(self) -> bool:
        return self.line is not None and self.line.live_from is not None and self.line.verb not in ENDS


def history(request, page, object_id: str):
    """Who did what with the item, and when."""
    item = page.get_object(request, unquote(object_id))
    if item is None:
        raise Http404
    if not page.has_view_or_change_permission(request, item):
        raise PermissionDenied
    shown = Paginator(_deeds(item), ON_A_PAGE).get_page(request.GET.get("p"))
    context = page.admin_site.each_context(request) | {
        "title": _("Who did what, and when"),
        "opts": page.opts,
        "item": item,
        "deeds": shown,
        "office": Office.get(),
    }
    return TemplateResponse(request, "admin/news/deeds.html", context)


def log_move(request, page, item, verb: str, editions: list[Edition]):
    """Keep a move of drafts beside what was saved; the others have their line in the record."""
    if verb in WITH_DRAFTS and editions:
        about = {"verb": verb, "languages": [edition.language for edition in editions]}
        page.log_change(request, item, [{"moved": about}])


def _deeds(item) -> list[Deed]:
    lines = Record.objects.filter(publication=item.pk).select_related("by")
    if not isinstance(item, Publication):
        lines = lines.none()
    found = [Deed(line.at, line.by, [_of_line(line)], line, line.note) for line in lines]
    kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
    saved = LogEntry.objects.filter(content_type=kind, object_id=str(item.pk)).select_related("user")
    found += [Deed(entry.action_time, entry.user, list(_of_entry(entry))) for entry in saved]
    return sorted((deed for deed in found if deed.said), key=lambda deed: deed.at, reverse=True)


def _of_line(line: Record) -> str:
    return _("%(language)s, edition %(number)d: %(what)s") % {
        "what": DONE.get(line.verb, line.verb),
        "language": capfirst(language_name(line.language)),
        "number": line.number,
    }


def _of_entry(entry: LogEntry) -> Iterator[str]:
    """Sentences from the parts of a message, stored in English or as names; other texts as they are."""
    try:
        parts = json.loads(entry.change_message or "[]")
    except ValueError:
        parts = entry.change_message
    if not isinstance(parts, list):
        yield entry.change_message
        return
    for part in parts:
        for act, about in part.items():
            yield _of_part(act, about)


def _of_part(act: str, about: dict) -> str:
    if act == "added" and not about:
        return _("Begun")
    if act == "moved":
        languages = ", ".join(language_name(code) for code in about["languages"])
        what = WITH_DRAFTS.get(about["verb"], about["verb"])
        return _("%(languages)s: %(what)s") % {"languages": capfirst(languages), "what": what}
    thing = ""
    if "name" in about:
        thing = f"{capfirst(_called(about['name']))} “{about['object']}”"
    fields = ", ".join(map(_called, about.get("fields", [])))
    sentences = {
        "added": _("Added: %(what)s"),
        "changed": _("Changed: %(what)s"),
        "deleted": _("Taken out: %(what)s"),
    }
    return sentences[act] % {"what": f"{thing} ({fields})" if thing and fields else thing or fields}


def _called(name: str) -> str:
    """The name of a field or a model in the reader's language: labels begin with a capital, names do not."""
    small = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return _(small) if _(small) != small or _(name) == name else _(name)
