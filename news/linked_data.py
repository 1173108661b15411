"""Pages for programs that understand them: what a page shows, in the words of schema.org.

Everything here stands on the page too; days are never more exact than they are known. Dates of terms come as
the page has them; moments are aware.
"""

import datetime
import json
import re

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from . import renditions
from .dates import MACHINE, as_day, public_known_to
from .models import Edition, Form, Kind, OfficeWords, Official, Precision

CONTEXT = "https://schema.org"
SHARED_WIDTH = 1280
CARD_WIDTH = 1200
CROPS = ("wide", "square")  # beside the whole picture: programs choose the shape that they have room for
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
IN_A_PAGE = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def script(data: dict) -> SafeString:
    """As a data block, which no browser runs; nothing in it ends the block."""
    text = json.dumps({"@context": CONTEXT} | data, ensure_ascii=False).translate(IN_A_PAGE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def publisher(words: OfficeWords) -> dict:
    return {"@type": "Organization", "name": words.name, "url": f"{settings.SITE_URL}/"}


def public_since(edition: Edition, precision: str) -> str:
    """ISO 8601: the moment in UTC from which on it was public, or the month or year that is all one knows.

    "" of an edition without a moment.
    """
    if edition.live_from is None:
        return ""
    known_to = public_known_to(edition, precision)
    return day(edition.date, known_to) if known_to else _moment(edition.live_from)


def item(
    edition: Edition,
    facts: dict,
    corrections: list,
    words: OfficeWords,
    moved_from: list[datetime.date],
    published: str,
    changed: str,
) -> dict:
    """An article with its corrections and quotations; of a session also the event that it tells of.

    `facts` have the addresses of things, as on the page; `moved_from` are the days announced before;
    `published` and `changed` are ISO 8601.
    """
    address = settings.SITE_URL + edition.get_absolute_url()
    pictures = renditions.pictures_in(facts)
    photographs = [photograph(photo, edition) for photo in pictures]
    photographs += [photograph(photo, edition, crop) for photo in pictures[:1] for crop in CROPS]
    article = {
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "headline": edition.title,
        "description": edition.lead,
        "inLanguage": edition.language,
        "datePublished": published,
        "dateModified": changed,
        "author": _authors(edition, facts) or publisher(words),
        "publisher": publisher(words),
        "image": photographs,
        "isBasedOn": facts["outlet"]["url"] if facts.get("outlet") else "",
        "keywords": [topic["name"] for topic in facts.get("topics", [])],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": version.note,
                "datePublished": version.edition.live_from,
            }
            for version in corrections
            if not version.after_withdrawal
        ],
        "hasPart": [
            {"@type": "Quotation", "text": quote["text"], "spokenByCharacter": _person(quote)}
            for quote in facts.get("quotes", [])
        ],
        "isAccessibleForFree": True,
    }
    found = [article]
    if edition.kind == Kind.SESSION and (starts := day(facts["date"], facts["date_precision"])):
        found.append(_event(edition, facts, starts, words, moved_from))
        article["about"] = {"@id": f"{address}#session"}
    return {"@graph": [_said(one) for one in found]}


def _authors(edition: Edition, facts: dict) -> list[dict]:
    """Whose words a statement has: its speakers', or those of the bodies that adopted it."""
    if edition.kind != Kind.STATEMENT:
        return []
    speakers = [_person(row) for row in facts.get("speakers", [])]
    return speakers or [_organisation(body) for body in facts.get("bodies", [])]


def cancelled(edition: Edition, words: OfficeWords) -> dict:
    """The event of a session that was withdrawn before it was over: its kind and day, and no word of it."""
    return _said(
        {
            "@type": "Event",
            "@id": f"{settings.SITE_URL}{edition.get_absolute_url()}#session",
            "name": str(capfirst(Form(edition.form).label)),
            "startDate": edition.date.isoformat(),
            "endDate": edition.facts.get("ends_on") or edition.date.isoformat(),
            "eventStatus": f"{CONTEXT}/EventCancelled",
            "inLanguage": edition.language,
            "organizer": publisher(words),
        }
    )


