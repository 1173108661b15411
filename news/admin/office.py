"""The organisation this installation speaks for: one row, so its list is its form."""

from django.contrib import admin
from django.shortcuts import redirect

from ..models import Office, OfficeWords
from .base import DeskAdmin, WordsInline
from .shared import Shared


class OfficeWordsRows(WordsInline, admin.StackedInline):
    model = OfficeWords
    fieldsets = [
        (None, {"fields": ["language", ("name", "short_name"), "tagline", "notice", "about", "address"]})
    ]


@admin.register(Office)
class OfficeAdmin(Shared, DeskAdmin):
    inlines = [OfficeWordsRows]
    fields = ["languages", "time_zone", "accent_colour", "emblem", "website", "email"]

    def changelist_view(self, request, extra_context=None):
        office = Office.objects.first()
        if office:
            return redirect("admin:news_office_change", office.pk)
        if self.has_add_permission(request):
            return redirect("admin:news_office_add")
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Office.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
