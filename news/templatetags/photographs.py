"""Pictures in pages: every width and format that there is, and the browser chooses."""

from django import template

from .. import renditions
from ..models import Photo

register = template.Library()

DOOR = "/photos/"


@register.inclusion_tag("components/photograph.html", takes_context=True)
def photograph(context, fact, sizes="100vw", loading="lazy", css_class="", alt=None):
    """A `<picture>`. `fact` is one of `Edition.facts["photographs"]`, or a Photo.

    `photo_door` in the context leads to another door, such as the desk's. `alt` replaces the description.
    """
    fact = fact_of(fact)
    widths = renditions.widths_of(fact["width"])
    address = address_of(context, fact)
    return {
        "fact": fact if widths else None,
        "alt": fact["description"] if alt is None else alt,
        "sources": [
            {
                "content_type": format.content_type,
                "srcset": ", ".join(f"{address}{width}.{extension} {width}w" for width in widths),
            }
            for extension, format in renditions.FORMATS.items()
        ],
        "src": f"{address}{renditions.nearest(fact['width'], 960)}.jpg" if widths else "",
        "sizes": sizes,
        "loading": loading,
        "css_class": css_class,
    }


@register.inclusion_tag("components/small_photograph.html", takes_context=True)
def small_photograph(context, fact):
    """The picture beside a row of a list, which the row's words tell: twenty of them make a heavy page."""
    widths = renditions.widths_of(fact["width"])
    address = address_of(context, fact)
    sharper = [f"{address}{width}.avif {number}x" for number, width in enumerate(widths[:2], start=1)]
    return {"src": f"{address}{widths[0]}.jpg" if widths else "", "srcset": ", ".join(sharper)}


@register.simple_tag(takes_context=True)
def photo_url(context, fact, width=1280, extension="jpg"):
    """One address: in that width, or in the picture's own where it is smaller; empty without a file."""
    fact = fact_of(fact)
    if not fact["width"]:
        return ""
    return f"{address_of(context, fact)}{renditions.nearest(fact['width'], width)}.{extension}"


def fact_of(thing) -> dict:
    return renditions.fact_of(thing) if isinstance(thing, Photo) else thing


def address_of(context, fact: dict) -> str:
    return f"{context.get('photo_door', DOOR)}{fact['token']}/"
