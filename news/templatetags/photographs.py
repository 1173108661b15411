"""Pictures in pages: every width and format that there is, and the browser chooses."""

from django import template

from .. import renditions
from ..models import Photo

register = template.Library()

DOOR = "/photos/"


@register.inclusion_tag("components/photograph.html", takes_context=True)
def photograph(context, fact, sizes="100vw", loading="lazy", alt=None, crop=""):
    """A `<picture>`. `fact` is one of `Edition.facts["photographs"]`, or a Photo.

    `photo_door` in the context leads to another door, such as the desk's. `alt` replaces the description.
    `crop` is one of `renditions.CROPS`: that part of it, about its focal point.
    """
    fact = fact_of(fact)
    size = fact["width"], fact["height"]
    widths = renditions.widths_in(size, crop)
    address = address_of(context, fact, crop)
    largest = renditions.size_at(size, widths[-1], crop) if crop and widths else size
    return {
        "fact": fact if widths else None,
        "width": largest[0],
        "height": largest[1],
        "alt": fact["description"] if alt is None else alt,
        "sources": [
            {
                "content_type": renditions.FORMATS[extension].content_type,
                "srcset": ", ".join(f"{address}{width}.{extension} {width}w" for width in widths),
            }
            for extension in renditions.formats_of(crop)
        ],
        "src": f"{address}{renditions.nearest(widths, 960)}.jpg" if widths else "",
        "sizes": sizes,
        "loading": loading,
    }


@register.inclusion_tag("components/small_photograph.html", takes_context=True)
def small_photograph(context, fact):
    """The picture beside a row of a list, which the row's words tell: a page of them gets heavy."""
    size = fact["width"], fact["height"]
    widths = renditions.widths_in(size, "wide")
    address = address_of(context, fact, "wide")
    sharper = [f"{address}{width}.avif {number}x" for number, width in enumerate(widths[:2], start=1)]
    width, height = renditions.size_at(size, widths[0], "wide") if widths else size
    return {
        "src": f"{address}{width}.jpg" if widths else "",
        "srcset": ", ".join(sharper),
        "width": width,
        "height": height,
        "tone": fact.get("tone", ""),
    }


@register.inclusion_tag("components/running_text.html", takes_context=True)
def running_text(context, pieces, loading="lazy"):
    """A text with the photographs that stand in it, each with the way to its page in the gallery."""
    gallery = context.get("gallery_href")
    return {
        "photo_door": context.get("photo_door"),
        "loading": loading,
        "pieces": [
            (piece, f"{gallery}{piece.photo['sign']}/" if piece.photo and gallery else "") for piece in pieces
        ],
    }


@register.simple_tag(takes_context=True)
def photo_url(context, fact, width=1280, extension="jpg"):
    """One address: in that width, or in the picture's own where it is smaller; empty without a file."""
    fact = fact_of(fact)
    widths = renditions.widths_of(fact["width"])
    return f"{address_of(context, fact)}{renditions.nearest(widths, width)}.{extension}" if widths else ""


def fact_of(thing) -> dict:
    return renditions.fact_of(thing) if isinstance(thing, Photo) else thing


def address_of(context, fact: dict, crop: str = "") -> str:
    return f"{context.get('photo_door') or DOOR}{renditions.shelf(fact, crop)}/"
