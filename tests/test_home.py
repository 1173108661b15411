"""The choice of the language, and the home page."""

import pytest
from django.utils import timezone

from news import workflow
from news.models import Chairmanship, PressContact

from . import make
from .make import HOUR, day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def home(client, language="en"):
    return client.get(f"/{language}/").content.decode()


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("ru", "/ru/"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "/ru/"),
        ("de, ru;q=0.5, en;q=0.7", "/en/"),
        ("RU", "/ru/"),
        ("de", "/en/"),
        ("*", "/en/"),
        ("", "/en/"),
        ("x" * 5000, "/en/"),
    ],
)
def test_the_root_leads_to_the_readers_first_language_that_the_office_has(client, asked, home):
    response = client.get("/", headers={"accept-language": asked})

    assert (response.status_code, response.headers["Location"]) == (302, home)
    assert response.headers["Vary"] == "Accept-Language"
    assert not response.cookies


@pytest.mark.parametrize("path", ["/de/", "/de/news/", "/de/contact/", "/xx/officials/", "/en-gb/"])
def test_a_language_that_the_office_has_not_is_absent(client, path):
    assert client.get(path).status_code == 404


def test_an_office_chooses_its_languages(client, office):
    office.languages = "hy"
    office.save()

    assert client.get("/hy/").status_code == 200
    assert client.get("/en/").status_code == 404
    assert client.get("/").headers["Location"] == "/hy/"


def test_an_empty_installation_says_so(client):
    office_less = home(client)

    assert "Nothing has been published here yet." in office_less


def lead(client) -> str:
    return home(client).split('class="lead-title"')[1].split("</h3>")[0]


def test_the_newest_story_leads_and_of_its_day_the_one_with_a_picture(client):
    make.approved(make.gallery(make.session()), title="With a picture")
    make.approved(make.release(), title="Of that day, without")
    assert "With a picture" in lead(client)

    make.approved(make.release(date=day("2014-12-24")), title="Of the next day, without")
    assert "Of the next day, without" in lead(client)


def test_the_menu_marks_the_part_of_the_site_a_reader_is_in(client):
    make.office()

    page = client.get("/en/officials/").content.decode()

    assert '<a href="/en/officials/" aria-current="true">Officials</a>' in page
    assert page.count('aria-current="true">') == 2  # the language too


def test_the_next_session_is_shown_no_more_exactly_than_it_is_known(client):
    year = timezone.now().year + 1
    session = make.session(next_session_on=day(f"{year}-07-01"), next_session_precision="half_year")
    make.approved(session)

    assert f"second half of {year}" in home(client)
    assert "July" not in home(client)


def test_a_next_session_that_is_past_is_not_promised(client):
    make.approved(make.session(next_session_on=day("2015-07-01"), next_session_precision="half_year"))

    page = home(client)
    assert "half of 2015" not in page
    assert "Not announced yet" in page


def test_a_session_to_come_that_has_its_own_page_is_the_next_one(client):
    make.approved(make.session(date=day("2099-05-01")), title="The coming session")

    page = home(client)
    assert "Next session" in page
    assert "1 May 2099" in page


def test_the_chair_is_the_state_of_today_and_who_sits_for_it(client):
    body = make.body(sort_order=1)
    before, now = make.state(en="Formerland"), make.state(en="Nowland")
    for state, starts, ends in [(before, "2019-01-01", "2020-01-01"), (now, "2020-01-01", None)]:
        Chairmanship.objects.create(body=body, state=state, starts_on=day(starts), ends_on=ends and day(ends))
        term = make.term(official=make.official(en=f"Head of {state}"), position=make.position(en="Premier"))
        make.seat(term, body, state)

    page = home(client)
    assert "Nowland" in page
    assert "Head of Nowland" in page
    assert "Formerland" not in page


def test_the_spokesman_is_the_contact_of_today(client):
    PressContact.objects.create(
        term=make.term(official=make.official(en="Of today")), email="now@example.org"
    )
    PressContact.objects.create(
        term=make.term(official=make.official(en="Of old")), ends_on=day("2016-01-01")
    )

    page = home(client)
    assert "Of today" in page
    assert "mailto:now@example.org" in page
    assert "Of old" not in page


def test_the_notice_stands_on_every_page(client, office):
    office.words.filter(language="en").update(notice="A demonstration.")

    for path in ["/en/", "/en/news/", "/en/contact/", "/en/nothing/"]:
        assert "A demonstration." in client.get(path).content.decode()
    assert "A demonstration." not in client.get("/ru/").content.decode()


def test_the_office_gives_name_emblem_and_colour(client, office):
    office.emblem, office.accent_colour = make.photo(), "#004488"
    office.save()

    assert office.emblem.token in home(client)
    assert f'<link rel="icon" type="image/jpeg" href="/photos/{office.emblem.token}/' in home(client)
    assert "--accent:#004488" in client.get("/office.css").content.decode()
    assert client.get("/office.css").headers["Content-Type"].startswith("text/css")


def test_the_icon_is_the_emblem_while_it_is_public_and_else_a_plain_one(client, office):
    plain = client.get("/favicon.ico")
    assert plain.headers["Content-Type"] == "image/svg+xml"
    assert office.accent_colour in plain.content.decode()

    office.emblem = make.photo()
    office.save()
    assert client.get("/favicon.ico").headers["Location"].startswith(f"/photos/{office.emblem.token}/")

    workflow.recall(office.emblem, by=make.user("Spokesman"), reasons={"en": "Old.", "ru": "Старая."})
    assert client.get("/favicon.ico").status_code == 200


def test_the_next_session_is_said_not_to_be_announced(client):
    assert "Not announced yet" not in home(client)

    make.approved(make.session())

    assert "Not announced yet" in home(client)


def test_contact_and_about_say_what_the_office_gives(client, office):
    office.words.filter(language="en").update(about="Founded <once>.", address="1 Street\nCity")
    PressContact.objects.create(term=make.term(), telephones="+7 495 000-00-01\n+7 (495) 000-00-02")

    contact, about = (client.get(f"/en/{page}/").content.decode() for page in ("contact", "about"))
    assert 'href="tel:+74950000002"' in contact
    assert "1 Street<br>City" in contact
    assert "Founded &lt;once&gt;." in about


def test_every_page_leads_to_itself_in_the_other_languages(client):
    page = client.get("/en/news/").content.decode()

    assert '<link rel="canonical" href="http://localhost:8000/en/news/">' in page
    assert '<link rel="alternate" hreflang="ru" href="http://localhost:8000/ru/news/">' in page


def test_the_process_answers_that_it_lives(client):
    assert client.get("/healthz").content == b"ok"


def test_a_language_that_reads_from_the_right_says_so(client, office):
    office.languages = "ar"
    office.save()

    assert 'dir="rtl"' in home(client, "ar")


def test_what_goes_live_later_appears_on_home_at_its_moment(client, monkeypatch):
    edition = make.approved(make.release(), live_from=timezone.now() + HOUR, title="In an hour")
    assert "In an hour" not in home(client)

    monkeypatch.setattr("news.views.public.timezone.now", lambda: edition.live_from)

    assert "In an hour" in home(client)
