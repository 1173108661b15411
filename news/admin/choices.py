"""Autocomplete fields in lists: the labels of all rows are read at once, not row by row."""

from django.contrib.admin.widgets import AutocompleteSelect


class ListedChoice(AutocompleteSelect):
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
