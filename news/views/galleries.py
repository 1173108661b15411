from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import door, galleries, heads, linked_data
from ..as_it_stands import over_in, present
from ..models import SECTIONS, Edition, Facet, Kind, Photo
from ..pages import SECTION_NAMES, address_of, edition_at, numbered
from ..placing import which_of
from ..reading import addresses, linked
from ..renditions import pictures_in
from .public import answering, public


@public
def gallery(request, reader, section, day, slug):
    context = _shown(reader, section, day, slug)
    edition, photographs = context["edition"], context["photographs"]
    captions = (photo["caption"] or photo["description"] for photo in photographs)
    title = _("Photographs: %(title)s") % {"title": edition.title}
    return "news/galleries/gallery.html", context | {
        "languages": reader.language_links(_galleries(edition, reader)),
        "described": heads.Head(title, heads.in_short(captions), **heads.pictured(photographs)),
    }


@public
def photograph(request, reader, section, day, slug, which):
    context = one_of(_shown(reader, section, day, slug), which, reader.at)
    edition, photo = context["edition"], context["photograph"]
    data = linked_data.photograph(photo, edition)
    path = f"{context['gallery_href']}{photo['sign']}/"
    numbers = {"number": context["number"], "total": len(context["photographs"]), "title": edition.title}
    title = _("Photograph %(number)s of %(total)s: %(title)s") % numbers
    return "news/galleries/photograph.html", context | reader.frame(path) | {
        "languages": reader.language_links(_pages_of(photo, edition, reader)),
        "described": heads.of_photograph(photo, title, data, path),
    }


@answering
def archive(request, reader, section, day, slug):
    edition = edition_at(reader.language, section, day, slug, at=reader.at)

    def may_see(photo: Photo) -> bool:
        return Photo.objects.live(timezone.now()).filter(pk=photo.pk).exists()

    shown = Photo.objects.live(reader.at), Edition.objects.live(reader.at)
    return door.archive(request, galleries.gallery(edition, *shown, may_see), public=True)


def _shown(reader, section, day, slug):
    return pictures(edition_at(reader.language, section, day, slug, at=reader.at), reader.at)


def pictures(edition, at, before: str = "") -> dict:
    """What a gallery's pages share at that moment (aware); Http404 where there are no pictures.

    `before` comes before the addresses of the item and its gallery: "/press" under embargo.
    """
    facts = present(edition.facts, at, ahead=bool(before))
    photographs = numbered(pictures_in(facts))
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


def one_of(pictures: dict, which: str | int, at) -> dict:
    """The same for one photograph, by its sign or its place, and the ways to its neighbours; or Http404.

    Who is in it leads to the pages that are public at that moment (aware).
    """
    photographs = pictures["photographs"]
    number = which_of(photographs, which)
    if not number:
        raise Http404
    ways = [f"{pictures['gallery_href']}{photo['sign']}/" for photo in photographs]
    return pictures | {
        "number": number,
        "photograph": _with_ways(photographs[number - 1], pictures["edition"].language, at),
        "first_href": ways[0],
        "last_href": ways[-1],
        "previous_href": ways[number - 2] if number > 1 else "",
        "next_href": ways[number] if number < len(ways) else "",
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


def _pages_of(photo: dict, edition, reader) -> dict[str, str]:
    """Addresses of the photograph's page in the languages in which the item is live and shows it."""
    there = Edition.objects.live(reader.at).filter(
        publication=edition.publication_id, language__in=reader.office.language_codes
    )
    there = there.about(Facet.PHOTO, photo["id"]).select_related("publication")
    there = there.only("language", "kind", "date", "publication__slug")
    return {
        other.language: reverse("gallery_photo", args=[*address_of(other), photo["sign"]]) for other in there
    }
