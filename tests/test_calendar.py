"""The calendar of sessions, read by a parser that is not ours."""

import datetime

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import workflow
from news.models import Office

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
    assert cancelled["SUMMARY"] == "Cancelled: regular session"
    assert cancelled.decoded("DTSTART") == before.decoded("DTSTART")
    assert "URL" not in cancelled
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


def test_a_session_withdrawn_in_one_language_only_is_not_said_to_be_cancelled(client):
    session = make.session()
    make.approved(session, "ru")
    make.withdrawn(make.approved(session, title="Telling"))

    assert event(client)["SUMMARY"] == "Withdrawn: regular session"
    assert event(client, "/ru/calendar.ics")["STATUS"] == "CONFIRMED"


COUNCIL = {"next_session_on": day("2040-09-15"), "next_session_place": None}


def announcing(**fields):
    """A session of 2014, public since its day, whose council meets next on 15 September 2040."""
    council = make.body(en="The Council")
    session = make.session(bodies=[council], **COUNCIL | fields)
    make.archived(session, title="They met")
    return session


def only(client, uid) -> icalendar.Event:
    (found,) = [one for one in events(client) if one["UID"] == uid]
    return found


def next_one(client) -> icalendar.Event:
    (found,) = [one for one in events(client) if "Next session" in one["SUMMARY"]]
    return found


def test_a_next_session_whose_day_is_known_is_an_event_before_it_has_a_page(client):
    session = announcing(next_session_place=make.place(en="Dushanbe"))

    found = next_one(client)

    assert found["SUMMARY"] == "Next session: The Council"
    assert found.decoded("DTSTART") == datetime.date(2040, 9, 15)
    assert found.decoded("DTEND") == datetime.date(2040, 9, 16)
    assert (found["STATUS"], found["LOCATION"]) == ("CONFIRMED", "Dushanbe")
    assert found["URL"].endswith(session.editions.get().get_absolute_url())
    assert "They met" in found["DESCRIPTION"]
    assert len(events(client)) == 2


def test_an_announced_day_that_is_over_is_an_event_only_with_its_page(client):
    today = timezone.localdate(timezone=Office.get().zone)
    before = announcing(next_session_on=today)
    assert next_one(client)["STATUS"] == "CONFIRMED"
    uid = next_one(client)["UID"]
    announced_on(before, "2015-09-15")
    assert [one["SUMMARY"] for one in events(client)] == ["They met"]

    page(before, date=day("2015-09-15"))

    held = only(client, uid)
    assert (held["SUMMARY"], held["STATUS"], held["SEQUENCE"]) == ("They meet again", "CONFIRMED", 2)


@pytest.mark.parametrize("how", ["by its day and body", "by naming the one before, on another day"])
def test_the_page_of_a_session_goes_on_under_the_uid_of_its_announcement(client, how):
    before = announcing()
    announced = next_one(client)
    if how == "by its day and body":
        session = make.session(bodies=[before.bodies.get()], date=day("2040-09-15"))
    else:
        session = make.session(bodies=[before.bodies.get()], preceding=before, date=day("2040-10-20"))
    make.approved(session, title="They meet again")

    own = only(client, announced["UID"])

    assert (own["SUMMARY"], len(events(client))) == ("They meet again", 2)
    assert own["SEQUENCE"] == announced["SEQUENCE"] + 1
    assert own.decoded("DTSTART") == session.date
    session.date = day("2040-11-11")
    session.save()
    moved = make.approved(session, title="They meet again", change_note="The day.")
    assert (only(client, own["UID"])["SEQUENCE"], len(events(client))) == (own["SEQUENCE"] + 1, 2)
    make.withdrawn(moved)
    assert only(client, own["UID"])["SUMMARY"] == "Cancelled: regular session"


