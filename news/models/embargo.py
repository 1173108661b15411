"""Who read what before everybody could."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .editions import Edition


class EmbargoReadingQuerySet(models.QuerySet):
    def past_keeping(self, at: datetime.datetime | None = None):
        """What is older than it may be kept: for the command that deletes personal data."""
        days = datetime.timedelta(days=EmbargoReading.KEPT_DAYS)
        return self.filter(at__lt=(at or timezone.now()) - days)


class EmbargoReading(models.Model):
    """One reading of an edition under embargo, by name. Written before the answer is given."""

    KEPT_DAYS = 365

    class What(models.TextChoices):
        TITLE = "title", _("title in the list, the first time")
        PAGE = "page", _("page")
        PHOTOGRAPH = "photograph", _("photograph")
        FILE = "file", _("file")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="embargo_readings", verbose_name=_("words")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="embargo_readings", verbose_name=_("person")
    )
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    name = models.CharField(_("file name"), max_length=255, blank=True)

    objects = EmbargoReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("reading under embargo")
        verbose_name_plural = _("readings under embargo")

    def __str__(self):
        return f"{self.person}: {self.edition} ({self.get_what_display()})"
