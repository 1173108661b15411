"""What a language is called by those who speak it, and which way it is written."""

from django.utils.text import capfirst
from django.utils.translation import get_language_info

CYRILLIC = {"ab", "ba", "be", "bg", "ce", "cv", "kk", "ky", "mk", "mn", "os", "ru", "sr", "tg", "tt", "uk"}
# Written in Arabic, Hebrew, Syriac or Thaana letters. Django knows some of them.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"}
NAMES = {"prs": "دری", "ps": "پښتو"}  # Django has no word for them


def own_name(code: str) -> str:
    """The language in its own words, or its code when nobody knows it."""
    try:
        return capfirst(get_language_info(code)["name_local"])
    except KeyError:
        return NAMES.get(code, code)


def direction(code: str) -> str:
    """For the attribute `dir`; the code is BCP 47 in small letters."""
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def script(code: str) -> str:
    """Whose letters of the office's typeface most of a page is set in: `latin` or `cyrillic`."""
    return "cyrillic" if code.split("-")[0] in CYRILLIC else "latin"
