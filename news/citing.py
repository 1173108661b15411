"""How others name an edition: in words, after two manuals of style, and for programs that keep literature.

Every citation leads to the edition's own address, whose words never change, and names the day of the event,
as exactly as it is known. No style says when it was read: who cites knows that, and a page does not.
"""

import datetime
import re
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .dates import as_day, in_words
from .models import SECTIONS, Edition, Form, Kind, Precision

TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
}
TEX_SPECIAL = re.compile("|".join(map(re.escape, TEX)))


@dataclass(frozen=True)
class Source:
    """What is cited: `number` counts the editions that were ever public, as the history does."""

    office: str
    title: str
    form: str
    day: datetime.date
    precision: str
    number: int
    language: str
    slug: str
    address: str


def source(edition: Edition, number: int, office: str) -> Source:
    parts = [
        edition.language,
        SECTIONS[Kind(edition.kind)],
        edition.date,
        edition.publication.slug,
        number,
    ]
    return Source(
        office=office,
        title=edition.title,
        form=str(Form(edition.form).label),
        day=edition.date,
        precision=edition.facts.get("date_precision", Precision.DAY),
        number=number,
        language=edition.language,
        slug=edition.publication.slug,
        address=settings.SITE_URL + reverse("history_edition", args=parts),
    )


def citations(said: Source) -> list[dict[str, str]]:
    """Name and words of each style, in the active language; the Russian standard for Russian pages."""
    styles = [{"name": _("In words"), "text": _plain(said)}, {"name": "APA", "text": _apa(said)}]
    if said.language == "ru":
        styles.append({"name": "ГОСТ Р 7.0.5–2008", "text": _gost(said)})
    return styles


def _plain(said: Source) -> str:
    return _("“%(title)s”. %(office)s, %(day)s. Edition %(number)d. %(address)s") % {
        **vars(said),
        "day": in_words(said.day, said.precision),
    }


def _apa(said: Source) -> str:
    """After the seventh manual: an organisation's text on the web, its form in brackets."""
    day = str(said.day.year)
    if said.precision == Precision.DAY:
        words = pgettext("day without its year, in a citation: see Django's date filter", "F j")
        day += f", {date_format(said.day, words)}"
    return _("%(office)s. (%(when)s). %(title)s (Edition %(number)d) [%(form)s]. %(address)s") % {
        **vars(said),
        "when": day,
    }


def _gost(said: Source) -> str:
    """A reference to an electronic resource; the reader fills in the day of reading, which it asks for."""
    day = f"{said.day:%d.%m.%Y}" if said.precision == Precision.DAY else in_words(said.day, said.precision)
    return (
        f"{said.title} // {said.office} : [сайт]. {day}. Ред. {said.number}. "
        f"URL: {said.address} (дата обращения: дд.мм.гггг)."
    )


def bibtex(said: Source) -> str:
    """An entry of type online, for biblatex; older programs read `year`, `howpublished` and `note`."""
    day = as_day(said.day)
    date = f"{day:%Y-%m-%d}" if said.precision == Precision.DAY else f"{day:%Y}"
    fields = {
        "author": f"{{{_tex(said.office)}}}",
        "title": f"{{{_tex(said.title)}}}",
        "date": date,
        "year": f"{day:%Y}",
        "version": str(said.number),
        "note": _tex(_("Edition %(number)d") % {"number": said.number}),
        "howpublished": rf"\url{{{said.address}}}",
        "url": said.address,
        "langid": {"en": "english", "ru": "russian"}.get(said.language, said.language),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@online{{{slugify(said.slug)}-{said.number}-{said.language},\n{lines}}}\n"


def _tex(words: str) -> str:
    return TEX_SPECIAL.sub(lambda found: TEX[found[0]], words)
