"""A moment typed at the desk: the office's local time, asked back when it is not one moment."""

import datetime
import zoneinfo

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

LIVE, PRESS = "moment", "press_moment"


class AskBack(forms.ValidationError):
    """`choices`: the moments meant, as (ISO text, label); none when another hour must be typed.

    `field` is the field that is asked about; `past`: whether "at once" is the answer that is missing.
    """

    def __init__(self, sentence: str, choices: list[tuple[str, str]] = (), *, field=LIVE, past: bool = False):
        super().__init__(sentence)
        self.choices, self.field, self.past = list(choices), field, past


def meant(text: str, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    """The aware moment of "2026-10-25T02:30" in the zone; one with an offset is taken as it is.

    Raises AskBack for what is no moment, or lies at the ends of the calendar, for an hour that the clocks
    skip, and for one that they repeat.
    """
    moment = _parsed(text)
    if moment is None:
        raise AskBack(_("Write the day and the hour."))
    if not 1900 <= moment.year < 2200:
        raise AskBack(_("Look at the year: choose one from 1900 to 2199."))
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


def moments_of(data, zone: zoneinfo.ZoneInfo) -> dict[str, datetime.datetime]:
    """`live_from` of a form, and `press_from` where the press is to read first; a dict for the verbs.

    Raises AskBack; a moment that has passed needs its second confirmation.
    """
    live_from = _asked(data, LIVE, zone)
    if live_from <= timezone.now() and not data.get("past_is_now"):
        raise AskBack(_("That moment has passed, so it would be public at once."), past=True)
    if not data.get(PRESS, "").strip():
        return {"live_from": live_from}
    press_from = _asked(data, PRESS, zone)
    if press_from > live_from:
        raise AskBack(_("The press reads before the public, not after it."), field=PRESS)
    if press_from <= timezone.now() and not data.get("press_past_is_now"):
        raise AskBack(
            _("That moment has passed, so the press would read it at once."), field=PRESS, past=True
        )
    return {"live_from": live_from, "press_from": press_from}


def as_set(rows, zone: zoneinfo.ZoneInfo) -> dict[str, str]:
    """What a form opens with, in that zone: the moments which editions, or a bundle, are set for.

    A moment that they do not share is left out, and so is the press's once it has come: that one stays.
    """
    now = timezone.now()
    live, press = {row.live_from for row in rows}, {row.press_from for row in rows}
    if not all(moment and moment > now for moment in press):
        press = set()
    set_for = {}
    for name, moments in ((LIVE, live), (PRESS, press)):
        typed = {_typed(moment.astimezone(zone)) for moment in moments if moment}
        if len(typed) == 1:
            set_for[name] = typed.pop()
    return set_for


def _typed(moment: datetime.datetime) -> str:
    """As a field for day and hour writes it, in the moment's own zone."""
    exact = "seconds" if moment.second else "minutes"
    return moment.replace(tzinfo=None).isoformat(timespec=exact)


def still_to_move(rows, moments: dict) -> list:
    """Those that are not set for these moments yet. Raises AskBack when there is none."""
    press_from = moments.get("press_from")
    rows = [
        row
        for row in rows
        if row.live_from != moments["live_from"] or press_from not in (None, row.press_from)
    ]
    if not rows:
        raise AskBack(_("It is set for that moment already. Choose another one."))
    return rows


def _asked(data, field: str, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    try:
        return meant(data.get(field, ""), zone)
    except AskBack as question:
        question.field = field
        raise
