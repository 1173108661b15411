"""What a language is called by those who speak it, and which way it is written."""

from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info

CYRILLIC = {"ab", "ba", "be", "bg", "ce", "cv", "kk", "ky", "mk", "mn", "os", "ru", "sr", "tg", "tt", "uk"}
# Written in Arabic, Hebrew, Syriac or Thaana letters. Django knows some of them.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"}
# In whose spelling texts in the language are, or where most of its readers live.
LOCALES = "ar_AR be_BY de_DE en_GB es_ES fa_IR fr_FR hy_AM kk_KZ ky_KG pl_PL ru_RU tg_TJ".split()
TERRITORIES = dict(locale.split("_") for locale in LOCALES)
NAMES = {"prs": "دری", "ps": "پښتو"}  # Django has no word for them


def in_sentence(name: str) -> str:
    """The name of a month or a language in the active language, small where a sentence has it so.

    Django begins both with a capital.
    """
    return name.lower() if (get_language() or "").startswith(("ru", "uk")) else name


def own_name(code: str) -> str:
    """The language in its own words, or its code when nobody knows it."""
    try:
        return capfirst(get_language_info(code)["name_local"])
    except KeyError:
        return NAMES.get(code, code)


def direction(code: str) -> str:
    """For the attribute `dir`; the code is BCP 47 in small letters."""
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def locale(code: str) -> str:
    """As OpenGraph has it, such as en_GB; "" where nobody told us the territory."""
    language, _minus, territory = code.partition("-")
    territory = territory or TERRITORIES.get(language, "")
    return f"{language}_{territory.upper()}" if territory else ""


def hreflangs(addresses: dict[str, str], default: str = "") -> dict[str, str]:
    """Addresses by language, in the office's order, and that for readers of others: by default the first."""
    return addresses | {"x-default": default or next(iter(addresses.values()))}


def script(code: str) -> str:
    """Whose letters of the office's typeface most of a page is set in: `latin` or `cyrillic`."""
    return "cyrillic" if code.split("-")[0] in CYRILLIC else "latin"
