"""The record: one line for each public change, nobody changes it, and it tells what is public."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from news import record, workflow
from news.models import Edition, Record

from . import make
from .make import HOUR

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Record.objects.order_by("id").values_list("verb", flat=True))


def an_eventful_year():
    """Every verb that leaves a line, at least once."""
    spokesman, editor = make.user("Spokesman"), make.user("Editor")
    now = make.now()
    first = make.approved()
    make.approved(first.publication, live_from=now + HOUR, change_note="Second.")
    third = make.approved(first.publication, live_from=now + 3 * HOUR, change_note="Third.")
    second = first.publication.editions.get(number=2)
    workflow.reschedule(second, by=editor, live_from=now + 2 * HOUR)
    workflow.cancel_schedule(second, by=editor)
    workflow.withdraw(first, by=spokesman, reason="Wrong.")
    again = workflow.reinstate(first, by=spokesman)
    alone = workflow.publish_alone(make.draft(), by=spokesman)
    workflow.review(alone, by=editor)
    embargo = make.approved(live_from=now + 2 * HOUR, press_from=now)
    workflow.lift(embargo, by=editor)
    make.archived()
    workflow.approve_bundle(make.bundle(), by=editor, live_from=now + HOUR)
    return again, third


def test_the_record_tells_what_is_public(capsys):
    an_eventful_year()

    call_command("verify_record")
    assert f'"lines": {Record.objects.count()}' in capsys.readouterr().out


def test_an_empty_record_is_whole():
    call_command("verify_record")


def test_lines_from_before_items_had_a_number_in_them_are_read_by_the_slug():
    edition = make.approved()
    line = Record.objects.get()
    line.publication = None
    old = record.line_hash(line)
    make.behind_the_house(
        "UPDATE news_record SET publication_id = NULL, hash = %s WHERE id = %s", old, line.pk
    )
    make.withdrawn(edition)

    call_command("verify_record")


def test_every_public_change_leaves_exactly_one_line():
    edition = make.approved(live_from=make.now() + HOUR)
    editor, spokesman = make.user("Editor"), make.user("Spokesman")
    workflow.reschedule(edition, by=editor, live_from=make.now() + 2 * HOUR)
    workflow.lift(edition, by=editor)
    workflow.withdraw(edition, by=spokesman, reason="Wrong.")
    workflow.reinstate(edition, by=spokesman)

    assert verbs() == ["approve", "reschedule", "lift", "withdraw", "reinstate"]


def test_what_is_not_public_leaves_no_line():
    writer = make.user("Writer")
    edition = make.in_review(by=writer)
    workflow.return_to_draft(edition, by=make.user("Editor"), comment="Shorter, please.")
    workflow.write(edition, by=writer, title="Shorter")

    assert verbs() == []


@pytest.mark.parametrize("statement", ["UPDATE news_record SET note = 'x'", "DELETE FROM news_record"])
def test_the_database_refuses_to_change_or_delete_a_line(statement):
    make.approved()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_to_truncate_the_record():
    make.approved()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE news_record")


@pytest.mark.parametrize("frozen", ["title", "lead", "body", "change_note"])
def test_the_database_refuses_other_words_for_an_approved_edition(frozen):
    edition = make.approved(live_from=make.now() + HOUR)

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{frozen: "Rewritten"})


def test_the_database_refuses_other_facts_for_an_approved_edition():
    edition = make.approved()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(facts={"place": "elsewhere"})


@pytest.mark.parametrize(
    "change",
    [
        {"live_from": datetime.datetime(2014, 1, 1, tzinfo=datetime.UTC)},
        {
            "status": "draft",
            "live_from": None,
            "live_until": None,
            "approved_by": None,
            "approval": "",
        },
    ],
    ids=["begun earlier", "back to draft"],
)
def test_the_database_refuses_to_undo_what_has_begun(change):
    edition = make.approved()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)


def test_the_database_refuses_to_delete_an_approved_edition():
    edition = make.approved(live_from=make.now() + HOUR)
    edition.facets.all().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).delete()


def test_a_line_changed_afterwards_is_named():
    make.approved()
    line = Record.objects.get()
    make.behind_the_house("UPDATE news_record SET note = 'nothing happened' WHERE id = %s", line.pk)

    with pytest.raises(CommandError, match=rf"Line {line.pk} .*changed after it was written") as refusal:
        call_command("verify_record")
    assert refusal.value.returncode == 1


def test_a_line_taken_away_is_noticed_at_the_next():
    make.approved()
    make.approved()
    first, second = Record.objects.order_by("id")
    make.behind_the_house("DELETE FROM news_record WHERE id = %s", first.pk)

    with pytest.raises(CommandError, match=rf"Line {second.pk} .*hash of the line before"):
        call_command("verify_record")


@pytest.mark.parametrize(
    ("assignment", "sentence"),
    [
        ("title = 'Rewritten'", "other words"),
        ("live_until = '2099-01-01 00:00:00+00:00'", "other moments"),
        ("live_from = '2014-01-01 00:00:00+00:00'", "other moments"),
        ("number = 7", "No line of the record speaks of edition 7"),
    ],
)
def test_what_is_public_without_a_line_is_named(assignment, sentence):
    make.approved()
    edition = make.approved()
    make.behind_the_house(f"UPDATE news_edition SET {assignment} WHERE id = %s", edition.pk)  # noqa: S608

    with pytest.raises(CommandError, match=sentence):
        call_command("verify_record")


def test_a_line_hashes_the_same_in_whatever_zone_its_moment_came():
    moscow = datetime.timezone(datetime.timedelta(hours=3))
    later = (make.now() + HOUR).astimezone(moscow)
    make.approved(live_from=later)
    make.approved(live_from=later.replace(microsecond=0))

    for line in Record.objects.all():
        assert record.line_hash(line) == line.hash


def test_a_line_says_who_did_what_to_which_words():
    first = make.approved()
    editor = make.user("Editor")
    edition = make.in_review(first.publication, change_note="The date was wrong.")
    workflow.approve(edition, by=editor)

    earlier, line = Record.objects.order_by("id")
    assert (line.by, line.verb, line.note) == (editor, "approve", "The date was wrong.")
    assert line.before == earlier.after
    assert line.after != line.before
