from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import heads, linked_data
from ..as_it_stands import present_each
from ..directory import by_surname
from ..heads import Head
from ..incumbents import Book, people, public_terms
from ..models import Edition, Facet, Kind, Official, Photo
from ..pages import address_of
from ..placing import sign_of
from ..reading import at_slug, day_of, newest_few, teasers
from ..renditions import pictures_in
from .public import public

ITEMS_WITH_PHOTOGRAPHS = 10
SHOWN_PHOTOGRAPHS = 12


@public
def officials(request, reader):
    asked = day_of(request.GET, reader.today)
    day = asked or reader.today
    rows = list(Official.objects.live(reader.at).select_related("portrait"))
    terms = public_terms(reader.at)
    terms = list(terms.on(asked) if asked else terms)
    book = Book([*rows, *people(terms)], reader.language, day, reader.at)
    cards = {row.pk: _card(row, book) for row in rows}
    for term in terms:
        when = "now" if term.holds_on(day) else "then"
        cards[term.official_id][when].append({"title": book.title(term), "term": term})
    ordered = sorted(cards.values(), key=lambda card: by_surname(card["name"]))
    in_office = [card for card in ordered if card["now"]]
    who = (f"{card['name']}, {card['now'][0]['title']}" for card in in_office)
    return "news/officials/index.html", {
        "described": Head(_("Officials"), heads.in_short(who)),
        "asked": asked,
        "in_office": in_office,
        "out_of_office": [card for card in ordered if not card["now"] and not asked],
    }


def _card(official, book) -> dict:
    return book.thing(official) | {"picture": _portrait(official), "now": [], "then": []}


def _portrait(official) -> Photo | None:
    portrait = official.portrait
    return portrait if portrait and portrait.stands() else None


@public
def official(request, reader, slug):
    asked = day_of(request.GET, reader.today)
    day = asked or reader.today
    official = at_slug(Official.objects.live(reader.at).select_related("portrait"), slug)
    terms = public_terms(reader.at).filter(official=official)
    terms = list(terms.on(asked) if asked else terms)
    book = Book([official, *people(terms)], reader.language, day, reader.at)
    about = Edition.objects.live(reader.at).in_language(reader.language).about(Facet.OFFICIAL, official.pk)
    if asked:
        about = about.filter(date=asked)
    about = teasers(about).annotate(quotes=F("facts__quotes"))
    editions = {kind: newest_few(about.of_kind(kind)) for kind in Kind}
    pictured = Edition.objects.live(reader.at).in_language(reader.language).about(Facet.PICTURED, official.pk)
    if asked:
        pictured = pictured.filter(date=asked)
    name = book.thing(official)["name"]
    other_names = _other_names(book.forms[official], book.form(official), asked)
    lines = [{"title": book.title(term), "row": term, "now": term.holds_on(day)} for term in terms]
    titles = [line["title"] for line in lines if line["now"]] or [line["title"] for line in lines]
    return "news/officials/page.html", {
        "asked": asked,
        "official": official,
        "name": name,
        "picture": _portrait(official),
        "other_names": other_names,
        "terms": lines,
        "photographs": _photographs(pictured, official),
        "described": Head(
            name,
            f"{name}: {heads.in_short(titles)}" if titles else name,
            "profile",
            linked_data.picture_of(official),
            data=linked_data.official(name, other_names, lines, request.path, official),
        ),
        "sessions": editions[Kind.SESSION],
        "statements": editions[Kind.STATEMENT],
        "decisions": editions[Kind.DECISION],
        "news": editions[Kind.RELEASE],
        "quotes": [
            {**quote, "edition": edition}
            for listing in editions.values()
            for edition in listing.items
            for quote in edition.quotes or []
            if quote["official"] == official.pk
        ],
    }


def _photographs(editions, official) -> list[dict]:
    """The newest pictures with them, each once, with the page of the gallery that shows it."""
    found: dict[int, dict] = {}
    editions = list(
        teasers(editions).annotate(shown=F("facts__photographs")).latest_first()[:ITEMS_WITH_PHOTOGRAPHS]
    )
    shown = present_each([{"photographs": edition.shown} for edition in editions])
    for edition, facts in zip(editions, shown, strict=True):
        for photo in pictures_in(facts):
            if official.pk in {person["official"] for person in photo.get("people", [])}:
                href = reverse("gallery_photo", args=[*address_of(edition), sign_of(photo["token"])])
                found.setdefault(photo["id"], photo | {"href": href, "edition": edition})
    return list(found.values())[:SHOWN_PHOTOGRAPHS]


def _other_names(forms, shown, asked) -> list[str]:
    """Other spellings and forms of the name, in any language; with a day asked, those of that day."""
    names = {}
    for form in forms:
        if asked and not _held(form, asked):
            continue
        names |= dict.fromkeys([form.name, *form.other_spellings.splitlines()])
    return [name for name in names if name.strip() and name != str(shown)]


def _held(form, day) -> bool:
    return (form.starts_on is None or form.starts_on <= day) and (form.ends_on is None or form.ends_on >= day)
