"""What the head of a page says of it to programs that list or share it: a sentence, a card, its languages.

The words are those that the page shows; a page has no sentence that another one has.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from . import linked_data, renditions
from .languages import hreflangs
from .models import Edition
from .reading import Listing

LONGEST = 155  # letters of a sentence about a page that search engines show


@dataclass(frozen=True)
class Head:
    """`kind` is OpenGraph's type; the moments are ISO 8601; `embed` is where oEmbed speaks of the page."""

    title: str
    description: str
    kind: str = "website"
    image: renditions.Offer | None = None
    image_alt: str = ""
    published: str = ""
    changed: str = ""
    data: dict = field(default_factory=dict)
    embed: str = ""


def of_item(
    edition: Edition, pictures: list[dict], data: dict, path: str, *, published: str, changed: str
) -> Head:
    """`path` is the item's where oEmbed knows it, otherwise ""."""
    return Head(
        edition.title,
        edition.lead,
        "article",
        published=published,
        changed=changed,
        data=data,
        embed=_embed(path),
        **pictured(pictures),
    )


def of_photograph(photo: dict, title: str, data: dict, path: str) -> Head:
    """Under the title of its page, with its own words."""
    says = in_short([photo["caption"] or photo["description"], photo["credit"]], ". ")
    return Head(title, says, data=data, embed=_embed(path), **pictured([photo]))


def of_list(name: str, listing: Listing) -> Head:
    """By what stands at its head."""
    titles = in_short(edition.title for edition in listing.items)
    return Head(name, f"{name}: {titles}" if titles else str(name))


def pictured(pictures: list[dict]) -> dict:
    """The first of the pictures, as `Head` has it."""
    if not pictures:
        return {}
    return {"image": linked_data.card(pictures[0]), "image_alt": pictures[0]["description"]}


def in_short(parts: Iterable[str], between: str = "; ") -> str:
    """As many of the parts as there is room for, in their order; those that are empty are passed over."""
    said = ""
    for part in filter(None, (" ".join(str(part).split()) for part in parts)):
        longer = f"{said}{between}{part}" if said else part
        if len(longer) > LONGEST:
            return f"{said or part[:LONGEST].rsplit(' ', 1)[0]} …"
        said = longer
    return said


def alternates(languages: list[dict], canonical: str) -> dict[str, str]:
    """Addresses of a page by `hreflang`, from `Reader.language_links`; none where `canonical` is another."""
    there = {link["code"]: settings.SITE_URL + link["href"] for link in languages if link["href"]}
    if canonical not in there.values():
        return {}
    is_home = any(link["href"] == link["home"] for link in languages)
    return hreflangs(there, settings.SITE_URL + reverse("root") if is_home else "")


def _embed(path: str) -> str:
    return f"{reverse('oembed')}?{urlencode({'url': settings.SITE_URL + path})}" if path else ""
