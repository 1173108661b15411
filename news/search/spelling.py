"""What may have been meant by a word that is found nowhere: the nearest words of what is public."""

import datetime

from ..models import Spelling
from .asking import Unit
from .finding import spelt
from .index import BEGINNING, GAP, LONGEST_SPELLING, SHORTEST_SPELLING, losses
from .words import WORD, WRITTEN, plainest, split

FARTHEST, FARTHEST_OF_SHORT, LONGEST_SHORT = 2, 1, 4
MOST_DOUBTED = 8  # words of one question, its first


def suggestion(text: str, units: list[Unit], *, language: str, at: datetime.datetime) -> str:
    """The text with one word spelt otherwise, to which there is an answer, or ""; in two queries.

    The nearest spelling is suggested, and of those the commonest. The words we know are of all that was ever
    approved, hidden or not. So each is asked for at the gate as it is spelt, and what stands in no live item
    is not weighed. Nothing is suggested to a question that has an answer when filters are taken off.
    """
    near = _near([word for unit in units for word in unit.said][:MOST_DOUBTED])
    tried = [
        (word, other, _with(units, number, place, other))
        for number, unit in enumerate(units)
        for place, word in enumerate(unit.said)
        for other in near.get(word, ())
    ]
    counts = spelt([(other, asked) for _word, other, asked in tried], units, language=language, at=at)
    if not counts:
        return ""
    ranked = [
        (near[word][other], -sum(counts[number].values()), len(other), other, word, number)
        for number, (word, other, _asked) in enumerate(tried)
        if number in counts
    ]
    *_rank, other, word, number = min(ranked)
    sign = min(counts[number], key=lambda sign: (-counts[number][sign], sign))
    return _replaced(text, word, WRITTEN[sign](other))


def _with(units: list[Unit], number: int, place: int, word: str) -> list[Unit]:
    said = units[number].said
    changed = Unit((*said[:place], word, *said[place + 1 :]))
    return [*units[:number], changed, *units[number + 1 :]]


def _replaced(text: str, word: str, other: str) -> str:
    return WORD.sub(lambda match: other if split(match.group()) == [word] else match.group(), text)


def _near(asked: list[str]) -> dict[str, dict[str, tuple[int, int]]]:
    """Known words of nearly the same letters for each that was asked, each with how far it is.

    By their plainest spelling, and of those as far by it as they are written.
    """
    plain = {word: plainest(word) for word in asked if SHORTEST_SPELLING <= len(word) <= LONGEST_SPELLING}
    keys = {word: losses(one[:BEGINNING]) for word, one in plain.items()}
    begun = Spelling.objects.filter(key__in=set().union(*keys.values())).values("word")
    known: dict[str, list[str]] = {}
    for key, word in Spelling.objects.filter(key__in=begun).values_list("key", "word"):
        known.setdefault(key.removeprefix(GAP), []).append(word)
    near: dict[str, dict[str, tuple[int, int]]] = {word: {} for word in plain}
    for beginning, others in known.items():
        lost = losses(beginning)
        for word in (word for word, own in keys.items() if not own.isdisjoint(lost)):
            most = FARTHEST if len(word) > LONGEST_SHORT else FARTHEST_OF_SHORT
            for other in others:
                far = distance(plain[word], plainest(other), most)
                if far <= most and other != word:
                    near[word][other] = far, distance(word, other)
    return near


def distance(one: str, other: str, most: int = LONGEST_SPELLING) -> int:
    """Letters to change, lose, add or swap with the next until both are the same; `most` and one: too far."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(one, start=1):
        row = [at]
        for column, wanted in enumerate(other, start=1):
            cost = min(rows[-1][column] + 1, row[-1] + 1, rows[-1][column - 1] + (letter != wanted))
            if at > 1 and column > 1 and letter == other[column - 2] and one[at - 2] == wanted:
                cost = min(cost, rows[-2][column - 2] + 1)
            row.append(cost)
        if min(*row, *rows[-1]) > most:
            return most + 1
        rows.append(row)
    return rows[-1][-1]
