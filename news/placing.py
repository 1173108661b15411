"""Photographs in the text, where the editor put them.

A paragraph of its own, `<p>[[photo Kq3x9Z]]</p>`, stands for the photograph of the item's gallery whose
token begins so: neither another order of the gallery nor a replaced file changes that. What is in no gallery,
or may not be shown, leaves no gap. Within a quotation or a list it places nothing: it would tear them, and
what is said after the picture would no longer be quoted.
"""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .text import PLACE, sanitise

SIGN_LENGTH = 6
ANYWHERE = re.compile(r"\[\[\s*photo\b[^\]<]*\]\]", re.IGNORECASE)
HOLDS_TOGETHER = "blockquote|ul|ol"
PLACE_OR_BOUND = re.compile(rf"{PLACE.pattern}|<(?P<ends>/?)(?:{HOLDS_TOGETHER})\b")


class Piece(NamedTuple):
    """Of a text: HTML, or one of `Edition.facts["photographs"]`."""

    text: SafeString
    photo: dict | None = None


def sign_of(token: str) -> str:
    return token[:SIGN_LENGTH]


def which_of(photographs: list[dict], which: str | int) -> int:
    """The place, from 1, of the photograph with that sign, or at that place; 0 where there is none."""
    if isinstance(which, int):
        return which if 1 <= which <= len(photographs) else 0
    signs_here = [sign_of(photo["token"]) for photo in photographs]
    return signs_here.index(which) + 1 if which in signs_here else 0


def line_for(token: str) -> str:
    """What the editor writes for the photograph, in a paragraph of its own."""
    return f"[[photo {sign_of(token)}]]"


def signs(body: str) -> list[str]:
    """Of the photographs that a text places, in its order."""
    return [found[1] for found in _places(body)]


def loose(body: str) -> list[str]:
    """What looks like such a line and is none: within other words, or written wrongly."""
    return ANYWHERE.findall("".join(_split(body)[::2]))


def beside(body: str, photographs: list[dict]) -> list[dict]:
    """Those of the photographs that the text does not place."""
    placed = set(signs(body))
    return [photo for photo in photographs if sign_of(photo["token"]) not in placed]


def pieces(body: str, photographs: list[dict], base: str = "") -> list[Piece]:
    """The text in its order, each part of it sanitised; `base` as for `sanitise`."""
    known = {sign_of(photo["token"]): photo for photo in photographs}
    found = []
    for number, part in enumerate(_split(sanitise(body))):  # every second part is a sign
        text = "" if number % 2 else PLACE.sub("", part)
        if number % 2 and part in known:
            found.append(Piece(mark_safe(""), known[part]))
        elif text.strip():
            found.append(Piece(mark_safe(sanitise(text, base))))
    return found


def in_words(body: str, photographs: list[dict], but: Iterable[dict] = ()) -> str:
    """The text with the caption of each photograph where it stands, for pages that compare words.

    The lines of those in `but` stay, for `pieces`.
    """
    known = {sign_of(photo["token"]): photo for photo in photographs}
    shown = {sign_of(photo["token"]) for photo in but}

    def words(found: re.Match) -> str:
        if found[1] in shown:
            return found[0]
        photo = known.get(found[1])
        caption = photo and (photo["caption"] or photo["description"])
        said = caption and _("[Photograph: %(caption)s]") % {"caption": caption}
        return f"<p>{html.escape(said)}</p>" if said else ""

    return PLACE.sub(words, sanitise(body))


def _split(body: str) -> list[str]:
    """Text, sign, text, …: as `PLACE.split`, where a line that tears something apart stays in its text."""
    parts, rest = [], 0
    for place in _places(body):
        parts += [body[rest : place.start()], place[1]]
        rest = place.end()
    return [*parts, body[rest:]]


def _places(body: str) -> list[re.Match]:
    """The lines that stand neither in a quotation nor in a list."""
    found, depth = [], 0
    for match in PLACE_OR_BOUND.finditer(body):
        if match[1] is None:
            depth += -1 if match["ends"] else 1
        elif depth == 0:
            found.append(match)
    return found
