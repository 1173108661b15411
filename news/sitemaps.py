"""What search engines are told of: every public address, in parts of about the same size (sitemaps.org).

A part holds the items of some days, by the moment at which they became public, so it costs the same however
many parts there are, and a part of the past changes only when something in it does. Its last-modified moments
are those of public editions.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.urls import reverse

from .languages import hreflangs
from .markup import Document
from .models import SECTIONS, Edition, Office
from .pages import Reader
from .reading import public_slugs

CONTENT_TYPE = "application/xml"
PART = 500
MOST = 5_000  # of a part that somebody wrote by hand, or of one crowded day
NEWS_DAYS, MOST_NEWS = 2, 1_000  # as news sitemaps are defined
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
SET = {"xmlns": SITEMAPS, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
NEWS_SET = {"xmlns": SITEMAPS, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}
# Each step passes over the items of one part within an index, and reads none of them.
BEGINS = """
    WITH RECURSIVE part (begins) AS (
        SELECT * FROM (%(first)s) AS first
        UNION ALL
        SELECT (%(following)s) FROM part WHERE part.begins IS NOT NULL
    )
    SELECT begins FROM part
"""
PLACES = ["officials", "bodies", "states", "topics", "contact", "about", "record"]


@dataclass(frozen=True)
class Days:
    """From the first until the last day (UTC), both included; the last part has no last day."""

    first: datetime.date
    last: datetime.date | None = None

    def __str__(self) -> str:
        return "-".join(f"{day:%Y%m%d}" for day in (self.first, self.last) if day)

    @property
    def moments(self) -> dict[str, datetime.datetime]:
        """As a filter on `first_live_from`."""
        limits = {"gte": _midnight(self.first)}
        if self.last and self.last < datetime.date.max:
            limits["lt"] = _midnight(self.last + datetime.timedelta(days=1))
        return {f"first_live_from__{limit}": moment for limit, moment in limits.items()}


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def index(office: Office, at: datetime.datetime) -> bytes:
    """All parts: the lasting pages of each language, then its items. One query for a language."""
    document = Document()
    with document.inside("sitemapindex", {"xmlns": SITEMAPS}):
        for language in office.language_codes:
            addresses = [reverse("sitemap_of_pages", args=[language])]
            addresses += [reverse("sitemap_of_items", args=[language, days]) for days in parts(language, at)]
            for address in addresses:
                with document.inside("sitemap"):
                    document.leaf("loc", settings.SITE_URL + address)
    return document.written()


def parts(language: str, at: datetime.datetime) -> list[Days]:
    """The days at which the parts begin: every so many items in the order in which they became public."""
    live = Edition.objects.live(at).in_language(language).order_by("first_live_from")
    later = live.filter(first_live_from__gt=RawSQL("part.begins", []))
    (first, of_first), (following, of_following) = (
        moments.values("first_live_from").query.sql_with_params()
        for moments in (live[:1], later[PART - 1 : PART])
    )
    steps = BEGINS % {"first": first, "following": following}
    begins = RawSQL(steps, [*of_first, *of_following])  # noqa: S611 - of two queries of the ORM
    moments = live.filter(first_live_from__in=begins).values_list("first_live_from", flat=True).distinct()
    begins = list(dict.fromkeys(moment.astimezone(datetime.UTC).date() for moment in moments))
    ends = [day - datetime.timedelta(days=1) for day in begins[1:]]
    return [Days(*days) for days in zip(begins, [*ends, None], strict=True)] if begins else []


def items(reader: Reader, days: Days) -> bytes | None:
    """The items of those days in the reader's language, each with its other languages; None without any."""
    codes = reader.office.language_codes
    here = Edition.objects.live(reader.at).in_language(reader.language).filter(**days.moments)
    here = here.order_by("first_live_from", "id")[:MOST]
    rows = Edition.objects.live(reader.at).filter(
        publication__in=here.values("publication"), language__in=codes
    )
    rows = rows.select_related("publication").only(
        "language", "kind", "date", "live_from", "publication__slug"
    )
    by_item: dict[int, dict[str, Edition]] = {}
    for edition in rows.order_by("first_live_from", "id"):
        by_item.setdefault(edition.publication_id, {})[edition.language] = edition
    if not by_item:
        return None
    return _set_of(
        (
            editions[reader.language].get_absolute_url(),
            editions[reader.language].live_from,
            {code: editions[code].get_absolute_url() for code in codes if code in editions},
            "",
        )
        for editions in by_item.values()
    )


def pages(reader: Reader) -> bytes:
    """The home page, the lists, and the page of every official, body, state and topic; in two queries."""
    places = [("home", []), *(("section", [section]) for section in SECTIONS.values())]
    places += [(name, []) for name in PLACES]
    places += [(kind, [slug]) for kind, slug in public_slugs(reader.at)]
    return _set_of(
        (
            reverse(name, args=[reader.language, *parts]),
            None,
            {code: reverse(name, args=[code, *parts]) for code in reader.office.language_codes},
            reverse("root") if name == "home" else "",
        )
        for name, parts in places
    )


def _set_of(addresses: Iterable[tuple[str, datetime.datetime | None, dict[str, str], str]]) -> bytes:
    """Addresses as paths, with the moment of the last public change, and the addresses in each language and
    for readers of others, as `hreflangs` has them.
    """
    document = Document()
    with document.inside("urlset", SET):
        for address, changed, languages, default in addresses:
            with document.inside("url"):
                document.leaf("loc", settings.SITE_URL + address)
                if changed:
                    document.leaf("lastmod", _moment(changed))
                for code, other in hreflangs(languages, default).items():
                    about = {"rel": "alternate", "hreflang": code, "href": settings.SITE_URL + other}
                    document.leaf("xhtml:link", attributes=about)
    return document.written()


def latest(office: Office, at: datetime.datetime) -> bytes:
    """What became public in the last two days, in every language."""
    since = at - datetime.timedelta(days=NEWS_DAYS)
    rows = Edition.objects.live(at).filter(language__in=office.language_codes)
    rows = rows.filter(first_live_from__range=(since, at))
    rows = rows.select_related("publication").only(
        "language", "kind", "date", "title", "first_live_from", "publication__slug"
    )
    document = Document()
    with document.inside("urlset", NEWS_SET):
        for edition in rows.latest_first()[:MOST_NEWS]:
            with document.inside("url"):
                document.leaf("loc", settings.SITE_URL + edition.get_absolute_url())
                with document.inside("news:news"):
                    with document.inside("news:publication"):
                        document.leaf("news:name", office.words_in(edition.language).name)
                        document.leaf("news:language", edition.language)
                    document.leaf("news:publication_date", _moment(edition.first_live_from))
                    document.leaf("news:title", edition.title)
    return document.written()


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
