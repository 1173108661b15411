"""The record, to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Record
from .base import OnlyShown, column, language_choices
from .deeds import DONE

VERBS = DONE | {
    "recall": _("photograph or file recalled"),
    "replace_file": _("photograph or file replaced"),
    "limit": _("set when a photograph may be shown"),
}


class VerbFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return list(VERBS.items())

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class LanguageFilter(admin.SimpleListFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return [choice for choice in language_choices(request, Record) if choice[0]]  # files have none

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.display(description=_("what"), ordering="verb")
def what(row: Record) -> str:
    return VERBS.get(row.verb, row.verb)


WHICH = [
    column("slug", _("address")),
    column("language", _("language")),
    column("number", _("edition")),
    column("live_from", _("public from")),
    column("live_until", _("public until")),
]
REST = [column("press_from", _("for the press from")), column("note", _("what changed"))]
PROOF = [
    column("before", _("before the change")),
    column("after", _("after the change")),
    column("previous", _("previous line")),
    column("hash", _("this line")),
]


@admin.register(Record)
class RecordAdmin(OnlyShown):
    list_display = ["at", "by", what, *WHICH]
    list_filter = [VerbFilter, LanguageFilter]
    list_select_related = ["by"]
    date_hierarchy = "at"
    search_fields = ["slug"]
    ordering = ["-id"]
    fields = readonly_fields = ["at", "by", what, *WHICH, *REST, *PROOF]
