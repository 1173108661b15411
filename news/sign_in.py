"""Signing in, for the desk and the press: passwords are not guessed, and nobody is locked out by others.

Failures of the last quarter of an hour are counted: of one address on one account, of one address in all, and
on one account in all. The last does not stand in the way of an address from which this account signed in
lately, so that strangers cannot keep its owner out.
"""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .models import SignIn

WINDOW = datetime.timedelta(minutes=15)
OF_ADDRESS_ON_ACCOUNT, OF_ADDRESS, ON_ACCOUNT = 5, 30, 50

TOO_MANY = _("Too many attempts to sign in. Wait a quarter of an hour, then try again.")


class Throttled:
    """For a form of django.contrib.auth: asks before the password is looked at, and counts how it went."""

    def clean(self):
        name = self.cleaned_data.get("username")
        if not (name and self.cleaned_data.get("password")):
            return super().clean()
        address, account = keyed("address", address_of(self.request)), keyed("account", name.casefold())
        if too_many(address, account):
            raise ValidationError(TOO_MANY, code="too_many")
        try:
            cleaned = super().clean()
        except ValidationError:
            SignIn.objects.past_keeping().delete()
            SignIn.objects.create(address=address, account=account, succeeded=False)
            raise
        SignIn.objects.filter(address=address, account=account).delete()
        SignIn.objects.create(address=address, account=account, succeeded=True)
        return cleaned


def too_many(address: str, account: str) -> bool:
    failed = SignIn.objects.since(timezone.now() - WINDOW).filter(succeeded=False)
    from_here, on_it = failed.filter(address=address), failed.filter(account=account)
    if from_here.filter(account=account).count() >= OF_ADDRESS_ON_ACCOUNT or from_here.count() >= OF_ADDRESS:
        return True
    known = SignIn.objects.filter(address=address, account=account, succeeded=True)
    return on_it.count() >= ON_ACCOUNT and not known.exists()


def keyed(kind: str, text: str) -> str:
    """A hash that only this installation can make again: 32 characters."""
    return salted_hmac(f"news.sign_in.{kind}", text).hexdigest()[:32]


def address_of(request) -> str:
    """The address of who asks: as the outermost of the TRUSTED_PROXIES saw it, or of the connection."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return hops[-proxies]
    return request.META.get("REMOTE_ADDR", "")
