import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import heads, placing
from ..as_it_stands import as_it_was, still_shown
from ..factsheet import lines_of
from ..histories import Version, changes, comparison, versions
from ..models import Edition, FileChange
from ..pages import SECTION_NAMES, Withdrawn, address_of, edition_at
from ..reading import Unreadable, end_of, linked
from .public import public


@public
def history(request, reader, section, day, slug):
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    every = versions(edition.publication_id, edition.language, reader.at)
    readable = [version for version in every if version.is_readable]
    pair = _pair(request.GET, readable)
    return "news/histories/history.html", _around(edition, reader, section) | {
        "described": heads.Head(
            _("History: %(title)s") % {"title": edition.title},
            heads.in_short([edition.title, *(version.note for version in changes(every))], ". "),
        ),
        "versions": every[::-1],
        "file_changes": FileChange.objects.public(reader.at, reader.language, edition.publication_id)
        .select_related("photo")
        .order_by("-at", "-pk"),
        "readable": readable,
        "comparison": comparison(*pair) if pair else None,
    }


@public
def edition(request, reader, section, day, slug, number):
    present = edition_at(reader.language, section, day, slug, at=reader.at)
    every = versions(present.publication_id, present.language, reader.at)
    if not 1 <= number <= len(every):
        raise Http404
    return _page_of(every[number - 1], present, reader, section, reader.at)


def as_on(day: datetime.date, present: Edition, reader, section: str) -> tuple[str, dict]:
    """The page of the edition that was public at the end of that day in the office's zone.

    Raises Unreadable where none was, Withdrawn where it has been taken away since.
    """
    moment = min(end_of(day, reader.office.zone), reader.at)
    every = versions(present.publication_id, present.language, reader.at)
    that_day = [
        version
        for version in every
        if version.edition.live_from <= moment and (version.until is None or version.until > moment)
    ]
    if not that_day:
        raise Unreadable(_("This page was not public on that day. Its history says from when on it was."))
    template, context = _page_of(that_day[-1], present, reader, section, moment)
    return template, context | {"asked": day, "address": present.get_absolute_url()}


def _page_of(version: Version, present: Edition, reader, section: str, at) -> tuple[str, dict]:
    if not version.is_readable:
        raise Withdrawn(version.withdrawal, present)
    full = Edition.objects.get(pk=version.edition.pk)
    facts = as_it_was(full.facts, at)
    shown = still_shown(facts, reader.at)
    ids = {photo["id"] for photo in shown}
    in_words_only = [photo for photo in facts.get("photographs", []) if photo["id"] not in ids]
    return "news/histories/edition.html", _around(present, reader, section) | {
        "version": version,
        "shown": full,
        "text": placing.pieces(placing.in_words(full.body, in_words_only, but=shown), shown),
        "photographs": placing.beside(full.body, shown),
        "facts": lines_of(facts | {"photographs": in_words_only}),
        "languages": reader.language_links({}),
    }


def _around(edition: Edition, reader, section: str) -> dict:
    editions = linked({edition.publication_id}, reader.language, reader.office.language_codes, reader.at)
    addresses = {
        code: reverse("history", args=address_of(other))
        for code, other in editions.get(edition.publication_id, {}).items()
    }
    return {
        "edition": edition,
        "section": section,
        "section_name": SECTION_NAMES[section],
        "section_href": reverse("section", args=[reader.language, section]),
        "history_href": addresses[reader.language],
        "languages": reader.language_links(addresses),
    }


def _pair(parameters, readable: list[Version]) -> tuple[Version, Version] | None:
    """The two that are asked for, older first; otherwise the newest two, None where there is one.

    Raises Unreadable where the question is none, Http404 where an edition is not one that can be read.
    """
    if not (parameters.get("from") or parameters.get("to")):
        return (readable[-2], readable[-1]) if len(readable) > 1 else None
    asked = sorted({_number(parameters.get(name, "")) for name in ("from", "to")})
    if len(asked) < 2:
        raise Unreadable(_("Choose two different editions to compare."))
    numbered = {version.number: version for version in readable}
    if not set(asked) <= set(numbered):
        raise Http404
    return numbered[asked[0]], numbered[asked[1]]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Unreadable(_("Give the number of both editions, such as ?from=1&to=2."))
    return int(text)
