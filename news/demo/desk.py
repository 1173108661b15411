"""Work in progress, so that the desk of the demonstration is not empty. Training items, and they say so."""

import datetime

from django.utils import timezone

from news.models import User

from .items import seed_items
from .reading import read


def seed(users: dict[str, User], photos: dict) -> int:
    """Drafts, an item for the editor, one that is scheduled, one under embargo; how many were made."""
    today = timezone.localdate()
    made = 0
    for row in read("desk")["item"]:
        row["date"] = str(today + datetime.timedelta(days=row["in_days"]))
        made += seed_items([row], users, photos, state=row["state"])
    return made
