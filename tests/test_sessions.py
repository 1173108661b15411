"""The page of a session, on the model of 23 December 2014."""

import re
from copy import deepcopy

import pytest
from django.utils import timezone

from news import workflow
from news.models import Chairmanship

from . import make
from .make import HOUR, day

pytestmark = pytest.mark.django_db

PAGE = "/en/sessions/2014/12/23/session-moscow/"


once = make.once(make.model_case)


@pytest.fixture
def case(once):
    return deepcopy(once)


def read(client, path=PAGE):
    response = client.get(path)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def fact(page, name):
    """The plain words that stand beside a name in the list of facts."""
    found = re.search(rf"<dt>{name}</dt>(.*?)</div>", page)
    return found and re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip().replace(" ,", ",")


def test_the_page_names_the_facts_of_the_meeting(client, case):
    page = read(client)

    assert fact(page, "Date") == "23 December 2014"
    assert fact(page, "Place") == "Moscow"
    assert fact(page, "Body") == "Collective Security Council"
    assert fact(page, "Form") == "Regular session in narrow format in extended format"
    assert fact(page, "In the chair") == "Vladimir Putin, President of Russia"
    assert fact(page, "Chairmanship") == "Russia"
    assert fact(page, "Chairmanship passes to") == "Tajikistan"
    assert fact(page, "Next session") == "second half of 2015"
    assert "The crisis response system" in page
    assert "<li>First</li><li>Second</li>" in page


def test_the_page_leads_to_everything_that_belongs_to_the_meeting(client, case):
    page = read(client)

    for publication in (case.statement, case.decision, case.preceding, case.earlier):
        assert f'href="{case.editions[publication, "en"].get_absolute_url()}"' in page
    for path in (
        "/en/officials/nikolai-bordyuzha/",
        "/en/bodies/csc/",
        "/en/states/tajikistan/",
        "/en/topics/crisis-response/",
        f"{PAGE}photos/",
        f"{PAGE}photos/{case.session.gallery.all()[2].photo.token[:6]}/",
        "/en/sessions/",
        "/en/",
    ):
        assert f'href="{path}"' in page


def test_the_page_is_complete_in_russian(client, case):
    page = read(client, PAGE.replace("/en/", "/ru/"))

    assert "23 декабря 2014" in page
    assert "Владимир Путин" in page
    assert "Президент России" in page
    assert "Совет коллективной безопасности" in page
    assert "Тема — кризисы." in page
    assert f'href="{case.editions[case.decision, "ru"].get_absolute_url()}"' in page


def test_a_quote_stands_with_its_speaker_title_date_and_source(client, case):
    page = read(client)

    quote = page.split("<blockquote")[1].split("</figure>")[0]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", quote))
    assert "The theme was the response to crises." in words
    assert "Nikolai Bordyuzha, Secretary General, 23 December 2014. Briefing" in words


def test_manners_are_said_by_video_absent_represented_guest(client):
    make.office()
    body, session = make.body(), None
    session = make.session(bodies=[body], by_video=True)
    terms = [make.term(official=make.official(en=f"Person {letter}")) for letter in "ABCDE"]
    for term in terms[:4]:
        make.seat(term, body, make.state())
    make.participation(session, term=terms[0], manner="by_video")
    make.participation(session, term=terms[1], manner="absent")
    make.participation(
        session,
        term=terms[2],
        manner="represented",
        represented_by=make.term(official=make.official(en="Deputy")),
    )
    make.participation(session, term=terms[4])
    edition = make.approved(session)

    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", read(client, edition.get_absolute_url())))
    assert re.search(r"Person A, President \d+ by video", words)
    assert re.search(r"Person B, President \d+ absent", words)
    assert re.search(r"Person C, President \d+ – represented by Deputy", words)
    assert "Also taking part Person E" in words
    assert "by video conference" in words


def test_an_item_that_is_not_public_yet_is_not_linked_and_not_named(client, case):
    later = make.statement(session=case.session)
    make.approved(later, live_from=timezone.now() + HOUR, title="Not yet")

    assert "Not yet" not in read(client)


def test_a_statement_published_after_the_report_appears_with_it(client, case):
    make.approved(make.statement(session=case.session), title="An hour later")

    assert "An hour later" in read(client)


def test_an_item_in_the_other_language_only_is_linked_and_marked(client, case):
    edition = make.approved(make.decision(session=case.session, bodies=[case.body]), "ru", title="О силах")
    english = make.approved(case.session, title="Again", change_note="One decision more.")

    page = read(client, english.get_absolute_url())
    assert f'<a href="{edition.get_absolute_url()}" hreflang="ru" lang="ru" dir="ltr">О силах</a>' in page


