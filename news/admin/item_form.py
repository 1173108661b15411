"""The form of an item: its facts, its words in every language, its new pictures and files.

Facts carry the lock version that was shown. Fields remember what they showed, so that only what this person
changed counts as changed; when a colleague was faster, the form comes back with both.
"""

from dataclasses import dataclass

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Kind, Photo, Publication, Topic
from .adopted import adopted_formsets
from .attachments import kept
from .base import office_of
from .slugs import slug_from
from .words import language_forms


@dataclass(frozen=True)
class FactConflict:
    """A fact that a colleague changed: how it is called, what this person entered, what is stored now."""

    label: str
    yours: str
    now: str


@dataclass(frozen=True)
class ListConflict:
    """A list that both changed: `yours` only where it cannot stay in the form, for its rows are gone."""

    label: str
    yours: list[str]
    now: list[str]


def rows_touched(formset) -> bool:
    """Whether this person changed a row, against what they were shown."""
    key = formset.model._meta.pk.name
    return formset.is_bound and any(set(row.changed_data) - {key} for row in formset.forms)


def rows_vanished(formset) -> bool:
    """Whether a row that was shown is not there any more."""
    return any(row.instance.pk is None for row in formset.initial_forms)


def spoken_rows(formset) -> list[str]:
    """What this person entered, row by row, to copy from."""
    rows = []
    for row in formset.forms:
        values = [f"{row[name].label}: {row[name].data}" for name in row.changed_data if row[name].data]
        rows += ["; ".join(values)] if values else []
    return rows


