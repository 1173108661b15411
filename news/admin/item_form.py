"""The form of an item: its facts, its words in every language, its new pictures and files.

Facts carry the lock version that was shown. Fields remember what they showed, so that only what this person
changed counts as changed; when a colleague was faster, the form comes back with both.
"""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import uploads, workflow
from ..models import Kind, Photo, Publication, Topic
from . import conflicts, sheets
from .adopted import adopted_formsets
from .attachments import kept
from .base import office_of
from .choices import Choices, Several
from .pasted import PastedLists
from .rights import RightsForm
from .slugs import slug_from
from .words import language_forms

PROSE = forms.widgets.Script("news/desk/prose.js", type="module")
# What is being sent is waited for before drafts are: the first to hear of a submitted form goes first.
SCRIPTS = [
    "news/desk/files.js",
    "news/desk/sending.js",
    *(f"news/desk/{name}.js" for name in ("items", "gallery", "drafts", "presence", "slugs")),
    PROSE,
]
STYLES = [
    "django_prose_editor/material-icons.css",
    "django_prose_editor/editor.css",
    "django_prose_editor/overrides.css",
    "news/desk/items.css",
    "news/desk/sending.css",
    "news/desk/beside.css",
]


OWN_FIELDS = {"facts_seen", "form_key"}


class ItemForm(forms.ModelForm):
    """Facts as fields; beside them `words`, `adopted` (new rows by model), kept photographs and files."""

    request = None  # set on the class that the page makes for each request
    facts_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    form_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = self._meta.model.KIND
        self.may_write = may_write(self.request.user)
        self.stored_version = self.instance.lock_version if self.instance.pk else None
        self.initial |= {"facts_seen": self.stored_version, "form_key": sheets.new_word()}
        self._read_parts(self.data if self.is_bound else None)
        self.formsets: list = []  # the page's lists, known once it has made them
        self.conflict = False
        self.fact_conflicts: list[conflicts.FactConflict] = []
        self.list_conflicts: list[conflicts.ListConflict] = []
        self.instance.form_of_page = self
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for name in self.fact_names:
            self.fields[name].show_hidden_initial = True

    def _read_parts(self, data):
        languages = office_of(self.request).language_codes
        self.words = language_forms(
            data, self.instance, kind=self.kind, languages=languages, may_write=self.may_write
        )
        has_adopted = self.kind == Kind.SESSION and self.may_write
        self.adopted = adopted_formsets(data, languages) if has_adopted else {}
        tokens = data.getlist("kept_photographs") if data else []
        photographs = Photo.objects.filter(token__in=tokens).prefetch_related("words")
        self.kept_photographs = sorted(photographs, key=uploads.order_taken)
        self.kept_files = kept(data.getlist("kept_files") if data else [])
        self.rights = RightsForm(data, prefix="new")
        self.lists = PastedLists(data, languages=languages)
        self.pictures: list[Photo] = []  # what the lists are about, known once they are checked

    @property
    def fact_names(self) -> list[str]:
        return [name for name in self.fields if name not in OWN_FIELDS]

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in OWN_FIELDS]

    @cached_property
    def gallery(self) -> list[Photo]:
        """The photographs that a text may place."""
        rows = self.instance.gallery.select_related("photo") if self.instance.pk else []
        return [row.photo for row in rows]

    @property
    def media(self):
        return super().media + forms.Media(css={"all": STYLES}, js=SCRIPTS)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug:
            return slug
        titles = {words.language: words.posted().get("title", "") for words in self.words}
        wanted = next(filter(None, map(slug_from, [titles.get("en", ""), *titles.values()])), "")
        if not wanted:
            raise forms.ValidationError(_("Give it a title, or write its address."))
        return wanted

    @property
    def orders_by_time(self) -> bool:
        return self.is_bound and "gallery_by_time" in self.data

    def facts_touched(self) -> bool:
        """Whether this person changed any fact, in the fields or in the lists."""
        return bool(
            self.changed_data
            or any(words.facts_touched for words in self.words)
            or any(map(conflicts.rows_touched, self.formsets))
            or any(formset.has_changed() for formset in self.adopted.values())
            or self.kept_photographs
            or self.kept_files
            or self.lists.is_filled()
            or self.orders_by_time
        )

    def _lists_fit(self) -> bool:
        """Whether the pasted lists fit the gallery: its pictures in their order, then those that arrive."""
        arrived = [photo for photo in self.kept_photographs if photo not in self.gallery]
        self.pictures = self.gallery + arrived
        return self.lists.is_valid() and self.lists.fits(self.pictures, len(arrived))

    def is_valid(self):
        parts = [*self.words, *(formset for formset in self.adopted.values() if formset.is_bound)]
        valid = all([super().is_valid(), *(part.is_valid() for part in parts)])
        valid = self._lists_fit() and valid
        if self.is_bound and self.instance.pk:
            self._look_for_conflicts()
        return valid and not self.conflict

    def errors_beside(self) -> list[list[str]]:
        """The sentences at words, new rows and pasted lists, which the admin's own form does not know."""
        rows = [row for formset in self.adopted.values() if formset.is_bound for row in formset]
        return [sentences for part in (*self.words, *rows, self.lists) for sentences in part.errors.values()]

    def _look_for_conflicts(self):
        stale = [words for words in self.words if words.stale()]
        facts_stale = self.data.get("facts_seen", "") != str(self.stored_version)
        self.conflict = bool(stale or (facts_stale and self.facts_touched()))
        if not self.conflict:
            return
        for words in self.words:
            if words in stale:
                words.show_conflict()
            elif not words.touched:
                words.refresh()
        if facts_stale:
            self.fact_conflicts = conflicts.take_stored_facts(self, self.fact_names)
            for words in self.words:
                names = [field.name for field in words.fact_fields]
                label = f"%s ({words.name})"
                self.fact_conflicts += conflicts.take_stored_facts(words, names, label)
            self.list_conflicts = conflicts.take_stored_lists(self.formsets)
            self.data["facts_seen"] = str(self.stored_version)


def may_write(user) -> bool:
    """Facts are for those who may change words, in the table of moves; a photographer only adds pictures."""
    return user.has_perm(workflow.MOVES["write"].permission)


def topics_field(admin_site) -> Several:
    """Topics by autocomplete, instead of taggit's line of commas."""
    return Several(
        queryset=Topic.objects.prefetch_related("names"),
        required=False,
        label=gettext_lazy("Topics"),
        widget=Choices(Publication._meta.get_field("topics"), admin_site),
    )
