"""What a worker does ahead of time. Everything works without one, only later."""

import logging

try:
    from django.tasks import task
except ImportError:  # Django 5.2
    from django_tasks import task

from . import pictures, renditions
from .models import Photo

logger = logging.getLogger(__name__)


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
