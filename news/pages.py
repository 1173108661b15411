"""What a public page says, before any template: its frame, and the page of an item."""

import copy
import datetime
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from . import citing, heads, linked_data, placing, renditions, sharing
from .as_it_stands import over_in, present, recalled_from
from .dates import as_day
from .histories import Version, changes, moved_from, versions
from .languages import direction, locale, own_name, script
from .models import (
    KIND_IN,
    SECTIONS,
    DecisionStatus,
    Edition,
    Facet,
    Kind,
    Office,
    OldSlug,
    Participation,
    Precision,
    Publication,
)
from .models.decisions import DecisionSignature
from .reading import addresses, best, linked, newer, older, once_at, teasers, with_query

TEMPLATES = {
    Kind.SESSION: "news/sessions/page.html",
    Kind.STATEMENT: "news/statements/page.html",
    Kind.DECISION: "news/decisions/page.html",
    Kind.RELEASE: "news/releases/page.html",
}

EMBLEM = 160  # pixels wide: sharp on a telephone, and an icon at once

SECTION_NAMES = {
    "sessions": _("Sessions"),
    "statements": _("Statements"),
    "decisions": _("Decisions"),
    "news": _("News"),
}

# What this item says of others, and what others say of it.
RELATIONS = {
    "session": _("Session"),
    "preceding": _("Preceding meeting"),
    "statement": _("Statements"),
    "decision": _("Decisions"),
    "reported_on": _("Reported on"),
    "amends": _("Amends"),
    "repeals": _("Repeals"),
    "implements": _("Implements"),
    "replaces": _("Replaces"),
    "related": _("See also"),
}
RELATIONS_TO_IT = {
    "preceding": _("Followed by"),
    "reported_on": _("Reported on at"),
    "amends": _("Amended by"),
    "repeals": _("Repealed by"),
    "implements": _("Implemented by"),
    "replaces": _("Replaced by"),
}


class Withdrawn(Exception):
    """The words were public and are no more; carries the edition that has the reason.

    `present` is the edition that is live, where only earlier editions were withdrawn.
    """

    def __init__(self, edition: Edition, present: Edition | None = None):
        super().__init__(edition.pk)
        self.edition, self.present = edition, present


class Moved(Exception):
    """The address was right in an earlier edition; carries the edition that is live."""

    def __init__(self, edition: Edition):
        super().__init__(edition.pk)
        self.edition = edition


class Elsewhere(Http404):
    """Nothing was ever public at the address in that language; carries the live editions in others."""

    def __init__(self, editions: list[Edition]):
        super().__init__()
        self.editions = editions


@dataclass(frozen=True)
class Reader:
    """For whom a page is made: the office, one of its languages, the moment (aware)."""

    office: Office
    language: str
    at: datetime.datetime

    @property
    def today(self) -> datetime.date:
        return timezone.localdate(self.at, self.office.zone)

    @cached_property
    def words(self):
        return self.office.words_in(self.language)

    def frame(self, path: str) -> dict:
        """What every page shows around its content; `path` is the page's address in this language."""
        rest = path.removeprefix(f"/{self.language}/")
        languages = {code: f"/{code}/{rest}" for code in self.office.language_codes}
        return {
            "office": self.office,
            "words": self.words,
            "language": self.language,
            "area": rest.partition("/")[0],
            "direction": direction(self.language),
            "typeface": f"news/type/literata-{script(self.language)}.woff2",
            "sections": [
                {"key": key, "name": name, "href": reverse("section", args=[self.language, key])}
                for key, name in SECTION_NAMES.items()
            ],
            "languages": self.language_links(languages),
            "site": settings.SITE_URL,
            "canonical": settings.SITE_URL + path,
            "feeds": feed_links(_("All items"), "feed", [self.language]),
            "photo_door": "/photos/",
            "file_door": "/files/",
            "emblem": emblem_of(self.office),
        }

    def language_links(self, addresses: dict[str, str]) -> list[dict]:
        """The other languages, with the address of this page where it exists in them."""
        return [
            {
                "code": code,
                "name": own_name(code),
                "direction": direction(code),
                "locale": locale(code),
                "href": addresses.get(code, ""),
                "home": reverse("home", args=[code]),
                "current": code == self.language,
            }
            for code in self.office.language_codes
        ]


