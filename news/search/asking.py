"""What a reader asks for, as words to look up."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..reading import Unreadable
from . import words

LONGEST = 200
MOST_WORDS = 20
PHRASE = re.compile(r'"([^"]*)"|«([^»]*)»|[“„]([^“”]*)[“”]')
SMALL = frozenset(
    "a an and are at by for from in is of on or the to with"
    " без в во для до за и из к как на не о об от по при с со у".split()
)


@dataclass(frozen=True)
class Unit:
    """Words in a row that must stand so; a single word may also be met in other forms, `alike`.

    `said` are the words as `words.split` gives them, `stems` what is looked up for them.
    """

    said: tuple[str, ...]
    alike: tuple[str, ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(map(words.stem, self.said))


def read(text: str) -> list[Unit]:
    """The phrases in quotation marks and the single words; [] where there is no word in it.

    Small words count only in phrases, or where there are no others. Raises Unreadable for what is too long.
    """
    if len(text) > LONGEST:
        raise Unreadable(_("Ask in fewer words: in %(most)d characters at most.") % {"most": LONGEST})
    units: list[Unit] = []
    rest, end = [], 0
    for phrase in PHRASE.finditer(text):
        rest.append(text[end : phrase.start()])
        end = phrase.end()
        said = words.split("".join(filter(None, phrase.groups())))
        units += [Unit(tuple(said))] if said else []
    single = list(dict.fromkeys(words.split(" ".join([*rest, text[end:]]))))
    telling = [word for word in single if word not in SMALL]
    units += [Unit((word,)) for word in (telling if telling or units else single)]
    if sum(len(unit.said) for unit in units) > MOST_WORDS:
        raise Unreadable(_("Ask in fewer words: %(most)d at most.") % {"most": MOST_WORDS})
    return units
