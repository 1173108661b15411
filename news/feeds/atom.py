"""Atom (RFC 4287), with deleted entries (RFC 6721), pages (RFC 5005) and the way to a hub (WebSub)."""

import datetime

from ..markup import Document
from . import Enclosure, Entry, Feed, Withdrawal

CONTENT_TYPE = "application/atom+xml"
NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}


def written(feed: Feed) -> bytes:
    document = Document()
    with document.inside("feed", NAMESPACES | {"xml:lang": feed.language}):
        document.leaf("id", feed.href)
        document.leaf("title", feed.title)
        document.leaf("updated", _moment(feed.updated))
        _author(document, feed)
        _link(document, "self", feed.href, type=CONTENT_TYPE)
        _link(document, "alternate", feed.list_href, type="text/html", hreflang=feed.language)
        if feed.next_href:
            _link(document, "next", feed.next_href, type=CONTENT_TYPE)
        if feed.hub:
            _link(document, "hub", feed.hub)
        for entry in feed.entries:
            _entry(document, entry, feed)
        for withdrawal in feed.withdrawals:
            _deleted(document, withdrawal)
    return document.written()


def _author(document: Document, feed: Feed):
    """Of the feed, and of each entry too: many readers look for it there only."""
    with document.inside("author"):
        document.leaf("name", feed.publisher)


def _entry(document: Document, entry: Entry, feed: Feed):
    with document.inside("entry"):
        document.leaf("id", entry.id)
        document.leaf("title", entry.title)
        document.leaf("published", _moment(entry.published))
        document.leaf("updated", _moment(entry.updated))
        _author(document, feed)
        _link(document, "alternate", entry.href, type="text/html", hreflang=feed.language)
        for category in entry.categories:
            document.leaf("category", attributes=vars(category))
        for enclosure in [*entry.pictures, *entry.files]:
            _enclosure(document, enclosure)
        document.leaf("summary", entry.summary)
        document.leaf("content", entry.text, {"type": "html", "xml:base": entry.href})


def _enclosure(document: Document, enclosure: Enclosure):
    about = {"type": enclosure.content_type, "length": enclosure.length, "title": enclosure.title}
    _link(document, "enclosure", enclosure.href, **about)


def _deleted(document: Document, withdrawal: Withdrawal):
    with document.inside("at:deleted-entry", {"ref": withdrawal.id, "when": _moment(withdrawal.at)}):
        document.leaf("at:comment", withdrawal.reason)


def _link(document: Document, relation: str, href: str, **about):
    document.leaf("link", attributes={"rel": relation, "href": href, **about})


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