def emblem_of(office: Office) -> renditions.Offer | None:
    """The emblem as pages show it, while it may be shown; its name is one behind `/photos/`."""
    fact = renditions.fact_of(office.emblem) if office.emblem else None
    return renditions.offer(fact, EMBLEM) if fact and fact["width"] else None


def feed_links(title: str, address: str, parts: list, query: str = "") -> list[dict]:
    """The feeds of a list, for a page to name; `address` is their name in `urls`, `query` the filters."""
    return [
        {
            "title": f"{title} ({name})",
            "content_type": f"application/{format}+xml",
            "href": with_query(reverse(address, args=[*parts, format]), query),
        }
        for format, name in (("atom", "Atom"), ("rss", "RSS"))
    ]


def missing_languages(links: list[dict]) -> list[str]:
    """Names of the languages, among those of `language_links`, in which the page does not exist."""
    return [link["name"] for link in links if not link["href"]]


def edition_at(language: str, section: str, day: datetime.date, slug: str, *, at) -> Edition:
    """The live edition at an address.

    Raises Http404 where nothing was ever public there, Moved where its date or slug was changed since,
    Withdrawn where it was public and nothing took its place, Elsewhere where only other languages have it.
    """
    here = Edition.objects.in_language(language).of_kind(KIND_IN[section]).filter(publication__slug=slug)
    here = here.select_related("publication")
    edition = here.live(at).first()
    if edition and edition.date == day:
        return edition
    last = here.once_live(at).filter(date=day).order_by("-live_from").first()
    if last is None:
        raise _elsewhere(language, section, day, slug, at)
    if edition:
        raise Moved(edition)
    raise Withdrawn(here.once_live(at).order_by("-live_from").first())


def _elsewhere(language: str, section: str, day: datetime.date, slug: str, at) -> Exception:
    """What to say of an address at which nothing was ever public in that language, under that slug."""
    renamed = Publication.objects.filter(pk__in=once_at(OldSlug.Kind.ITEM, slug)).first()
    if renamed:
        return Moved(edition_at(language, section, day, renamed.slug, at=at))
    there = Edition.objects.live(at).of_kind(KIND_IN[section]).filter(date=day, publication__slug=slug)
    editions = list(teasers(there, at))
    return Elsewhere(editions) if editions else Http404()


def item_page(
    edition: Edition, *, at: datetime.datetime, office: Office | None = None, ahead: bool = False
) -> tuple[str, dict]:
    """Template and context of an edition's public page, without its frame; also of one not approved yet.

    Links lead only to what is public at that moment (aware). The language is activated by the caller.
    `ahead`: with photographs under an embargo of their own, for the press.
    """
    reader = Reader(office or Office.get(), edition.language, at)
    facts = present(copy.deepcopy(edition.facts), at, ahead=ahead)
    _lead_to_pages(facts, edition.language, at)
    _label(facts)
    groups, editions = _relations(edition, facts, reader)
    beside = {
        code: other.get_absolute_url() for code, other in editions.get(edition.publication_id, {}).items()
    }
    photographs = numbered(renditions.pictures_in(facts))
    section = SECTIONS[Kind(edition.kind)]
    path = edition.get_absolute_url()
    every = versions(edition.publication_id, edition.language, at)
    corrections = changes(every)
    begun = edition.live_from is not None and edition.live_from <= at
    coming = len(every) + 1 if begun else None  # a preview's: it stands in no history yet
    number = next((version.number for version in every if version.edition.pk == edition.pk), coming)
    cited = citing.source(edition, number, reader.words.name) if number else None
    said = {version.edition.pk for version in corrections}
    has_history = bool(corrections or begun)
    links = reader.language_links(beside | {edition.language: path})
    context = {
        "edition": edition,
        "facts": facts,
        "text": placing.pieces(edition.body, photographs),
        "photographs": photographs,
        "beside_text": placing.beside(edition.body, photographs),
        "pictures_elsewhere": [
            photo for photo in facts.get("photographs", []) if not (photo["width"] or photo.get("over_since"))
        ],
        "pictures_over": over_in(facts),
        "recalled": recalled_from(edition, facts, at),
        "gallery_href": reverse("gallery", args=address_of(edition)),
        "has_history": has_history,
        "history_href": reverse("history", args=address_of(edition)) if has_history else "",
        "days_href": path,
        "corrections": corrections,
        "address": settings.SITE_URL + path,
        "cited": cited,
        "citations": citing.citations(cited) if cited else [],
        "services": sharing.services(edition.title, settings.SITE_URL + path),
        "following": sharing.following(edition, facts, SECTION_NAMES[section]),
        "print_href": reverse("print", args=address_of(edition)),
        "bibtex_href": reverse("cite", args=address_of(edition)),
        "prepared_note": edition.change_note if edition.pk not in said else "",
        "section": section,
        "section_name": SECTION_NAMES[section],
        "section_href": reverse("section", args=[edition.language, section]),
        "groups": groups,
        "languages": links,
        "missing_languages": missing_languages(links),
        "newer_original": _newer_original(edition, editions.get(edition.publication_id, {})),
        **_neighbours(edition, at),
    }
    moments = _moments(edition, every)
    moved = moved_from(every, edition.date)
    data = linked_data.item(edition, facts, corrections, reader.words, moved, **moments)
    embeddable = path if facts.get("quotes") else ""
    context["described"] = heads.of_item(edition, photographs, data, embeddable, **moments)
    return TEMPLATES[Kind(edition.kind)], context


