"""What an item shows, and in which order. Places count from 1."""

from django.db import transaction
from django.db.models import Max

from ..models import GalleryPhoto, Photo, Publication, User
from ..uploads import order_taken
from .approval import change_facts


@transaction.atomic
def add_to_gallery(publication: Publication, photos: list[Photo], *, by: User):
    """Append in the given order what the gallery does not show yet; this changes the item's facts."""
    change_facts(publication, by=by)
    shown = set(publication.gallery.values_list("photo", flat=True))
    last = publication.gallery.aggregate(last=Max("sort_order"))["last"] or 0
    new = [photo for photo in dict.fromkeys(photos) if photo.pk not in shown]
    GalleryPhoto.objects.bulk_create(
        GalleryPhoto(publication_id=publication.pk, photo=photo, sort_order=place)
        for place, photo in enumerate(new, start=last + 1)
    )


@transaction.atomic
def order_by_time(publication: Publication, *, by: User):
    """Put the gallery in the order in which its pictures were taken; this changes the item's facts."""
    change_facts(publication, by=by)
    rows = publication.gallery.select_related("photo")
    arrange(sorted(rows, key=lambda row: order_taken(row.photo)))


def arrange(rows: list[GalleryPhoto]):
    """Number the rows of a gallery as they come; whoever calls it has claimed the facts."""
    moved = []
    for place, row in enumerate(rows, start=1):
        if row.sort_order != place:
            row.sort_order = place
            moved.append(row)
    GalleryPhoto.objects.bulk_update(moved, ["sort_order"])
