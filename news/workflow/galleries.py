"""What an item shows."""

from django.db import transaction
from django.db.models import Max

from ..models import GalleryPhoto, Photo, Publication, User
from .approval import change_facts


@transaction.atomic
def add_to_gallery(publication: Publication, photos: list[Photo], *, by: User):
    """Append in the given order what the gallery does not show yet; this changes the item's facts."""
    change_facts(publication, by=by)
    shown = set(publication.gallery.values_list("photo", flat=True))
    last = publication.gallery.aggregate(last=Max("sort_order"))["last"]
    order = 0 if last is None else last + 1
    for photo in photos:
        if photo.pk not in shown:
            GalleryPhoto.objects.create(publication=publication, photo=photo, sort_order=order)
            shown.add(photo.pk)
            order += 1
