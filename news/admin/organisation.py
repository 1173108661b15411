"""Bodies, states, places; memberships, chairmanships."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import (
    Body,
    BodyName,
    Chairmanship,
    Membership,
    Place,
    PlaceName,
    State,
    StateName,
)
from .base import ENDS, STARTS, VISIBILITY, DeskAdmin, NamedAdmin, Remembering, names_of
from .shared import Shared


class DatedRows(Remembering, admin.StackedInline):
    """Dated facts about the thing of the page, a few fields and a period."""

    show_change_link = True
    first: list = []

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*self.first, STARTS, ENDS]}), VISIBILITY]


class ChairmanshipRows(DatedRows):
    model = Chairmanship
    first = [("state", "handed_over_at")]


class MembershipRows(DatedRows):
    model = Membership
    first = [("basis", "status"), "decided_by"]


@admin.register(Body)
class BodyAdmin(NamedAdmin):
    inlines = [names_of(BodyName), ChairmanshipRows]
    fieldsets = [(None, {"fields": ["slug", "within", "sort_order"]}), VISIBILITY]
    list_display = ["__str__", "slug", "sort_order"]


@admin.register(State)
class StateAdmin(NamedAdmin):
    inlines = [names_of(StateName), MembershipRows]
    fieldsets = [(None, {"fields": ["slug", "code"]}), VISIBILITY]
    list_display = ["__str__", "code", "slug"]


@admin.register(Place)
class PlaceAdmin(NamedAdmin):
    inlines = [names_of(PlaceName)]
    fieldsets = [(None, {"fields": ["slug", "within"]}), VISIBILITY]
    list_display = ["__str__", "within", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("within").prefetch_related("within__names")


@admin.register(Membership)
class MembershipAdmin(Shared, DeskAdmin):
    fieldsets = [
        (None, {"fields": ["state", ("basis", "status"), STARTS, ENDS, "decided_by"]}),
        VISIBILITY,
    ]
    list_display = ["state", "basis", "status", "starts_on", "ends_on"]
    list_filter = ["basis", "status"]
    search_fields = ["state__names__name", "state__slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("state").prefetch_related("state__names")


@admin.register(Chairmanship)
class ChairmanshipAdmin(Shared, DeskAdmin):
    fieldsets = [
        (None, {"fields": [("body", "state"), STARTS, ENDS, "handed_over_at"]}),
        VISIBILITY,
    ]
    list_display = ["body", "state", "starts_on", "ends_on"]
    list_filter = [("body", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["state__names__name", "body__names__name"]
    search_help_text = _("Name of the body or the state.")

    def get_queryset(self, request):
        queryset = super().get_queryset(request).select_related("body", "state")
        return queryset.prefetch_related("body__names", "state__names")
