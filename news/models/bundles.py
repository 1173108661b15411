"""Several editions that become public at one moment or not at all."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Bundle(models.Model):
    """A session, its statement, its decisions, in their languages: what holds one, holds all.

    The moments are those of its approved editions (the database holds that); empty while none is approved.
    """

    name = models.CharField(_("name"), max_length=200, help_text=_("For the desk only."))
    live_from = models.DateTimeField(_("public from"), null=True, editable=False)
    press_from = models.DateTimeField(_("for the press from"), null=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(auto_now_add=True)
    lock_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        constraints = [
            models.CheckConstraint(
                name="bundle_press_reads_first",
                condition=Q(press_from=None) | Q(live_from__isnull=False, press_from__lte=F("live_from")),
                violation_error_message=_("The press reads before the public, not after it."),
            )
        ]

    def __str__(self):
        return self.name
