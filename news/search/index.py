"""The entries in which search looks words up: written with an approval, in its transaction."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db import transaction
from django.utils import translation

from .. import freezing
from ..as_it_stands import present_and_to_come
from ..dates import as_day, in_words
from ..models import Edition, Facet, Form, Precision, SearchEntry, Spelling, Status
from ..models.search import EDITION_BITS
from ..text import lines
from . import words
from .words import GAP, MARK, SOUND

BATCH = 500
SAID = {
    "name",
    "short_name",
    "title",
    "text",
    "source",
    "theme",
    "agenda",
    "caption",
    "description",
    "number",
}
FIGURES = ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d")
MARKED = {Facet.BODY, Facet.TOPIC, Facet.OFFICIAL, Facet.STATE}
HAS_MORE_LATER = f"{MARK}later"
SENTENCE = re.compile(r"(?<=[.!?:;…»”\"])\s+")
SENTENCES = {"topics", "quotes", "photographs", "files", "theme", "agenda"}
SHORTEST_SPELLING, LONGEST_SPELLING = 4, 24
BEGINNING, MOST_LOST, FEWEST_LEFT = 7, 2, 3


def write(editions: Iterable[Edition]):
    """Enter approved editions that have no entry yet, inside the caller's transaction.

    What was recalled is not among their facts. What may be said of a photograph from a later moment on is
    entered apart: a question meets it when that moment has come (see `finding`).
    """
    editions = list(editions)
    facts = present_and_to_come([edition.facts for edition in editions])
    entries = [entry(edition, *parts) for edition, parts in zip(editions, facts, strict=True)]
    SearchEntry.objects.bulk_create(entries)
    learn({word for one in entries for word in spelt_in(one)})


def write_again(editions: Iterable[Edition]):
    """Enter anew those of the editions that have an entry, inside the caller's transaction."""
    entered = list(Edition.objects.filter(pk__in=editions, search_entry__isnull=False))
    remove(entered)
    write(entered)


def remove(editions: Iterable[Edition]):
    SearchEntry.objects.filter(edition__in=editions).delete()


def rebuild() -> int:
    """Write every entry anew, some hundreds in a transaction, so that search goes on meanwhile; how many."""
    SearchEntry.objects.exclude(edition__status=Status.APPROVED).delete()
    Spelling.objects.all().delete()
    done, last = 0, 0
    while batch := list(Edition.objects.filter(status=Status.APPROVED, pk__gt=last).order_by("pk")[:BATCH]):
        with transaction.atomic():
            remove(batch)
            write(batch)
        done, last = done + len(batch), batch[-1].pk
    return done


def entry(edition: Edition, facts: dict, to_come: list[dict] | None = None) -> SearchEntry:
    """`to_come` are photographs of which nothing may be known yet: their words stand apart in the index."""
    texts = [*lines(edition.body), *names_in(facts)]
    said = [
        *looked_up(texts, also_heard=[edition.title, edition.lead]),
        GAP,
        *_in_stems(beside_the_title(edition)).split(),
        *(spelling(edition.language, *spelt) for spelt in sorted(spellings(edition, facts))),
        *marks_of(edition),
    ]
    if to_come:
        said += [GAP, *map(words.later, looked_up(names_in(to_come))), HAS_MORE_LATER]
    return SearchEntry(
        id=place_of(edition),
        edition=edition,
        title=f"{_in_stems([edition.title])} {GAP} {mark('year', edition.date.year)}",
        lead=_in_stems([edition.lead]),
        words=" ".join(said),
    )


def looked_up(texts: list[str], also_heard: Iterable[str] = ()) -> list[str]:
    """The words of the index for those texts: their stems, a gap between any two texts, and what the names in
    them, and in the texts `also_heard`, sound like.
    """
    names = words.capitalised(" ".join(words.both_ways([*also_heard, *texts])))
    return [
        *_in_stems(texts).split(),
        *(SOUND + sound for sound in sorted(set(map(words.sound, names))) if sound),
    ]


