"""Pages that several people have open at once: what one saves, another never overwrites unseen (ADR 7).

Fields and rows remember what they showed. What only a colleague changed is taken over; where both changed the
same, the page comes back with both.
"""

from django import forms

from . import conflicts
from .choices import is_key


class SharedForm(forms.ModelForm):
    """`formsets` are the lists of the page, known once it has made them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.form_of_page = self
        self.formsets: list = []
        self.conflict = False
        self.fact_conflicts: list[conflicts.FactConflict] = []
        self.list_conflicts: list[conflicts.ListConflict] = []
        for name in self.fact_names:
            self.fields[name].show_hidden_initial = True

    @property
    def fact_names(self) -> list[str]:
        """What this person may change of a thing that is there."""
        return [name for name, field in self.fields.items() if self.instance.pk and not field.disabled]

    @property
    def media(self):
        return super().media + forms.Media(css={"all": ["news/desk/items.css"]})  # the frame of a conflict

    def is_valid(self):
        if self.is_bound and self.instance.pk:
            self._look_for_conflicts()
        return super().is_valid() and not self.conflict

    def _look_for_conflicts(self):
        facts = conflicts.take_stored_facts(self, self.fact_names)
        facts += [fact for formset in self.formsets for fact in conflicts.take_stored_rows(formset)]
        self.conflict = any(fact.yours for fact in facts) or any(map(conflicts.rows_vanished, self.formsets))
        if self.conflict:
            self.fact_conflicts = facts
            self.list_conflicts = conflicts.take_stored_lists(self.formsets)


class Shared:
    """For a page of the desk: locks its row, tells its form of its lists, and answers 409 to a conflict."""

    form = SharedForm
    change_form_template = "admin/news/shared.html"

    def get_object(self, request, object_id, from_field=None):
        """On POST the row is locked: what the form is compared with stays as it is until it is saved."""
        if not is_key(object_id):
            return None
        if request.method == "POST":
            self.lock(object_id)
        return super().get_object(request, object_id, from_field)

    def lock(self, key: str):
        self.model.objects.select_for_update(of=("self",)).filter(pk=key).first()

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        obj.form_of_page.formsets = formsets
        return formsets, inlines

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["item_form"] = context["adminform"].form
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if form.conflict:
            response.status_code = 409
        return response
