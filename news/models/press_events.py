"""Moments by which journalists plan their days: accreditation closes, a briefing begins."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .publications import Publication


class PressEvent(models.Model):
    class Kind(models.TextChoices):
        ACCREDITATION = "accreditation", _("accreditation closes")
        BRIEFING = "briefing", _("press briefing")
        PHOTO_OPPORTUNITY = "photo", _("photo opportunity")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="press_events")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what"), max_length=13, choices=Kind.choices)
    at = models.DateTimeField(_("when"), help_text=_("Day and hour in the office's time zone."))
    place = models.ForeignKey(
        "news.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("date for the press")
        verbose_name_plural = _("dates for the press")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "kind", "at"],
                name="press_event_once",
                violation_error_message=_("This date for the press is already listed."),
            )
        ]

    def __str__(self):
        return str(self.Kind(self.kind).label)
