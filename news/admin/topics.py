from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from ..models import Topic, TopicName
from .base import DeskAdmin, WordsInline
from .shared import Shared

admin.site.unregister(Tag)  # topics are the office's own model; taggit's table stays empty


class TopicNames(WordsInline, admin.TabularInline):
    model = TopicName


@admin.register(Topic)
class TopicAdmin(Shared, DeskAdmin):
    inlines = [TopicNames]
    fields = ["name", "slug"]
    list_display = ["__str__", "name", "slug"]
    search_fields = ["name", "names__name"]
    search_help_text = _("A name in any language.")
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")