def _event(
    edition: Edition, facts: dict, starts: str, words: OfficeWords, moved_from: list[datetime.date]
) -> dict:
    place = facts.get("place")
    address = settings.SITE_URL + edition.get_absolute_url()
    by_video = facts.get("by_video")
    mode = "OnlineEventAttendanceMode" if by_video else "OfflineEventAttendanceMode"
    return {
        "@type": "Event",
        "@id": f"{address}#session",
        "name": edition.title,
        "description": facts.get("theme") or edition.lead,
        "startDate": starts,
        "endDate": starts if facts["date_precision"] != Precision.DAY else facts.get("ends_on") or starts,
        "eventStatus": f"{CONTEXT}/{'EventRescheduled' if moved_from else 'EventScheduled'}",
        "previousStartDate": [day.isoformat() for day in moved_from],
        "eventAttendanceMode": f"{CONTEXT}/{mode}",
        "location": {"@type": "Place", "name": place["name"], "address": place["name"]}
        if place
        else {"@type": "VirtualLocation", "url": address}
        if by_video
        else None,
        "organizer": [_organisation(body) for body in facts.get("bodies", [])] or publisher(words),
        "attendee": [_person(row) for row in facts.get("participants", []) if row["manner"] != "absent"],
    }


def photograph(photo: dict, edition: Edition, crop: str = "") -> dict:
    """A picture, or a crop of it, with whom to name, on what terms, and where to ask for more."""
    offer = renditions.offer(photo, SHARED_WIDTH, crop)
    return _said(
        {
            "@type": "ImageObject",
            "contentUrl": f"{settings.SITE_URL}/photos/{offer.name}",
            "width": offer.width,
            "height": offer.height,
            "caption": photo["caption"],
            "description": photo["description"],
            "creditText": photo["credit"],
            "creator": {"@type": "Person", "name": photo["photographer"]}
            if photo.get("photographer")
            else None,
            "copyrightNotice": photo.get("copyright_notice"),
            "license": _licence(photo.get("usage_terms", "")),
            "acquireLicensePage": settings.SITE_URL + reverse("contact", args=[edition.language]),
            "inLanguage": edition.language,
        }
    )


def card(photo: dict) -> renditions.Offer:
    """The picture of a page where it is shared."""
    return renditions.offer(photo, CARD_WIDTH, "card")


def _licence(terms: str) -> dict | str | None:
    """The address of a licence that the terms name, as search engines want it; otherwise the terms."""
    address = ADDRESS.search(terms)
    if address:
        return address.group().rstrip(".,;:!?)")
    return {"@type": "CreativeWork", "text": terms} if terms else None


def picture_of(official: Official) -> renditions.Offer | None:
    fact = renditions.fact_of(official.portrait) if official.portrait else None
    return renditions.offer(fact, SHARED_WIDTH, "square") if fact and fact["width"] else None


def official(name: str, other_names: list[str], terms: list[dict], address: str, official: Official) -> dict:
    """A person, each office with its time. `terms` are the page's lines: title, and a row with its dates."""
    offer = picture_of(official)
    return _said(
        {
            "@type": "Person",
            "name": name,
            "alternateName": other_names,
            "url": settings.SITE_URL + address,
            "image": f"{settings.SITE_URL}/photos/{offer.name}" if offer else None,
            "hasOccupation": [
                _said(
                    {
                        "@type": "Role",
                        "hasOccupation": {"@type": "Occupation", "name": line["title"]},
                        "startDate": day(line["row"].starts_on, line["row"].starts_precision),
                        "endDate": day(line["row"].ends_on, line["row"].ends_precision),
                    }
                )
                for line in terms
            ],
        }
    )


def _organisation(body: dict) -> dict:
    return _said({"@type": "Organization", "name": body["name"], "url": _absolute(body.get("href"))})


def _person(facts: dict) -> dict:
    person = {"@type": "Person", "name": facts["name"], "jobTitle": facts["title"]}
    return _said(person | {"url": _absolute(facts.get("href"))})


def day(value: datetime.date | str | None, precision: str) -> str:
    """ISO 8601 as far as the day is known; "" where it cannot be said so: a quarter, or no day."""
    found = as_day(value)
    return found.isoformat()[: MACHINE[precision]] if found and precision in MACHINE else ""


def _absolute(path: str | None) -> str:
    return settings.SITE_URL + path if path else ""


def _said(thing: dict) -> dict:
    """Without what is empty; moments as ISO 8601 in UTC."""
    return {
        name: _moment(value)
        if isinstance(value, datetime.datetime)
        else [_said(one) if isinstance(one, dict) else one for one in value]
        if isinstance(value, list)
        else value
        for name, value in thing.items()
        if value not in (None, "", [], {})
    }


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
