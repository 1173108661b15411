from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The admin, with the press office's own site."""

    default_site = "news.admin.site.Desk"
