"""What is said at once for all the photographs of a page that are ticked."""

from django import forms
from django.utils.translation import gettext as _

from ..blockers import language_name
from .rights import NAMES, RightsForm


class ForMany(RightsForm):
    """Credit, photographer, copyright, terms of use, and one caption in each language; empty says nothing."""

    def __init__(self, data, *, languages: list[str], initial: dict | None = None):
        super().__init__(data, prefix="many", initial=initial)
        self.languages = languages
        for language in languages:
            self.fields[f"caption_{language}"] = forms.CharField(
                label=_("Caption (%(language)s)") % {"language": language_name(language)},
                required=False,
                widget=forms.Textarea({"rows": 2, "lang": language}),
            )

    def has_words(self) -> bool:
        return any(self[name].value() for name in self.fields)

    def captions(self):
        """Its fields for captions, for the template."""
        return [self[f"caption_{language}"] for language in self.languages]

    def caption_in(self, language: str) -> dict[str, str]:
        caption = self.cleaned_data.get(f"caption_{language}", "")
        return {"caption": caption} if caption else {}

    def without_captions(self) -> "ForMany":
        """The same for the page to come, where the captions stand in the fields of each picture."""
        return ForMany(
            None, languages=self.languages, initial={name: self.cleaned_data[name] for name in NAMES}
        )
