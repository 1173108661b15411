"""Choosing an item: what takes the place of a withdrawn one, what goes into a bundle."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import workflow
from ..blockers import language_name
from ..models import Publication
from .choices import Choice, One, key_of


class SuccessorForm(forms.Form):
    replaced_by = One(
        Publication.objects.all(),
        required=False,
        label=gettext_lazy("What replaces it"),
        help_text=gettext_lazy("The notice leads there while that item is public. May stay empty."),
    )

    class Media:
        js = ["news/desk/choices.js"]

    def __init__(self, site, data=None):
        super().__init__(data)
        field = self.fields["replaced_by"]
        field.widget = Choice(Publication._meta.get_field("replaced_by"), site)
        field.widget.choices = field.choices


def successor_of(data) -> Publication | None:
    """The item that was chosen, None where none was. Raises Refused for what is no item."""
    number = data.get("replaced_by", "").strip()
    if not number:
        return None
    item = Publication.objects.filter(pk=key_of(number)).first()
    if item is None:
        raise workflow.Refused(_("The item that replaces it is not there any more. Choose another one."))
    return item


class MemberForm(forms.Form):
    """An item to put into a bundle, in one language or in all."""

    item = One(Publication.objects.all(), label=gettext_lazy("Item"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))

    def __init__(self, site, languages: list[str]):
        super().__init__()
        field = self.fields["item"]
        field.widget = Choice(Publication._meta.get_field("replaced_by"), site)
        field.widget.choices = field.choices
        self.fields["language"].choices = [
            ("", _("every language")),
            *((code, capfirst(language_name(code))) for code in languages),
        ]
