from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from .. import door, galleries, linked_data
from ..as_it_stands import over_in, present
from ..models import SECTIONS, Edition, Kind, Photo
from ..pages import SECTION_NAMES, address_of, described, edition_at
from ..reading import addresses, linked
from ..renditions import pictures_in
from .public import answering, public


@public
def gallery(request, reader, section, day, slug):
    return "news/galleries/gallery.html", _shown(reader, section, day, slug)


@public
def photograph(request, reader, section, day, slug, number):
    context = one_of(_shown(reader, section, day, slug), number, reader.at)
    edition, photo = context["edition"], context["photograph"]
    data = linked_data.photograph(photo, edition)
    shown = described(edition, [photo], data, title=photo["caption"], embed=request.path)
    return "news/galleries/photograph.html", context | {"described": shown}


@answering
def archive(request, reader, section, day, slug):
    edition = edition_at(reader.language, section, day, slug, at=reader.at)

    def may_see(photo: Photo) -> bool:
        return Photo.objects.live(timezone.now()).filter(pk=photo.pk).exists()

    shown = Photo.objects.live(reader.at), Edition.objects.live(reader.at)
    return door.archive(request, galleries.gallery(edition, *shown, may_see), public=True)


def _shown(reader, section, day, slug):
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    context = pictures(edition, reader.at)
    return context | {"languages": reader.language_links(_galleries(edition, reader))}


def pictures(edition, at, before: str = "") -> dict:
    """What a gallery's pages share at that moment (aware); Http404 where there are no pictures.

    `before` comes before the addresses of the item and its gallery: "/press" under embargo.
    """
    facts = present(edition.facts, at, ahead=bool(before))
    photographs = pictures_in(facts)
    if not photographs:
        raise Http404
    section = SECTIONS[Kind(edition.kind)]
    return {
        "edition": edition,
        "facts": facts,
        "photographs": photographs,
        "pictures_over": over_in(facts),
        "section_name": SECTION_NAMES[section],
        "section_href": reverse("section", args=[edition.language, section]),
        "item_href": before + edition.get_absolute_url(),
        "gallery_href": before + reverse("gallery", args=address_of(edition)),
        "archive_href": before + reverse("gallery_archive", args=address_of(edition)),
    }


def one_of(pictures: dict, number: int, at) -> dict:
    """The same for one photograph, counted from 1, and the ways to its neighbours; Http404 beyond them.

    Who is in it leads to the pages that are public at that moment (aware).
    """
    total = len(pictures["photographs"])
    if not 1 <= number <= total:
        raise Http404
    href = pictures["gallery_href"]
    return pictures | {
        "number": number,
        "photograph": _with_ways(pictures["photographs"][number - 1], pictures["edition"].language, at),
        "previous_href": f"{href}{number - 1}/" if number > 1 else "",
        "next_href": f"{href}{number + 1}/" if number < total else "",
    }


def _with_ways(photo: dict, language: str, at) -> dict:
    people = photo.get("people", [])
    found = addresses(language, at, official={person["official"] for person in people})
    ways = [person | {"href": found.get(("official", person["official"]), "")} for person in people]
    return photo | {"people": ways}


def _galleries(edition, reader) -> dict[str, str]:
    """Addresses of the gallery in the languages in which the item is live and shows pictures."""
    editions = linked({edition.publication_id}, reader.language, reader.office.language_codes, reader.at)
    return {
        code: reverse("gallery", args=address_of(other))
        for code, other in editions.get(edition.publication_id, {}).items()
        if other.picture
    }
