"""The gallery of an item: its pictures with captions and descriptions in every language."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..blockers import language_name
from ..models import GalleryPhoto, Photo
from .base import Remembering, office_of
from .photos import words_changed

WORDS = ["caption", "description"]


class GalleryForm(forms.ModelForm):
    """A picture's place, and the picture's own words: they are the same wherever it is shown."""

    languages: list[str] = []
    by = None  # who saves: both are set on the class that the page makes for each request
    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        required=False,
        max_length=200,
        show_hidden_initial=True,
        widget=forms.TextInput({"class": "vTextField"}),
    )

    class Meta:
        model = GalleryPhoto
        fields = ["photo", "sort_order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        photo = self.instance.photo
        words = {row.language: row for row in photo.words.all()}
        self.initial["credit"] = photo.credit
        for language in self.languages:
            for name in WORDS:
                self.initial[f"{name}_{language}"] = getattr(words.get(language), name, "")
        if "photo" in self.fields:
            self.fields["photo"].disabled = True

    def word_columns(self):
        """For the template: each language with its caption and description."""
        return [
            (language, [self[f"{name}_{language}"] for name in WORDS])
            for language in self.languages
            if f"caption_{language}" in self.fields
        ]

    def save(self, commit=True):
        row = super().save(commit)
        touched = [name for name in self.changed_data if name not in ("photo", "sort_order")]
        if "credit" in touched:
            Photo.objects.filter(pk=row.photo_id).update(credit=self.cleaned_data["credit"].strip())
        for language in self.languages:
            values = {
                name: self.cleaned_data[f"{name}_{language}"].strip()
                for name in WORDS
                if f"{name}_{language}" in touched
            }
            if values:
                row.photo.words.update_or_create(language=language, defaults=values)
        if touched:
            words_changed(row.photo, by=self.by)
        return row


class GalleryRows(Remembering, admin.TabularInline):
    model = GalleryPhoto
    template = "admin/news/gallery.html"
    form = GalleryForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo").prefetch_related("photo__words")

    def get_fields(self, request, obj=None):
        return ["photo", "sort_order"]

    def get_formset(self, request, obj=None, **kwargs):
        languages = office_of(request).language_codes
        labels = {"caption": _("Caption (%(language)s)"), "description": _("Description (%(language)s)")}
        words = {
            f"{name}_{language}": forms.CharField(
                label=labels[name] % {"language": language_name(language)},
                required=False,
                show_hidden_initial=True,
                widget=forms.Textarea({"rows": 2, "lang": language}),
            )
            for language in languages
            for name in WORDS
        }
        kwargs["form"] = type(
            "GalleryForm", (GalleryForm,), {"languages": languages, "by": request.user, **words}
        )
        return super().get_formset(request, obj, **kwargs)
