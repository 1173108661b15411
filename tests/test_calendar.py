"""The calendar of sessions, read by a parser that is not ours."""

import datetime

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news import workflow

from . import make
from .make import HOUR, day, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

PATH = "/en/calendar.ics"


def events(client, path=PATH) -> list[icalendar.Event]:
    response = client.get(path)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def event(client, path=PATH) -> icalendar.Event:
    (found,) = events(client, path)
    return found


def test_a_session_is_an_event_of_whole_days(client):
    session = make.session(date=day("2014-12-22"), ends_on=day("2014-12-23"), place=make.place(en="Moscow"))
    edition = make.archived(
        session, title="Session; of the Council, 2014", live_from=moment("2014-12-01 09:30")
    )

    found = event(client)

    assert found.decoded("DTSTART") == datetime.date(2014, 12, 22)
    assert found.decoded("DTEND") == datetime.date(2014, 12, 24)
    assert found["SUMMARY"] == "Session; of the Council, 2014"
    assert found["LOCATION"] == "Moscow"
    assert found["URL"] == f"http://localhost:8000{edition.get_absolute_url()}"
    assert found.decoded("DTSTAMP") == moment("2014-12-01 09:30")
    assert found["STATUS"] == "CONFIRMED"


def test_a_moved_session_keeps_its_uid_and_raises_its_sequence(client):
    session = make.session(date=day("2014-12-23"))
    make.archived(session, title="A session", lead="A lead.", live_from=moment("2014-12-01 10:00"))
    announced = event(client)
    session.date = day("2014-12-24")
    session.save()
    make.approved(session, title="A session", lead="A lead.", change_note="The day.")

    moved = event(client)

    assert moved["UID"] == announced["UID"]
    assert (announced["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    assert moved.decoded("DTSTART") == datetime.date(2014, 12, 24)
    assert moved.decoded("DTSTAMP") > announced.decoded("DTSTAMP")


def test_other_words_about_the_same_session_move_nothing(client):
    session = make.session()
    make.archived(session, title="A session", live_from=moment("2014-12-01 10:00"))
    make.approved(session, title="A session", lead="More is known.", change_note="The text.")

    assert event(client)["SEQUENCE"] == 0


def test_a_withdrawn_session_is_cancelled_and_no_more_is_said(client):
    edition = make.approved(
        make.session(slug="telling-slug", place=make.place(en="Telling")), title="Telling"
    )
    before = event(client)
    make.withdrawn(edition, reason="It does not take place.")

    cancelled = event(client)

    assert cancelled["UID"] == before["UID"]
    assert (cancelled["STATUS"], cancelled["SEQUENCE"]) == ("CANCELLED", before["SEQUENCE"] + 1)
    assert cancelled["DESCRIPTION"] == "It does not take place."
    assert b"elling" not in client.get(PATH).content
    workflow.reinstate(edition, by=make.user("Spokesman"))
    assert (event(client)["STATUS"], event(client)["SEQUENCE"]) == ("CONFIRMED", 2)


@pytest.mark.parametrize("precision", ["month", "quarter", "half_year", "year"])
def test_a_period_is_not_a_day(client, precision):
    make.approved(make.session(date=day("2015-07-01"), date_precision=precision))

    assert events(client) == []


def test_a_next_session_is_a_note_and_not_a_day(client):
    session = make.session(next_session_on=day("2015-07-01"), next_session_precision="half_year")
    make.approved(session, lead="They met.")
    make.approved(session, "ru", lead="Они встретились.")

    assert event(client)["DESCRIPTION"] == "They met.\n\nNext session: second half of 2015"
    assert "второе полугодие 2015" in event(client, "/ru/calendar.ics")["DESCRIPTION"]


def soon(hours: int) -> datetime.datetime:
    return make.now().replace(microsecond=0) + datetime.timedelta(hours=hours)


def test_a_date_for_the_press_is_a_moment_with_its_place(client):
    announcement = make.release(form="announcement")
    closes = soon(48)
    make.press_event(announcement, kind="accreditation", at=closes, place=make.place(en="Moscow"))
    make.approved(announcement, title="The Council meets")

    found = event(client)

    assert found.decoded("DTSTART") == closes
    assert found["SUMMARY"] == "Accreditation closes: The Council meets"
    assert found["LOCATION"] == "Moscow"
    assert found["URL"].endswith(announcement.editions.get().get_absolute_url())


def test_a_briefing_that_is_moved_keeps_its_uid_and_one_that_is_dropped_is_cancelled(client):
    announcement = make.release()
    briefing = make.press_event(announcement, at=soon(48))
    make.archived(announcement, title="They meet", live_from=make.now() - HOUR)
    before = event(client)
    briefing.at = soon(50)
    briefing.save()
    make.approved(announcement, title="They meet", change_note="The hour.")

    moved = event(client)
    briefing.refresh_from_db()
    briefing.delete()
    make.approved(announcement, title="They meet", change_note="There is no briefing.")
    dropped = event(client)

    assert moved.decoded("DTSTART") == briefing.at
    assert before["UID"] == moved["UID"] == dropped["UID"]
    assert [found["SEQUENCE"] for found in (before, moved, dropped)] == [0, 1, 2]
    assert [found["STATUS"] for found in (before, moved, dropped)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "URL" not in dropped and "They meet" not in dropped["SUMMARY"]


def test_dates_for_the_press_go_with_their_item(client):
    announcement = make.release()
    make.press_event(announcement, at=soon(48), place=make.place(en="Telling"))
    edition = make.approved(announcement, title="Telling")
    make.withdrawn(edition, reason="It does not take place.")

    cancelled = event(client)

    assert (cancelled["STATUS"], cancelled["DESCRIPTION"]) == ("CANCELLED", "It does not take place.")
    assert b"elling" not in client.get(PATH).content


def test_a_session_and_its_dates_for_the_press_are_events_of_their_own(client):
    session = make.session(date=soon(72).date())
    make.press_event(session, kind="accreditation", at=soon(24))
    make.press_event(session, kind="photo", at=soon(71))
    make.approved(session, title="A session")

    found = events(client)

    assert sorted(one["SUMMARY"] for one in found) == [
        "A session",
        "Accreditation closes: A session",
        "Photo opportunity: A session",
    ]
    assert len({one["UID"] for one in found}) == 3


def test_dates_for_the_press_of_long_ago_are_left_out(client):
    announcement = make.release()
    make.press_event(announcement, at=make.now() - datetime.timedelta(days=800))
    make.approved(announcement)

    assert events(client) == []


@pytest.mark.parametrize("state", make.HIDDEN)
def test_no_date_for_the_press_of_anything_hidden_is_in_the_calendar(client, state):
    before = client.get(PATH).content
    announcement = make.release()
    make.press_event(announcement, at=soon(48))

    make.STATES[state](announcement)

    assert client.get(PATH).content == before


def test_lines_are_folded_between_characters_and_end_as_the_standard_says(client):
    make.approved(make.session(), title="Заседание Совета коллективной безопасности " * 5, lead="a\\b\nc")

    content = client.get(PATH).content

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert [line.decode() for line in content.split(b"\r\n")]
    assert event(client)["SUMMARY"].startswith("Заседание Совета коллективной безопасности Заседание")


@pytest.mark.parametrize("state", make.HIDDEN)
def test_nothing_hidden_is_in_the_calendar(client, state):
    make.approved(make.session())
    before = client.get(PATH).content

    make.STATES[state](make.session())

    assert client.get(PATH).content == before


def test_the_calendar_costs_the_same_number_of_queries_however_many_sessions_there_are(client):
    edition = make.approved(make.session())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(PATH)
        return len(captured)

    few = queries()
    make.copies(edition, 20)
    assert queries() == few <= 5
    assert len(events(client)) == 21


def test_the_list_of_sessions_leads_to_the_calendar(client):
    assert f'href="{PATH}"' in client.get("/en/sessions/").content.decode()
    assert PATH not in client.get("/en/news/").content.decode()
