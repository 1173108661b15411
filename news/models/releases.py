"""News, announcements, coverage in the media: no table of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .publications import Kind, Publication


class ReleaseManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(kind=Kind.RELEASE)


class Release(Publication):
    KIND = Kind.RELEASE

    objects = ReleaseManager()

    class Meta:
        proxy = True
        verbose_name = _("news item")
        verbose_name_plural = _("news")
