"""What public templates say: dates, sizes, addresses."""

from django import template
from django.utils.html import format_html
from django.utils.text import capfirst

from .. import dates, heads, linked_data
from ..languages import direction
from ..models import Form, PressEvent

register = template.Library()

register.simple_tag(dates.occasion, name="occasion")
register.simple_tag(dates.time_element, name="day")
register.simple_tag(dates.local_day, name="day_of")
register.simple_tag(dates.moment, name="moment")
register.simple_tag(dates.since, name="since")
register.filter("with_days_whole", dates.with_days_whole)

register.simple_tag(linked_data.script, name="linked_data")
register.simple_tag(heads.alternates, name="alternates")


@register.simple_tag(takes_context=True)
def from_until(context, starts_on, starts_precision, ends_on, ends_precision):
    """From … until; on a page of a past day without an end that was still to come."""
    asked, ends_on = context.get("asked"), dates.as_day(ends_on)
    if asked and ends_on and ends_on > asked:
        ends_on = None
    return dates.span(starts_on, starts_precision, ends_on, ends_precision)


@register.filter
def form_label(form: str) -> str:
    return capfirst(Form(form).label) if form in Form.values else ""


@register.filter
def press_event_label(kind: str) -> str:
    return capfirst(PressEvent.Kind(kind).label)


@register.filter
def telephone_link(number: str) -> str:
    """The number as a `tel:` address: digits and the leading plus."""
    return "tel:" + "".join(character for character in number if character.isdigit() or character == "+")


# Links stand within sentences: a template file's last line break would set a space before the comma.


@register.simple_tag
def link(thing: dict):
    """The name of a thing, or of a person; a link where its page is public."""
    if not thing.get("href"):
        return thing["name"]
    return format_html('<a href="{}">{}</a>', thing["href"], thing["name"])


@register.simple_tag
def person(facts: dict):
    """Name and title of the day."""
    name = format_html('<span class="person-name">{}</span>', link(facts))
    if not facts["title"]:
        return name
    return format_html('{}, <span class="person-title">{}</span>', name, facts["title"])


@register.filter
def href(address: str) -> str:
    """The attribute of a link; none while the address leads nowhere, and the link is only its words."""
    return format_html(' href="{}"', address) if address else ""


@register.simple_tag
def item_link(edition, language: str):
    """The title as a link, marked where it is in another language than the page."""
    address, code, title = edition.get_absolute_url(), edition.language, dates.with_days_whole(edition.title)
    if code == language:
        return format_html('<a href="{}">{}</a>', address, title)
    return format_html(
        '<a href="{}" hreflang="{}"{}>{}</a> <span class="tongue">({})</span>',
        address,
        code,
        in_language(edition, language),
        title,
        code.upper(),
    )


@register.simple_tag
def in_language(edition, language: str):
    """The attributes of a part in the edition's language; none where that is the page's."""
    code = edition.language
    return format_html(' lang="{}" dir="{}"', code, direction(code)) if code != language else ""
