"""Sitemaps, robots.txt and security.txt: what programs that walk the site are told."""

import datetime

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news import sitemaps

from . import make
from .make import HOUR, moment

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
SITE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def office():
    return make.office(email="security@example.org")


def tree(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)


def listed(client, path) -> list[str]:
    found = [loc.text for loc in tree(client, path).iterfind(".//s:loc", NAMES)]
    assert all(address.startswith(SITE + "/") for address in found)
    return [address.removeprefix(SITE) for address in found]


def test_every_public_page_is_in_one_part_of_the_index(client):
    case = make.model_case()
    parts = listed(client, "/sitemap.xml")

    found = [address for part in parts for address in listed(client, part)]

    assert len(found) == len(set(found))
    items = {edition.get_absolute_url() for edition in case.editions.values()}
    things = {f"/{language}/bodies/csc/" for language in ("en", "ru")}
    assert items | things | {"/en/", "/ru/sessions/", "/en/topics/crisis-response/"} <= set(found)
    assert [address for address in found if client.get(address).status_code != 200] == []


def test_parts_are_of_one_size_and_those_of_the_past_stay(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 3)
    for number in range(1, 9):
        make.archived(live_from=moment(f"2014-12-{number:02d} 10:00"))
    before = listed(client, "/sitemap.xml")

    make.archived(live_from=moment("2014-12-20 10:00"))
    make.archived(live_from=moment("2014-12-21 10:00"))

    after = listed(client, "/sitemap.xml")
    assert before[1:-1] == [
        "/en/sitemap-20141201-20141203.xml",
        "/en/sitemap-20141204-20141206.xml",
        "/en/sitemap-20141207.xml",
    ]
    assert after[1:-1] == [*before[1:3], "/en/sitemap-20141207-20141220.xml", "/en/sitemap-20141221.xml"]
    assert [len(listed(client, part)) for part in after[1:-1]] == [3, 3, 3, 1]


def test_an_item_names_its_other_languages_and_its_last_public_change(client):
    publication = make.release()
    make.archived(publication, live_from=moment("2014-12-23 10:00"))
    make.archived(publication, "ru", live_from=moment("2014-12-24 10:00"))

    (url,) = tree(client, "/en/sitemap-20141223.xml").iterfind("s:url", NAMES)
    links = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)}

    slug = publication.slug
    addresses = {code: f"{SITE}/{code}/news/2014/12/23/{slug}/" for code in ("en", "ru")}
    assert links == addresses | {"x-default": addresses["en"]}
    assert url.findtext("s:lastmod", namespaces=NAMES) == "2014-12-23T10:00:00Z"
    corrected = make.approved(publication, change_note="A number.")
    (url,) = tree(client, "/en/sitemap-20141223.xml").iterfind("s:url", NAMES)
    assert url.findtext("s:lastmod", namespaces=NAMES) == f"{corrected.live_from:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize("state", make.HIDDEN)
def test_nothing_hidden_is_in_a_sitemap(client, state):
    make.archived(live_from=moment("2014-12-23 10:00"))
    paths = ["/sitemap.xml", "/news-sitemap.xml", "/en/sitemap-pages.xml", "/en/sitemap-20141223.xml"]
    before = [client.get(path).content for path in paths]

    make.STATES[state](make.release())

    assert [client.get(path).content for path in paths] == before


@pytest.mark.parametrize("days", ["20141224", "20141224-20141230", "20150101-20140101", "20141332", "2014"])
def test_a_part_without_items_is_not_there(client, days):
    make.archived(live_from=moment("2014-12-23 10:00"))

    assert client.get(f"/en/sitemap-{days}.xml").status_code == 404


def test_the_news_are_those_of_the_last_two_days(client):
    make.archived(live_from=make.now() - datetime.timedelta(days=3))
    new = make.archived(live_from=make.now() - HOUR, title="New & true")

    (url,) = tree(client, "/news-sitemap.xml").iterfind("s:url", NAMES)

    assert url.findtext("s:loc", namespaces=NAMES) == SITE + new.get_absolute_url()
    assert url.findtext("n:news/n:title", namespaces=NAMES) == "New & true"
    assert url.findtext("n:news/n:publication/n:language", namespaces=NAMES) == "en"
    assert url.findtext("n:news/n:publication/n:name", namespaces=NAMES) == "Collective Security"


def test_a_part_costs_the_same_number_of_queries_however_full_it_is(client):
    edition = make.archived(live_from=moment("2014-12-23 10:00"))

    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    paths = ["/sitemap.xml", "/news-sitemap.xml", "/en/sitemap-20141223.xml", "/en/sitemap-pages.xml"]
    few = [queries(path) for path in paths]
    make.copies(edition, 30)
    for _more in range(3):
        make.official()

    assert [queries(path) for path in paths] == few
    assert max(few) <= 6


def test_robots_keep_out_of_what_needs_a_sign_in_and_find_the_sitemaps(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /desk/\n" in text and "Disallow: /press/\n" in text
    assert f"Sitemap: {SITE}/sitemap.xml\n" in text


def test_security_txt_says_whom_to_tell_and_is_not_out_of_date(client, office, settings):
    settings.SECURITY_CONTACT = ""
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    expires = datetime.datetime.fromisoformat(fields["Expires"])
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert datetime.timedelta(days=150) < expires - make.now() < datetime.timedelta(days=190)
    office.email = ""
    office.save()
    assert client.get("/.well-known/security.txt").status_code == 404


def test_a_contact_for_weaknesses_of_its_own_comes_first(client, settings):
    settings.SECURITY_CONTACT = "https://example.org/report"

    assert b"Contact: https://example.org/report\n" in client.get("/.well-known/security.txt").content
