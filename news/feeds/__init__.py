"""What a feed holds: the newest items of a list with their whole text, and what was withdrawn from it.

Everything follows from editions and their frozen facts, in a constant number of queries. Addresses are
absolute and begin with SITE_URL; no moment of rendering is in it.
"""

import datetime
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst

from .. import placing, renditions
from ..as_it_stands import present_each
from ..models import SECTIONS, Edition, Kind
from ..pages import Reader
from ..reading import Listing

PICTURE_WIDTH = 1280
WITHDRAWALS = 20
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)  # an empty feed was never updated


@dataclass(frozen=True)
class Enclosure:
    """A file beside the text. `length` in bytes, None where nobody knows it before it is made."""

    href: str
    content_type: str
    title: str
    length: int | None = None
    width: int | None = None
    height: int | None = None
    credit: str = ""
    description: str = ""


@dataclass(frozen=True)
class Category:
    term: str
    label: str
    scheme: str = ""


@dataclass(frozen=True)
class Entry:
    """One item. `text` is HTML; moments are aware; `updated` is later than `published` after a correction."""

    id: str
    href: str
    title: str
    summary: str
    text: str
    published: datetime.datetime
    updated: datetime.datetime
    categories: list[Category]
    pictures: list[Enclosure]
    files: list[Enclosure]


@dataclass(frozen=True)
class Withdrawal:
    """Of what stood in this feed; names nothing but the entry, the moment and the public reason."""

    id: str
    at: datetime.datetime
    reason: str


@dataclass(frozen=True)
class Feed:
    title: str
    publisher: str
    language: str
    list_href: str
    href: str
    next_href: str
    hub: str
    entries: list[Entry]
    withdrawals: list[Withdrawal]

    @property
    def updated(self) -> datetime.datetime:
        moments = [entry.updated for entry in self.entries] + [gone.at for gone in self.withdrawals]
        return max(moments, default=NEVER)


def whole(editions):
    """What a feed reads of each edition: words and facts."""
    return editions.select_related("publication").defer("translation_of", "bundle").with_withdrawal_before()


def feed(listing: Listing, shown, reader: Reader, *, title: str, list_href: str, href: str, next_href: str):
    """The feed of that page of a list. `shown` are the editions ever public in the list, by that moment.

    `href` and the others are paths, with their query.
    """
    return Feed(
        title=title,
        publisher=reader.words.name,
        language=reader.language,
        list_href=settings.SITE_URL + list_href,
        href=settings.SITE_URL + href,
        next_href=settings.SITE_URL + next_href if next_href else "",
        hub=settings.WEBSUB_HUB,
        entries=[
            _entry(edition, facts)
            for edition, facts in zip(
                listing.items,
                present_each([edition.facts for edition in listing.items], reader.at),
                strict=True,
            )
        ],
        withdrawals=_withdrawals(shown, reader.at) if listing.is_first else [],
    )


def _entry(edition: Edition, facts: dict) -> Entry:
    address = settings.SITE_URL + edition.get_absolute_url()
    text = render_to_string(
        "news/feeds/text.html",
        {
            "edition": edition,
            "facts": facts,
            "text": [
                piece._replace(photo=piece.photo and _picture(piece.photo))
                for piece in placing.pieces(edition.body, renditions.pictures_in(facts), base=address)
            ],
        },
    )
    return Entry(
        id=edition.uid.urn,
        href=address,
        title=edition.title,
        summary=edition.lead,
        text=text.strip(),
        published=edition.first_live_from,
        updated=edition.live_from,
        categories=_categories(edition),
        pictures=[_picture(photo) for photo in renditions.pictures_in(facts)],
        files=[_file(file) for file in facts.get("files", [])],
    )


def _categories(edition: Edition) -> list[Category]:
    kind = Kind(edition.kind)
    section = settings.SITE_URL + reverse("section", args=[edition.language, SECTIONS[kind]])
    topics = [Category(topic["name"], topic["name"]) for topic in edition.facts.get("topics", [])]
    return [Category(kind.value, capfirst(kind.label), scheme=section), *topics]


def _picture(photo: dict) -> Enclosure:
    offer = renditions.offer(photo, PICTURE_WIDTH)
    return Enclosure(
        href=f"{settings.SITE_URL}/photos/{offer.name}",
        content_type=offer.content_type,
        title=photo["caption"],
        width=offer.width,
        height=offer.height,
        credit=photo["credit"],
        description=photo["description"],
    )


def _file(file: dict) -> Enclosure:
    return Enclosure(
        href=f"{settings.SITE_URL}/files/{file['token']}/{quote(file['name'], safe='')}",
        content_type=file["content_type"] or "application/octet-stream",
        title=file["title"],
        length=file["size_bytes"],
    )


def _withdrawals(shown, at: datetime.datetime) -> list[Withdrawal]:
    """The newest of what was public in the list and has nothing public in its place, one for each item."""
    present = Edition.objects.live(at).filter(
        publication=OuterRef("publication"), language=OuterRef("language")
    )
    gone = shown.exclude(withdrawal_reason="").filter(~Exists(present), live_until__lte=at)
    gone = gone.select_related("publication").only(
        "language", "live_until", "withdrawal_reason", "publication__uid"
    )
    newest = {}
    for edition in gone.order_by("-live_until", "-id")[:WITHDRAWALS]:
        withdrawal = Withdrawal(edition.uid.urn, edition.live_until, edition.withdrawal_reason)
        newest.setdefault(withdrawal.id, withdrawal)
    return list(newest.values())
