"""Lists, and the archive by year and month: what is live, newest first, narrowed as asked."""

import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

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
        "feeds": asked.feeds(SECTION_NAMES[section], "section_feed", [reader.language, section]),
        "section": section,
        "section_name": SECTION_NAMES[section],
    }


@public
def archive(request, reader):
    months = months_with_items(reader.language, reader.at)
    years = sorted({month // 100 for month in months}, reverse=True)
    return "news/lists/archive.html", {
        "years": [
            {
                "year": year,
                "href": reverse("archive_year", args=[reader.language, year]),
                "months": _months(reader, year, months),
            }
            for year in years
        ]
    }


@public
def archive_of_year(request, reader, year):
    months = months_with_items(reader.language, reader.at)
    return _of_period(request, reader, {month // 100 for month in months}, months, year=year)


@public
def archive_of_month(request, reader, year, month):
    months = months_with_items(reader.language, reader.at)
    return _of_period(request, reader, months, months, year=year, month=month)


def _of_period(request, reader, periods, months, *, year, month=None):
    """The list of a year or month in which something is public, with the periods around it."""
    period = year * 100 + month if month else year
    if period not in periods:
        raise Http404
    earlier, later = around(period, periods)
    asked, context = page_of_list(request, reader, Filters(year=year, month=month))
    return "news/lists/period.html", {
        **context,
        "feeds": asked.feeds(_("All news"), "feed", [reader.language]),
        "year": year,
        "month": month,
        "day": datetime.date(year, month or 1, 1),
        "months": _months(reader, year, months),
        "earlier": _period(reader, earlier),
        "later": _period(reader, later),
    }


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
