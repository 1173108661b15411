"""Lists that are pasted: the photographer's captions, a line or a paragraph for each picture."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..blockers import language_name
from ..models import Photo
from ..text import tidy_line, tidy_lines

NUMBER = re.compile(r"(\d{1,3})\s*(?:[.):]\s*|\t+)")
NAME = re.compile(r"\s*(?:[\t:\n]|[–—-]\s)\s*")  # what stands between a file's name and its caption
ENDING = re.compile(r"\.(jpe?g|png|webp|tiff?)\Z", re.IGNORECASE)
FIELDS = {"caption": gettext_lazy("Captions"), "description": gettext_lazy("Descriptions")}


class Unfitting(Exception):
    """The list does not fit the pictures; the sentence says what to do."""


def read(text: str, names: list[str]) -> dict[int, str]:
    """The texts by the number of the picture they belong to, 0 the first, given the pictures' file names.

    A text is a paragraph where empty lines part them, otherwise a line. They follow the pictures' order, with
    or without numbers; where each begins with a file's name, then a tab, a colon or a dash, they may come in
    any order and leave pictures out. Raises Unfitting.
    """
    text = tidy_lines(text)
    paragraphs = [tidy_lines(part) for part in re.split(r"\n[^\S\n]*\n", text) if part.strip()]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ways = [paragraphs, lines] if len(paragraphs) > 1 else [lines, paragraphs]
    for texts in ways:
        named = _by_name(texts, names)
        if named:
            return named
    for texts in ways:
        if len(texts) == len(names):
            return dict(enumerate(_without_numbers(texts)))
    raise Unfitting(_count(len(ways[0]), len(names)))


def _by_name(texts: list[str], names: list[str]) -> dict[int, str]:
    """Nothing, unless the first text begins with a name. Raises Unfitting where another begins with none."""
    found: dict[int, str] = {}
    for text in texts:
        name, rest = _named(text, names)
        free = [number for number, own in enumerate(names) if own == name and number not in found]
        if free:
            found[free[0]] = tidy_line(rest)
        elif found:
            sentence = _(
                "No photograph here has the name with which “%(text)s” begins. Nothing was filled in."
            )
            raise Unfitting(sentence % {"text": text[:60]})
        else:
            return {}
    return found


def _named(text: str, names: list[str]) -> tuple[str, str]:
    """The file's name with which the text begins, as the library has it, and what follows; or two blanks."""
    folded = text.casefold()
    for name in sorted(names, key=len, reverse=True):
        for spelled in (name, ENDING.sub("", name)):
            between = NAME.match(text, len(spelled))
            if folded.startswith(spelled.casefold()) and between:
                return name, text[between.end() :]
    return "", ""


def _without_numbers(texts: list[str]) -> list[str]:
    """Without 1., 2., 3. … where all are numbered so."""
    numbers = [NUMBER.match(text) for text in texts]
    if all(numbers) and [int(match[1]) for match in numbers] == list(range(1, len(texts) + 1)):
        return [text[match.end() :] for text, match in zip(texts, numbers, strict=True)]
    return texts


def _count(texts: int, pictures: int) -> str:
    if not pictures:
        return _("There is no photograph yet to which these texts could belong. Add the photographs first.")
    there = ngettext("The list has %(number)d text", "The list has %(number)d texts", texts)
    wanted = ngettext(
        "for %(number)d photograph. Nothing was filled in: correct the list, or begin each text with the "
        "name of its file and a colon.",
        "for %(number)d photographs. Nothing was filled in: correct the list, or begin each text with the "
        "name of its file and a colon.",
        pictures,
    )
    return f"{there % {'number': texts}} {wanted % {'number': pictures}}"


class PastedLists(forms.Form):
    """A list of captions and one of descriptions in each language, for the pictures of a page."""

    about = tuple(FIELDS)
    caption_describes = forms.BooleanField(
        label=gettext_lazy(
            "The captions say what is to be seen: use them as descriptions where there are none."
        ),
        required=False,
    )

    def __init__(self, data, *, languages: list[str]):
        super().__init__(data, prefix="pasted")
        self.languages = languages
        self.found: dict[tuple[str, str], dict[int, str]] = {}
        for language in languages:
            for field, label in FIELDS.items():
                self.fields[f"{field}_{language}"] = forms.CharField(
                    label=label,
                    required=False,
                    widget=forms.Textarea({"rows": 3, "lang": language, "spellcheck": "false"}),
                )

    def columns(self):
        """For the template: each language with its name and its two lists."""
        return [
            (language, language_name(language), [self[f"{field}_{language}"] for field in FIELDS])
            for language in self.languages
        ]

    def is_filled(self) -> bool:
        return self.is_bound and any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields)

    def fits(self, photos: list[Photo], arrived: int = 0) -> bool:
        """Whether every list fits the pictures, or those that arrived last; if not, the list says so."""
        names = [photo.name for photo in photos]
        for language in self.languages:
            for field in FIELDS:
                name = f"{field}_{language}"
                text = self.cleaned_data.get(name, "")
                if text.strip():
                    try:
                        self.found[field, language] = _read_for(text, names, arrived)
                    except Unfitting as error:
                        self.add_error(name, str(error))
        return not self.errors

    def texts_of(self, number: int, language: str) -> dict[str, str]:
        """What the lists say of the picture of that number."""
        said = {field: self.found.get((field, language), {}).get(number, "") for field in FIELDS}
        return {field: text for field, text in said.items() if text}

    def described(self, words: dict[str, str]) -> dict[str, str]:
        """The words, with the caption as the description where that was asked for and there is none."""
        if self.cleaned_data.get("caption_describes") and not words["description"]:
            return words | {"description": words["caption"]}
        return words


def _read_for(text: str, names: list[str], arrived: int) -> dict[int, str]:
    try:
        return read(text, names)
    except Unfitting:
        if not 0 < arrived < len(names):
            raise
        earlier = len(names) - arrived
        return {earlier + number: said for number, said in read(text, names[earlier:]).items()}