@pytest.mark.parametrize("other", ["extraordinary", "of another body"])
def test_what_comes_in_between_is_not_the_session_that_was_announced(client, other):
    before = announcing()
    bodies = [before.bodies.get() if other == "extraordinary" else make.body()]
    form = "extraordinary" if other == "extraordinary" else "regular"

    make.approved(make.session(bodies=bodies, form=form, preceding=before, date=day("2040-03-02")))

    assert next_one(client).decoded("DTSTART") == datetime.date(2040, 9, 15)
    assert len(events(client)) == 3


def test_a_session_that_had_a_page_before_it_was_announced_keeps_its_uid_and_is_one_event(client):
    council = make.body()
    make.archived(
        make.session(bodies=[council], date=day("2040-09-15")), live_from=moment("2014-01-01 10:00")
    )
    alone = event(client)

    make.archived(make.session(bodies=[council], **COUNCIL), live_from=moment("2014-12-24 10:00"))

    assert only(client, alone["UID"]).decoded("DTSTART") == datetime.date(2040, 9, 15)
    assert len(events(client)) == 2


def test_what_another_session_becomes_later_changes_no_uid(client):
    council = make.body()
    other = make.session(bodies=[council], date=day("2040-03-02"))
    make.archived(other, live_from=moment("2014-01-01 10:00"))
    make.archived(make.session(bodies=[council], **COUNCIL), live_from=moment("2014-12-24 10:00"))
    announced = next_one(client)
    session = make.session(bodies=[council], date=day("2040-09-15"))
    make.archived(session, live_from=moment("2015-09-01 10:00"))
    before = only(client, announced["UID"])
    other.date = day("2040-09-15")
    other.save()

    make.approved(other, change_note="The day.")

    assert only(client, announced["UID"])["SUMMARY"] == before["SUMMARY"]
    assert len(events(client)) == 3


def test_two_that_announce_the_same_day_of_one_body_announce_one_event(client):
    first = announcing()
    make.approved(make.session(bodies=[first.bodies.get()], date=day("2040-02-01"), **COUNCIL))
    make.approved(make.session(date=day("2040-02-02"), **COUNCIL))

    assert sum("Next session" in one["SUMMARY"] for one in events(client)) == 2


def test_a_next_session_that_is_moved_keeps_its_uid_and_one_that_is_dropped_is_cancelled(client):
    session = announcing()
    announced = next_one(client)
    session.next_session_on = day("2040-12-21")
    session.save()
    make.approved(session, title="They met", change_note="The day.")
    moved = next_one(client)
    session.next_session_precision = "half_year"
    session.save()
    last = make.approved(session, title="They met", change_note="The day is open.")
    dropped = next_one(client)
    make.withdrawn(last)
    withdrawn = only(client, announced["UID"])

    assert announced["UID"] == moved["UID"] == dropped["UID"]
    assert [one["SEQUENCE"] for one in (announced, moved, dropped, withdrawn)] == [0, 1, 2, 3]
    assert moved.decoded("DTSTART") == datetime.date(2040, 12, 21)
    assert (dropped["STATUS"], dropped["SUMMARY"]) == ("CANCELLED", "Cancelled: Next session: The Council")
    assert withdrawn["SUMMARY"] == "Cancelled: next session"


def announced_on(session, on, **fields):
    """Public with another day of the next session, or with none."""
    session.next_session_on = on and day(on)
    session.next_session_precision = "day"
    session.save()
    return make.approved(session, title="They met", change_note="The next session.", **fields)


def page(before, **fields):
    """Of a session of the same council, public now."""
    session = make.session(bodies=[before.bodies.get()], **{"date": day("2040-09-15")} | fields)
    make.approved(session, title="They meet again")
    return session


@pytest.mark.parametrize("form", ["extraordinary", "regular"])
def test_a_session_on_a_day_no_longer_announced_takes_nothing_over(client, form):
    before = announcing()
    announced_on(before, "2040-09-25")
    announced = next_one(client)

    page(before, form=form)

    assert next_one(client) == announced
    assert announced.decoded("DTSTART") == datetime.date(2040, 9, 25)
    assert len(events(client)) == 3


