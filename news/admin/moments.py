"""A moment typed at the desk: the office's local time, asked back when it is not one moment."""

import datetime
import zoneinfo

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _


class AskBack(forms.ValidationError):
    """`choices`: the moments meant, as (ISO text, label); none when another hour must be typed."""

    def __init__(self, sentence: str, choices: list[tuple[str, str]] = ()):
        super().__init__(sentence)
        self.choices = list(choices)


def meant(text: str, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    """The aware moment of "2026-10-25T02:30" in the zone; one with an offset is taken as it is.

    Raises AskBack for what is no moment, for an hour the clocks skip, and for one they repeat.
    """
    moment = _parsed(text)
    if moment is None:
        raise AskBack(_("Write the day and the hour."))
    if timezone.is_aware(moment):
        return moment
    readings = [moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    first, second = readings
    if first.utcoffset() == second.utcoffset():
        return first
    there = {"time": f"{moment:%H:%M}", "zone": zone.key}
    if first.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise AskBack(
            _(
                "%(time)s does not exist on that day in %(zone)s: the clocks are put forward. "
                "Choose another hour."
            )
            % there
        )
    raise AskBack(
        _("%(time)s comes twice on that day in %(zone)s: the clocks are put back. Say which one is meant.")
        % there,
        [
            (first.isoformat(), _("the first, UTC%(offset)s") % {"offset": f"{first:%z}"}),
            (second.isoformat(), _("the second, UTC%(offset)s") % {"offset": f"{second:%z}"}),
        ],
    )


def _parsed(text: str) -> datetime.datetime | None:
    try:
        return parse_datetime(text.strip())
    except ValueError:
        return None
