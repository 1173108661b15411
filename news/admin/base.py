"""What every page of the desk shares: languages to choose from, autocomplete, names, visibility."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import DataError
from django.db.models import DateField, DateTimeField, Model, TextField, URLField
from django.forms.models import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..blockers import language_name
from ..models import Office
from . import deeds
from .choices import Choice, Choices, ListedChoice, One, Several, know_labels
from .shared import Shared, SharedForm
from .slugs import slug_from

STARTS, ENDS = ("starts_on", "starts_precision"), ("ends_on", "ends_precision")
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]  # 03/04 is another day in another country
VISIBILITY = (
    _("Visibility"),
    {
        "fields": ["public_from", "announced_by"],
        "classes": ["collapse"],
        "description": _("Days and hours are those of the office's time zone."),
    },
)


def office_of(request) -> Office:
    """The office, read once for a page."""
    if not hasattr(request, "press_office"):
        request.press_office = Office.get()
    return request.press_office


def language_choices(request, model: type[Model]) -> list[tuple[str, str]]:
    """The office's languages, and those that rows of this table already have."""
    codes = list(office_of(request).language_codes)
    used = model._default_manager.order_by("language").values_list("language", flat=True).distinct()
    codes += [code for code in used if code not in codes]
    return [(code, language_name(code).capitalize()) for code in codes]


def column(field: str, label):
    """A stored field under a heading in the reader's language, where the model gives it none."""

    @admin.display(description=label, ordering=field)
    def shown(row):
        value = getattr(row, field)
        return "–" if value is None else localize(template_localtime(value))

    shown.__name__ = field  # the admin's class for the column
    return shown


class DeskOptions:
    """Rules for pages and inlines alike."""

    choice = Choice

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "language":
            choices = language_choices(request, db_field.model)
            return forms.ChoiceField(choices=choices, label=capfirst(db_field.verbose_name))
        if isinstance(db_field, DateField) and not isinstance(db_field, DateTimeField):
            kwargs["input_formats"] = DAY_FORMATS
            kwargs["error_messages"] = {"invalid": _("Write the day as 2014-12-23 or 23.12.2014.")}
        if isinstance(db_field, TextField):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A choice may be added on the way; changing or deleting things is done on their own pages.
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", self.choice(db_field, self.admin_site))
        kwargs.setdefault("form_class", One)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Choices(db_field, self.admin_site))
        kwargs.setdefault("form_class", Several)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_autocomplete_fields(self, request):
        """Every choice among rows that may grow many: whatever the desk can search."""
        return [
            field.name
            for field in self.opts.get_fields()
            if (field.many_to_one or field.many_to_many)
            and not field.auto_created
            and self.admin_site.is_searchable(field.related_model)
        ]


class DeskAdmin(DeskOptions, admin.ModelAdmin):
    list_per_page = 50
    show_full_result_count = False

    def changelist_view(self, request, extra_context=None):
        """Titles that name the thing: Django's own sentences decline no noun."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        try:
            return super().changelist_view(request, title | (extra_context or {}))
        except (OverflowError, DataError):  # a number that no column holds
            return HttpResponseRedirect(f"{request.path}?e=1")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        name = capfirst(self.opts.verbose_name)
        title = {"title": name if object_id else gettext("New: %(name)s") % {"name": name}}
        return super().changeform_view(request, object_id, form_url, title | (extra_context or {}))

    def history_view(self, request, object_id, extra_context=None):
        return deeds.history(request, self, object_id)

    def get_search_results(self, request, queryset, search_term):
        """By names of any time and language and other spellings, where the rows have them."""
        if search_term and hasattr(queryset, "called"):
            for word in search_term.split():
                queryset = queryset.called(word)
            return queryset, False
        return super().get_search_results(request, queryset, search_term)

    class Media:
        js = ["news/desk/choices.js"]


class OnlyShown(DeskAdmin):
    """Rows that the desk shows and nobody there makes, changes or deletes."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DeskInline(DeskOptions):
    extra = 0
    choice = ListedChoice

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            # Columns of a table have headings, but their fields have no labels.
            getattr(field.widget, "widget", field.widget).attrs.setdefault("aria-label", field.label)
        formset.deletion_widget = forms.CheckboxInput({"aria-label": _("Delete")})
        if obj and obj.pk:
            know_labels(self, request, obj, formset)
        return formset


class Remembering(DeskInline):
    """Rows that remember what they showed: only what this person changed is saved."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.show_hidden_initial = True
        return field


class WordsFormSet(BaseInlineFormSet):
    """Rows in a language each: a new thing, or one that lacks a language, starts with a row for it."""

    languages: list[str] = []

    def __init__(self, *args, **kwargs):
        instance = kwargs.get("instance")
        known = set()
        if instance is not None and instance.pk:
            rows = self.model.objects.filter(**{self.fk.name: instance})
            known = set(rows.values_list("language", flat=True))
        kwargs["initial"] = [{"language": code} for code in self.languages if code not in known]
        self.extra = len(kwargs["initial"])
        super().__init__(*args, **kwargs)


class WordsInline(Remembering):
    """An inline whose rows are words, one language each."""

    formset = WordsFormSet

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.languages = office_of(request).language_codes
        return formset


class NamesInline(WordsInline, admin.StackedInline):
    fieldsets = [
        (None, {"fields": [("language", "name"), ("short_name", "other_spellings")]}),
        (_("Period"), {"fields": [STARTS, ENDS], "classes": ["collapse"]}),
        VISIBILITY,
    ]


def names_of(through: type[Model], *more: str) -> type[NamesInline]:
    """The inline for the names of one kind of thing; `more` are further fields of the first lines."""
    fieldsets = NamesInline.fieldsets
    if more:
        first = {"fields": [*fieldsets[0][1]["fields"], *more]}
        fieldsets = [(None, first), *fieldsets[1:]]
    return type(f"{through.__name__}Inline", (NamesInline,), {"model": through, "fieldsets": fieldsets})


class NamedForm(SharedForm):
    """A thing with names: an empty address is made from the first name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Short Latin name, part of the page's address. Made from the name when left empty."
            )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug or not self.data:
            return slug
        names = [self.data.get(f"names-{number}-name", "") for number in range(20)]
        wanted = slug_from(next(filter(None, names), ""))[:70]
        if not wanted:
            raise forms.ValidationError(_("Give it a name, or write its address."))
        slug, number = wanted, 2
        while self._meta.model._default_manager.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            slug, number = f"{wanted}-{number}", number + 1
        return slug


class NamedAdmin(Shared, DeskAdmin):
    form = NamedForm
    list_display = ["__str__", "slug", "public_from"]
    search_fields = ["slug"]
    search_help_text = _("Any name, of any time and language, short forms and other spellings.")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")

    def get_prepopulated_fields(self, request, obj=None):
        return {}

    class Media:
        js = ["news/desk/slugs.js"]
