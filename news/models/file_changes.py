"""What was done to one photograph or file that people may have seen: recalled, or replaced at its address."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .attachments import Attachment
from .editions import EditionFacet, Facet, Status
from .history import Record
from .photos import Photo


class FileChangeQuerySet(models.QuerySet):
    def of(self, thing: Photo | Attachment):
        return self.filter(photo=thing) if isinstance(thing, Photo) else self.filter(attachment=thing)

    def recalled(self, sha256: str) -> bool:
        """Whether these very bytes were called back once: they are not taken again."""
        return self.filter(what="recalled", sha256=sha256).exists()

    def public(self, at, language: str, publication_id: int | None = None):
        """Those of what anybody could see before: in that language, and in that item where one is given.

        A portrait or an emblem belongs to every language, and to no item.
        """
        carried = EditionFacet.objects.filter(
            Q(facet=Facet.PHOTO, thing=OuterRef("photo")) | Q(facet=Facet.FILE, thing=OuterRef("attachment")),
            edition__status=Status.APPROVED,
            edition__live_from__lte=OuterRef("at"),
        ).exclude(edition__live_until=F("edition__live_from"))
        here = carried.filter(edition__language=language)
        if publication_id is not None:
            here = here.filter(edition__publication=publication_id)
        shown = Q(Exists(here))
        if publication_id is None:
            shown |= ~Exists(carried)
        return self.filter(shown, was_public=True, at__lte=at)


class FileChange(models.Model):
    """One change. `reasons` are public words by language; the file that was there before is kept."""

    class What(models.TextChoices):
        RECALLED = "recalled", _("recalled")
        REPLACED = "replaced", _("replaced")

    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="changes")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="changes")
    what = models.CharField(max_length=8, choices=What.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reasons = models.JSONField(default=dict)
    was_public = models.BooleanField()
    line = models.OneToOneField(Record, models.PROTECT, related_name="file_change")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    earlier = models.FileField(
        max_length=120, blank=True, help_text=_("What was at the address until it was replaced.")
    )

    objects = FileChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of a file")
        verbose_name_plural = _("changes of files")
        constraints = [
            models.CheckConstraint(
                name="file_change_of_one_thing",
                condition=Q(photo=None) ^ Q(attachment=None),
                violation_error_message=_("A change is of one photograph or of one file."),
            ),
            models.CheckConstraint(
                name="file_change_keeps_what_it_replaced",
                condition=Q(what="recalled", earlier="") | Q(what="replaced") & ~Q(earlier=""),
                violation_error_message=_("What was replaced is kept."),
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="file_change_by_moment")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.name}"

    @property
    def thing(self) -> Photo | Attachment:
        return self.photo or self.attachment

    def reason(self, language: str = "") -> str:
        """In that language (default: the reader's), or in another where there is none in it."""
        return self.reasons.get(language or get_language()) or next(filter(None, self.reasons.values()), "")
