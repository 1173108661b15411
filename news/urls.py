"""The public addresses. Kept for decades: what is here may move only with a redirect."""

import datetime

from django.urls import path, register_converter

from .models import SECTIONS
from .placing import SIGN_LENGTH
from .sitemaps import Days
from .views import (
    calendars,
    contact,
    embeds,
    feeds,
    files,
    galleries,
    histories,
    home,
    items,
    lists,
    office,
    officials,
    organisation,
    patterns,
    press,
    previews,
    record,
    search,
    sitemaps,
    topics,
)


class Language:
    """The shape of a code; whether the office has the language is asked by the view."""

    regex = r"[a-z]{2,3}(?:-[a-z]{2,8})?"
    to_python = to_url = staticmethod(str)


class Section:
    regex = "|".join(SECTIONS.values())
    to_python = to_url = staticmethod(str)


class FeedFormat:
    regex = "|".join(feeds.FORMATS)
    to_python = to_url = staticmethod(str)


class Day:
    """A day of the calendar as yyyy/mm/dd."""

    regex = r"[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date(*map(int, value.split("/")))

    def to_url(self, value: datetime.date | str) -> str:
        return str(value).replace("-", "/")  # four digits of any year, unlike %Y


class DaysOfPart:
    """The days of a part of the sitemap: "20141223-20150312", or only the first."""

    regex = r"[0-9]{8}(?:-[0-9]{8})?"
    to_url = staticmethod(str)

    def to_python(self, value: str) -> Days:
        return Days(*(datetime.date.fromisoformat(day) for day in value.split("-")))


class Year:
    regex = "[1-9][0-9]{3}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


class Month:
    regex = "0[1-9]|1[0-2]"
    to_python = staticmethod(int)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02}"


class Number:
    """Counted from 1, in the one way in which it is written: 007 is no other address of the seventh."""

    regex = "[1-9][0-9]{0,4}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


class Sign:
    """The first characters of a photograph's token, by which it is known within its gallery."""

    regex = f"[A-Za-z0-9_-]{{{SIGN_LENGTH}}}"
    to_python = to_url = staticmethod(str)


register_converter(Language, "language")
register_converter(Section, "section")
register_converter(Day, "day")
register_converter(FeedFormat, "format")
register_converter(DaysOfPart, "days")
register_converter(Year, "year")
register_converter(Number, "number")
register_converter(Sign, "sign")
register_converter(Month, "month")

ITEM = "<language:language>/<section:section>/<day:day>/<slug:slug>/"

urlpatterns = [
    path("", home.choose_language, name="root"),
    path("office.css", office.stylesheet, name="office_css"),
    path("favicon.ico", office.favicon, name="favicon"),
    path("oembed", embeds.oembed, name="oembed"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(".well-known/security.txt", sitemaps.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("news-sitemap.xml", sitemaps.latest, name="news_sitemap"),
    path("<language:language>/sitemap-pages.xml", sitemaps.of_pages, name="sitemap_of_pages"),
    path("<language:language>/sitemap-<days:days>.xml", sitemaps.of_items, name="sitemap_of_items"),
    path("healthz", office.healthz, name="healthz"),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("preview/<str:token>/photos/<slug:photo>/<int:width>.<str:extension>", previews.photo),
    path("preview/<str:token>/photos/<slug:photo>/<slug:crop>/<int:width>.<str:extension>", previews.photo),
    path("preview/<str:token>/files/<slug:file>/<str:name>", previews.attachment),
    path("photos/<slug:token>/<int:width>.<str:extension>", files.photo, name="photo"),
    path("photos/<slug:token>/<slug:crop>/<int:width>.<str:extension>", files.photo, name="photo_crop"),
    path("photos/<slug:token>/print.jpg", files.printed, name="photo_print"),
    path("files/<slug:token>/<str:name>", files.attachment, name="file"),
    path("press/", press.under_embargo, name="press"),
    path("press/login/", press.sign_in, name="press_sign_in"),
    path("press/logout/", press.sign_out, name="press_sign_out"),
    path("press/photos/<slug:token>/<int:width>.<str:extension>", press.photo, name="press_photo"),
    path(
        "press/photos/<slug:token>/<slug:crop>/<int:width>.<str:extension>",
        press.photo,
        name="press_photo_crop",
    ),
    path("press/photos/<slug:token>/print.jpg", press.printed, name="press_photo_print"),
    path("press/files/<slug:token>/<str:name>", press.attachment, name="press_file"),
    path("press/<language:language>/", press.under_embargo, name="press_in"),
    path(f"press/{ITEM}", press.item, name="press_item"),
    path(f"press/{ITEM}photos/", press.gallery, name="press_gallery"),
    path(f"press/{ITEM}photos/<sign:which>/", press.photograph, name="press_gallery_photo"),
    path(f"press/{ITEM}photos/<number:which>/", press.photograph),
    path(f"press/{ITEM}photos/photographs.zip", press.archive, name="press_gallery_archive"),
    path("press/<path:rest>", press.nothing),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/<section:section>/", lists.section, name="section"),
    path("<language:language>/calendar.ics", calendars.sessions, name="calendar"),
    path("<language:language>/feed.<format:format>", feeds.of_all, name="feed"),
    path("<language:language>/<section:section>/feed.<format:format>", feeds.of_section, name="section_feed"),
    path("<language:language>/topics/<slug:slug>/feed.<format:format>", feeds.of_topic, name="topic_feed"),
    path("<language:language>/archive/", lists.archive, name="archive"),
    path("<language:language>/archive/<year:year>/", lists.archive_of_year, name="archive_year"),
    path(
        "<language:language>/archive/<year:year>/<month:month>/", lists.archive_of_month, name="archive_month"
    ),
    path("<language:language>/search/", search.search, name="search"),
    path("<language:language>/search/feed.<format:format>", feeds.of_search, name="search_feed"),
    path(ITEM, items.item, name="item"),
    path(f"{ITEM}photos/", galleries.gallery, name="gallery"),
    path(f"{ITEM}photos/<sign:which>/", galleries.photograph, name="gallery_photo"),
    path(f"{ITEM}photos/<number:which>/", galleries.photograph, name="gallery_photo"),
    path(f"{ITEM}photos/photographs.zip", galleries.archive, name="gallery_archive"),
    path(f"{ITEM}print/", items.printed, name="print"),
    path(f"{ITEM}cite.bib", items.cite, name="cite"),
    path(f"{ITEM}history/", histories.history, name="history"),
    path(f"{ITEM}history/<number:number>/", histories.edition, name="history_edition"),
    path("<language:language>/officials/", officials.officials, name="officials"),
    path("<language:language>/officials/<slug:slug>/", officials.official, name="official"),
    path("<language:language>/bodies/", organisation.bodies, name="bodies"),
    path("<language:language>/bodies/<slug:slug>/", organisation.body, name="body"),
    path("<language:language>/states/", organisation.states, name="states"),
    path("<language:language>/states/<slug:slug>/", organisation.state, name="state"),
    path("<language:language>/topics/", topics.topics, name="topics"),
    path("<language:language>/topics/<slug:slug>/", topics.topic, name="topic"),
    path("<language:language>/contact/", contact.contact, name="contact"),
    path("<language:language>/about/", office.about, name="about"),
    path("<language:language>/about/patterns/", patterns.patterns, name="patterns"),
    path("<language:language>/record/", record.record, name="record"),
]
