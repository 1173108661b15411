"""What is shown of an item that was found: the words marked, and the part of the text where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import words
from .asking import Unit

BEFORE, LENGTH = 60, 220
BODY, OFFICIAL, STATE = pgettext_lazy("filter of a list", "Body"), _("Official"), _("State")
KINDS = {
    "agenda": _("Agenda"),
    "bodies": BODY,
    "chairing_state": STATE,
    "chairmanship_passes_to": STATE,
    "files": _("File"),
    "number": _("Number"),
    "outlet": _("Outlet"),
    "participants": OFFICIAL,
    "people": OFFICIAL,
    "photographs": _("Photograph"),
    "place": _("Place"),
    "quotes": _("Quote"),
    "represented_by": OFFICIAL,
    "speakers": OFFICIAL,
    "state": STATE,
    "theme": _("Theme"),
    "topics": _("Topic"),
}


@dataclass(frozen=True)
class Wanted:
    """What to mark: for each unit the stems in a row that it is met in, and how a single word sounds."""

    rows: tuple[tuple[tuple[str, ...], int], ...]
    sounds: dict[str, int]

    @classmethod
    def of(cls, units: list[Unit]) -> "Wanted":
        rows = tuple((stems, number) for number, unit in enumerate(units) for stems in unit.stems)
        single = [
            (unit.said + unit.joined, number) for number, unit in enumerate(units) if len(unit.said) == 1
        ]
        sounds = {words.sound(word): number for said, number in single for word in said}
        return cls(rows, {sound: number for sound, number in sounds.items() if sound})

    def found(self, text: str) -> list[tuple[int, int, int]]:
        """Where in the text they stand: beginning and end of each word or row, and the number of its unit."""
        found: list[tuple[int, int, int]] = []
        if not self._may_stand_in(text):
            return found
        for said in _ways(text):
            stems = [words.stem(word) for _begin, _end, word in said]
            for at, (begin, end, word) in enumerate(said):
                if (number := self.sounds.get(words.sound(word))) is not None:
                    found.append((begin, end, number))
                for row, number in self.rows:
                    if stems[at] == row[0] and tuple(stems[at : at + len(row)]) == row:
                        found.append((begin, said[at + len(row) - 1][1], number))
        return found

    def _may_stand_in(self, text: str) -> bool:
        said = set(words.split(" ".join(words.both_ways([text]))))
        firsts = {row[0] for row, _number in self.rows}
        return any(words.stem(word) in firsts or words.sound(word) in self.sounds for word in said)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where to mark the text, in order; of what overlaps the longest that begins first."""
        return _apart(sorted(((begin, end) for begin, end, _number in self.found(text)), key=_longest_first))

    def without(self, texts: Iterable[str]) -> "Wanted":
        """What is wanted of the units that stand in none of the texts."""
        left = {number for _row, number in self.rows}
        for text in texts:
            left.difference_update(number for _begin, _end, number in self.found(text))
            if not left:
                break
        rows = tuple((row, number) for row, number in self.rows if number in left)
        return Wanted(rows, {sound: number for sound, number in self.sounds.items() if number in left})


def _ways(text: str) -> list[list[tuple[int, int, str]]]:
    """The words of the text with their places; where it has hyphens also those that it has without."""
    ways = [words.WORD] + ([words.WITH_HYPHENS] if words.HYPHEN.search(text) else [])
    return [
        [(*match.span(), said) for match in way.finditer(text) if (said := words.said(match.group()))]
        for way in ways
    ]


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that begin within an earlier one."""
    kept: list[tuple[int, int]] = []
    for begin, end in spans:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept


def marked(text: str, wanted: Wanted) -> SafeString:
    """The text as HTML, escaped, with what is wanted in `<mark>`."""
    pieces, end = [], 0
    for begin, after in wanted.spans(text):
        pieces += [
            conditional_escape(text[end:begin]),
            "<mark>",
            conditional_escape(text[begin:after]),
            "</mark>",
        ]
        end = after
    return mark_safe("".join([*pieces, conditional_escape(text[end:])]))


def passage(lines: list[str], wanted: Wanted) -> SafeString:
    """The part of the lines around the first of the words, marked; "" where they are in none.

    The first line is the lead. A later one that is short, a point of a list, follows on what was before.
    """
    for number, line in enumerate(lines):
        spans = wanted.spans(line)
        if spans:
            before = f"{lines[number - 1]} " if number > 1 and len(line) < BEFORE else ""
            return marked(_around(before + line, len(before) + spans[0][0]), wanted)
    return mark_safe("")


def _around(line: str, place: int) -> str:
    begin = line.rfind(" ", 0, max(0, place - BEFORE)) + 1 if place > BEFORE else 0
    end = len(line) if len(line) <= begin + LENGTH else line.rfind(" ", begin + 1, begin + LENGTH)
    end = end if end > place else begin + LENGTH
    return ("… " if begin else "") + line[begin:end] + (" …" if end < len(line) else "")


def label(said: Iterable[tuple[str, str]], wanted: Wanted) -> tuple[str, SafeString] | None:
    """The first of the facts' words that has what is wanted: what it is the name of, and itself, marked.

    `said` as `index.said_in` gives it. None where it is in none.
    """
    for key, text in said if wanted.rows else ():
        if key in KINDS and wanted.found(text):
            return str(KINDS[key]), marked(_around(text, wanted.spans(text)[0][0]), wanted)
    return None
