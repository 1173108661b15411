"""What a worker does ahead of time. Everything works without one, only later."""

import logging

try:
    from django.tasks import task
except ImportError:  # Django 5.2
    from django_tasks import task

from . import pictures, renditions
from .models import Edition, Photo, Status
from .prints import prints

logger = logging.getLogger(__name__)


@task
def make_prints(edition_pk: int) -> int:
    """Make the prints of an edition's photographs as they will be when it is public; says how many it has."""
    edition = Edition.objects.filter(pk=edition_pk, status=Status.APPROVED).first()
    if edition is None:
        return 0
    shown = [fact["id"] for fact in edition.facts.get("photographs", [])]
    photos = Photo.objects.exclude(original="").filter(pk__in=shown)
    wanted = prints(photos, Edition.objects.live(edition.live_from))
    for row in wanted:
        try:
            renditions.make_print(row.photo, row.said).close()
        except (pictures.Unreadable, pictures.TooLarge, OSError):
            logger.exception("No print of photograph %s", row.photo.pk)
    return len(wanted)


@task
def make_renditions(photo_pk: int) -> int:
    """Make all sizes of a photograph; says how many were missing."""
    photo = Photo.objects.exclude(original="").filter(pk=photo_pk).first()
    if photo is None:
        return 0
    try:
        return renditions.make_all(photo)
    except (pictures.Unreadable, pictures.TooLarge, FileNotFoundError):
        logger.exception("No renditions of photograph %s", photo_pk)
        return 0
