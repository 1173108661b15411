"""The record, to read."""

from django.contrib import admin

from ..models import Record
from .base import DeskAdmin


@admin.register(Record)
class RecordAdmin(DeskAdmin):
    list_display = ["at", "by", "verb", "slug", "language", "number", "live_from", "live_until"]
    list_filter = ["verb", "language"]
    list_select_related = ["by"]
    date_hierarchy = "at"
    search_fields = ["slug"]
    ordering = ["-id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
