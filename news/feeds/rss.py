"""RSS 2.0 after the Best Practices Profile of its board, with Media RSS for the photographs."""

import datetime
from email.utils import format_datetime

from ..markup import Document
from . import Enclosure, Entry, Feed

CONTENT_TYPE = "application/rss+xml"
NAMESPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
UNKNOWN = 0  # the profile's length of a file whose size nobody knows


def written(feed: Feed) -> bytes:
    document = Document()
    with document.inside("rss", NAMESPACES), document.inside("channel"):
        document.leaf("title", feed.title)
        document.leaf("link", feed.list_href)
        document.leaf("description", feed.publisher)
        document.leaf("language", feed.language)
        document.leaf("lastBuildDate", _moment(feed.updated))
        _link(document, "self", feed.href, type=CONTENT_TYPE)
        if feed.next_href:
            _link(document, "next", feed.next_href, type=CONTENT_TYPE)
        if feed.hub:
            _link(document, "hub", feed.hub)
        for entry in feed.entries:
            _item(document, entry, feed.publisher)
    return document.written()


def _item(document: Document, entry: Entry, publisher: str):
    with document.inside("item"):
        document.leaf("title", entry.title)
        document.leaf("link", entry.href)
        document.leaf("dc:creator", publisher)
        document.leaf("guid", entry.id, {"isPermaLink": "false"})
        document.leaf("pubDate", _moment(entry.published))
        document.leaf("atom:updated", f"{entry.updated.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}")
        for category in entry.categories:
            document.leaf("category", category.label, {"domain": category.scheme})
        document.leaf("description", entry.summary)
        document.leaf("content:encoded", entry.text)
        for first in [*entry.pictures, *entry.files][:1]:  # readers take one
            document.leaf(
                "enclosure",
                attributes={
                    "url": first.href,
                    "length": UNKNOWN if first.length is None else first.length,
                    "type": first.content_type,
                },
            )
        for enclosure in [*entry.pictures, *entry.files]:
            _media(document, enclosure)


def _media(document: Document, enclosure: Enclosure):
    about = {
        "url": enclosure.href,
        "type": enclosure.content_type,
        "medium": "image" if enclosure.width else "document",
        "fileSize": enclosure.length,
        "width": enclosure.width,
        "height": enclosure.height,
    }
    with document.inside("media:content", about):
        for name, words in [("title", enclosure.title), ("credit", enclosure.credit)]:
            if words:
                document.leaf(f"media:{name}", words)
        if enclosure.description:
            document.leaf("media:description", enclosure.description)


def _link(document: Document, relation: str, href: str, **about):
    document.leaf("atom:link", attributes={"rel": relation, "href": href, **about})


def _moment(at: datetime.datetime) -> str:
    return format_datetime(at.astimezone(datetime.UTC), usegmt=True)
