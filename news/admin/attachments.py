"""Files that go with an item: what may come in, and how it is kept when the form has an error."""

from django import forms
from django.contrib import admin
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import documents
from ..blockers import language_name
from ..models import Attachment, EditionFacet, Facet
from . import recalls
from .base import Remembering, office_of

SALT = "news.admin.attachments"


def keep(file) -> str:
    """Check and store the file; a signed word that attaches it later. Raises `documents.Refused`."""
    row = documents.kept(file)
    fields = ["token", "name", "content_type", "size_bytes", "sha256", "told"]
    return signing.dumps({**{name: getattr(row, name) for name in fields}, "file": row.file.name}, salt=SALT)


def kept(words: list[str]) -> list[tuple[str, Attachment]]:
    """The files behind signed words, as unsaved rows; a word that is not ours is left out."""
    rows = []
    for word in words:
        try:
            rows.append((word, Attachment(**signing.loads(word, salt=SALT, max_age=24 * 3600))))
        except (signing.BadSignature, TypeError):
            continue
    return rows


def attach(publication, rows: list[Attachment]):
    known = set(Attachment.objects.filter(publication=publication.pk).values_list("token", flat=True))
    for number, row in enumerate(rows, start=len(known)):
        if row.token not in known:
            row.publication_id, row.sort_order = publication.pk, number
            row.save(force_insert=True)


class AttachmentForm(forms.ModelForm):
    """Order and titles of a file that is there; the file itself is never exchanged."""

    languages: list[str] = []

    class Meta:
        model = Attachment
        fields = ["sort_order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {row.language: row.title for row in self.instance.words.all()} if self.instance.pk else {}
        for language in self.languages:
            self.initial[f"title_{language}"] = words.get(language, "")

    def save(self, commit=True):
        row = super().save(commit)
        for language in self.languages:
            title = self.cleaned_data.get(f"title_{language}", "").strip()
            if title:
                row.words.update_or_create(language=language, defaults={"title": title})
            else:
                row.words.filter(language=language).delete()
        return row


def was_public(attachment: Attachment) -> bool:
    return EditionFacet.objects.filter(facet=Facet.FILE, thing=attachment.pk).exists()


class AttachmentFormSet(forms.BaseInlineFormSet):
    """What was once part of an approved edition is left out of the next one; the row stays for history."""

    def delete_existing(self, obj, commit=True):
        if not was_public(obj):
            super().delete_existing(obj, commit)
        elif commit:
            Attachment.objects.filter(pk=obj.pk).update(left_out_at=timezone.now())


class AttachmentRows(Remembering, admin.TabularInline):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    verbose_name_plural = gettext_lazy("files")
    readonly_fields = ["standing"]

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        self.reader = request.user
        return super().get_queryset(request).filter(left_out_at=None).prefetch_related("words")

    def get_fields(self, request, obj=None):
        titles = (f"title_{language}" for language in office_of(request).language_codes)
        return ["sort_order", *titles, "standing"]

    @admin.display(description=gettext_lazy("once it is public"))
    def standing(self, row):
        return recalls.ways(self.reader, row) or "–"

    def get_formset(self, request, obj=None, **kwargs):
        languages = office_of(request).language_codes
        titles = {
            f"title_{language}": forms.CharField(
                label=_("Title (%(language)s)") % {"language": language_name(language)},
                required=False,
                max_length=200,
                show_hidden_initial=True,
                widget=forms.TextInput({"lang": language, "class": "vTextField"}),
            )
            for language in languages
        }
        kwargs["form"] = type("AttachmentForm", (AttachmentForm,), {"languages": languages, **titles})
        kwargs["fields"] = ["sort_order"]
        return super().get_formset(request, obj, **kwargs)
