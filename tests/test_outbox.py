"""The outbox: told once, to whom it still concerns, by any number of workers."""

import datetime
import zoneinfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction

from news import outbox, workflow
from news.dates import until
from news.models import Effect

from . import make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def people():
    return {
        role.lower(): make.user(role, email=f"{role.lower()}@example.org") for role in ("Writer", "Editor")
    }


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


def send():
    call_command("send_outbox")


def make_due(**fields):
    Effect.objects.waiting().update(**{"due_at": make.now() - HOUR} | fields)


def test_colleagues_who_may_approve_are_told_once_what_waits_for_them(people, settings):
    edition = make.in_review(by=people["writer"], title="Session in Moscow", body="<p>Secret until ten.</p>")

    send()
    send()

    assert [message.to for message in mail.outbox] == [["editor@example.org"]]
    message = mail.outbox[0]
    assert message.subject == "Waits for review: Session in Moscow"
    assert settings.SITE_URL in message.body
    assert "Secret" not in message.body
    assert edition.lead not in message.body


def test_the_writer_is_told_of_the_approval_and_of_the_return(people):
    edition = make.in_review(by=people["writer"], title="One")
    workflow.return_to_draft(edition, by=people["editor"], comment="The password is 1234.")
    send()
    workflow.submit(edition, by=people["writer"])
    workflow.approve(edition, by=people["editor"])
    send()

    assert subjects() == ["Returned: One", "Approved: One"]
    assert "1234" not in mail.outbox[0].body


def test_the_letter_says_since_when_it_is_public_by_the_clock_of_the_office(people):
    make.office(time_zone="Europe/Moscow")
    edition = make.in_review(by=people["writer"], title="One")
    tomorrow = make.now() + 24 * HOUR
    workflow.approve(edition, by=people["editor"], live_from=tomorrow)

    send()

    said = until(tomorrow, zoneinfo.ZoneInfo("Europe/Moscow"))
    assert "Moscow time" in said
    assert f"It is public from {said}." in mail.outbox[-1].body


def test_nobody_is_mailed_about_their_own_deed_or_without_an_address(people):
    people["editor"].email = ""
    people["editor"].save()
    make.in_review(by=people["writer"])

    send()

    assert not mail.outbox
    assert not Effect.objects.exists()


def test_what_was_undone_with_its_transaction_is_never_told(people):
    with transaction.atomic():
        make.in_review(by=people["writer"])
        transaction.set_rollback(True)

    send()

    assert not mail.outbox


def test_what_is_overtaken_before_it_is_sent_is_dropped(people):
    edition = make.in_review(by=people["writer"], title="One")
    workflow.return_to_draft(edition, by=make.user("Editor"))

    send()

    assert subjects() == ["Returned: One"]
    dropped = Effect.objects.get(kind="waits_for_review")
    assert (dropped.sent_at, dropped.reason) == (None, "overtaken")


def test_nobody_is_told_of_an_approval_after_the_withdrawal(people):
    edition = make.in_review(by=people["writer"])
    workflow.approve(edition, by=people["editor"])
    workflow.withdraw(edition, by=make.user("Spokesman"), reason="Wrong.")

    send()

    assert not mail.outbox


@pytest.mark.parametrize("change", ["left", "role taken away"])
def test_who_has_left_or_lost_the_role_is_told_nothing(people, change):
    make.in_review(by=people["writer"])
    if change == "left":
        people["editor"].is_active = False
        people["editor"].save()
    else:
        people["editor"].groups.clear()

    send()

    assert not mail.outbox


def test_two_workers_never_take_the_same_message(people):
    make.in_review(by=people["writer"])
    make.in_review(by=people["writer"])

    one, other = outbox.claim(), outbox.claim()
    taken = [next(one).pk, next(other).pk]

    assert len(set(taken)) == 2
    assert [*one, *other] == []


def test_a_message_of_a_worker_that_died_is_sent_after_its_lease(people):
    make.in_review(by=people["writer"])
    list(outbox.claim())
    send()
    assert not mail.outbox

    make_due(lease_until=make.now())
    send()

    assert len(mail.outbox) == 1
    assert Effect.objects.get().tries == 2


def test_a_mail_server_that_fails_loses_nothing_and_does_not_stop_the_others(people, monkeypatch, settings):
    make.in_review(by=people["writer"], title="Bad")
    make.in_review(by=people["writer"], title="Good")
    real = outbox._mail

    def fails_for_one(effect):
        if effect.edition.title == "Bad":
            raise ConnectionRefusedError
        return real(effect)

    monkeypatch.setattr(outbox, "_mail", fails_for_one)
    with pytest.raises(CommandError, match="1 could not be sent"):
        send()
    assert subjects() == ["Waits for review: Good"]
    waiting = Effect.objects.waiting().get()
    assert (waiting.reason, waiting.lease_until) == ("ConnectionRefusedError", None)
    assert waiting.due_at > make.now()

    monkeypatch.undo()
    make_due()
    send()
    assert subjects() == ["Waits for review: Good", "Waits for review: Bad"]


def test_a_review_that_is_owed_is_reminded_of_until_it_is_done(people):
    spokesman = make.user("Spokesman")
    edition = workflow.publish_alone(make.draft(by=spokesman), by=spokesman)
    send()
    send()
    assert len(mail.outbox) == 1
    assert Effect.objects.waiting().get().due_at > make.now() + 23 * HOUR

    make_due()
    send()
    assert len(mail.outbox) == 2

    workflow.review(edition, by=people["editor"])
    make_due()
    send()
    assert len(mail.outbox) == 2
    assert not Effect.objects.waiting().exists()


def test_letters_are_written_in_the_offices_first_language_and_a_title_is_one_line(people):
    make.office(languages="en ru")
    edition = make.in_review(by=people["writer"], title="One\nBcc: somebody@example.org")

    send()

    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []
    assert edition.title in mail.outbox[0].subject
