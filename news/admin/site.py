"""The desk itself: its first page, its sections, its language."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog, set_language

GROUPS = [
    ("items", _("Items"), ["Session", "Statement", "Decision", "Release", "Bundle"]),
    ("people", _("People"), ["Official", "Position", "Term", "PressContact"]),
    ("organisation", _("Organisation"), ["Body", "State", "Membership", "Chairmanship", "Seat", "Place"]),
    ("library", _("Library"), ["Photo", "Topic"]),
    ("office", _("Office"), ["Office", "Record", "EmbargoReading"]),
    ("accounts", _("Accounts"), ["User", "Group"]),
]


class Desk(AdminSite):
    site_title = site_header = _("Press desk")
    index_title = _("Today")

    def is_searchable(self, model) -> bool:
        return model in self._registry and bool(self._registry[model].search_fields)

    def get_urls(self):
        return [path("language/", set_language, name="set_language"), *super().get_urls()]

    def each_context(self, request):
        return super().each_context(request) | {"desk_languages": settings.LANGUAGES}

    def i18n_javascript(self, request, extra_context=None):
        """Texts that scripts say: the admin's, and those of the rich-text editor."""
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "news"])(request)

    def get_app_list(self, request, app_label=None):
        """The desk's own sections, instead of Django's apps in the order of the alphabet."""
        if app_label:
            return super().get_app_list(request, app_label)
        models = {row["object_name"]: row for app in super().get_app_list(request) for row in app["models"]}
        index = reverse("admin:index", current_app=self.name)
        sections = [
            {
                "name": name,
                "app_label": key,
                "app_url": f"{index}#{key}",
                "has_module_perms": True,
                "models": [models.pop(model) for model in order if model in models],
            }
            for key, name, order in GROUPS
        ]
        sections[-1]["models"] += models.values()
        return [section for section in sections if section["models"]]

    def index(self, request, extra_context=None):
        from .today import today  # it reads models, which are not there yet when the site is made

        return super().index(request, {**(extra_context or {}), **today(request)})
