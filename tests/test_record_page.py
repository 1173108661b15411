"""The public history of public changes: a line from the moment it could be seen, and none before."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import chronicle, workflow
from news.models import Record

from . import make
from .make import HOUR, day
from .test_history import corrected, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

RECORD = "/en/record/"
SECOND = datetime.timedelta(seconds=1)


def shown(client, address=RECORD):
    response = client.get(address)
    assert response.status_code == 200
    return response


def test_each_public_change_stands_once_with_both_fingerprints(client):
    edition = make.approved(title="The words")
    corrected(edition, "A number.")

    page = shown(client)

    words = text_of(page)
    assert words.index("Corrected") < words.index("Published ")
    assert "What changed: A number." in words
    for line in Record.objects.all():
        assert page.content.decode().count(line.hash) == 1
        assert line.after in words


def test_a_scheduled_line_shows_from_its_moment_and_under_it(client):
    before = shown(client).content
    edition = make.approved(live_from=timezone.now() + HOUR)
    editor = make.user("Editor")
    edition = workflow.reschedule(edition, by=editor, live_from=timezone.now() + 2 * HOUR)
    assert shown(client).content == before
    assert chronicle.page("en", edition.live_from - SECOND).changes == []

    (change,) = chronicle.page("en", edition.live_from).changes

    assert change.moment == edition.live_from
    assert change.line.verb == "reschedule"


def test_what_was_cancelled_before_its_moment_is_never_told(client):
    before = shown(client).content
    edition = make.approved(live_from=timezone.now() + HOUR)
    workflow.cancel_schedule(edition, by=make.user("Editor"))

    assert shown(client).content == before
    assert chronicle.page("en", timezone.now() + 2 * HOUR).changes == []


def test_a_withdrawn_item_is_named_by_its_kind_and_day_only(client):
    edition = make.approved(make.release(slug="telling-words"), title="Telling words")
    make.withdrawn(edition, "It was a forgery.")

    page = shown(client)

    words = text_of(page)
    assert "Telling" not in page.content.decode()
    assert "telling-words" not in page.content.decode()
    assert "Reason: It was a forgery." in words
    assert words.count("News, 23 December 2014") == 2
    assert "Withdrawn" in words


def test_published_again_it_has_its_title_and_what_was_withdrawn_has_none(client):
    first = make.approved(title="Wrong words")
    gone = make.withdrawn(corrected(first, "A note.", title="Wrong again"))
    make.approved(gone.publication, title="Right words", change_note="Anew.")

    page = shown(client)

    assert "Wrong" not in page.content.decode()
    assert "A note." not in page.content.decode()
    assert page.content.decode().count(f'href="{first.get_absolute_url()}"') == 4
    assert "Right words" in text_of(page)


def test_what_was_reinstated_says_so(client):
    workflow.reinstate(make.withdrawn(make.approved()), by=make.user("Spokesman"))

    assert "Published again" in text_of(shown(client))


def test_what_was_reinstated_without_a_sentence_gets_one_that_repeats_nothing(client):
    again = workflow.reinstate(make.withdrawn(make.approved()), by=make.user("Spokesman"))

    words = text_of(client.get(again.get_absolute_url()))

    assert ": The words are the same as before its withdrawal." in words
    assert words.count("Published again") == 1


def test_an_archived_item_stands_under_its_own_day_and_says_when_it_was_entered(client):
    edition = make.archived()

    words = text_of(shown(client))

    assert "Taken over from an archive" in words
    assert "23 December 2014, 15:00 Moscow time (12:00 UTC)" in words
    assert f"{Record.objects.get().at:%H:%M} UTC" in words
    assert edition.title in words


def test_a_withdrawn_item_of_a_year_is_named_by_its_year(client):
    release = make.release(date=day("2014-01-01"), date_precision="year")
    make.withdrawn(make.approved(release))

    page = shown(client).content.decode()

    assert page.count('News, <time datetime="2014">2014</time>') == 2


def test_nobody_is_named(client):
    edition = make.approved()

    words = text_of(shown(client))

    assert edition.approved_by.username not in words
    assert edition.written_by.username not in words


def test_each_language_has_its_own(client):
    make.approved(language="ru", title="Слова")

    assert "Слова" not in text_of(shown(client))
    assert "Слова" in text_of(shown(client, "/ru/record/"))


def test_the_pages_hold_every_line_once(client):
    spokesman = make.user("Spokesman")
    for number in range(25):
        edition = make.approved(title=f"Item {number}.")
        if number % 5 == 0:
            workflow.withdraw(edition, by=spokesman, reason="Wrong.")
    hashes, address = [], RECORD
    while address:
        html = shown(client, address).content.decode()
        hashes += re.findall(r"<dt>Line</dt><dd><code>(\w+)</code>", html)
        onward = re.search(r'rel="next" href="[^"?]*\?([^"]+)"', html)
        address = onward and f"{RECORD}?{onward.group(1)}"

    assert len(hashes) == len(set(hashes)) == 30
    assert set(hashes) == set(Record.objects.values_list("hash", flat=True))


@pytest.mark.parametrize("after", ["x", "0" * 64, "hidden", "other language"])
def test_a_page_after_no_public_line_is_no_page(client, after):
    if after == "hidden":
        make.approved(live_from=timezone.now() + HOUR)
        after = Record.objects.get().hash
    elif after == "other language":
        make.approved(language="ru")
        after = Record.objects.get().hash

    assert client.get(f"{RECORD}?after={after}").status_code == 404


def test_every_page_leads_to_it_and_it_costs_six_queries_and_a_further_page_one_more(client):
    for _number in range(22):
        make.approved()
    assert b'href="/en/record/"' in client.get("/en/").content
    after = re.search(r"after=(\w+)", shown(client).content.decode()).group(1)

    for address, most in ((RECORD, 6), (f"{RECORD}?after={after}", 7)):
        with CaptureQueriesContext(connection) as captured:
            shown(client, address)
        assert len(captured) <= most
