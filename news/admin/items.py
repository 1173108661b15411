"""The four kinds of items: what their pages hold."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import (
    Chairmanship,
    Decision,
    DecisionRelation,
    DecisionSignature,
    DecisionStatus,
    Participation,
    PressEvent,
    Publication,
    Quote,
    RelatedPublication,
    Release,
    Session,
    Statement,
    StatementSpeaker,
)
from .attachments import AttachmentRows
from .base import ENDS, STARTS, OnlyShown, Remembering
from .galleries import GalleryRows
from .item_admin import ItemAdmin
from .participants import ParticipantsFormSet
from .states import titled, titles_of

DAY = ("date", "date_precision")


class Participants(Remembering, admin.TabularInline):
    model = Participation
    formset = ParticipantsFormSet
    fk_name = "session"
    fields = ["term", "is_chair", "manner", "represented_by", "sort_order"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("term__official", "term__position")
        return rows.prefetch_related("term__official__names", "term__position__names")


class Quotes(Remembering, admin.StackedInline):
    model = Quote
    fieldsets = [(None, {"fields": [("term", "language", "sort_order"), "text", ("source", "source_url")]})]


class Related(Remembering, admin.TabularInline):
    model = RelatedPublication
    fk_name = "publication"
    fields = ["other", "sort_order"]


class Speakers(Remembering, admin.TabularInline):
    model = StatementSpeaker
    fields = ["term", "sort_order"]


class Statuses(Remembering, admin.TabularInline):
    model = DecisionStatus
    fields = ["status", *STARTS, *ENDS]


class Signatures(Remembering, admin.TabularInline):
    model = DecisionSignature
    fields = ["state", "manner", "on"]


class Relations(Remembering, admin.TabularInline):
    model = DecisionRelation
    fk_name = "decision"
    fields = ["relation", "other"]


class Handover(Remembering, admin.StackedInline):
    """The chairmanship that began at this session."""

    model = Chairmanship
    fk_name = "handed_over_at"
    verbose_name_plural = _("chairmanship taken over here")
    max_num = 1
    can_delete = False
    fieldsets = [(None, {"fields": [("body", "state"), STARTS, ENDS]})]


class PressEvents(Remembering, admin.TabularInline):
    model = PressEvent
    fields = ["kind", "at", "place"]


COMMON = [PressEvents, Quotes, Related, GalleryRows, AttachmentRows]


@admin.register(Session)
class SessionAdmin(ItemAdmin):
    inlines = [Participants, *COMMON, Handover]
    fieldsets = [
        (
            _("Facts"),
            {
                "fields": [
                    (*DAY, "ends_on"),
                    ("form", "place"),
                    "bodies",
                    ("by_video", "narrow_format", "extended_format"),
                    "topics",
                    "slug",
                ]
            },
        ),
        (
            _("Before and after"),
            {
                "fields": [
                    "preceding",
                    ("next_session_on", "next_session_precision", "next_session_place"),
                    "reported_on",
                ]
            },
        ),
    ]


@admin.register(Statement)
class StatementAdmin(ItemAdmin):
    inlines = [Speakers, *COMMON]
    fieldsets = [
        (
            _("Facts"),
            {
                "fields": [
                    DAY,
                    ("form", "place"),
                    "session",
                    "bodies",
                    ("outlet", "outlet_url"),
                    "topics",
                    "slug",
                ]
            },
        )
    ]


@admin.register(Decision)
class DecisionAdmin(ItemAdmin):
    inlines = [Statuses, Signatures, Relations, *COMMON]
    fieldsets = [
        (
            _("Facts"),
            {
                "fields": [
                    DAY,
                    ("form", "number", "place"),
                    "session",
                    "bodies",
                    "text_public",
                    "topics",
                    "slug",
                ]
            },
        )
    ]


@admin.register(Release)
class ReleaseAdmin(ItemAdmin):
    inlines = COMMON
    fieldsets = [
        (
            _("Facts"),
            {"fields": [DAY, ("form", "place"), "bodies", ("outlet", "outlet_url"), "topics", "slug"]},
        )
    ]


@admin.register(Publication)
class PublicationAdmin(OnlyShown):
    """Items of all kinds: for choosing one; each is edited on the page of its kind."""

    search_fields = ["slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(titles_of())

    def get_search_results(self, request, queryset, search_term):
        return titled(queryset, search_term), False

    def has_module_permission(self, request):
        return False
