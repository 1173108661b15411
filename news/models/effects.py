"""The outbox: what is still to be told to somebody, written in the transaction of the verb."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .editions import Edition
from .file_changes import FileChange


class EffectQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, dropped_at=None)

    def due(self, at=None):
        """What a worker may take at that moment (aware, default now): due, and leased to nobody."""
        at = at or timezone.now()
        return self.waiting().filter(Q(lease_until=None) | Q(lease_until__lte=at), due_at__lte=at)


class Effect(models.Model):
    """One message to one person. `key` is what it may never be sent twice for."""

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(max_length=120, unique=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("to"))
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("words"))
    edition_version = models.PositiveIntegerField()
    file_change = models.ForeignKey(FileChange, models.CASCADE, null=True, related_name="effects")
    written_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("message of the outbox")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="effect_waiting",
                condition=Q(sent_at=None, dropped_at=None),
            )
        ]

    def __str__(self):
        return self.key
