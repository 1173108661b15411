"""Attempts to sign in, counted for a short while."""

import datetime

from django.db import models
from django.utils import timezone


class SignInQuerySet(models.QuerySet):
    def since(self, moment: datetime.datetime):
        return self.filter(at__gte=moment)

    def past_keeping(self, at: datetime.datetime | None = None):
        """What no rule asks for any more."""
        return self.filter(at__lt=(at or timezone.now()) - datetime.timedelta(days=SignIn.KEPT_DAYS))


class SignIn(models.Model):
    """That somebody signed in or failed to: keyed hashes in place of the address and the account."""

    KEPT_DAYS = 30

    address = models.CharField(max_length=32)
    account = models.CharField(max_length=32)
    succeeded = models.BooleanField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="sign_in_of_account"),
            models.Index(fields=["address", "at"], name="sign_in_from_address"),
        ]

    def __str__(self):
        return f"{self.account} from {self.address}"
