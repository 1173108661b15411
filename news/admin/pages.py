"""All pages of the desk: importing this registers them."""

from . import accounts, bundles, embargo, history, items, office, officials, organisation, photos, topics

__all__ = [
    "accounts",
    "bundles",
    "embargo",
    "history",
    "items",
    "office",
    "officials",
    "organisation",
    "photos",
    "topics",
]
