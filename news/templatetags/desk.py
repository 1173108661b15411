"""Words for the desk's own templates."""

import datetime

from django import template
from django.urls import reverse
from django.utils.html import format_html

from .. import placing
from ..blockers import language_name
from ..disclosures import sentences
from ..models import Photo, Publication

register = template.Library()


@register.filter
def utc_time(moment: datetime.datetime) -> str:
    """Hour and minute in UTC, which stand beside the office's own."""
    return f"{moment.astimezone(datetime.UTC):%H:%M}"


@register.filter
def language_called(code: str) -> str:
    """The language in the reader's own language."""
    return language_name(code)


@register.filter
def person(user) -> str:
    return user.get_full_name() or user.get_username()


@register.filter
def entered(values: dict, name: str) -> str:
    """What was typed into the field of that name, "" before anything was."""
    return values.get(name, "")


@register.inclusion_tag("admin/news/moment.html", takes_context=True)
def moment_field(context, form, name: str, label: str):
    """A moment of a form: the field, or the two moments that an hour may mean, or the second confirmation."""
    asked = form.asked if form.asked and form.asked.field == name else None
    value = form.values.get(name, "")
    past = "past_is_now" if name == "moment" else "press_past_is_now"
    return {
        "name": name,
        "label": label,
        "id": f"{name}-{form.key}",
        "zone": context["office"].time_zone,
        "value": value,
        "settled": len(value)
        > len("2030-10-27T02:30:00"),  # with an offset: the answer to an earlier question
        "choices": asked.choices if asked else [],
        "past": past,
        "past_asked": asked.past if asked else False,
        "past_confirmed": form.values.get(past, ""),
    }


@register.filter
def badge(shown) -> str:
    return format_html('<span class="badge badge-{}">{}</span>', shown.state, shown)


@register.filter
def change_page(item: Publication) -> str:
    """The name of the page on which the item is edited."""
    return f"admin:news_{item.kind}_change"


@register.filter
def address_of(item: Publication, page: str) -> str:
    """The name of an address beside the item's page: item|address_of:"draft"."""
    return f"admin:news_{item.kind}_{page}"


@register.filter
def list_page(item: Publication) -> str:
    return f"admin:news_{item.kind}_changelist"


@register.filter
def tells(told: dict) -> list[str]:
    """What a file tells besides its text, in sentences."""
    return sentences(told)


@register.filter
def line_in_text(photo: Photo) -> str:
    """What places the photograph in a text."""
    return placing.line_for(photo.token)


@register.filter
def plural_name(model) -> str:
    name = str(model._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


@register.simple_tag
def thumbnail(photo: Photo, width: int = 320) -> str:
    """An `<img>` through the desk's door; an empty string for a picture without a file."""
    if not photo.original:
        return ""
    width = min(width, photo.width)
    address = reverse("desk_photo", args=[photo.token, width, "jpg"])
    height = round(photo.height * width / photo.width) or 1
    return format_html(
        '<img class="thumbnail" src="{}" width="{}" height="{}" alt="" loading="lazy">',
        address,
        width,
        height,
    )
