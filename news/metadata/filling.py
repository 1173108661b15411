"""From what a file says about itself to a photograph's row and its words."""

import unicodedata
from dataclasses import fields

from django.utils.translation import get_language_info

from ..models import Photo, PhotoWords
from .fields import UNKNOWN, Metadata

COLUMNS = [field.name for field in fields(Metadata) if field.name not in ("captions", "descriptions")]


def fill(photo: Photo, *sources: Metadata) -> list[str]:
    """Set what is still empty in the row, from the first source that says it; names what it set.

    Nothing is saved. A text longer than its field is cut.
    """
    filled = []
    for name in COLUMNS:
        value = next(filter(None, (getattr(source, name) for source in sources)), None)
        if value and not getattr(photo, name):
            setattr(photo, name, _fitting(name, value))
            filled.append(name)
    return filled


def overwrite(photo: Photo, said: Metadata) -> bool:
    """Save what is said in place of what the row has; whether that changed anything."""
    values = {name: _fitting(name, value) for name in COLUMNS if (value := getattr(said, name))}
    new = {name: value for name, value in values.items() if value != getattr(photo, name)}
    return bool(new and Photo.objects.filter(pk=photo.pk).update(**new))


def _fitting(name: str, value):
    value = "\n".join(value) if isinstance(value, tuple) else value
    longest = Photo._meta.get_field(name).max_length
    return value[:longest] if longest else value


def words(photo: Photo, *sources: Metadata, languages: list[str]) -> list[PhotoWords]:
    """Unsaved rows, for those of the languages in which the first source that says something says it."""
    captions, descriptions = {}, {}
    for source in reversed(sources):
        captions |= in_languages(source.captions, languages)
        descriptions |= in_languages(source.descriptions, languages)
    return [
        PhotoWords(
            photo=photo,
            language=language,
            caption=captions.get(language, ""),
            description=descriptions.get(language, ""),
        )
        for language in languages
        if language in captions or language in descriptions
    ]


def in_languages(texts: dict[str, str], languages: list[str]) -> dict[str, str]:
    """The texts by the office's languages: "ru-RU" is Russian.

    A text of unknown language is in the only language that is written in its letters, otherwise in the first.
    """
    found = {}
    for language in languages:
        fitting = [text for name, text in texts.items() if name and _same(name, language)]
        if fitting:
            found[language] = texts.get(language, fitting[0])
    if texts.get(UNKNOWN):
        found.setdefault(_guessed(texts[UNKNOWN], languages), texts[UNKNOWN])
    return found


def _same(name: str, language: str) -> bool:
    return name.split("-")[0] == language.split("-")[0]


def _guessed(text: str, languages: list[str]) -> str:
    script = _script(text)
    written = [language for language in languages if _script(_own_name(language)) == script]
    return written[0] if len(written) == 1 else languages[0]


def _own_name(language: str) -> str:
    """The language in its own letters: Русский."""
    try:
        return get_language_info(language)["name_local"]
    except KeyError:
        return ""


def _script(text: str) -> str:
    """The script of most of the letters, as Unicode names it: LATIN, CYRILLIC."""
    scripts = [unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()]
    return max(dict.fromkeys(scripts), key=scripts.count, default="")
