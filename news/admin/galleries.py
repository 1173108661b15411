"""The gallery of an item: its pictures with captions and descriptions in every language."""

from django import forms
from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import uploads, workflow
from ..blockers import language_name
from ..models import GalleryPhoto, Photo
from .base import Remembering, office_of

WORDS = ["caption", "description"]
LONG = 12  # pictures; the words of more than these are folded, so that the order can be seen


class GalleryForm(forms.ModelForm):
    """A picture's place, and the picture's own words: they are the same wherever it is shown."""

    languages: list[str] = []  # set on the class that the page makes for each request
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
        self.fields.pop("photo", None)  # a row keeps its picture; asked for each of 200 it costs 600 queries

    def word_columns(self):
        """For the template: each language with its caption and description."""
        return [
            (language, [self[f"{name}_{language}"] for name in WORDS])
            for language in self.languages
            if f"caption_{language}" in self.fields
        ]

    @property
    def reworded(self) -> list[str]:
        """The names of the fields that belong to the picture and were changed."""
        return [name for name in self.changed_data if name not in ("photo", "sort_order")]

    def save(self, commit=True):
        row, touched = super().save(commit), self.reworded
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
        return row


class GalleryFormSet(forms.BaseInlineFormSet):
    """The rows in their order. `reworded` are the pictures whose own words were saved with them."""

    reworded: list[Photo] = []

    @cached_property
    def forms(self):
        """Each row knows which place it would have by the time of its picture."""
        rows = super().forms
        shown = [form.instance for form in rows if form.instance.pk]
        by_time = sorted(shown, key=lambda row: uploads.order_taken(row.photo))
        for place, row in enumerate(by_time, start=1):
            row.place_by_time = place
        return rows

    @property
    def is_long(self) -> bool:
        return self.initial_form_count() > LONG

    def save(self, commit=True):
        """Of two rows with one number the one that was moved has that place, and the other makes room."""
        moved = {
            form.instance.pk: form.cleaned_data["sort_order"] - form.initial["sort_order"]
            for form in self.initial_forms
            if "sort_order" in form.changed_data
        }
        saved = super().save(commit)
        kept = [form for form in self.initial_forms if form not in self.deleted_forms]
        self.reworded = [form.instance.photo for form in kept if form.reworded]
        if moved:
            rows = self.instance.gallery.all()
            workflow.arrange(sorted(rows, key=lambda row: (row.sort_order, moved.get(row.pk, 0), row.pk)))
        return saved


class GalleryRows(Remembering, admin.TabularInline):
    model = GalleryPhoto
    template = "admin/news/gallery.html"
    form = GalleryForm
    formset = GalleryFormSet

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
        kwargs["form"] = type("GalleryForm", (GalleryForm,), {"languages": languages, **words})
        return super().get_formset(request, obj, **kwargs)