def _moments(edition: Edition, every: list[Version]) -> dict[str, str]:
    """Since when the item and this edition of it are public, as far as that is known, in ISO 8601."""
    changed = linked_data.public_since(edition, edition.facts["date_precision"])
    first = next((one.edition for one in every if one.edition.live_from == edition.first_live_from), None)
    published = linked_data.public_since(first, first.precision) if first else changed
    return {"published": published, "changed": changed}


def numbered(photographs: list[dict]) -> list[dict]:
    """Each with its place in the gallery, and its sign: the end of the address of its page there."""
    return [
        photo | {"number": number, "sign": placing.sign_of(photo["token"])}
        for number, photo in enumerate(photographs, start=1)
    ]


def withdrawal_notice(gone: Withdrawn, reader: Reader) -> dict:
    """What the page of a withdrawal says; it leads to what replaces the item, and to the item in other
    languages, only while those are public.
    """
    languages = reader.office.language_codes
    item, replaced_by = gone.edition.publication_id, gone.edition.publication.replaced_by_id
    editions = linked({item, replaced_by} - {None}, reader.language, languages, reader.at)
    beside = editions.get(item, {})
    successor = best(editions.get(replaced_by, {}), reader.language, languages)
    stands = beside or successor or not _was_ahead(gone.edition)
    section = SECTIONS[Kind(gone.edition.kind)]
    return {
        "edition": gone.edition,
        "data": None if stands else linked_data.cancelled(gone.edition, reader.words),
        "section": section,
        "section_name": SECTION_NAMES[section],
        "present": gone.present,
        "successor": successor,
        "elsewhere": [beside[code] for code in languages if code in beside and code != reader.language],
        "languages": reader.language_links(
            {code: other.get_absolute_url() for code, other in (_once_public(item, reader) | beside).items()}
        ),
    }


def _once_public(item: int, reader: Reader) -> dict[str, Edition]:
    """The last edition in each language in which the item was public: its page stands, or says why not."""
    once = Edition.objects.once_live(reader.at).filter(publication=item).select_related("publication")
    return {edition.language: edition for edition in once.defer("facts", "body").order_by("live_from")}


def _was_ahead(edition: Edition) -> bool:
    """Whether it was a session on a day that was not over when it was withdrawn."""
    if edition.kind != Kind.SESSION or edition.facts.get("date_precision") != Precision.DAY:
        return False
    return timezone.localdate(edition.live_until) <= (as_day(edition.facts.get("ends_on")) or edition.date)


def address_of(edition: Edition) -> list:
    return [
        edition.language,
        SECTIONS[Kind(edition.kind)],
        edition.date,
        edition.publication.slug,
    ]


def _people(facts: dict):
    for person in [*facts.get("participants", []), *facts.get("speakers", []), *facts.get("quotes", [])]:
        yield person
        if person.get("represented_by"):
            yield person["represented_by"]
    yield from facts.get("contacts", [])


def _states(facts: dict):
    rows = [row["state"] for row in [*facts.get("participants", []), *facts.get("signatures", [])]]
    rows += [facts.get("chairing_state"), facts.get("chairmanship_passes_to")]
    return [state for state in rows if state]


