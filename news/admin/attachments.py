"""Files that go with an item: what may come in, and how it is kept when the form has an error."""

import hashlib
import zipfile
from pathlib import PurePath

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..blockers import language_name
from ..models import Attachment, EditionFacet, Facet
from ..models.attachments import attachment_path
from ..models.photos import new_token
from .base import Remembering, office_of

OPEN_DOCUMENT = "application/vnd.openxmlformats-officedocument"
ZIP = b"PK\x03\x04"
ALLOWED = {
    "pdf": ("application/pdf", b"%PDF-", ""),
    "docx": (f"{OPEN_DOCUMENT}.wordprocessingml.document", ZIP, "word/document.xml"),
    "xlsx": (f"{OPEN_DOCUMENT}.spreadsheetml.sheet", ZIP, "xl/workbook.xml"),
    "odt": ("application/vnd.oasis.opendocument.text", ZIP, "content.xml"),
    "csv": ("text/csv", b"", ""),
}
SALT = "news.admin.attachments"


class Refused(Exception):
    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def content_type(file) -> str:
    """What the file is, by its name and its first bytes. Raises Refused with a sentence."""
    extension = PurePath(file.name).suffix.lower().lstrip(".")
    if extension not in ALLOWED:
        raise Refused(
            _("“%(name)s” is of another kind: PDF, DOCX, XLSX, ODT and CSV files can be attached.")
            % {"name": file.name}
        )
    kind, start, member = ALLOWED[extension]
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    wrong = Refused(
        _("“%(name)s” is not a %(type)s file inside. Export it again and add that.")
        % {"name": file.name, "type": extension.upper()}
    )
    if not head or not head.startswith(start) or (extension == "csv" and b"\x00" in head):
        raise wrong
    if member:
        try:
            with zipfile.ZipFile(file) as archive:
                archive.getinfo(member)
        except (zipfile.BadZipFile, KeyError, OSError) as error:
            raise wrong from error
        file.seek(0)
    return kind


def keep(file) -> str:
    """Check and store the file; a signed word by which the next form attaches it. Raises Refused."""
    kind = content_type(file)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    row = Attachment(
        token=new_token(),
        name=PurePath(file.name).name[:255],
        content_type=kind,
        size_bytes=file.size,
        sha256=digest.hexdigest(),
    )
    file.seek(0)
    row.file.name = default_storage.save(attachment_path(row, file.name), file)
    fields = ["token", "name", "content_type", "size_bytes", "sha256"]
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

    def clean(self):
        super().clean()
        if self.cleaned_data.get("DELETE") and was_public(self.instance):
            raise forms.ValidationError(
                _("“%(name)s” is part of what was published, and stays.") % {"name": self.instance.name}
            )

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


class AttachmentRows(Remembering, admin.TabularInline):
    model = Attachment
    form = AttachmentForm
    verbose_name_plural = gettext_lazy("files")

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("words")

    def get_fields(self, request, obj=None):
        return ["sort_order", *(f"title_{language}" for language in office_of(request).language_codes)]

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
