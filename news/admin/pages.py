"""All pages of the desk: importing this registers them."""

from . import accounts, history, items, office, officials, organisation, photos, topics

__all__ = ["accounts", "history", "items", "office", "officials", "organisation", "photos", "topics"]
