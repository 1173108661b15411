"""Lists, and the archive by year and month: what is live, newest first, narrowed as asked."""

import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .. import heads
from ..archive import around, months_with_items
from ..filters import Filters
from ..models import KIND_IN
from ..pages import SECTION_NAMES
from .narrowing import page_of_list
from .public import public


@public
def section(request, reader, section):
    asked, context = page_of_list(request, reader, Filters(kind=KIND_IN[section].value))
    return "news/lists/section.html", {
        **context,
        "described": heads.of_list(asked.title(SECTION_NAMES[section]), context["listing"]),
        "feeds": asked.feeds(SECTION_NAMES[section], "section_feed", [reader.language, section]),
        "section": section,
        "section_name": SECTION_NAMES[section],
    }


@public
def archive(request, reader):
    months = months_with_items([reader.language], reader.at)[reader.language]
    years = sorted({month // 100 for month in months}, reverse=True)
    says = _("Years in which something was published: %(years)s") % {
        "years": heads.in_short(map(str, years), ", ")
    }
    return "news/lists/archive.html", {
        "described": heads.Head(_("Archive"), says if years else ""),
        "years": [
            {
                "year": year,
                "href": reverse("archive_year", args=[reader.language, year]),
                "months": _months(reader, year, months),
            }
            for year in years
        ],
    }


@public
def archive_of_year(request, reader, year):
    return _of_period(request, reader, year=year)


@public
def archive_of_month(request, reader, year, month):
    return _of_period(request, reader, year=year, month=month)


def _of_period(request, reader, *, year, month=None):
    """The list of a year or month in which something is public, with the periods around it."""
    spoken = months_with_items(reader.office.language_codes, reader.at)
    months = spoken[reader.language]
    by_language = {code: _periods(of_code, month) for code, of_code in spoken.items()}
    periods = by_language[reader.language]
    period = year * 100 + month if month else year
    if period not in periods:
        raise Http404
    earlier, later = around(period, periods)
    asked, context = page_of_list(request, reader, Filters(year=year, month=month))
    name = _period(reader, period)["name"]
    missing = [code for code, others in by_language.items() if period not in others]
    return "news/lists/period.html", {
        **context,
        "described": heads.of_list(asked.title(name), context["listing"]),
        "languages": [
            link | {"href": ""} if link["code"] in missing else link for link in context["languages"]
        ],
        "feeds": asked.feeds(_("All items"), "feed", [reader.language]),
        "year": year,
        "month": month,
        "day": datetime.date(year, month or 1, 1),
        "months": _months(reader, year, months),
        "earlier": _period(reader, earlier),
        "later": _period(reader, later),
    }


def _periods(months: set[int], month: int | None) -> set[int]:
    """Those months, or their years where no month is asked for."""
    return months if month else {each // 100 for each in months}


def _months(reader, year, months) -> list[dict]:
    """The months of that year in which something is public."""
    return [
        {
            "month": month,
            "name": capfirst(name),
            "href": reverse("archive_month", args=[reader.language, year, month]),
        }
        for month, name in MONTHS.items()
        if year * 100 + month in months
    ]


def _period(reader, period: int | None) -> dict | None:
    """A year or a month before or after another, as a link."""
    if period is None:
        return None
    if period < 10_000:
        return {"name": str(period), "href": reverse("archive_year", args=[reader.language, period])}
    year, month = divmod(period, 100)
    name = f"{capfirst(MONTHS[month])} {year}"
    return {"name": name, "href": reverse("archive_month", args=[reader.language, year, month])}
