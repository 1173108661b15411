"""Statements, decisions, news; and what every item's address answers over time."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from news import freezing, workflow
from news.pages import Reader, item_page

from . import make
from .make import HOUR, day, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def read(client, edition):
    response = client.get(edition.get_absolute_url())
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_a_statement_says_who_adopted_it_and_where(client):
    session = make.session()
    report = make.approved(session, title="The session")
    statement = make.statement(session=session)
    statement.bodies.add(make.body(en="The Council"))

    page = read(client, make.approved(statement))
    assert "<dt>Adopted by</dt>" in page
    assert "The Council" in page
    assert f'href="{report.get_absolute_url()}"' in page


def test_a_speech_says_who_spoke_and_in_which_office(client):
    statement = make.statement(form="speech")
    term = make.term(official=make.official(en="Ann Example"), position=make.position(en="Secretary General"))
    statement.speakers.create(term=term)

    page = words(read(client, make.approved(statement)))
    assert "Ann Example, Secretary General" in page
    assert "Speech" in page


def test_an_interview_names_its_outlet_and_leads_to_it(client):
    statement = make.statement(form="interview", outlet="An Outlet", outlet_url="https://outlet.example/1")

    page = read(client, make.approved(statement))
    assert 'Given to: <a href="https://outlet.example/1" rel="noopener noreferrer">An Outlet</a>' in page


def test_coverage_by_others_is_said_not_to_be_our_statement(client):
    release = make.release(form="coverage", outlet="A Newspaper", outlet_url="https://newspaper.example/1")

    page = read(client, make.approved(release, body=""))
    assert "This was published by others. It is not a statement of ours." in page
    assert 'href="https://newspaper.example/1"' in page


def test_a_decision_says_number_status_signatures_and_relations(client):
    earlier = make.decision(date=day("2013-09-23"))
    amended = make.approved(earlier, title="On the border")
    decision = make.decision(number="7")
    decision.statuses.create(status="adopted", starts_on=day("2014-12-23"))
    decision.statuses.create(status="in_force", starts_on=day("2015-06-01"), starts_precision="month")
    decision.signatures.create(state=make.state(en="Russia"))
    decision.signatures.create(state=make.state(en="Belarus"), manner="joined", on=day("2015-02-01"))
    decision.relations.create(relation="amends", other=earlier)
    edition = make.approved(decision, title="On amendments")

    page = words(read(client, edition))
    assert "Number 7" in page
    assert "In force, from June 2015" in page
    assert re.search(r"Russia\s+signed", page)
    assert re.search(r"Belarus\s+joined later, 1 February 2015", page)
    assert "Amends On the border" in page
    assert "Amended by On amendments" in words(read(client, amended))


def test_a_decision_whose_text_is_not_public_says_so(client):
    page = read(client, make.approved(make.decision(text_public=False), body=""))

    assert "The text of this decision is not public; only its title is." in page
    assert "The text of this decision" not in read(client, make.approved(make.decision()))


def test_a_decision_reported_on_leads_to_the_session(client):
    decision = make.decision()
    edition = make.approved(decision)
    session = make.session()
    session.reported_on.add(decision)
    make.approved(session, title="The later session")

    assert "Reported on at The later session" in words(read(client, edition))


def test_a_corrected_page_says_what_changed(client):
    first = make.approved(title="Wrong")
    second = make.approved(first.publication, title="Right", change_note="The name was wrong.")

    page = read(client, second)
    assert "Corrected" in page
    assert "The name was wrong." in page
    assert "Wrong" not in page.replace("wrong", "")


def test_the_old_address_leads_on_when_the_date_was_corrected(client):
    first = make.approved(make.release(date=day("2014-12-22")))
    first.publication.date = day("2014-12-23")
    first.publication.save()
    second = make.in_review(first.publication, change_note="The date was wrong.")
    assert client.get(second.get_absolute_url()).status_code == 404

    second = workflow.approve(second, by=make.user("Editor"))

    response = client.get(first.get_absolute_url())
    assert (response.status_code, response.headers["Location"]) == (301, second.get_absolute_url())
    assert client.get(second.get_absolute_url()).status_code == 200


def test_a_withdrawn_item_answers_with_a_notice_and_the_reason(client):
    edition = make.withdrawn(make.approved(title="The title", body="<p>The text</p>"))

    response = client.get(edition.get_absolute_url())

    page = response.content.decode()
    assert response.status_code == 410
    assert "It did not take place." in page
    assert '<a href="/en/news/">Back to the section: News</a>' in page
    assert "The text" not in page
    assert client.get(f"{edition.get_absolute_url()}photos/").status_code == 410
    assert "The title" not in client.get("/en/news/").content.decode()


def test_a_notice_of_withdrawal_leads_to_the_languages_that_are_still_public(client):
    release = make.release()
    russian, gone = make.approved(release, "ru", title="По-русски"), make.approved(release, title="Secret")
    make.withdrawn(gone)
    address = russian.get_absolute_url()

    page = client.get(gone.get_absolute_url()).content.decode()

    menu = page[page.index('class="languages"') : page.index("</nav>")]
    assert f'href="{address}"' in menu
    assert f'<dt>In another language</dt><dd><a href="{address}" hreflang="ru" lang="ru" dir="ltr">' in page
    assert "Secret" not in page
    make.withdrawn(russian)
    page = client.get(gone.get_absolute_url()).content.decode()
    assert (address in page, "In another language" in page) == (True, False)  # the menu leads to its notice


def test_a_notice_of_withdrawal_leads_to_nothing_hidden(client):
    release = make.release()
    gone = make.withdrawn(make.approved(release))
    make.approved(release, "ru", live_from=timezone.now() + HOUR)

    path = gone.get_absolute_url()

    assert f'href="{path.replace("/en/", "/ru/")}"' not in client.get(path).content.decode()


def test_a_notice_of_withdrawal_names_the_kind_and_the_day_as_exactly_as_it_was_known(client):
    session = make.session(date=day("2015-07-01"), date_precision="half_year")
    page = client.get(make.withdrawn(make.approved(session)).get_absolute_url()).content.decode()

    assert "Regular session" in page
    assert "second half of 2015" in page


@pytest.mark.parametrize("kind", make.KINDS)
def test_the_desk_shows_a_draft_as_the_public_will_see_it(kind):
    publication = make.gallery(make.KINDS[kind]())
    edition = make.draft(publication, title="As it will be")
    edition.facts = freezing.freeze(freezing.read(publication, "en"))

    reader = Reader(make.office(), "en", make.now())
    template, context = item_page(edition, at=reader.at)
    frame = reader.frame(edition.get_absolute_url()) | {"photo_door": "/desk/photos/"}
    page = render_to_string(template, frame | context)

    assert "As it will be" in page
    assert f"/desk/photos/{publication.gallery.get().photo.token}/" in page


@pytest.mark.parametrize(
    "path",
    [
        "/en/news/2014/12/24/the-item/",
        "/en/statements/2014/12/23/the-item/",
        "/ru/news/2014/12/23/the-item/",
        "/en/news/2014/12/23/the-item/photos/",
        "/en/news/2014/12/23/the-item/photos/1/",
        "/en/news/2014/13/23/the-item/",
        "/en/news/0000/12/23/the-item/",
        "/en/news/2014/12/23/the-item/histories/",
        "/en/sections/2014/12/23/the-item/",
    ],
)
def test_a_wrong_part_in_a_right_address_is_absent(client, path):
    make.approved(make.release(slug="the-item"))

    assert client.get("/en/news/2014/12/23/the-item/").status_code == 200
    assert client.get(path).status_code == 404


def test_an_item_known_by_its_month_shows_no_day(client):
    release = make.release(date=day("2014-12-01"), date_precision="month")

    page = read(client, make.approved(release))
    assert '<time datetime="2014-12">December 2014</time>' in page
    assert "1 December" not in page


def test_a_picture_known_elsewhere_only_is_linked(client):
    photo = make.photo(original="", width=0, height=0, source_url="https://archive.example/7.jpg")
    release = make.gallery(make.release(), photo)

    page = read(client, make.archived(release))
    assert 'href="https://archive.example/7.jpg"' in page
    assert "/photos/" not in page


def test_dates_for_the_press_are_shown_with_hour_and_zone(client):
    make.office()
    announcement = make.release()
    make.press_event(
        announcement, kind="accreditation", at=moment("2014-12-20 15:00"), place=make.place(en="Minsk")
    )
    english, russian = make.approved(announcement), make.approved(announcement, "ru")

    page = client.get(english.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")

    assert "Accreditation closes" in page and "Minsk" in page
    assert '<time datetime="2014-12-20T15:00:00Z">20 December 2014, 18:00 Moscow time' in page
    assert "Аккредитация закрывается" in client.get(russian.get_absolute_url()).content.decode()
