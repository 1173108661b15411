"""Words for the desk's own templates."""

import datetime

from django import template
from django.urls import reverse
from django.utils.html import format_html

from ..models import Photo, Publication

register = template.Library()


@register.filter
def utc_time(moment: datetime.datetime) -> str:
    """Hour and minute in UTC, which stand beside the office's own."""
    return f"{moment.astimezone(datetime.UTC):%H:%M}"


@register.filter
def person(user) -> str:
    return user.get_full_name() or user.get_username()


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