def beside_the_title(edition: Edition) -> list[str]:
    """What a page says of the item beside its title: the form, and its days in words and in figures."""
    facts = edition.facts
    precision, last = facts.get("date_precision", Precision.DAY), as_day(facts.get("ends_on"))
    days = [edition.date, *([last] if last else [])]
    with translation.override(edition.language):
        said = [str(Form(edition.form).label), *(in_words(day, precision) for day in days)]
    return said + [f"{day:{form}}" for day in days for form in FIGURES if precision == Precision.DAY]


def _in_stems(texts: list[str]) -> str:
    """The stems of the texts, with hyphens and without."""
    return f" {GAP} ".join(map(words.stems, words.both_ways(texts)))


def place_of(edition: Edition) -> int:
    """Among all results the newest day is the highest, and of one day the edition that was begun last."""
    return edition.date.toordinal() << EDITION_BITS | edition.pk


def names_in(facts: dict | list) -> list[str]:
    return [text for _key, text in said_in(facts)]


def said_in(facts, under: str = "") -> Iterator[tuple[str, str]]:
    """What the frozen facts say in words, each after the key under which it stands: ("topics", "Terrorism").

    Without the contacts, who are named on every page.
    """
    if isinstance(facts, list):
        for part in facts:
            yield from said_in(part, under)
    elif isinstance(facts, dict):
        for key, value in facts.items():
            if key in SAID and isinstance(value, str):
                yield under or key, value
            elif key != "contacts":
                yield from said_in(value, key)


def mark(what: str, value) -> str:
    """A word of the index that says what the item is or carries, such as its language or a topic's id."""
    return MARK + what + MARK + "".join(filter(str.isalnum, str(value)))


def spelling(language: str, sign: str, word: str) -> str:
    """A word of the index that says that an item in that language has this very spelling."""
    return sign + "".join(filter(str.isalnum, language)) + sign + word


def spelt_in(entry: SearchEntry) -> Iterator[str]:
    for word in entry.words.split(" "):
        if word[:1] in words.WRITTEN:
            yield word.rpartition(word[0])[2]


def marks_of(edition: Edition) -> list[str]:
    own = [mark(what, getattr(edition, what)) for what in ("language", "kind", "form")]
    return own + [mark(row.facet, row.thing) for row in freezing.facets(edition) if row.facet in MARKED]


def spellings(edition: Edition, facts: dict) -> set[tuple[str, str]]:
    """The words of the item, for readers who mistype them, each after the sign how it is written.

    A capital at the beginning of a sentence makes no name, and what is also written small is none.
    """
    texts = [(text, False) for text in (edition.title, edition.lead, *lines(edition.body))]
    texts += [(text, key not in SENTENCES) for key, text in said_in(facts)]
    begun: set[str] = set()
    spelt: dict[str, str] = {}
    for text, is_name in texts:
        for sentence in [text] if is_name else SENTENCE.split(text):
            for place, (word, sign) in enumerate(words.spelt(sentence)):
                if place or is_name or sign != words.CAPITAL:
                    spelt[word] = min(sign, spelt.get(word, sign))
                else:
                    begun.add(word)
    return {
        (sign, word)
        for word, sign in (dict.fromkeys(begun, words.SMALL) | spelt).items()
        if SHORTEST_SPELLING <= len(word) <= LONGEST_SPELLING and word.isalpha()
    }


def learn(met: Iterable[str]):
    """Keep words in such a way that those of nearly the same letters lead to them.

    Each word stands under its beginning, each beginning under what is left of it when letters are lost.
    """
    rows = {(GAP + words.plainest(word)[:BEGINNING], word) for word in met}
    kept = set(Spelling.objects.filter(key__in={key for key, _word in rows}).values_list("key", "word"))
    new = rows - kept
    begun = {key for key, _word in new} - {key for key, _word in kept}
    new |= {(lost, key) for key in begun for lost in losses(key.removeprefix(GAP))}
    made = [Spelling(key=key, word=word) for key, word in sorted(new)]
    Spelling.objects.bulk_create(made, ignore_conflicts=True, batch_size=2000)


def losses(begun: str) -> set[str]:
    """The beginning of a word, and what is left of it when one letter or two are lost."""
    most = min(MOST_LOST, max(0, len(begun) - FEWEST_LEFT))
    return {"".join(left) for lost in range(most + 1) for left in combinations(begun, len(begun) - lost)}