def test_a_person_whose_page_is_not_public_is_named_without_a_link(client, case):
    case.official.public_from = timezone.now() + HOUR
    case.official.save()

    page = read(client)
    assert "Nikolai Bordyuzha" in page
    assert "/en/officials/nikolai-bordyuzha/" not in page


def test_a_page_of_then_keeps_the_titles_of_then(client, case):
    position = case.official.terms.get().position
    position.names.filter(language="en").update(name="Director")

    page = read(client)
    assert "Secretary General" in page
    assert "Director" not in page


def test_a_session_of_several_days_says_so(client):
    make.office()
    edition = make.approved(make.session(date=day("2014-12-22"), ends_on=day("2014-12-23")))

    words = re.sub(r"<[^>]+>", "", read(client, edition.get_absolute_url()))
    assert "22–23 December 2014" in words


def test_the_other_languages_of_the_page_are_linked_where_they_are_public(client, case):
    page = read(client)
    russian = PAGE.replace("/en/", "/ru/")

    assert f'<link rel="alternate" hreflang="ru" href="http://localhost:8000{russian}">' in page
    assert f'hreflang="ru" href="{russian}"' in page


def test_a_language_without_an_edition_is_said_in_a_sentence(client):
    make.office()
    edition = make.approved(make.session())

    page = read(client, edition.get_absolute_url())
    assert "There is no edition of this page in this language: Русский." in page
    assert 'rel="alternate" hreflang="ru"' not in page


def test_newer_and_older_lead_through_the_section(client):
    make.office()
    first, second, third = (make.approved(make.session(), title=f"Session {n}") for n in (1, 2, 3))

    page = read(client, second.get_absolute_url())
    assert f'rel="prev" href="{third.get_absolute_url()}"' in page
    assert f'rel="next" href="{first.get_absolute_url()}"' in page


def test_the_contact_is_the_one_of_that_day(client, case):
    assert 'href="tel:+74950000001"' in read(client)


def test_files_are_offered_with_name_and_size(client):
    make.office()
    session = make.session()
    session.attachments.create(name="report é.pdf", size_bytes=2048, content_type="application/pdf")
    file = session.attachments.get()
    for language in ("en", "ru"):
        file.words.create(language=language, title="The report")
    edition = make.approved(session)

    page = read(client, edition.get_absolute_url())
    assert f'href="/files/{file.token}/report%20%C3%A9.pdf"' in page
    assert "The report" in page
    assert "2.0 KB" in page


def test_text_stands_as_it_was_sanitised(client):
    make.office()
    edition = make.approved(make.session(), body="<h2>Agreed</h2><p onclick=x>One &amp; all</p>")
    body = "<p>Kept</p><script>alert(1)</script>"
    make.behind_the_house("UPDATE news_edition SET body = %s WHERE id = %s", body, edition.pk)

    page = read(client, edition.get_absolute_url())
    assert "<p>Kept</p>" in page
    assert "alert(1)" not in page


def test_titles_and_captions_are_escaped(client):
    make.office()
    photo = make.photo(words={"en": '<b>"Bold"</b>', "ru": "x"})
    edition = make.approved(make.gallery(make.session(), photo), title="<script>1</script>", lead="<i>x</i>")

    for path in (
        edition.get_absolute_url(),
        f"{edition.get_absolute_url()}photos/1/",
        "/en/",
        "/en/sessions/",
    ):
        page = read(client, path)
        assert "<script>1" not in page
        assert "<i>x" not in page
        assert "<b>" not in page


def test_the_desk_names_both_states_where_the_chairs_seat_is_not_the_chairmanship(client, case):
    Chairmanship.objects.filter(body=case.body).delete()
    belarus = make.state(en="Belarus")
    Chairmanship.objects.create(body=case.body, state=belarus, ends_on=make.day("2014-12-23"))
    client.force_login(make.user("Editor"))
    address = f"/desk/news/session/{case.session.pk}/change/"
    assert "Look twice" not in client.get(address).content.decode()  # nothing is in work

    edition = make.in_review(case.session, change_note="A word.")

    page = client.get(address).content.decode()
    assert "By the seat of its chair, Russia chairs this session" in page
    assert "the table of chairmanships names Belarus" in page
    assert workflow.approve(edition, by=make.user("Editor")).status == "approved"


def test_the_desk_says_nothing_of_the_chair_on_the_day_on_which_it_is_handed_over(client, case):
    make.draft(case.session, change_note="A word.")
    client.force_login(make.user("Editor"))

    assert "Look twice" not in client.get(f"/desk/news/session/{case.session.pk}/change/").content.decode()
