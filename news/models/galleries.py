"""The ordered set of pictures shown with a publication."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .photos import Photo
from .publications import Publication


class GalleryPhoto(models.Model):
    """A picture at its place in a publication's gallery."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="gallery")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="galleries", verbose_name=_("photograph"))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("photograph")
        verbose_name_plural = _("gallery")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "photo"],
                name="gallery_shows_a_photo_once",
                violation_error_message=_("This photograph is already in the gallery."),
            )
        ]

    def __str__(self):
        return str(self.photo)
