"""What is said once for many pictures: whose they are, and what others may do with them."""

from django import forms
from django.utils.text import capfirst

from ..metadata.fields import Metadata
from ..models import Photo

NAMES = ["credit", "photographer", "copyright_notice", "usage_terms"]


class RightsForm(forms.Form):
    """Fields by the names of the library's columns; an empty one says nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NAMES:
            column = Photo._meta.get_field(name)
            self.fields[name] = forms.CharField(
                label=capfirst(column.verbose_name),
                required=False,
                max_length=column.max_length,
                help_text=column.help_text,
                widget=forms.TextInput({"class": "vTextField"}),
            )

    def rights(self):
        """Its fields, for a template of a page that has others too."""
        return [self[name] for name in NAMES]

    def said(self) -> Metadata:
        """What was written, also where another field has an error."""
        words = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Metadata(**{name: words[name] for name in NAMES if words.get(name)})
