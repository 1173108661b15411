"""A quotation or a photograph for somebody else's page (oEmbed 1.0, JSON)."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html

from . import renditions
from .as_it_stands import present
from .models import Edition, OfficeWords
from .placing import which_of

BLOCK, LETTER, LINE = 560, 9, 26  # pixels: the width of a quotation, of a letter of its text, a line's height


@dataclass(frozen=True)
class Room:
    """The largest width and height in pixels that the other page has; None where it does not say."""

    width: int | None = None
    height: int | None = None

    def holds(self, width: int, height: int) -> bool:
        return (self.width is None or width <= self.width) and (self.height is None or height <= self.height)


def quotation(edition: Edition, number: int, room: Room, words: OfficeWords) -> dict | None:
    """The quote of that number, from 1, as one block of text; None where there is none."""
    quotes = edition.facts.get("quotes", [])
    if not 1 <= number <= len(quotes):
        return None
    quote = quotes[number - 1]
    speaker = f"{quote['name']}, {quote['title']}" if quote["title"] else quote["name"]
    address = f"{settings.SITE_URL}{edition.get_absolute_url()}#quote-{number}"
    html = format_html(
        '<blockquote cite="{address}" lang="{language}"><p>{words}</p>'
        '<footer>{speaker}. <cite><a href="{address}">{title}</a></cite>, {office}</footer></blockquote>',
        address=address,
        language=edition.language,
        words=quote["text"],
        speaker=speaker,
        title=edition.title,
        office=words.name,
    )
    return _about(edition, words) | {
        "type": "rich",
        "author_name": quote["name"],
        "html": html,
        **_frame(f"{quote['text']} {speaker} {edition.title} {words.name}", room),
    }


def _frame(text: str, room: Room) -> dict[str, int]:
    """The pixels that a block of text takes in ordinary type, or that there are: oEmbed asks for numbers."""
    width = min(BLOCK, room.width or BLOCK)
    lines = 4 + len(text) * LETTER // width  # one broken short, and those between the words and their source
    return {"width": width, "height": min(lines * LINE, room.height or lines * LINE)}


def photograph(edition: Edition, which: str | int, room: Room, words: OfficeWords) -> dict | None:
    """The photograph of that sign or place, as large as there is room for; None where there is none.

    A link alone where even the smallest is too large.
    """
    photographs = renditions.pictures_in(present(edition.facts))
    number = which_of(photographs, which)
    if not number:
        return None
    photo = photographs[number - 1]
    about = _about(edition, words) | {"title": photo["caption"] or edition.title}
    if photo["credit"]:
        about["author_name"] = photo["credit"]
    offers = [renditions.offer(photo, width) for width in renditions.widths_of(photo["width"])]
    fitting = [offer for offer in offers if room.holds(offer.width, offer.height)]
    if not fitting:
        return about | {"type": "link"}
    widest = fitting[-1]
    return about | {
        "type": "photo",
        "url": f"{settings.SITE_URL}/photos/{widest.name}",
        "width": widest.width,
        "height": widest.height,
    }


def _about(edition: Edition, words: OfficeWords) -> dict:
    return {
        "version": "1.0",
        "title": edition.title,
        "provider_name": words.name,
        "provider_url": f"{settings.SITE_URL}/",
    }
