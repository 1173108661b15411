"""Files that go with a publication."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .editions import EditionFacet, Facet
from .photos import new_token
from .publications import Publication


def attachment_path(attachment, filename: str) -> str:
    return f"files/{attachment.token[:2]}/{attachment.token}"


class AttachmentQuerySet(models.QuerySet):
    def live(self, at=None):
        """Files that something public at that moment offers, and that nobody recalled."""
        offered = EditionFacet.objects.live(at).filter(facet=Facet.FILE, thing=OuterRef("pk"))
        return self.standing().filter(Exists(offered))

    def open_to(self, person, at=None):
        """Those, and files of what is under embargo for this person."""
        carried = EditionFacet.objects.embargoed_for(person, at)
        offered = carried.filter(facet=Facet.FILE, thing=OuterRef("pk"))
        return self.live(at) | self.standing().filter(Exists(offered))

    def standing(self):
        """What was not recalled: whatever moment is asked about, nobody outside sees the others."""
        return self.filter(recalled_at=None)

    def offered(self):
        """What the next edition offers."""
        return self.standing().filter(left_out_at=None)


class Attachment(models.Model):
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="attachments")
    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    file = models.FileField(_("file"), upload_to=attachment_path, max_length=120)
    name = models.CharField(_("file name"), max_length=255, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size_bytes = models.PositiveBigIntegerField(editable=False, default=0)
    sha256 = models.CharField(max_length=64, editable=False)
    told = models.JSONField(
        default=dict, editable=False, help_text=_("What the file tells besides its text: see disclosures.py.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    recalled_at = models.DateTimeField(_("recalled at"), null=True, editable=False)
    left_out_at = models.DateTimeField(
        null=True, editable=False, help_text=_("Earlier editions offer it, later ones do not.")
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        """What the record calls it: the beginning of its address, which stays when it is replaced."""
        return f"files/{self.token}"


class AttachmentWords(models.Model):
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ["language"]
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints = [
            models.UniqueConstraint(
                fields=["attachment", "language"],
                name="attachment_titled_once_a_language",
                violation_error_message=_("This file already has a title in that language."),
            )
        ]

    def __str__(self):
        return self.title
