"""Dates in words and in `<time>`, never more exact than they are known.

Days come as `date` or, from frozen facts, as ISO text.
"""

import datetime
import re
import zoneinfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, pgettext

from .languages import in_sentence
from .models import Approval, Precision, first_day, last_day

Day = datetime.date | str | None

MACHINE = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}  # characters of the ISO form


def as_day(day: Day) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if isinstance(day, str) and day else day or None


def as_moment(moment: datetime.datetime | str) -> datetime.datetime:
    """A moment, aware, or such a one from frozen facts: ISO text in UTC."""
    return datetime.datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def in_words(day: Day, precision: str = Precision.DAY) -> str:
    """The day, or the period of that precision in which it lies."""
    day = as_day(day)
    if precision == Precision.DAY:
        return date_format(day, pgettext("format of a day: see Django's date filter", "j E Y"))
    if precision == Precision.MONTH:
        return in_sentence(date_format(day, pgettext("format of a month: see Django's date filter", "F Y")))
    if precision == Precision.QUARTER:
        quarter = (
            _("first quarter of %(year)d"),
            _("second quarter of %(year)d"),
            _("third quarter of %(year)d"),
            _("fourth quarter of %(year)d"),
        )[(day.month - 1) // 3]
        return quarter % {"year": day.year}
    if precision == Precision.HALF_YEAR:
        half = (_("first half of %(year)d"), _("second half of %(year)d"))[day.month > 6]
        return half % {"year": day.year}
    return str(day.year)


def time_element(day: Day, precision: str = Precision.DAY, words: str = ""):
    """`<time>` with the machine's form; plain words for a quarter or half-year, which HTML cannot say."""
    day = as_day(day)
    words = words or in_words(day, precision)
    if precision not in MACHINE:
        return format_html("{}", words)
    return format_html('<time datetime="{}">{}</time>', day.isoformat()[: MACHINE[precision]], words)


def occasion(day: Day, precision: str = Precision.DAY, until: Day = None):
    """The date of an event of one or several days: "22–23 December 2014"."""
    day, until = as_day(day), as_day(until)
    if precision != Precision.DAY or until is None or until <= day:
        return time_element(day, precision)
    if (day.year, day.month) == (until.year, until.month):
        return format_html("{}–{}", time_element(day, words=str(day.day)), time_element(until))
    if day.year == until.year:
        return format_html("{} – {}", _day_of_a_year(day), time_element(until))
    return format_html("{} – {}", time_element(day), time_element(until))


def span(starts_on: Day, starts_precision: str, ends_on: Day, ends_precision: str):
    """From … until, as far as either is known; empty when neither is."""
    starts_on, ends_on = as_day(starts_on), as_day(ends_on)
    if starts_on and ends_on:
        if starts_precision == ends_precision and ends_on == last_day(starts_on, starts_precision):
            return time_element(starts_on, starts_precision)
        if starts_on.year == ends_on.year and Precision.YEAR in (starts_precision, ends_precision):
            return _within_a_year(starts_on, starts_precision, ends_on, ends_precision)
        first, last = time_element(starts_on, starts_precision), time_element(ends_on, ends_precision)
        only_years = starts_precision == ends_precision == Precision.YEAR
        return format_html("{}–{}" if only_years else "{} – {}", first, last)
    if starts_on:
        return _beginning(starts_on, starts_precision)
    if ends_on:
        return format_html(
            _("until {}"), time_element(ends_on, ends_precision, _ending(ends_on, ends_precision))
        )
    return ""


def _within_a_year(
    starts_on: datetime.date, starts_precision: str, ends_on: datetime.date, ends_precision: str
):
    """A year of which at least one end is all that is known: "2024", or "2024, from 1 January"."""
    year = time_element(starts_on, Precision.YEAR)
    if starts_precision == Precision.DAY:
        return format_html("{}, {}", year, format_html(_("from {}"), _day_of_a_year(starts_on)))
    if ends_precision == Precision.DAY:
        return format_html("{}, {}", year, format_html(_("until {}"), _day_of_a_year(ends_on)))
    return year


def _day_of_a_year(day: datetime.date):
    """`<time>` of a day beside its year, in words without it."""
    words = date_format(day, pgettext("format of a day without the year: see Django's date filter", "j E"))
    return time_element(day, words=words)


def _beginning(day: datetime.date, precision: str):
    """The words "from 2014": whole phrases, for languages that put the period in another case."""
    if precision == Precision.QUARTER:
        phrase = (
            _("from the first quarter of %(year)d"),
            _("from the second quarter of %(year)d"),
            _("from the third quarter of %(year)d"),
            _("from the fourth quarter of %(year)d"),
        )[(day.month - 1) // 3]
        return phrase % {"year": day.year}
    if precision == Precision.HALF_YEAR:
        phrase = (_("from the first half of %(year)d"), _("from the second half of %(year)d"))[day.month > 6]
        return phrase % {"year": day.year}
    return format_html(_("from {}"), time_element(day, precision, _after_from(day, precision)))


def _after_from(day: datetime.date, precision: str) -> str:
    if precision == Precision.DAY:
        return date_format(day, pgettext("format of a day after “from”: see Django's date filter", "j E Y"))
    if precision == Precision.MONTH:
        return date_format(day, pgettext("format of a month after “from”: see Django's date filter", "F Y"))
    return pgettext("after “from”", "%(year)d") % {"year": day.year}


def _ending(day: datetime.date, precision: str) -> str:
    """The words after "until", for languages that name the year there; empty for a quarter or half-year."""
    if precision == Precision.DAY:
        return date_format(day, pgettext("format of a day after “until”: see Django's date filter", "j E Y"))
    if precision == Precision.MONTH:
        return in_sentence(
            date_format(day, pgettext("format of a month after “until”: see Django's date filter", "F Y"))
        )
    return pgettext("after “until”", "%(year)d") % {"year": day.year} if precision == Precision.YEAR else ""


def moment(at: datetime.datetime | str):
    """`<time>` to the minute in the active zone, by its name, and in UTC beside it; `at` is aware."""
    at = as_moment(at)
    machine = f"{at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
    return format_html('<time datetime="{}">{}</time>', machine, until(at, timezone.get_current_timezone()))


def public_known_to(edition, precision: str) -> str:
    """The precision to which it is known since when the edition was public; "" where its moment is known.

    What an archive gave no moment for stands at an edge of the period of `precision` in which its day lies.
    Only a month and a year can be said everywhere: of anything longer than a month, the year.
    """
    if edition.approval != Approval.ARCHIVE or precision == Precision.DAY:
        return ""
    edges = first_day(edition.date, precision), last_day(edition.date, precision)
    if timezone.localdate(edition.live_from) not in edges:
        return ""
    return Precision.MONTH if precision == Precision.MONTH else Precision.YEAR


def since(edition, precision: str):
    """`<time>`, for after "since": the moment from which on it was public, or the month or year."""
    known_to = public_known_to(edition, precision)
    if known_to:
        return time_element(edition.date, known_to, _after_from(edition.date, known_to))
    return moment(edition.live_from)


def local_day(at: datetime.datetime):
    """`<time>` with the day of an aware moment in the active zone."""
    return time_element(timezone.localtime(at).date())


def is_over(day: Day, precision: str, today: datetime.date) -> bool:
    """Whether the whole period in which the day lies is past."""
    return last_day(as_day(day), precision) < today


NBSP = "\N{NO-BREAK SPACE}"

# Zones as people call them; any other is named as it is written.
ZONES = {
    "Asia/Almaty": gettext_lazy("Almaty time"),
    "Asia/Bishkek": gettext_lazy("Bishkek time"),
    "Asia/Dushanbe": gettext_lazy("Dushanbe time"),
    "Asia/Yerevan": gettext_lazy("Yerevan time"),
    "Europe/Brussels": gettext_lazy("Brussels time"),
    "Europe/Minsk": gettext_lazy("Minsk time"),
    "Europe/Moscow": gettext_lazy("Moscow time"),
    "Europe/Vienna": gettext_lazy("Vienna time"),
    "Europe/Zurich": gettext_lazy("Geneva time"),
}


def until(moment: datetime.datetime, zone: zoneinfo.ZoneInfo) -> str:
    """For after "until": day and hour in that zone, by its name, and in UTC."""
    here, there = moment.astimezone(zone), moment.astimezone(datetime.UTC)
    words = pgettext("after “until”: see Django's date filter for the parts of a moment", "j E Y, H:i")
    if here.utcoffset() == there.utcoffset():
        return f"{unbroken(date_format(here, words))}{NBSP}UTC"
    return _("%(here)s %(zone)s (%(there)s)") % {
        "here": unbroken(date_format(here, words)),
        "zone": ZONES.get(zone.key, zone.key),
        "there": unbroken(date_format(there, words if here.date() != there.date() else "H:i") + " UTC"),
    }


def unbroken(words: str) -> str:
    """The words, to be broken over two lines only after a comma."""
    return words.replace(" ", NBSP).replace(f",{NBSP}", ", ")


# "23 December 2014", "23 декабря 2014 года", "December 23, 2014": a word between
# or before the numbers; "2026–2030". With the sign that follows, which would else begin the next line.
DAY_IN_TEXT = re.compile(
    r"\b(?:\d{1,2} [^\W\d_]{3,9} \d{4}(?: года)?|[^\W\d_]{3,9} \d{1,2}, \d{4}|\d{4}[–-]\d{4})\b[,.;:]?"
)


def with_days_whole(words: str) -> SafeString:
    """Words for a page, their days and spans of years in elements that the style sheet keeps on one line."""
    return mark_safe(DAY_IN_TEXT.sub(r'<span class="day">\g<0></span>', conditional_escape(words)))


def countdown(moment: datetime.datetime, at: datetime.datetime) -> str:
    """How long it is from `at` to the later moment, in its two largest parts: "in 2 hours 10 minutes"."""
    minutes = int((moment - at).total_seconds() // 60)
    if minutes < 1:
        return _("in less than a minute")
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        npgettext("after “in”", "%(number)d day", "%(number)d days", days) % {"number": days},
        npgettext("after “in”", "%(number)d hour", "%(number)d hours", hours) % {"number": hours},
        npgettext("after “in”", "%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes},
    ]
    said = [part for part, number in zip(parts, (days, hours, minutes), strict=True) if number]
    said = said[:1] if days and not hours else said[:2]
    return pgettext("how long until a moment", "in %(time)s") % {"time": " ".join(said)}
