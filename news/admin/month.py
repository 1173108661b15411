"""The month on the desk's first page: sessions, what goes live, next sessions that were announced."""

import calendar
import datetime
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Edition, Precision, Session, first_day, last_day
from . import states

MOST_SCHEDULED = 200
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Entry:
    """A line of a day: `what` it is in words, with the way to its page."""

    title: str
    url: str
    what: str
    time: str = ""


@dataclass
class Day:
    date: datetime.date
    in_month: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Month:
    """Weeks from Monday to Sunday; `loose` are next sessions known only by a period that meets the month."""

    first: datetime.date
    weeks: list[list[Day]]
    previous: str
    next: str
    loose: list[Entry]

    @property
    def weekdays(self) -> list[datetime.date]:
        return [day.date for day in self.weeks[0]]


def chosen(text: str, today: datetime.date) -> datetime.date:
    """The first day of the month "2014-12"; of the present one for anything else."""
    year, _dash, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and int(year) in YEARS and 1 <= int(month) <= 12:
        return datetime.date(int(year), int(month), 1)
    return today.replace(day=1)


def month(first: datetime.date, now: datetime.datetime) -> Month:
    """The month that begins with that day, in the current time zone; six queries at most."""
    last = last_day(first, Precision.MONTH)
    today = timezone.localdate(now)
    weeks = [
        [Day(date, date.month == first.month, date == today) for date in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    days = {day.date: day for week in weeks for day in week if day.in_month}
    loose: list[Entry] = []
    for session in _sessions(first, last):
        _put_session(session, days, loose, first, last)
    for session in _announcing(first, last):
        _put_next(session, days, loose)
    for edition in _scheduled(first, last, now):
        _put_scheduled(edition, days)
    before, after = first - datetime.timedelta(days=1), last + datetime.timedelta(days=1)
    return Month(first, weeks, f"{before:%Y-%m}", f"{after:%Y-%m}", loose)


def _sessions(first: datetime.date, last: datetime.date):
    rows = Session.objects.filter(Q(date__range=(first, last)) | Q(date__lt=first, ends_on__gte=first))
    return rows.order_by("date", "pk").prefetch_related(states.titles_of())


def _put_session(session, days: dict, loose: list, first, last):
    entry = Entry(states.title(session), _page("session", session.pk), _("session"))
    if session.date_precision != Precision.DAY:
        loose.append(entry)
        return
    day, end = max(session.date, first), min(session.ends_on or session.date, last)
    while day <= end:
        days[day].entries.append(entry)
        day += datetime.timedelta(days=1)


def _announcing(first: datetime.date, last: datetime.date):
    """Sessions whose next one is in the month, or in a period, such as a half-year, that meets it."""
    periods = Q(next_session_precision=Precision.DAY, next_session_on__range=(first, last))
    for precision in Precision.values:
        if precision != Precision.DAY:
            begins, ends = first_day(first, precision), last_day(last, precision)
            periods |= Q(next_session_precision=precision, next_session_on__range=(begins, ends))
    return (
        Session.objects.filter(periods).order_by("next_session_on", "pk").prefetch_related(states.titles_of())
    )


def _put_next(session, days: dict, loose: list):
    entry = Entry(states.title(session), _page("session", session.pk), _("next session, announced at"))
    if session.next_session_precision == Precision.DAY:
        days[session.next_session_on].entries.append(entry)
    else:
        loose.append(entry)


def _scheduled(first: datetime.date, last: datetime.date, now: datetime.datetime):
    begins = timezone.make_aware(datetime.datetime.combine(first, datetime.time.min))
    ends = timezone.make_aware(
        datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time.min)
    )
    rows = Edition.objects.scheduled(now).filter(live_from__gte=begins, live_from__lt=ends)
    rows = rows.select_related("publication", "bundle").defer("body", "facts", "lead")
    return rows.order_by("live_from", "pk")[:MOST_SCHEDULED]


def _put_scheduled(edition: Edition, days: dict):
    """A line of its own, or the one of its bundle or of its item, whose languages go out together."""
    local = timezone.localtime(edition.live_from)
    if edition.bundle:
        title, url = str(edition.bundle), reverse("admin:news_bundle_change", args=[edition.bundle_id])
    else:
        title, url = str(edition), _page(edition.kind, edition.publication_id)
    entry = Entry(title, url, _("goes live"), f"{local:%H:%M}")
    entries = days[local.date()].entries
    if not any((other.url, other.time) == (entry.url, entry.time) for other in entries):
        entries.append(entry)


def _page(kind: str, key: int) -> str:
    return reverse(f"admin:news_{kind}_change", args=[key])
