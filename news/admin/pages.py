"""All pages of the desk: importing this registers them."""

from . import accounts, embargo, history, items, office, officials, organisation, photos, topics

__all__ = [
    "accounts",
    "embargo",
    "history",
    "items",
    "office",
    "officials",
    "organisation",
    "photos",
    "topics",
]
