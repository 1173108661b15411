"""A new item is saved once: the sheet on which it was begun, sent a second time, finds it.

Every sheet carries a random word. An item keeps that word and a digest of what was written on the sheet, in a
column that is unique: of two requests at once, the database lets one make the item.
"""

import base64
import hashlib
import json
import re

from ..models import Publication
from ..models.photos import new_token

WORD = re.compile(r"[\w-]{11}\Z")
NOT_WRITTEN = {"csrfmiddlewaretoken", "_continue", "_save", "_submit"}


def new_word() -> str:
    return new_token()[:11]


def key_of(request) -> str | None:
    """The sheet's word and the digest of what came on it, 22 letters; None for a sheet without a word."""
    word = request.POST.get("form_key", "")
    if not WORD.match(word):
        return None
    written = sorted(row for row in request.POST.lists() if row[0] not in NOT_WRITTEN)
    files = [(name, [(file.name, file.size) for file in files]) for name, files in request.FILES.lists()]
    digest = hashlib.sha256(json.dumps([written, files]).encode()).digest()
    return word + base64.urlsafe_b64encode(digest).decode()[:11]


def item_of(key: str | None) -> Publication | None:
    """The item that was made from exactly this sheet."""
    return Publication.objects.filter(form_key=key).first() if key else None


def earlier(key: str) -> Publication | None:
    """An item that was made from this sheet when something else was written on it."""
    return Publication.objects.filter(form_key__startswith=key[:11]).exclude(form_key=key).first()
