"""What the head of a page says of it to programs: a sentence, a card, its other languages."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from . import make
from .make import day

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
LANGUAGES = ("en", "ru")


class Head(HTMLParser):
    """What a parser of HTML finds in the head of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.said, self.alternates, self.canonical, self.title = {}, {}, "", ""
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and attrs.get("content"):
            self.said.setdefault(attrs.get("property") or attrs.get("name"), attrs["content"])
        if tag == "link" and attrs.get("rel") == "canonical":
            self.canonical = attrs["href"]
        if tag == "link" and "hreflang" in attrs:
            self.alternates[attrs["hreflang"]] = attrs["href"]


def head(path: str) -> Head:
    response = Client().get(path.removeprefix(SITE))
    assert response.status_code == 200, path
    return Head(response.content.decode())


def test_an_article_says_when_it_was_published_and_last_changed():
    make.office()
    release = make.release()
    make.archived(release, live_from=make.moment("2014-12-23 10:00"))
    edition = make.approved(release, change_note="A number.")

    said = head(edition.get_absolute_url()).said

    assert said["article:published_time"] == "2014-12-23T10:00:00Z"
    assert said["article:modified_time"][:19] == f"{edition.live_from:%Y-%m-%dT%H:%M:%S}"


def test_a_photograph_is_shared_with_its_own_words():
    make.office()
    photo = make.photo(words={"en": "The round table"})
    edition = make.approved(make.gallery(make.release(), photo), title="They met", lead="A lead.")

    said = head(f"{edition.get_absolute_url()}photos/1/").said

    assert said["og:title"] == "Photograph 1 of 1: They met"
    assert said["og:description"] == said["description"] == "The round table. Press service"
    assert said["og:image:alt"] == "The round table, described"


def test_home_is_shared_with_what_is_new_and_its_picture():
    make.office().words.update(tagline="The press service")
    make.approved(make.gallery(make.release()), title="They met")

    said = head("/en/").said

    assert said["description"] == "The press service. Latest: They met"
    assert said["og:title"] == "Collective Security"
    assert said["og:image"].startswith(f"{SITE}/photos/")


def test_a_month_of_the_archive_names_the_languages_that_have_it():
    make.office()
    for language in LANGUAGES:
        make.archived(make.release(date=day("2014-12-23")), language)
    make.archived(make.release(date=day("2014-11-01")), "en")

    december, november = head("/en/archive/2014/12/"), head("/en/archive/2014/11/")

    assert december.alternates["ru"] == f"{SITE}/ru/archive/2014/12/"
    assert set(november.alternates) == {"en", "x-default"}
    assert Client().get("/ru/archive/2014/11/").status_code == 404


def test_a_later_page_of_a_list_claims_no_other_languages():
    make.office()
    make.copies(make.approved(), 20)
    after = Client().get("/en/news/").content.decode().split("after=")[1].split('"')[0]

    assert head(f"/en/news/?after={after}").alternates == {}
