"""Two people in one item: what each changed, and what to show so that nothing is lost.

Fields with `show_hidden_initial` carry a hidden twin of what they showed. So three states are known of each
fact: what was shown, what this person entered, what is stored now.
"""

import datetime
from dataclasses import dataclass, replace

from django import forms
from django.utils import formats
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class FactConflict:
    """A fact that a colleague changed: its name, what this person entered ("" untouched), what is stored."""

    label: str
    yours: str
    now: str


@dataclass(frozen=True)
class ListConflict:
    """A list that both changed: `yours` only where it cannot stay in the form, for its rows are gone."""

    label: str
    yours: list[str]
    now: list[str]


def take_stored_facts(form, names: list[str], label: str = "%s") -> list[FactConflict]:
    """Facts this person did not touch become what is stored; what a colleague changed is answered."""
    conflicts, touched, data = [], set(form.changed_data), form.data.copy()
    for name in names:
        field = form.fields[name]
        stored = form.get_initial_for_field(field, name)
        if not same(field, shown_value(form, name), stored):
            yours = spoken(field, form[name].data) if name in touched else ""
            conflicts.append(FactConflict(label % form[name].label, yours, spoken(field, stored)))
        if name not in touched:
            put(data, field, form.add_prefix(name), stored)
        put(data, field, form.add_initial_prefix(name), stored, hidden=True)
    form.data = data
    return conflicts


def take_stored_lists(formsets: list) -> list[ListConflict]:
    """Lists this person did not touch become what is stored, in place: the page shows these very formsets."""
    conflicts = []
    for number, formset in enumerate(formsets):
        vanished = rows_vanished(formset)
        if not rows_touched(formset) or vanished:
            formsets[number] = type(formset)(instance=formset.instance, prefix=formset.prefix)
        if rows_touched(formset) and rows_stale(formset):
            label = str(formset.model._meta.verbose_name_plural).capitalize()
            stored = [str(row) for row in formset.get_queryset()]
            conflicts.append(ListConflict(label, spoken_rows(formset) if vanished else [], stored))
    return conflicts


def take_stored_rows(formset) -> list[FactConflict]:
    """The same for the rows of a list that are still there. Who takes a row out, takes out what was shown."""
    found = []
    for row in formset.initial_forms:
        if row.instance.pk:
            label = f"{capfirst(formset.model._meta.verbose_name)} “{row.instance}”".replace("%", "%%")
            names = [name for name, field in row.fields.items() if field.show_hidden_initial]
            conflicts = take_stored_facts(row, names, f"{label}: %s")
            if "DELETE" in row.changed_data:
                conflicts = [replace(one, yours=_("Delete")) for one in conflicts]
            found += conflicts
    return found


def rows_touched(formset) -> bool:
    """Whether this person changed a row, against what they were shown."""
    key = formset.model._meta.pk.name
    return formset.is_bound and any(set(row.changed_data) - {key} for row in formset.forms)


def rows_vanished(formset) -> bool:
    """Whether a row that was shown is not there any more."""
    return any(row.instance.pk is None for row in formset.initial_forms)


def rows_stale(formset) -> bool:
    """Whether the list that was shown is not what is stored now."""
    if rows_vanished(formset) or formset.initial_form_count() != len(formset.get_queryset()):
        return True
    return any(
        not same(field, shown_value(row, name), row.get_initial_for_field(field, name))
        for row in formset.initial_forms
        for name, field in row.fields.items()
        if field.show_hidden_initial
    )


def spoken_rows(formset) -> list[str]:
    """What this person entered, row by row, to copy from."""
    rows = []
    for row in formset.forms:
        values = [f"{row[name].label}: {row[name].data}" for name in row.changed_data if row[name].data]
        rows += ["; ".join(values)] if values else []
    return rows


def shown_value(form, name: str):
    """What the field showed, as it came back in its hidden twin."""
    hidden = form.fields[name].hidden_widget()
    return hidden.value_from_datadict(form.data, {}, form.add_initial_prefix(name))


def same(field, shown, stored) -> bool:
    shown, stored = _as_browsers_send(shown), _as_browsers_send(as_data(field, stored))
    try:
        return not field.has_changed(field.to_python(shown), stored)
    except forms.ValidationError:
        return False


def _as_browsers_send(value):
    return "\r\n".join(value.splitlines()) if isinstance(value, str) else value


def spoken(field, value) -> str:
    """The value in words, as the page would show it."""
    if isinstance(field, forms.BooleanField):
        return str(_("yes")) if field.to_python(value) else str(_("no"))
    value = field.prepare_value(value)
    if value in (None, "", []):
        return "–"
    if isinstance(value, datetime.datetime):
        return formats.localize(template_localtime(value))
    if isinstance(value, list) and isinstance(field, forms.MultiValueField):
        return " ".join(filter(None, value))
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(map(str, field.queryset.filter(pk__in=value)))
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(formats.localize_input(value))


def as_data(field, value):
    """A stored value as a browser would send it."""
    value = field.prepare_value(value)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(key) for key in value or []]
    if isinstance(field, forms.MultiValueField):
        parts = field.widget.decompress(value)
        return ["" if part is None else str(formats.localize_input(part)) for part in parts]
    if isinstance(field, forms.BooleanField):
        return bool(value)
    return "" if value is None else str(formats.localize_input(value))


def put(data, field, name: str, value, hidden: bool = False):
    """Set the value in the form's data; a hidden twin says False where a checkbox says nothing."""
    value = as_data(field, value)
    if isinstance(field, forms.MultiValueField):
        for number, part in enumerate(value):
            data[f"{name}_{number}"] = part
    elif isinstance(value, list):
        data.setlist(name, value)
    elif isinstance(value, str):
        data[name] = value
    elif hidden:
        data[name] = str(value)
    elif value:
        data[name] = "on"
    else:
        data.pop(name, None)
