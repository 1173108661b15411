"""Lists, and the archive by year and month: what is live, newest first, narrowed as asked."""

import datetime
from dataclasses import replace

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .. import choices, directory, heads
from ..archive import around, months_with_items
from ..filters import Filters, listing, parse
from ..models import KIND_IN
from ..pages import SECTION_NAMES, feed_links
from ..reading import with_query
from .public import public


@public
def section(request, reader, section):
    shown = _list(request, reader, kind=KIND_IN[section].value)
    return "news/lists/section.html", {
        **shown,
        "described": heads.of_list(_with_filters(SECTION_NAMES[section], shown), shown["listing"]),
        "section": section,
        "section_name": SECTION_NAMES[section],
        "feeds": feed_links(
            SECTION_NAMES[section], "section_feed", [reader.language, section], shown["query"]
        ),
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
    shown = _list(request, reader, year=year, month=month)
    name = _period(reader, period)["name"]
    missing = [code for code, others in by_language.items() if period not in others]
    return "news/lists/period.html", {
        **shown,
        "described": heads.of_list(_with_filters(name, shown), shown["listing"]),
        "languages": [
            link | {"href": ""} if link["code"] in missing else link for link in shown["languages"]
        ],
        "year": year,
        "month": month,
        "day": datetime.date(year, month or 1, 1),
        "months": _months(reader, year, months),
        "earlier": _period(reader, earlier),
        "later": _period(reader, later),
    }


def _with_filters(name: str, shown: dict) -> str:
    return ", ".join(map(str, [name, *(one["name"] for one in shown["chosen"])]))


def _periods(months: set[int], month: int | None) -> set[int]:
    """Those months, or their years where no month is asked for."""
    return months if month else {each // 100 for each in months}


def _months(reader, year, months) -> list[dict]:
    return [
        {
            "month": month,
            "name": capfirst(name),
            "href": reverse("archive_month", args=[reader.language, year, month])
            if year * 100 + month in months
            else "",
        }
        for month, name in MONTHS.items()
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


def _list(request, reader, **fixed) -> dict:
    """The list at this address: its page, the filters that are set and those that can be."""
    known, after = directory.things(reader.at), request.GET.get("after", "")
    asked = replace(parse(request.GET, reader.at, known), **dict.fromkeys(fixed, ""))
    filters = replace(asked, **fixed)
    offered = choices.fields(
        filters,
        known,
        reader.language,
        reader.at,
        reader.today,
        fixed=("year", "month") if "year" in fixed else tuple(fixed),
        counted=not after,
    )
    return narrowed(request, reader, asked, offered) | {
        "listing": listing(filters, reader.language, reader.at, after)
    }


def narrowed(request, reader, asked: Filters, offered: list[choices.Field], **more: str) -> dict:
    """What a page says of its filters, and its one address: two filters at once are no page to be indexed."""
    path, query = request.path, asked.query(**more)
    page = asked.query(**more, after=request.GET.get("after", ""))
    return reader.frame(with_query(path, query)) | {
        "canonical": settings.SITE_URL + with_query(path, page) if len(asked.values()) < 2 else "",
        "address": path,
        "query": query,
        "fields": offered,
        "chosen": [
            {
                "label": field.label,
                "name": field.chosen.name,
                "href": with_query(path, asked.without(field.name).query(**more)),
            }
            for field in offered
            if field.chosen
        ],
    }
