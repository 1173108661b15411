from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The admin, with the press office's own site and pages."""

    default_site = "news.admin.site.Desk"

    def ready(self):
        super().ready()
        import_module("news.admin.pages")
