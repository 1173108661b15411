from django.http import Http404
from django.urls import reverse

from ..pages import SECTION_NAMES, address_of, edition_at
from ..reading import linked
from .public import public


@public
def gallery(request, reader, section, day, slug):
    return "news/galleries/gallery.html", _pictures(reader, section, day, slug)


@public
def photograph(request, reader, section, day, slug, number):
    context = _pictures(reader, section, day, slug)
    photographs = context["photographs"]
    if not 1 <= number <= len(photographs):
        raise Http404

    def address(other):
        there = 1 <= other <= len(photographs)
        return reverse("gallery_photo", args=[*address_of(context["edition"]), other]) if there else ""

    return "news/galleries/photograph.html", context | {
        "number": number,
        "photograph": photographs[number - 1],
        "previous_href": address(number - 1),
        "next_href": address(number + 1),
    }


def _pictures(reader, section, day, slug):
    """What the gallery's pages share; Http404 where there are no pictures."""
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    photographs = [photo for photo in edition.facts.get("photographs", []) if photo["width"]]
    if not photographs:
        raise Http404
    return {
        "edition": edition,
        "facts": edition.facts,
        "photographs": photographs,
        "section_name": SECTION_NAMES[section],
        "section_href": reverse("section", args=[reader.language, section]),
        "gallery_href": reverse("gallery", args=address_of(edition)),
        "languages": reader.language_links(_galleries(edition, reader)),
    }


def _galleries(edition, reader) -> dict[str, str]:
    """Addresses of the gallery in the languages in which the item is live and shows pictures."""
    editions = linked({edition.publication_id}, reader.language, reader.office.language_codes, reader.at)
    return {
        code: reverse("gallery", args=address_of(other))
        for code, other in editions.get(edition.publication_id, {}).items()
        if other.picture
    }
