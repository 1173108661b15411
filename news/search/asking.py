"""What a reader asks for, as words to look up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..reading import Unreadable
from . import words

LONGEST = 200
MOST_WORDS = 20
PHRASE = re.compile(r'"([^"]*)"|«([^»]*)»|[“„]([^“”]*)[“”]')
# Words of every question and every text: where there are others, an item need not have these.
SMALL = frozenset(
    "a about an and any are as at be been by did do does for from had has have how in is it its of on or"
    " said say says that the their there these they this to was were what when where which who whom whose why"
    " will with"
    " без бы был была были было в во говорил говорила говорили где год года году для до за и из или их к как"
    " какая какие какое какой каком какую кем ко когда кого ком кому кто куда ли на над не о об обо от по под"
    " почему при про с сказал сказала сказали сказано со то у чем чего чему что это".split()
)


@dataclass(frozen=True)
class Unit:
    """Words in a row that must stand so; a single word may also be met in other forms, `alike`.

    `said` are the words as `words.split` gives them, `joined` the same without the hyphens in what was asked.
    """

    said: tuple[str, ...]
    joined: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()

    @property
    def stems(self) -> list[tuple[str, ...]]:
        """What is looked up: either way to write it, in stems."""
        return [tuple(map(words.stem, way)) for way in (self.said, self.joined) if way]


Scope = tuple[str, list[list[tuple[str, ...]]]]  # its name and what has to stand in it


class Condition(NamedTuple):
    """What holds for an entry that is found.

    Each of the `units` stands within the scope ("title", "lead" with the title, "words" with all) in one of
    its ways, each of stems in a row; not all of those that `without` has in a scope of its own; and the entry
    has all marks.
    """

    scope: str
    units: list[list[tuple[str, ...]]]
    marks: list[str]
    without: Scope | None = None


def read(text: str) -> list[Unit]:
    """The phrases in quotation marks and the single words; [] where there is no word in it.

    Small words count only in phrases, or where there are no others. A part of a
    hyphenated word is met alone or in the whole. Raises Unreadable for what is too long.
    """
    if len(text) > LONGEST:
        raise Unreadable(_("Ask in fewer words: in %(most)d characters at most.") % {"most": LONGEST})
    units: list[Unit] = []
    rest, end = [], 0
    for phrase in PHRASE.finditer(text):
        rest.append(text[end : phrase.start()])
        end = phrase.end()
        units += _unit("".join(filter(None, phrase.groups())))
    single = list(dict.fromkeys(_parts(" ".join([*rest, text[end:]]))))
    telling = [unit for unit in single if unit.said[0] not in SMALL]
    units += telling if telling or units else single
    if sum(len(unit.said) for unit in units) > MOST_WORDS:
        raise Unreadable(_("Ask in fewer words: %(most)d at most.") % {"most": MOST_WORDS})
    return units


def _unit(text: str) -> list[Unit]:
    """All words of the text as one unit; [] where there is none."""
    said, joined = tuple(words.split(text)), tuple(words.split(words.joined(text)))
    return [Unit(said, joined if joined != said else ())] if said else []


def _parts(text: str) -> Iterator[Unit]:
    """Each word of the text as a unit."""
    for hyphenated in words.WITH_HYPHENS.findall(text):
        for whole in _unit(hyphenated):
            for word in whole.said:
                yield Unit((word,), whole.joined)
