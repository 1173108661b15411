"""A whole gallery to take away: its photographs in print quality, and their captions in each language."""

import csv
import io
import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from django.core.cache import cache
from django.core.files.base import File
from django.utils import translation
from django.utils.translation import gettext as _

from . import pictures, renditions, zipping
from .models import Edition, Photo
from .prints import Print, file_name, prints
from .text import cell

logger = logging.getLogger(__name__)

DAY = 24 * 3600


class Gone(OSError):
    """The picture may no longer be seen; what is being sent breaks off."""


class Gallery(NamedTuple):
    """`may_see` asks the gate once more, at the moment at which a picture is opened."""

    edition: Edition
    prints: list[Print]
    may_see: Callable[[Photo], bool]

    @property
    def name(self) -> str:
        return f"{self.edition.date}-{self.edition.publication.slug}.zip"

    def members(self) -> Iterator[zipping.Member]:
        """The captions, then the photographs; one that is not kept yet is made when its turn has come.

        One that cannot be made is left out: the others are not lost for it.
        """
        yield from captions(self.prints)
        for wanted in self.prints:
            try:
                kept = renditions.make_print(wanted.photo, wanted.said)
            except (pictures.Unreadable, pictures.TooLarge, OSError):
                logger.exception("A print is left out of an archive")
                continue
            yield zipping.Member(wanted.name, kept.size, crc(wanted, kept), partial(self._opened, wanted))

    def is_kept(self) -> bool:
        """Whether all its photographs are made, so that every byte of the archive is known."""
        for wanted in self.prints:
            kept = renditions.stored(path(wanted))
            if kept is None:
                return False
            kept.close()
        return True

    def _opened(self, wanted: Print) -> File:
        if not self.may_see(wanted.photo):
            raise Gone(wanted.photo.token)
        return renditions.make_print(wanted.photo, wanted.said)


def gallery(edition: Edition, photos, editions, may_see) -> Gallery:
    """Of the edition's pictures those that are among `photos`, with what `editions` say of them."""
    facts = renditions.pictures_in(edition.facts)
    found = photos.exclude(original="").in_bulk([fact["id"] for fact in facts])
    shown = {fact["id"]: found[fact["id"]] for fact in facts if fact["id"] in found}
    wanted = prints(shown.values(), editions)
    called = edition.date, edition.publication.slug
    named = [
        row._replace(name=file_name(*called, number, len(shown)))
        for number, row in enumerate(wanted, start=1)
    ]
    return Gallery(edition, named, may_see)


def path(wanted: Print) -> str:
    return renditions.path_of(wanted.photo, wanted.said, renditions.PRINT)


def crc(wanted: Print, kept: File) -> int:
    """The CRC-32 of a print, remembered: it is read once, not for every part of an archive."""
    key = f"crc:{path(wanted)}:{kept.size}"
    known = cache.get(key)
    if known is None:
        known = zipping.crc_of(kept)
        cache.set(key, known, 30 * DAY)
    kept.close()
    return known


def captions(wanted: list[Print]) -> Iterator[zipping.Member]:
    """For each language that has captions: a table (CSV, UTF-8) and plain text."""
    for language in sorted({language for row in wanted for language in row.said.captions}):
        with translation.override(language):
            yield zipping.text(f"captions-{language}.csv", as_table(wanted, language).encode("utf-8-sig"))
            yield zipping.text(f"captions-{language}.txt", as_text(wanted, language).encode())


def as_table(wanted: list[Print], language: str) -> str:
    buffer = io.StringIO()
    table = csv.writer(buffer)
    headings = [_("File"), _("Caption"), _("What is to be seen"), _("Photographer"), _("Credit")]
    table.writerow([*headings, _("Copyright"), _("Terms of use")])
    for row in wanted:
        said = row.said
        texts = [said.captions.get(language, ""), said.descriptions.get(language, ""), said.photographer]
        texts += [said.credit, said.copyright_notice, said.usage_terms]
        table.writerow([row.name, *map(cell, texts)])
    return buffer.getvalue()


def as_text(wanted: list[Print], language: str) -> str:
    blocks = []
    for row in wanted:
        said = row.said
        lines = [row.name, said.captions.get(language, "")]
        if said.credit or said.photographer:
            credit = said.credit or said.photographer
            lines.append(_("Photograph: %(credit)s") % {"credit": credit})
        blocks.append("\n".join(filter(None, [*lines, said.copyright_notice, said.usage_terms])))
    return "\n\n".join(blocks) + "\n"
