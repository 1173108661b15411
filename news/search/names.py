"""Officials, bodies, states and topics found by any name: in any language, of any time, as it sounds."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ..directory import Thing
from . import words
from .asking import Unit
from .index import mark
from .words import SOUND

MOST_MEANT = 8
MEANT_BY_A_WORD = {"official", "state"}


def called(units: list[Unit], known: Iterable[Thing]) -> list[Thing]:
    """The things whose names have every word that was asked for."""
    asked = [_keys(" ".join((word, *unit.joined))) for unit in units for word in unit.said]
    return [thing for thing in known if asked and all(_has(thing, keys) for keys in asked)]


def with_bearers(units: list[Unit], known: list[Thing]) -> list[Unit]:
    """The same units; a word that names a person or a state is also met in the items that carry them.

    So an item is found by a spelling that its words do not have. A word that names many says nothing.
    """
    return [replace(unit, alike=tuple(_marks(unit, known))) for unit in units]


def _marks(unit: Unit, known: list[Thing]) -> list[str]:
    if len(unit.said) > 1:
        return []
    asked = _keys(" ".join((*unit.said, *unit.joined)))
    meant = [thing for thing in known if thing.kind in MEANT_BY_A_WORD and _has(thing, asked)]
    return [mark(thing.kind, thing.pk) for thing in meant] if len(meant) <= MOST_MEANT else []


def _has(thing: Thing, asked: frozenset[str]) -> bool:
    return any(asked & _keys(text) for form in thing.forms for text in form[4:7] if text)


@lru_cache(20_000)
def _keys(text: str) -> frozenset[str]:
    said = words.split(" ".join(words.both_ways([text])))
    sounds = (words.sound(word) for word in said)
    return frozenset(map(words.stem, said)) | {SOUND + sound for sound in sounds if sound}
