"""The record of what was done: append-only, each line proving the one before it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """One line for each change of what is, was or will be public."""

    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    verb = models.CharField(_("what"), max_length=20)
    publication = models.ForeignKey(
        "news.Publication", models.PROTECT, null=True, related_name="+", verbose_name=_("item")
    )
    slug = models.CharField(max_length=130)
    language = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    press_from = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    before = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of the words and facts before.")
    )
    after = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the words and facts after."))
    previous = models.CharField(
        max_length=64, blank=True, unique=True, help_text=_("Hash of the line before.")
    )
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("line of the record")
        verbose_name_plural = _("record")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.slug} {self.language} {self.number}"
