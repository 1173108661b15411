"""Photographs in the text, where the editor put them.

A paragraph of its own, `<p>[[photo Kq3x9Z]]</p>`, stands for the photograph of the item's gallery whose
token begins so: neither another order of the gallery nor a replaced file changes that. What is in no gallery,
or may not be shown, leaves no gap.
"""

import html
import re
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .text import PLACE, sanitise

SIGN_LENGTH = 6
ANYWHERE = re.compile(r"\[\[photo\b[^\]<]{0,40}\]\]")


class Piece(NamedTuple):
    """Of a text: HTML, or one of `Edition.facts["photographs"]`."""

    text: SafeString
    photo: dict | None = None


def sign_of(token: str) -> str:
    return token[:SIGN_LENGTH]


def line_for(token: str) -> str:
    """What the editor writes for the photograph, in a paragraph of its own."""
    return f"[[photo {sign_of(token)}]]"


def signs(body: str) -> list[str]:
    """Of the photographs that a text places, in its order."""
    return PLACE.findall(body)


def loose(body: str) -> list[str]:
    """What looks like such a line and is none: within other words, or written wrongly."""
    return ANYWHERE.findall(PLACE.sub("", body))


def beside(body: str, photographs: list[dict]) -> list[dict]:
    """Those of the photographs that the text does not place."""
    placed = set(signs(body))
    return [photo for photo in photographs if sign_of(photo["token"]) not in placed]


def pieces(body: str, photographs: list[dict], base: str = "") -> list[Piece]:
    """The text in its order, each part of it sanitised; `base` as for `sanitise`."""
    known = {sign_of(photo["token"]): photo for photo in photographs}
    found = []
    for number, part in enumerate(PLACE.split(sanitise(body))):  # every second part is a sign
        if number % 2 and part in known:
            found.append(Piece(mark_safe(""), known[part]))
        elif number % 2 == 0 and part.strip():
            found.append(Piece(mark_safe(sanitise(part, base))))
    return found


def in_words(body: str, photographs: list[dict]) -> str:
    """The text with the caption of each photograph where it stands, for pages that compare words."""
    known = {sign_of(photo["token"]): photo for photo in photographs}

    def words(found: re.Match) -> str:
        photo = known.get(found[1])
        said = photo and _("[Photograph: %(caption)s]") % {
            "caption": photo["caption"] or photo["description"]
        }
        return f"<p>{html.escape(said)}</p>" if said else ""

    return PLACE.sub(words, sanitise(body))