def test_an_extraordinary_session_on_the_announced_day_takes_nothing_over(client):
    before = announcing()
    announced = next_one(client)

    page(before, form="extraordinary")

    assert next_one(client) == announced


@pytest.mark.parametrize("how", ["withdrawn", "dropped"])
def test_an_announcement_that_is_gone_hides_no_other_of_the_same_day(client, how):
    first = announcing()
    gone = next_one(client)
    page(first, date=day("2040-02-01"), **COUNCIL)
    if how == "withdrawn":
        make.withdrawn(first.editions.get())
    else:
        announced_on(first, None)

    assert only(client, gone["UID"])["STATUS"] == "CANCELLED"
    (standing,) = [one for one in events(client) if one["SUMMARY"] == "Next session: The Council"]
    assert (standing["STATUS"], standing["UID"] != gone["UID"]) == ("CONFIRMED", True)

    page(first)

    assert only(client, standing["UID"])["SUMMARY"] == "They meet again"


@pytest.mark.parametrize("again", ["2040-09-15", None], ids=["announced again", "dropped"])
def test_the_sequence_never_falls_when_the_page_of_an_announced_session_appears(client, again):
    before = announcing()
    announced_on(before, None)
    announced_on(before, again)
    announced = next_one(client)

    page(before)

    own = only(client, announced["UID"])
    assert (own["SUMMARY"], own["STATUS"]) == ("They meet again", "CONFIRMED")
    assert own["SEQUENCE"] == announced["SEQUENCE"] + 1


def test_a_page_that_knows_no_day_leaves_the_announced_event_and_takes_it_over_with_its_day(client):
    before = announcing()
    announced = next_one(client)
    session = page(before, preceding=before, date_precision="month")
    assert next_one(client) == announced
    announced_on(before, "2040-09-25")
    moved = next_one(client)

    found = [moved]
    for precision in ("day", "month"):
        session.date_precision = precision
        session.save()
        make.approved(session, title="They meet again", change_note="The day.")
        found.append(only(client, announced["UID"]))

    assert [one["STATUS"] for one in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert found[-1]["SUMMARY"] == "Cancelled: They meet again"
    sequences = [one["SEQUENCE"] for one in found]
    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize("seen", ["its page", "its announcement"])
def test_what_is_taken_over_from_an_archive_later_changes_no_uid(client, seen):
    old = make.session(bodies=[make.body(en="The Council")], **COUNCIL)
    if seen == "its page":
        page(old)
    else:
        page(old, date=day("2040-02-01"), **COUNCIL)
    before = {one["UID"] for one in events(client)}

    make.archived(old, live_from=moment("2014-01-01 10:00"))

    assert before < {one["UID"] for one in events(client)}
    assert len(events(client)) == len(before) + 1


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
    assert dropped["SUMMARY"] == "Cancelled: Press briefing: They meet"


def test_dates_for_the_press_go_with_their_item(client):
    announcement = make.release()
    make.press_event(announcement, at=soon(48), place=make.place(en="Telling"))
    edition = make.approved(announcement, title="Telling")
    make.withdrawn(edition, reason="It does not take place.")

    cancelled = event(client)

    assert (cancelled["STATUS"], cancelled["DESCRIPTION"]) == ("CANCELLED", "It does not take place.")
    assert cancelled["SUMMARY"] == "Cancelled: press briefing"
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


def test_words_keep_their_spaces_and_joined_letters(client):
    lead = "The 5\u00a0states and 10\u202f000 people:\u2028می\u200cخواهم, \N{WOMAN}\u200d\N{ROCKET}.\x07"
    make.approved(make.session(), title="A session", lead=lead)

    said = event(client)["DESCRIPTION"]

    assert said == "The 5\u00a0states and 10\u202f000 people:\nمی\u200cخواهم, \N{WOMAN}\u200d\N{ROCKET}."


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
