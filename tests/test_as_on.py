"""The site as on any day: its words, titles, chair and contacts, and nothing that was taken away since."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from news.models import Chairmanship, PressContact

from . import make
from .make import day, moment

pytestmark = pytest.mark.django_db

FIRST, SECOND = moment("2014-12-23 10:00"), moment("2015-02-01 10:00")


@pytest.fixture(autouse=True)
def office():
    return make.office(time_zone="Europe/Moscow")


@pytest.fixture
def corrected():
    """A release of 23 December 2014, corrected on 1 February 2015."""
    release = make.release(slug="summit")
    make.archived(release, title="Nine decisions", live_from=FIRST)
    return make.archived(release, title="Twenty decisions", change_note="The number.", live_from=SECOND)


def page(client, path, on, status=200) -> str:
    response = client.get(f"{path}?on={on}")
    assert response.status_code == status
    return response.content.decode()


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_page_has_the_words_of_that_day_and_says_so(client, corrected):
    then = page(client, corrected.get_absolute_url(), "2015-01-15")
    later = page(client, corrected.get_absolute_url(), "2015-02-01")

    assert "<h1>Nine decisions</h1>" in then
    assert "<h1>Twenty decisions</h1>" in later
    assert "As on 15 January 2015." in re.sub(r"<[^>]+>", "", then)
    assert '<meta name="robots" content="noindex">' in then
    assert "canonical" not in then


def test_a_day_ends_at_midnight_of_the_office(client):
    """20:59:59 UTC is the last second of the day in Moscow, 21:00 the first of the next."""
    release = make.release(slug="late")
    make.archived(release, title="First words", live_from=moment("2015-01-14 20:59"))
    last = make.archived(release, title="Next words", change_note="N.", live_from=moment("2015-01-14 21:00"))

    assert "<h1>First words</h1>" in page(client, last.get_absolute_url(), "2015-01-14")
    assert "<h1>Next words</h1>" in page(client, last.get_absolute_url(), "2015-01-15")


def test_a_page_that_was_not_public_on_that_day_says_so(client, corrected):
    assert "This page was not public on that day." in page(
        client, corrected.get_absolute_url(), "2014-12-22", status=400
    )


def pages_of_days() -> list[str]:
    """All pages that answer to `?on=`, with the release of `corrected`."""
    body, state, person = make.body(slug="council"), make.state(slug="russia"), make.official(slug="person")
    things = [f"/en/{kind}/" for kind in ("bodies", "states", "officials")]
    things += [f"{kind}{thing.slug}/" for kind, thing in zip(things, (body, state, person), strict=True)]
    return ["/en/", "/en/news/2014/12/23/summit/", *things]


def test_a_day_that_is_none_or_has_not_come_gets_the_same_answer_everywhere(client, corrected):
    tomorrow = timezone.localdate(timezone=ZoneInfo("Europe/Moscow")) + datetime.timedelta(days=1)
    for path in pages_of_days():
        for on in ("2014-02-30", "yesterday", "9999", "0000-01-01", "2014-12-23x", "２０１４-12-23"):
            assert "Write the day as year, month and day" in page(client, path, on, status=400), (path, on)
        for on in (tomorrow, "9999-12-31"):
            assert "Choose a day that has come" in page(client, path, on, status=400), (path, on)
            assert f'<a href="{path}">The page without this question</a>' in page(
                client, path, on, status=400
            )


def test_a_page_of_which_nothing_is_known_on_a_day_says_so(client, corrected):
    said = {
        path: re.search("<p>(?:Nothing|No|Nobody) [^<]+</p>", page(client, path, "0001-01-01"))
        for path in pages_of_days()
        if path not in ("/en/news/2014/12/23/summit/", "/en/bodies/")
    }

    assert [path for path, sentence in said.items() if sentence is None] == []


def test_the_first_day_of_all_is_a_day(client, corrected):
    assert "Nothing was public here on that day." in page(client, "/en/", "0001-01-01")


def test_what_was_withdrawn_since_is_on_no_day(client, corrected):
    make.withdrawn(corrected)

    assert "Nothing was public here on that day." in page(client, "/en/", "2015-01-15")
    page(client, corrected.get_absolute_url(), "2015-01-15", status=410)


def test_what_was_taken_away_and_came_back_in_other_words_is_not_shown_as_it_was(client, corrected):
    again = make.approved(
        make.withdrawn(corrected).publication, title="Words again", change_note="Published again."
    )

    assert "Nothing was public here on that day." in page(client, "/en/", "2015-01-15")
    page(client, again.get_absolute_url(), "2015-01-15", status=410)
    assert "Words again" in client.get("/en/").content.decode()


def test_what_was_never_public_is_on_no_day(client):
    hidden = make.draft(make.release(slug="hidden"), title="Hidden words")

    assert "Hidden words" not in page(client, "/en/", "2014-12-24")
    assert client.get(f"{hidden.get_absolute_url()}?on=2014-12-24").status_code == 404


def test_the_home_page_shows_the_items_chair_and_contact_of_that_day(client, corrected):
    council = make.body(slug="council")
    for name, begins, ends in (("Russia", "2014-01-01", "2014-12-31"), ("Tajikistan", "2015-01-01", None)):
        Chairmanship.objects.create(
            body=council, state=make.state(en=name), starts_on=day(begins), ends_on=ends and day(ends)
        )
    speaker = make.term(official=make.official(en="Vladimir Zainetdinov"), starts_on=day("2015-01-10"))
    PressContact.objects.create(term=speaker, telephones="+7 495 000-00-01")
    make.approved(make.release(slug="new"), title="Words of today")

    then, later = page(client, "/en/", "2014-12-31"), page(client, "/en/", "2015-01-15")

    assert "Nine decisions" in then and "Twenty decisions" not in then + later
    assert "Words of today" not in then + later
    assert ("Russia" in then, "Tajikistan" in then) == (True, False)
    assert ("Russia" in later, "Tajikistan" in later) == (False, True)
    assert ("Zainetdinov" in then, "Zainetdinov" in later) == (False, True)
    assert 'href="/en/news/2014/12/23/summit/?on=2014-12-31"' in then


def test_no_page_of_a_day_tells_an_end_that_was_still_to_come(client):
    official = make.official(slug="islam-karimov")
    make.term(official=official, starts_on=day("1991-09-01"), ends_on=day("2016-09-02"))
    council, state = make.body(slug="council"), make.state(slug="uzbekistan")
    Chairmanship.objects.create(
        body=council, state=state, starts_on=day("2006-06-23"), ends_on=day("2007-10-06")
    )

    for path in ("officials/islam-karimov/", "bodies/council/", "states/uzbekistan/"):
        then = page(client, f"/en/{path}", "2007-01-01")
        assert "2016" not in then and "October 2007" not in then, path
    assert "from 1 September 1991" in plain(page(client, "/en/officials/islam-karimov/", "2007-01-01"))
    assert "1 September 1991 – 2 September 2016" in plain(
        page(client, "/en/officials/islam-karimov/", "2016-09-02")
    )


def test_the_next_session_of_a_day_is_not_the_one_that_was_held_on_it(client):
    session = make.session(date=day("2014-12-23"), next_session_on=day("2015-09-15"))
    make.archived(session, title="Held", live_from=FIRST)

    then = plain(page(client, "/en/", "2014-12-23"))

    assert "Next session 15 September 2015" in then


def test_the_home_page_of_a_day_shows_no_picture_that_is_no_longer_public(client):
    release = make.release(slug="pictured")
    old = make.uploaded(size=(400, 300))
    make.gallery(release, old)
    make.archived(release, live_from=FIRST)
    assert old.token in page(client, "/en/", "2015-01-15")

    release.gallery.all().delete()
    make.archived(release, change_note="Another picture.", live_from=SECOND)

    assert old.token not in page(client, "/en/", "2015-01-15")


def test_today_is_a_day_like_any_other(client, corrected):
    today = timezone.localdate()

    assert "Twenty decisions" in page(client, "/en/", today)


def test_an_old_address_leads_on_with_the_day_that_was_asked(client, corrected):
    release = corrected.publication.child
    release.slug = "meeting"
    release.save()

    response = client.get("/en/news/2014/12/23/summit/?on=2015-01-15", follow=True)

    assert response.redirect_chain == [("/en/news/2014/12/23/meeting/?on=2015-01-15", 301)]
    assert "<h1>Nine decisions</h1>" in response.content.decode()
