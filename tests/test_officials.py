"""Officials: one person, their offices over time, what they said."""

import re

import pytest

from . import make
from .make import day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.fixture
def person():
    official = make.official(slug="valery-semerikov", en="Valery Semerikov", ru="Валерий Семериков")
    official.names.filter(language="en").update(other_spellings="Valeriy Semerikov")
    deputy = make.position(en="Deputy Secretary General")
    head = make.position(en="Secretary General")
    head.names.filter(language="en").update(acting_name="Acting Secretary General")
    make.term(official=official, position=deputy, starts_on=day("2010-01-01"), ends_on=day("2016-12-31"))
    make.term(
        official=official, position=head, acting=True, starts_on=day("2017-01-01"), ends_on=day("2017-05-01")
    )
    return official


def read(client, query=""):
    page = client.get(f"/en/officials/valery-semerikov/{query}").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_page_names_every_term_and_says_acting(client, person):
    page = read(client)

    assert re.search(r"Acting Secretary General\s+1 January 2017 – 1 May 2017", page)
    assert re.search(r"Deputy Secretary General\s+1 January 2010 – 31 December 2016", page)
    assert "Valeriy Semerikov" in page


def test_on_a_day_only_what_held_that_day_is_named(client, person):
    page = read(client, "?on=2017-02-01")

    assert "As on 1 February 2017" in page
    assert "Acting Secretary General" in page
    assert "Deputy" not in page


def test_on_a_day_without_office_the_page_says_so(client, person):
    page = read(client, "?on=2019-01-01")

    assert "No term of office is known for that day." in page
    assert "Acting" not in page


@pytest.mark.parametrize("query", ["yesterday", "2014-02-30", "20141223", "2014-W52-2", "%00", "9" * 400])
@pytest.mark.parametrize("path", ["officials", "officials/valery-semerikov", "bodies", "states"])
def test_a_day_that_is_none_is_answered_with_a_sentence(client, person, path, query):
    response = client.get(f"/en/{path}/?on={query}")

    assert response.status_code == 400
    assert "Write the day as year, month and day" in response.content.decode()


def test_sessions_statements_and_quotes_come_from_live_editions(client, person):
    term = person.terms.last()
    session = make.session(date=day("2016-10-14"))
    make.participation(session, term=term)
    make.approved(session, title="The session")
    statement = make.statement(date=day("2016-10-14"), form="speech")
    statement.speakers.create(term=term)
    statement.quotes.create(language="en", term=term, text="The very words")
    statement.quotes.create(language="en", term=make.term(), text="Somebody else’s words")
    make.approved(statement, title="The speech")

    page = read(client)
    assert "The session" in page
    assert "The speech" in page
    assert "The very words" in page
    assert "Deputy Secretary General, 14 October 2016" in page
    assert "Somebody else" not in page


def test_the_index_tells_who_is_in_office_from_who_was(client, person):
    make.term(official=make.official(en="Ann Now"), position=make.position(en="Chief"))

    page = client.get("/en/officials/").content.decode()
    now, then = page.split('id="out-of-office"')
    assert "Ann Now" in now
    assert "Valery Semerikov" in then


def test_the_index_stands_by_surname(client):
    for name in ("Anatoly Sidorov", "Valery Semerikov", "Yuri Khachaturov"):
        make.term(official=make.official(en=name))

    index = client.get("/en/officials/").content.decode()

    places = [index.index(name) for name in ("Yuri Khachaturov", "Valery Semerikov", "Anatoly Sidorov")]
    assert places == sorted(places)


def test_the_index_of_a_day_names_who_held_office_that_day(client, person):
    make.term(official=make.official(en="Ann Now"), starts_on=day("2020-01-01"))

    page = client.get("/en/officials/?on=2017-02-01").content.decode()
    assert "Acting Secretary General" in page
    assert "Ann Now" not in page


def test_a_title_of_then_is_the_name_of_then(client):
    position = make.position(en="Prime Minister")
    position.names.all().delete()
    position.names.create(language="en", name="Chairman of the Government", ends_on=day("2015-01-01"))
    position.names.create(language="en", name="Prime Minister", starts_on=day("2015-01-01"))
    official = make.official(slug="valery-semerikov")
    make.term(official=official, position=position, starts_on=day("2010-01-01"), ends_on=day("2014-01-01"))

    page = read(client)
    assert "Chairman of the Government" in page
    assert "Prime Minister" not in page


def test_a_portrait_is_shown_and_described_by_the_name(client, person):
    person.portrait = make.photo()
    person.save()

    page = client.get("/en/officials/valery-semerikov/").content.decode()
    assert person.portrait.token in page
    assert 'alt="Valery Semerikov"' in page


def pictured(person, **moments):
    """An item with a picture of the person, and the picture."""
    photo = make.photo()
    photo.people.create(term=person.terms.first())
    make.approved(make.gallery(make.release(), make.photo(), photo), **moments)
    return photo


def test_the_page_shows_the_photographs_they_are_in_with_the_way_to_their_gallery(client, person):
    photo = pictured(person)
    other = make.approved(make.gallery(make.release())).facts["photographs"][0]

    page = client.get("/en/officials/valery-semerikov/").content.decode()

    assert "In photographs" in page
    assert photo.token in page
    assert other["token"] not in page
    item = photo.galleries.get().publication
    assert f'href="/en/news/2014/12/23/{item.slug}/photos/{photo.token[:6]}/"' in page


def test_photographs_that_are_not_public_yet_or_no_longer_are_not_there(client, person):
    before = client.get("/en/officials/valery-semerikov/").content

    pictured(person, live_from=make.now() + make.HOUR)
    make.draft(make.gallery(make.release(), pictured_in_a_draft := make.photo()))
    pictured_in_a_draft.people.create(term=person.terms.first())
    gone = pictured(person)
    make.withdrawn(gone.galleries.get().publication.editions.get())

    assert client.get("/en/officials/valery-semerikov/").content == before


def test_a_person_added_to_a_picture_at_the_desk_waits_for_the_next_edition(client, person):
    photo = make.photo()
    make.approved(make.gallery(make.release(), photo))
    before = client.get("/en/officials/valery-semerikov/").content

    photo.people.create(term=person.terms.first())

    assert client.get("/en/officials/valery-semerikov/").content == before