def _lead_to_pages(facts: dict, language: str, at):
    """Give every thing that the facts name the address of its page, "" where it is not public."""
    things = [("official", person["official"], person) for person in _people(facts)]
    things += [("state", state["id"], state) for state in _states(facts)]
    things += [("body", body["id"], body) for body in facts.get("bodies", [])]
    things += [("topic", topic["id"], topic) for topic in facts.get("topics", [])]
    ids = {
        kind: {pk for of, pk, _thing in things if of == kind}
        for kind in ("official", "state", "body", "topic")
    }
    found = addresses(language, at, **ids)
    for kind, pk, thing in things:
        thing["href"] = found.get((kind, pk), "")


def _label(facts: dict):
    """Words for the choices in the facts; participants apart from guests."""
    for row in facts.get("participants", []):
        row["manner_label"] = (
            "" if row["manner"] == "in_person" else Participation.Manner(row["manner"]).label
        )
    facts["members"] = [row for row in facts.get("participants", []) if not row["guest"]]
    facts["guests"] = [row for row in facts.get("participants", []) if row["guest"]]
    facts["chair"] = next((row for row in facts.get("participants", []) if row["is_chair"]), None)
    facts["agenda_points"] = [line.strip() for line in facts.get("agenda", "").splitlines() if line.strip()]
    for row in facts.get("statuses", []):
        row["label"] = capfirst(DecisionStatus.Status(row["status"]).label)
    for row in facts.get("signatures", []):
        row["label"] = DecisionSignature.Manner(row["manner"]).label


def _relations(edition: Edition, facts: dict, reader: Reader):
    """Groups of links to other items that are live, and all live editions found on the way, by item."""
    languages = reader.office.language_codes
    links = [(link["rel"], link["publication"]) for link in facts.get("links", [])]
    ids = {edition.publication_id, *(pk for _rel, pk in links)}
    editions = linked(ids, edition.language, languages, reader.at)
    groups: dict[str, list[Edition]] = {}
    for rel, pk in links:
        other = best(editions.get(pk, {}), edition.language, languages)
        if other:
            groups.setdefault(rel, []).append(other)
    backwards = _relations_to(edition, reader, known={pk for _rel, pk in links})
    for rel, others in backwards.pop("adopted", {}).items():
        groups.setdefault(rel, []).extend(others)
    rows = [(rel, name, groups.get(rel)) for rel, name in RELATIONS.items()]
    rows += [(f"{rel}_back", name, backwards.get(rel)) for rel, name in RELATIONS_TO_IT.items()]
    return {rel: {"name": name, "editions": others} for rel, name, others in rows if others}, editions


def _relations_to(edition: Edition, reader: Reader, known: set[int]) -> dict:
    """Live items in this language that name this one in their frozen facts, by relation.

    Under "adopted": statements and decisions of this session that are public since it was approved.
    """
    others = Edition.objects.live(reader.at).in_language(edition.language)
    others = others.about(Facet.LINK, edition.publication_id).order_by("date", "id")
    found: dict = {"adopted": {}}
    for other in teasers(others, reader.at).annotate(links=F("facts__links")):
        for link in other.links:
            if link["publication"] != edition.publication_id:
                continue
            if link["rel"] == "session" and other.publication_id not in known:
                found["adopted"].setdefault(other.kind, []).append(other)
            elif link["rel"] in RELATIONS_TO_IT:
                found.setdefault(link["rel"], []).append(other)
    return found


def _newer_original(edition: Edition, beside: dict[str, Edition]) -> Edition | None:
    """What is live now of the original, where this translation renders an earlier edition of it."""
    if edition.translation_of_id is None:
        return None
    rendered = Edition.objects.only("language", "number").get(pk=edition.translation_of_id)
    original = beside.get(rendered.language)
    return original if original and original.number > rendered.number else None


def _neighbours(edition: Edition, at) -> dict:
    """The items before and after in the section, and its three newest others."""
    section = Edition.objects.live(at).in_language(edition.language).of_kind(edition.kind)
    others = section.exclude(publication=edition.publication_id)
    around = {"newer": None, "older": None}
    if edition.first_live_from:
        around = {
            "newer": teasers(newer(others, edition), at).first(),
            "older": teasers(older(others, edition), at).first(),
        }
    return around | {"latest": list(teasers(others.latest_first(), at)[:3])}
