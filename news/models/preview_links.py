"""Links that open one edition, before it is public, to whoever has them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .editions import Edition


class PreviewLink(models.Model):
    """One link. `seen` are the numbers that must still be the same: when one differs, it opens nothing."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="preview_links")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    seen = models.JSONField(default=list)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("link to a preview")
        verbose_name_plural = _("links to previews")

    def __str__(self):
        return f"{self.edition} {self.until:%Y-%m-%d %H:%M}"
