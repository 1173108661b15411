"""What public templates say: dates, sizes, addresses."""

from django import template
from django.utils.text import capfirst

from .. import dates
from ..models import Form, Kind

register = template.Library()

register.simple_tag(dates.occasion, name="occasion")
register.simple_tag(dates.span, name="from_until")
register.simple_tag(dates.time_element, name="day")


@register.filter
def form_label(form: str) -> str:
    return capfirst(Form(form).label) if form in Form.values else ""


@register.filter
def kind_label(kind: str) -> str:
    return capfirst(Kind(kind).label)


@register.filter
def telephone_link(number: str) -> str:
    """The number as a `tel:` address: digits and the leading plus."""
    return "tel:" + "".join(character for character in number if character.isdigit() or character == "+")
