"""People, positions, terms of office, seats, and whom journalists call."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Official, OfficialName, Position, PositionName, PressContact, Seat, Term
from .base import ENDS, STARTS, VISIBILITY, DeskAdmin, NamedAdmin, names_of
from .organisation import DatedRows
from .shared import Shared


class TermsOfOfficial(DatedRows):
    model = Term
    first = [("position", "acting")]


class TermsInPosition(DatedRows):
    model = Term
    first = [("official", "acting")]


class SeatRows(DatedRows):
    model = Seat
    first = [("body", "state")]


@admin.register(Official)
class OfficialAdmin(NamedAdmin):
    inlines = [names_of(OfficialName), TermsOfOfficial]
    fieldsets = [(None, {"fields": ["slug", "portrait"]}), VISIBILITY]


@admin.register(Position)
class PositionAdmin(NamedAdmin):
    inlines = [names_of(PositionName, "acting_name"), SeatRows, TermsInPosition]
    fieldsets = [(None, {"fields": ["slug", "single_holder"]}), VISIBILITY]
    list_display = ["__str__", "slug", "single_holder"]


@admin.register(Term)
class TermAdmin(Shared, DeskAdmin):
    fieldsets = [
        (None, {"fields": ["official", ("position", "acting"), STARTS, ENDS]}),
        VISIBILITY,
    ]
    list_display = ["official", "position", "acting", "starts_on", "ends_on"]
    list_filter = ["acting"]
    search_fields = ["official__slug"]
    search_help_text = _("A person or a position, under any of their names.")

    def get_queryset(self, request):
        queryset = super().get_queryset(request).with_people()
        return queryset.prefetch_related("official__names", "position__names")

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.split():
            people = Official.objects.called(word).values("pk")
            positions = Position.objects.called(word).values("pk")
            queryset = queryset.filter(Q(official__in=people) | Q(position__in=positions))
        return queryset, False


@admin.register(Seat)
class SeatAdmin(Shared, DeskAdmin):
    fieldsets = [(None, {"fields": ["position", ("body", "state"), STARTS, ENDS]}), VISIBILITY]
    list_display = ["position", "body", "state", "starts_on", "ends_on"]
    list_filter = [("body", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["position__names__name", "state__names__name"]

    def get_queryset(self, request):
        queryset = super().get_queryset(request).select_related("position", "body", "state")
        return queryset.prefetch_related("position__names", "body__names", "state__names")


@admin.register(PressContact)
class PressContactAdmin(Shared, DeskAdmin):
    fieldsets = [
        (None, {"fields": ["term", "telephones", "email", "sort_order", STARTS, ENDS]}),
        VISIBILITY,
    ]
    list_display = ["term", "telephones", "email", "starts_on", "ends_on"]

    def get_queryset(self, request):
        queryset = super().get_queryset(request).select_related("term__official", "term__position")
        return queryset.prefetch_related("term__official__names", "term__position__names")