class ItemForm(forms.ModelForm):
    """Facts as fields; beside them `words`, `adopted` (new rows by model), kept photographs and files."""

    request = None  # set on the class that the page makes for each request
    facts_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self._meta.model.KIND
        data = self.data if self.is_bound else None
        languages = office_of(self.request).language_codes
        self.may_write = may_write(self.request.user)
        self.stored_version = self.instance.lock_version if self.instance.pk else None
        self.initial["facts_seen"] = self.stored_version
        self.words = language_forms(
            data, self.instance, kind=kind, languages=languages, may_write=self.may_write
        )
        self.adopted = {}
        if kind == Kind.SESSION and self.may_write:
            self.adopted = adopted_formsets(data, languages)
        tokens = data.getlist("kept_photographs") if data else []
        photographs = Photo.objects.filter(token__in=tokens).prefetch_related("words")
        self.kept_photographs = sorted(photographs, key=lambda photo: tokens.index(photo.token))
        self.kept_files = kept(data.getlist("kept_files") if data else [])
        self.formsets = []
        self.fact_conflicts: list[FactConflict] = []
        self.list_conflicts: list[ListConflict] = []
        self.conflict = False
        self.instance.form_of_page = self
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for name in self.fact_names:
            self.fields[name].show_hidden_initial = True

    @property
    def fact_names(self) -> list[str]:
        return [name for name in self.fields if name != "facts_seen"]

    @property
    def media(self):
        return super().media + forms.Media(css={"all": STYLES}, js=SCRIPTS)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug:
            return slug
        titles = {words.language: words.posted().get("title", "") for words in self.words}
        titles = [titles.get("en", ""), *titles.values()]
        wanted = next(filter(None, map(slug_from, titles)), "")
        if not wanted:
            raise forms.ValidationError(_("Give it a title, or write its address."))
        return wanted

    def facts_touched(self) -> bool:
        """Whether this person changed any fact, in the fields or in the lists."""
        return bool(
            [name for name in self.changed_data if name != "facts_seen"]
            or any(words.facts_touched for words in self.words)
            or any(rows_touched(formset) for formset in self.formsets)
            or any(formset.has_changed() for formset in self.adopted.values())
            or self.kept_photographs
            or self.kept_files
        )

    def is_valid(self):
        parts = [*self.words, *(formset for formset in self.adopted.values() if formset.is_bound)]
        valid = all([super().is_valid(), *(part.is_valid() for part in parts)])
        if self.is_bound and self.instance.pk:
            self._look_for_conflicts()
        return valid and not self.conflict

    def _look_for_conflicts(self):
        stale_words = [words for words in self.words if words.stale()]
        seen = self.data.get("facts_seen", "")
        facts_stale = seen != str(self.stored_version)
        if not stale_words and not (facts_stale and self.facts_touched()):
            return
        self.conflict = True
        for words in self.words:
            if words in stale_words:
                words.show_conflict()
            elif not words.touched:
                words.refresh()
        if facts_stale:
            self._show_stored_facts()

    def _show_stored_facts(self):
        """Facts this person did not touch become what is stored; of the others, both are shown."""
        touched = set(self.changed_data)
        data = self.data.copy()
        for name in self.fact_names:
            field, stored = self.fields[name], self.initial.get(name)
            shown = (
                self[name]
                .field.hidden_widget()
                .value_from_datadict(self.data, {}, self.add_initial_prefix(name))
            )
            if not self._same(field, shown, stored):
                label = str(self[name].label)
                yours = self._spoken(field, self[name].data) if name in touched else ""
                self.fact_conflicts.append(FactConflict(label, yours, self._spoken(field, stored)))
            if name not in touched:
                _put(data, field, self.add_prefix(name), stored)
            _put(data, field, self.add_initial_prefix(name), stored, hidden=True)
        data["facts_seen"] = str(self.stored_version)
        self.data = data
        for number, formset in enumerate(self.formsets):
            if not rows_touched(formset) or rows_vanished(formset):
                # In place: the page shows this very list.
                self.formsets[number] = type(formset)(instance=formset.instance, prefix=formset.prefix)
            if rows_touched(formset):
                self.list_conflicts.append(
                    ListConflict(
                        str(formset.model._meta.verbose_name_plural).capitalize(),
                        spoken_rows(formset) if rows_vanished(formset) else [],
                        [str(row) for row in formset.get_queryset()],
                    )
                )

    def _same(self, field, shown, stored) -> bool:
        try:
            return not field.has_changed(field.to_python(shown), _as_data(field, stored))
        except forms.ValidationError:
            return False

    def _spoken(self, field, value) -> str:
        """The value in words, as the page would show it."""
        if isinstance(field, forms.BooleanField):
            return str(_("yes")) if field.to_python(value) else str(_("no"))
        value = field.prepare_value(value)
        if value in (None, "", []):
            return "–"
        if isinstance(field, forms.ModelMultipleChoiceField):
            return ", ".join(map(str, field.queryset.filter(pk__in=value)))
        if isinstance(field, forms.ModelChoiceField):
            return str(field.queryset.filter(pk=value).first() or value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))
        return str(formats.localize_input(value))


def _as_data(field, value):
    """A stored value as a browser would send it."""
    value = field.prepare_value(value)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(key) for key in value or []]
    if isinstance(field, forms.BooleanField):
        return bool(value)
    return "" if value is None else str(formats.localize_input(value))


def _put(data, field, name, value, hidden=False):
    value = _as_data(field, value)
    if isinstance(value, list):
        data.setlist(name, value)
    elif value is False:
        data.pop(name, None)
        if hidden:
            data[name] = "False"
    else:
        data[name] = str(value) if value is not True else "True" if hidden else "on"


def may_write(user) -> bool:
    """Words and facts are for those who may begin editions; a photographer only adds pictures."""
    return user.has_perm("news.add_edition")


def topics_field(admin_site) -> forms.ModelMultipleChoiceField:
    """Topics by autocomplete, instead of taggit's line of commas."""
    return forms.ModelMultipleChoiceField(
        queryset=Topic.objects.prefetch_related("names"),
        required=False,
        label=gettext_lazy("Topics"),
        widget=AutocompleteSelectMultiple(Publication._meta.get_field("topics"), admin_site),
    )


STYLES = [
    "django_prose_editor/material-icons.css",
    "django_prose_editor/editor.css",
    "django_prose_editor/overrides.css",
    "news/desk/items.css",
]
SCRIPTS = [
    "news/desk/items.js",
    "news/desk/slugs.js",
    forms.widgets.Script("news/desk/prose.js", type="module"),
]
