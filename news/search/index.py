"""The entries in which search looks words up: written with an approval, in its transaction."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import F

from .. import freezing
from ..as_it_stands import present_each, to_come_in_each
from ..models import Edition, Facet, SearchEntry, Spelling, Status
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
MARKED = {Facet.BODY, Facet.TOPIC, Facet.OFFICIAL, Facet.STATE}
HAS_MORE_LATER = f"{MARK}later"
SHORTEST_SPELLING, LONGEST_SPELLING = 4, 24


def write(editions: Iterable[Edition]):
    """Enter approved editions that have no entry yet, inside the caller's transaction.

    What was recalled is not among their facts. What may be said of a photograph from a later moment on is
    entered apart: a question meets it when that moment has come (see `finding`).
    """
    editions = list(editions)
    facts = present_each([edition.facts for edition in editions])
    to_come = to_come_in_each([edition.facts for edition in editions])
    SearchEntry.objects.bulk_create(map(entry, editions, facts, to_come))
    learn(
        text
        for one, said in zip(editions, facts, strict=True)
        for text in (one.title, one.lead, *names_in(said))
    )


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
    said = [*looked_up(texts, also_heard=[edition.title, edition.lead]), *marks_of(edition)]
    if to_come:
        said += [GAP, *map(words.later, looked_up(list(names_in(to_come)))), HAS_MORE_LATER]
    return SearchEntry(
        id=place_of(edition),
        edition=edition,
        title=words.stems(edition.title),
        lead=words.stems(edition.lead),
        words=" ".join(said),
    )


def looked_up(texts: list[str], also_heard: Iterable[str] = ()) -> list[str]:
    """The words of the index for those texts: their stems, a gap between any two texts, and what the names in
    them, and in the texts `also_heard`, sound like.
    """
    stems = f" {GAP} ".join(map(words.stems, texts)).split()
    heard = {words.sound(word) for text in (*also_heard, *texts) for word in words.capitalised(text)}
    return [*stems, *(SOUND + sound for sound in sorted(heard) if sound)]


def place_of(edition: Edition) -> int:
    """Among all results the newest day is the highest, and of one day the edition that was begun last."""
    return edition.date.toordinal() << EDITION_BITS | edition.pk


def names_in(facts) -> Iterator[str]:
    """What the frozen facts say in words, but for the contacts, who are named on every page."""
    if isinstance(facts, list):
        for part in facts:
            yield from names_in(part)
    elif isinstance(facts, dict):
        for key, value in facts.items():
            if key in SAID and isinstance(value, str):
                yield value
            elif key != "contacts":
                yield from names_in(value)


def mark(what: str, value) -> str:
    """A word of the index that says what the item is or carries, such as its language or a topic's id."""
    return MARK + what + MARK + "".join(filter(str.isalnum, str(value)))


def marks_of(edition: Edition) -> list[str]:
    own = [mark(what, getattr(edition, what)) for what in ("language", "kind", "form")]
    return own + [mark(row.facet, row.thing) for row in freezing.facets(edition) if row.facet in MARKED]


def learn(texts: Iterable[str]):
    """Keep the words of titles, leads and names, for readers who mistype them."""
    met = {
        word
        for text in texts
        for word in words.split(text)
        if SHORTEST_SPELLING <= len(word) <= LONGEST_SPELLING and word.isalpha()
    }
    known = Spelling.objects.filter(key__in=met, key=F("word")).values_list("word", flat=True)
    new = met.difference(known)
    rows = [Spelling(key=key, word=word) for word in sorted(new) for key in sorted(losses(word))]
    Spelling.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def losses(word: str) -> set[str]:
    """The word, and what is left of it when one letter is lost."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
