"""Search over all public words and names."""

import re

from django.http import Http404

from .. import choices, directory
from ..as_it_stands import present_each
from ..filters import parse
from ..models import Edition
from ..reading import COLUMNS, PAGE_SIZE, last_shown, teasers
from ..search import asking, names, passages, spelling
from ..search.finding import Hit, find
from ..search.index import names_in, place_of
from ..text import lines
from .lists import narrowed
from .public import public

MOST_COUNTED = 100
MOST_PAGES_OF_NAMES = 8
AFTER = re.compile(r"([0-2])\.(.+)\Z", re.DOTALL)


@public
def search(request, reader):
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    known = directory.things(reader.at)
    filters = parse(request.GET, reader.at, known)
    units = asking.read(text)
    after = _after(request.GET.get("after", ""), reader)
    offered = choices.fields(filters, known, reader.language, reader.at, reader.today, counted=False)
    context = narrowed(request, reader, filters, offered, q=text)
    hits = find(
        names.with_bearers(units, known),
        language=reader.language,
        at=reader.at,
        filters=filters,
        after=after,
        most=PAGE_SIZE + 1 if after else MOST_COUNTED + 1,
    )
    found = _found(hits[:PAGE_SIZE], passages.Wanted.of(units), reader)
    last = hits[PAGE_SIZE - 1] if len(hits) > PAGE_SIZE and len(found) == PAGE_SIZE else None
    return "news/search/search.html", context | {
        "canonical": "",
        "is_search": True,
        "q": text,
        "asked": bool(units),
        "found": found,
        "count": min(len(hits), MOST_COUNTED),
        "is_many": len(hits) > MOST_COUNTED,
        "is_first": after is None,
        "next_query": filters.query(q=text, after=f"{last.tier}.{found[-1].publication.slug}")
        if last
        else "",
        "first_query": filters.query(q=text),
        "things": [] if after else _things(units, known, reader),
        "suggestion": "" if hits or after or not units else _suggestion(units, filters, reader),
        "longest": asking.LONGEST,
    }


def _after(text: str, reader) -> Hit | None:
    """Where the page before ended: the tier and the slug of its last item. Raises Http404."""
    if not text:
        return None
    match = AFTER.match(text)
    if match is None:
        raise Http404
    shown = Edition.objects.once_live(reader.at).in_language(reader.language)
    return Hit(int(match[1]), place_of(last_shown(shown, match[2])))


def _found(hits: list[Hit], wanted: passages.Wanted, reader) -> list[Edition]:
    """The editions in the order of the hits, with what is shown of their words."""
    rows = teasers(Edition.objects.live(reader.at).filter(pk__in=[hit.edition for hit in hits]), reader.at)
    editions = {edition.pk: edition for edition in rows.only(*COLUMNS, "body", "facts")}
    found = [editions[hit.edition] for hit in hits if hit.edition in editions]
    shown = present_each([edition.facts for edition in found], reader.at)
    for edition, facts in zip(found, shown, strict=True):
        edition.marked_title = passages.marked(edition.title, wanted)
        said = [edition.lead, *lines(edition.body), *names_in(facts)]
        edition.passage = passages.passage(said, wanted) or edition.lead
    return found


def _things(units, known, reader) -> list[dict]:
    met = names.called(units, known)[:MOST_PAGES_OF_NAMES]
    labels = choices.labels()
    return [
        {
            "name": thing.named(reader.language, reader.today),
            "href": thing.href(reader.language),
            "kind": labels[thing.kind],
        }
        for thing in met
    ]


def _suggestion(units, filters, reader) -> dict | None:
    words = spelling.suggestion(units, language=reader.language, at=reader.at)
    return {"words": words, "query": filters.query(q=words)} if words else None
