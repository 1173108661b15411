"""What is shown of a text that was found: the words marked, and the part of it where they stand."""

from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from . import words
from .asking import Unit

BEFORE, LENGTH = 60, 220


@dataclass(frozen=True)
class Wanted:
    """What to mark: single words by stem or sound, phrases by their stems in a row."""

    stems: frozenset[str]
    sounds: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, units: list[Unit]) -> "Wanted":
        single = [unit.said[0] for unit in units if len(unit.said) == 1]
        return cls(
            frozenset(map(words.stem, single)),
            frozenset(filter(None, map(words.sound, single))),
            tuple(unit.stems for unit in units if len(unit.said) > 1),
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in the text they stand: beginning and end of each word or phrase, in order."""
        found = [(match.span(), words.split(match.group())) for match in words.WORD.finditer(text)]
        stems = [words.stem(said[0]) if said else "" for _span, said in found]
        ends = {}
        for at, ((begin, end), said) in enumerate(found):
            single = stems[at] in self.stems or (said and words.sound(said[0]) in self.sounds)
            last = at if single else -1
            for phrase in self.phrases:
                if tuple(stems[at : at + len(phrase)]) == phrase:
                    last = max(last, at + len(phrase) - 1)
            if last >= at:
                ends[begin] = max(end, found[last][0][1])
        return _apart(sorted(ends.items()))


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
    """The part of the lines around the first of the words, marked; "" where they are in none."""
    for line in lines:
        spans = wanted.spans(line)
        if spans:
            return marked(_around(line, spans[0][0]), wanted)
    return mark_safe("")


def _around(line: str, place: int) -> str:
    begin = line.rfind(" ", 0, max(0, place - BEFORE)) + 1 if place > BEFORE else 0
    end = len(line) if len(line) <= begin + LENGTH else line.rfind(" ", begin + 1, begin + LENGTH)
    end = end if end > place else begin + LENGTH
    return ("… " if begin else "") + line[begin:end] + (" …" if end < len(line) else "")
