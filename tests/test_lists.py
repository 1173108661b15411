"""The four lists and the topics' lists: newest first, page by page, by address."""

import re

import pytest
from django.utils import timezone

from . import make
from .make import HOUR, day, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def titles(response):
    return re.findall(r'class="teaser-title"><a href="[^"]+">([^<]+)</a>', response.content.decode())


def archive(count, **fields):
    spokesman = make.user("Spokesman")
    for number in range(1, count + 1):
        release = make.release(slug=f"item-{number}", date=day(f"2014-01-{number % 28 + 1:02}"), **fields)
        when = moment("2014-02-01 10:00") + number * HOUR
        make.archived(release, by=spokesman, live_from=when, title=f"Item {number}")


@pytest.mark.parametrize(
    ("kind", "section"),
    [("session", "sessions"), ("statement", "statements"), ("decision", "decisions"), ("release", "news")],
)
def test_a_list_shows_its_kind_only(client, kind, section):
    for name, factory in make.KINDS.items():
        make.approved(factory(), title=f"A {name}")

    assert titles(client.get(f"/en/{section}/")) == [f"A {kind}"]


def test_a_list_is_in_one_language(client):
    make.approved(make.release(), "ru", title="По-русски")

    assert titles(client.get("/en/news/")) == []
    assert titles(client.get("/ru/news/")) == ["По-русски"]


def test_pages_follow_one_another_without_gap_or_repetition(client):
    archive(45)

    found, path = [], "/en/news/"
    while path:
        page = client.get(path)
        found += titles(page)
        more = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        path = more and more[1].replace("&amp;", "&")

    assert found == [f"Item {number}" for number in range(45, 0, -1)]


def test_pages_follow_one_another_when_all_went_live_at_one_moment(client):
    make.copies(make.approved(title="Same"), 44)

    first = client.get("/en/news/").content.decode()
    second = client.get("/en/news/?after=" + first.split("after=")[1].split('"')[0])
    hrefs = re.compile(r'teaser-title"><a href="([^"]+)"')
    assert not set(hrefs.findall(first)) & set(hrefs.findall(second.content.decode()))


def test_a_later_page_leads_to_the_newest(client):
    archive(45)

    assert b"To the newest" not in client.get("/en/news/").content
    assert b"To the newest" in client.get("/en/news/?after=item-20").content


def test_items_published_meanwhile_do_not_shift_the_next_page(client):
    archive(45)
    before = titles(client.get("/en/news/?after=item-26"))

    make.approved(title="Breaking")

    assert titles(client.get("/en/news/?after=item-26")) == before


def test_a_withdrawn_item_still_marks_its_place(client):
    archive(45)
    before = titles(client.get("/en/news/?after=item-26"))
    make.withdrawn(make.Edition.objects.get(publication__slug="item-26"))

    assert titles(client.get("/en/news/?after=item-26")) == before


def test_an_item_still_marks_its_place_under_the_slug_that_it_had(client):
    archive(45)
    before = titles(client.get("/en/news/?after=item-26"))
    release = make.Publication.objects.get(slug="item-26")
    release.slug = "renamed"
    release.save()

    assert titles(client.get("/en/news/?after=item-26")) == before
    assert titles(client.get("/en/news/?after=renamed")) == before


@pytest.mark.parametrize(
    "slug", ["nothing", "of-another-kind", "hidden", "russian-only", "%00", "x" * 300, "a b"]
)
def test_after_what_was_never_public_here_is_the_404_of_what_does_not_exist(client, slug):
    make.approved(make.session(slug="of-another-kind"))
    make.approved(make.release(slug="hidden"), live_from=timezone.now() + HOUR)
    make.approved(make.release(slug="russian-only"), "ru")

    response = client.get(f"/en/news/?after={slug}")

    assert (response.status_code, response.content) == (404, client.get("/en/nothing/").content)


def test_a_year_shows_the_items_of_its_days(client):
    make.approved(make.release(date=day("2014-12-31")), title="Old")
    make.approved(make.release(date=day("2015-01-01")), title="New")

    assert titles(client.get("/en/news/?year=2014")) == ["Old"]
    assert titles(client.get("/en/news/?year=")) == ["New", "Old"]


@pytest.mark.parametrize("year", ["20144", "0000", "next", "٢٠١٤", "%00"])
def test_a_year_that_is_none_is_answered_with_a_sentence(client, year):
    response = client.get(f"/en/news/?year={year}")

    assert response.status_code == 400
    assert "Write the year with four digits" in response.content.decode()


def test_a_corrected_item_keeps_its_place_and_shows_its_new_words(client):
    archive(3)
    first = make.Edition.objects.get(publication__slug="item-2")
    make.approved(first.publication, title="Item 2, corrected", change_note="A name was wrong.")

    assert titles(client.get("/en/news/")) == ["Item 3", "Item 2, corrected", "Item 1"]


def test_a_row_names_form_date_place_and_picture(client):
    session = make.session(ends_on=day("2014-12-24"), place=make.place(en="Moscow"))
    photo = make.photo()
    make.approved(make.gallery(session, photo), lead="They met.")

    page = client.get("/en/sessions/").content.decode()
    assert "Regular session" in page
    assert "23</time>–<time" in page
    assert "Moscow" in page
    assert "They met." in page
    assert photo.token in page


def test_a_title_that_leads_to_its_item_keeps_its_days_whole_on_every_page(client):
    session = make.approved(make.session(slug="them"), title="The session of 24 November 2026 in Moscow")
    others = [make.decision(session=session.publication.child) for _number in range(3)]
    for other in others:
        shown = make.approved(other, title="On the plan of 24 November 2026")
    pages = ["", "sessions/", "search/?q=plan", "record/", "sessions/2014/12/23/them/"]

    for address in [*(f"/en/{page}" for page in pages), shown.get_absolute_url()]:
        page = client.get(address).content.decode()
        leading = re.findall(r'<a [^>]*href="/en/\w+/2014/[^>]*>(.*?)</a>', page)
        dated = [words for words in leading if "November" in words]
        assert dated and all('<span class="day">24 November 2026</span>' in words for words in dated)
