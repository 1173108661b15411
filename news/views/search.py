"""Search over all public words and names."""

import re
from functools import partial

from django.http import Http404
from django.utils.translation import gettext as _

from .. import choices
from ..as_it_stands import present_each
from ..models import Edition
from ..reading import COLUMNS, PAGE_SIZE, last_shown, teasers
from ..search import asking, finding, names, passages, spelling
from ..search.finding import Hit
from ..search.index import place_of, said_in
from ..text import lines
from .narrowing import all_choices, framed, narrowing, page_of_list
from .public import public

MOST_PAGES_OF_NAMES = 8
AFTER = re.compile(r"([0-2])\.(.+)\Z", re.DOTALL)


@public
def search(request, reader):
    text, units = words_of(request)
    after = request.GET.get("after", "")
    if not units:
        return _without_words(request, reader, text)
    asked = narrowing(request.GET, reader)
    wanted = names.with_bearers(units, asked.known)
    search = partial(finding.question, wanted, language=reader.language, at=reader.at)
    feeds = [] if after else asked.feeds(title_of(text), "search_feed", [reader.language], q=text)

    def words(filters, most):
        return finding.with_editions(search(filters=filters, most=most))

    if choosing := all_choices(request, asked, words, q=text):
        return "news/search/search.html", choosing | {"is_search": True, "q": text, "feeds": feeds}
    context = framed(request, asked, q=text)
    if after:
        hits = finding.found(search(filters=asked.filters, after=_after(after, reader), most=PAGE_SIZE + 1))
    else:
        counted, context["fields"] = asked.count(words)
        context["total"] = choices.total(asked.filters.kind, counted.total)
        hits = finding.in_order(counted.found)
    found = _found(hits[:PAGE_SIZE], passages.Wanted.of(units), reader)
    last = hits[PAGE_SIZE - 1] if len(hits) > PAGE_SIZE and len(found) == PAGE_SIZE else None
    return "news/search/search.html", context | {
        "canonical": "",
        "is_search": True,
        "q": text,
        "asked": True,
        "found": found,
        "is_first": not after,
        "next_query": asked.asked.query(q=text, after=f"{last.tier}.{found[-1].publication.slug}")
        if last
        else "",
        "things": [] if after else _things(units, asked.known, reader),
        "suggestion": "" if hits or after else _suggestion(text, wanted, asked.asked, reader),
        "feeds": feeds,
        "longest": asking.LONGEST,
    }


def words_of(request) -> tuple[str, list[asking.Unit]]:
    """What is asked for, and the words in it."""
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    return text, asking.read(text)


def title_of(text: str) -> str:
    return _("Search: %(words)s") % {"words": text}


def _without_words(request, reader, text: str):
    """All that fits the filters; without a filter, how to ask."""
    asked, context = narrowing(request.GET, reader, named=False), {}
    if asked.asked and not text:
        asked, context = page_of_list(request, reader)
        context["feeds"] = asked.feeds(_("All items"), "feed", [reader.language])
    return "news/search/search.html", context | {
        "canonical": "",
        "is_search": True,
        "q": text,
        "longest": asking.LONGEST,
    }


def _after(text: str, reader) -> Hit:
    """Where the page before ended: the tier and the slug of its last item. Raises Http404."""
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
        text = [edition.lead, *lines(edition.body)]
        edition.passage = passages.passage(text, wanted) or edition.lead
        edition.label = passages.label(said_in(facts), wanted.without([edition.title, *text]))
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


def _suggestion(text, units, filters, reader) -> dict | None:
    words = spelling.suggestion(text, units, language=reader.language, at=reader.at)
    return {"words": words, "query": filters.query(q=words)} if words else None
