"""The desk's first page: one click to what is next, what waits, what is missing, what was published."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import workflow
from news.models import Edition

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def today(client, query=""):
    response = client.get(f"/desk/{query}")
    assert response.status_code == 200
    return response


def titles(response, name) -> list[str]:
    return [line.edition.title for line in response.context[name]]


def lacking(response, name) -> list[tuple[str, str]]:
    return [(lack.edition.title, lack.language) for lack, _url in response.context[name]]


def entries(response) -> dict[datetime.date, list[tuple[str, str, str]]]:
    days = [day for week in response.context["month"].weeks for day in week]
    return {day.date: [(one.what, one.title, one.time) for one in day.entries] for day in days if day.entries}


def moment_at(hours: int) -> datetime.datetime:
    return timezone.now() + hours * make.HOUR


def both(item, **words) -> tuple[Edition, Edition]:
    return make.approved(item, "en", **words), make.approved(item, "ru", **words)


def test_a_bundle_is_one_line_in_what_goes_live_next(client, editor):
    bundle = make.bundle(make.in_review(title="Statement"), make.in_review(title="Decision"), name="Summit")
    workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=moment_at(5))
    make.approved(title="Before it", live_from=moment_at(2))

    response = today(client)

    shown = [(str(one.bundle or one.edition), len(one.lines)) for one in response.context["next_live"]]
    assert shown == [("Before it", 1), ("Summit", 2)]
    page = response.content.decode()
    assert all(f'href="{desk.page(edition.publication)}"' in page for edition in Edition.objects.all())


def test_a_draft_of_mine_with_a_colleagues_open_comment_was_returned_to_me(client, editor):
    returned = make.in_review(by=editor, title="Returned")
    make.draft(by=editor, title="Never handed in")
    workflow.return_to_draft(returned, by=make.user("Editor"), comment="The date is wrong.")

    response = today(client)
    assert titles(response, "returned") == ["Returned"]
    assert titles(response, "my_drafts") == ["Never handed in"]

    workflow.resolve(returned.comments.get(), by=editor)
    assert today(client).context["returned"] == []


def test_a_review_is_owed_until_it_is_done(client, editor):
    draft = make.draft(title="At night")
    edition = workflow.publish_alone(draft, by=make.user("Spokesman"))

    assert titles(today(client), "reviews_owed") == ["At night"]

    workflow.review(edition, by=editor)
    assert today(client).context["reviews_owed"] == []


def test_a_public_item_without_one_of_the_offices_languages_lacks_it(client, editor):
    make.approved(title="Only English")
    russian = make.approved(make.release(), "ru", title="Только по-русски")
    make.draft(russian.publication, "en", title="In work")
    both(make.release(), title="In both")
    make.approved(make.release(), title="Not public yet", live_from=moment_at(1))

    assert lacking(today(client), "missing") == [("Только по-русски", "en"), ("Only English", "ru")]


def test_a_translation_is_behind_when_what_it_renders_has_a_newer_public_edition(client, editor):
    english, russian = both(make.release(), title="First")
    writer = make.user("Writer")
    newer = workflow.correct(english, by=writer, note="The date.", title="Second")
    assert lacking(today(client), "outdated") == []

    workflow.approve(workflow.submit(newer, by=writer), by=make.user("Editor"))
    assert lacking(today(client), "outdated") == [("Second", "ru")]
    assert "is behind" in client.get(desk.page(russian.publication)).content.decode()

    followed = workflow.correct(russian, by=writer, note="Дата.")
    workflow.approve(workflow.submit(followed, by=writer), by=make.user("Editor"))
    assert lacking(today(client), "outdated") == []


def test_the_next_edition_of_a_translation_renders_the_newest_one_of_the_original():
    english, russian = both(make.release())
    writer = make.user("Writer")
    in_work = workflow.correct(english, by=writer, note="The date.")

    assert workflow.revise(russian, by=writer).translation_of == in_work


def test_a_first_translation_renders_the_newest_edition_of_the_original():
    first = make.approved()
    writer = make.user("Writer")
    newer = workflow.correct(first, by=writer, note="The date.")

    assert make.draft(first.publication, "ru").translation_of == newer


def test_correcting_a_fact_leaves_no_translation_behind_whichever_language_was_first():
    item = make.release()
    make.approved(item, "ru")
    make.approved(item, "en")
    bundle = workflow.correct_facts(item, by=make.user("Writer"), note="The place.")
    workflow.submit_bundle(bundle, by=make.user("Writer"))
    workflow.approve_bundle(bundle, by=make.user("Editor"))

    assert not Edition.objects.live().behind().exists()


def test_the_month_shows_sessions_moments_and_next_sessions_on_their_days(client, editor):
    session = make.session(
        date=make.day("2031-12-22"), ends_on=make.day("2031-12-23"), next_session_on=make.day("2032-02-10")
    )
    make.draft(session, title="Winter session")
    both(make.release(), title="Advance", live_from=make.moment("2031-12-24 22:30"))

    december = entries(today(client, "?month=2031-12"))
    february = entries(today(client, "?month=2032-02"))

    assert december == {
        make.day("2031-12-22"): [("session", "Winter session", "")],
        make.day("2031-12-23"): [("session", "Winter session", "")],
        make.day("2031-12-25"): [("goes live", "Advance", "01:30")],
    }
    assert february == {make.day("2032-02-10"): [("next session, announced at", "Winter session", "")]}


def test_a_next_session_known_by_its_half_year_stands_under_the_months_of_it(client, editor):
    session = make.session(next_session_on=make.day("2031-07-01"), next_session_precision="half_year")
    make.draft(session, title="Spring session")

    def loose(month):
        return [entry.title for entry in today(client, f"?month={month}").context["month"].loose]

    assert [loose(month) for month in ("2031-06", "2031-07", "2031-12", "2032-01")] == [
        [],
        ["Spring session"],
        ["Spring session"],
        [],
    ]


@pytest.mark.parametrize("month", ["", "2031-13", "0000-01", "x", "2031", "²031-01", "9" * 400])
def test_a_month_that_is_none_is_the_present_one(client, editor, month):
    shown = today(client, f"?month={month}").context["month"].first

    assert shown == timezone.localdate(timezone=make.office().zone).replace(day=1)


def test_months_lead_to_one_another_across_the_year(client, editor):
    shown = today(client, "?month=2031-01").context["month"]

    assert (shown.previous, shown.next) == ("2030-12", "2031-02")


def test_the_first_page_asks_as_much_with_five_of_each_as_with_one(client, editor):
    spokesman = make.user("Spokesman")

    def add(count):
        for number in range(count):
            make.approved(title="Scheduled", live_from=moment_at(1 + number))
            bundle = make.bundle()
            workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=moment_at(50 + number))
            make.in_review()
            workflow.comment(make.draft(by=editor), by=spokesman, text="Please look.")
            make.draft(by=editor)
            workflow.publish_alone(make.draft(), by=spokesman)
            both(make.release())
            session = make.session(date=timezone.localdate(), next_session_on=timezone.localdate())
            make.draft(session)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            today(client)
        return len(asked)

    add(1)
    today(client)
    few = queries()
    add(4)
    assert queries() == few


def test_a_photographer_sees_the_page_without_what_waits_for_approval(client):
    client.force_login(make.user("Photographer"))
    workflow.publish_alone(make.draft(), by=make.user("Spokesman"))
    make.in_review()

    response = today(client)

    assert (response.context["to_approve"], response.context["reviews_owed"]) == ([], [])
