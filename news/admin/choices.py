"""Autocomplete fields: what was sent need not be a key; in lists the labels of all rows are read at once."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple


def is_key(text: str) -> bool:
    """Whether a text can be a row's key: SQLite ends at 19 digits, and ² is a digit to Python."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def key_of(text: str) -> int:
    """The number that a form or an address carries; 0, which no row and no version has, for anything else."""
    return int(text) if is_key(text) else 0


class One(forms.ModelChoiceField):
    """One row; a number that no row has room for is a wrong choice like any other, not an error."""

    def to_python(self, value):
        if isinstance(value, str) and value and not is_key(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class Several(forms.ModelMultipleChoiceField):
    """Several rows, with the same care."""

    def clean(self, value):
        for key in value or []:
            if not is_key(str(key)):
                message = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(message, code="invalid_pk_value", params={"pk": key})
        return super().clean(value)


class Keys:
    """A form that comes back with what is no key shows nothing chosen: Django asks the database for it."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if not key or is_key(str(key))], attr)


class Choice(Keys, AutocompleteSelect):
    pass


class Choices(Keys, AutocompleteSelectMultiple):
    pass


class ListedChoice(Choice):
    """An autocomplete field of a list's rows. Copies for the rows share `labels`, by primary key as text."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels: dict[str, str] = {}

    def optgroups(self, name, value, attr=None):
        chosen = {str(key) for key in value if str(key) not in self.choices.field.empty_values}
        if not chosen <= self.labels.keys():
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, key, self.labels[key], chosen, 1) for key in chosen]
        return [(None, options, 0)]


def know_labels(inline, request, item, formset):
    """Read the labels that the item's rows will show: a few queries for each field."""
    rows = inline.model._default_manager.filter(**{formset.fk.name: item.pk})
    for name, field in formset.form.base_fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if not isinstance(widget, ListedChoice):
            continue
        page = inline.admin_site.get_model_admin(widget.field.remote_field.model)
        chosen = page.get_queryset(request).filter(pk__in=rows.values(name))
        widget.labels.update({str(thing.pk): str(thing) for thing in chosen})
