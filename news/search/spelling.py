"""What may have been meant by a word that is found nowhere: the nearest words of what is public."""

import datetime
from dataclasses import replace

from ..models import Spelling
from .asking import Unit
from .finding import first_found
from .index import LONGEST_SPELLING, SHORTEST_SPELLING, losses

FARTHEST = 2
MOST_TRIED = 400  # of what SQLite takes in one question


def suggestion(units: list[Unit], *, language: str, at: datetime.datetime) -> str:
    """The same question with one word spelt otherwise, to which there is an answer, or ""; in two queries.

    The spellings are of all that was ever approved, also of what is hidden: so each question is tried at the
    gate, the nearest that finds something public is suggested, and no hidden word takes the place of another.
    Nothing is suggested to a question that has an answer when filters are taken off.
    """
    near = _near({word for unit in units for word in unit.said})
    tried = sorted(
        (far, other, number, place)
        for number, unit in enumerate(units)
        for place, word in enumerate(unit.said)
        for far, other in near.get(word, ())
    )[:MOST_TRIED]
    if not tried:
        return ""
    questions = [units, *(_with(units, number, place, other) for _far, other, number, place in tried)]
    found = first_found(questions, language=language, at=at)
    return " ".join(map(_written, questions[found])) if found else ""


def _with(units: list[Unit], number: int, place: int, word: str) -> list[Unit]:
    said = units[number].said
    changed = replace(units[number], said=(*said[:place], word, *said[place + 1 :]))
    return [*units[:number], changed, *units[number + 1 :]]


def _written(unit: Unit) -> str:
    words = " ".join(unit.said)
    return f'"{words}"' if len(unit.said) > 1 else words


def _near(asked: set[str]) -> dict[str, list[tuple[int, str]]]:
    """Other words of nearly the same letters, with their distance, for each that was asked."""
    keys = {word: losses(word) for word in asked if SHORTEST_SPELLING <= len(word) <= LONGEST_SPELLING}
    rows = Spelling.objects.filter(key__in=set().union(*keys.values())).values_list("key", "word")
    by_key: dict[str, set[str]] = {}
    for key, word in rows:
        by_key.setdefault(key, set()).add(word)
    met = {word: set().union(*(by_key.get(key, ()) for key in own)) for word, own in keys.items()}
    ranked = {word: [(distance(word, other), other) for other in others] for word, others in met.items()}
    return {
        word: [(far, other) for far, other in rows if 0 < far <= FARTHEST] for word, rows in ranked.items()
    }


def distance(one: str, other: str) -> int:
    """Letters to change, lose, add or swap with the next until both are the same."""
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(one, start=1):
        row = [at]
        for column, wanted in enumerate(other, start=1):
            cost = min(rows[-1][column] + 1, row[-1] + 1, rows[-1][column - 1] + (letter != wanted))
            if at > 1 and column > 1 and letter == other[column - 2] and one[at - 2] == wanted:
                cost = min(cost, rows[-2][column - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
