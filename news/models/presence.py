"""Who has an item open at the desk: a row for each person and item, kept for minutes only."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .publications import Publication

OPEN_FOR = datetime.timedelta(seconds=60)
KEPT_FOR = datetime.timedelta(minutes=15)


class PresenceQuerySet(models.QuerySet):
    def open_at(self, at: datetime.datetime | None = None):
        """Pages heard of within the last minute (`at` aware, default now)."""
        return self.filter(at__gt=(at or timezone.now()) - OPEN_FOR)

    def forget(self, at: datetime.datetime | None = None):
        """Delete what is too old to be of use to a colleague."""
        self.filter(at__lte=(at or timezone.now()) - KEPT_FOR).delete()


class Presence(models.Model):
    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="presences", verbose_name=_("item")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "user"],
                name="presence_once_a_person",
                violation_error_message=_("This person is noted already."),
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.publication_id}"
