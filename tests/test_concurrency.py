"""Several people at the same instant: exactly one wins, nothing is half done, nobody waits for ever."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.db import connection, connections, transaction
from django.test import Client

from news import outbox, replay, uploads, workflow
from news.models import Edition, Effect, Photo, Record, Release, ShownState

from . import desk, make
from .make import HOUR
from .test_uploads import files_kept

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_once(tmp_path):
    """Run several calls in threads of their own, each with its own connection; what each made or raised.

    An SQLite test database lives in one connection's memory, where locks work otherwise than in a file: the
    threads work on a file with the same content, which then becomes the content of the memory.
    """

    def at_once(*calls):
        started = threading.Barrier(len(calls))

        def call(act):
            try:
                connection.ensure_connection()
                started.wait(timeout=120)
                return act()
            except Exception as error:
                return error
            finally:
                connection.close()

        def run():
            with ThreadPoolExecutor(len(calls)) as pool:
                return list(pool.map(call, calls))

        return run_on_a_file(run, tmp_path / "db.sqlite3") if connection.vendor == "sqlite" else run()

    return at_once


def run_on_a_file(run, path):
    content = connections["default"].connection
    with sqlite3.connect(path) as file:
        content.backup(file)
    settings = connections.settings["default"]
    memory, settings["NAME"] = settings["NAME"], str(path)
    try:
        return run()
    finally:
        settings["NAME"] = memory
        with sqlite3.connect(path) as file:
            file.backup(content)


def won(results) -> list:
    """What was made; everything else was refused as a conflict, not by an accident."""
    lost = [result for result in results if isinstance(result, Exception)]
    assert [error for error in lost if not isinstance(error, workflow.Refused)] == []
    return [result for result in results if not isinstance(result, Exception)]


def test_of_two_approvals_one_wins(at_once):
    edition, now = make.in_review(), make.now()
    editors = [make.user("Editor") for _number in range(10)]

    results = at_once(
        *(
            lambda editor=editor, hours=hours: workflow.approve(
                edition, by=editor, live_from=now + hours * HOUR
            )
            for hours, editor in enumerate(editors, start=1)
        )
    )

    (winner,) = won(results)
    assert Record.objects.get().by == winner.approved_by
    edition.refresh_from_db()
    assert edition.live_from == winner.live_from


def test_approving_and_writing_never_publish_words_that_nobody_approved(at_once):
    writer, editor = make.user("Writer"), make.user("Editor")
    edition = make.in_review(by=writer, title="As reviewed")
    seen = edition.lock_version

    def rewrite():
        draft = workflow.return_to_draft(edition, by=writer, seen=seen)
        return workflow.write(draft, by=writer, seen=draft.lock_version, title="Behind the back")

    results = at_once(lambda: workflow.approve(edition, by=editor, seen=seen), rewrite)

    assert len(won(results)) == 1
    assert list(Edition.objects.live().values_list("title", flat=True)) in (["As reviewed"], [])


def test_of_two_saves_of_one_draft_one_wins(at_once):
    writer, draft = make.user("Writer"), make.draft()
    seen = draft.lock_version

    results = at_once(
        *(lambda n=n: workflow.write(draft, by=writer, seen=seen, title=f"Title {n}") for n in range(10))
    )

    (winner,) = won(results)
    draft.refresh_from_db()
    assert draft.title == winner.title


def test_correcting_against_withdrawing_leaves_nothing_public(at_once):
    first = make.approved()
    correction = make.in_review(first.publication, change_note="The date.")
    editor, spokesman = make.user("Editor"), make.user("Spokesman")

    results = at_once(
        lambda: workflow.approve(correction, by=editor),
        lambda: workflow.withdraw(first, by=spokesman, reason="Wrong."),
    )

    assert len(won(results)) == 1
    live = list(Edition.objects.live())
    assert live == ([] if isinstance(results[0], Exception) else [correction])
    replay.verify()


def test_one_next_edition_is_begun(at_once):
    first, writer = make.approved(), make.user("Writer")

    results = at_once(*[lambda: workflow.revise(first, by=writer)] * 6)

    assert len(won(results)) == 1
    assert first.publication.editions.count() == 2


def test_moving_lifting_and_cancelling_one_schedule_leave_one_state(at_once):
    edition, editor = make.approved(live_from=make.now() + HOUR), make.user("Editor")
    seen = edition.lock_version

    results = at_once(
        lambda: workflow.lift(edition, by=editor, seen=seen),
        lambda: workflow.cancel_schedule(edition, by=editor, seen=seen),
        lambda: workflow.reschedule(edition, by=editor, seen=seen, live_from=make.now() + 2 * HOUR),
    )

    assert len(won(results)) == 1
    replay.verify()


def test_bundles_that_share_items_do_not_wait_for_each_other(at_once):
    items = [make.release() for _number in range(3)]
    english = make.bundle(*(make.in_review(item) for item in items))
    russian = make.bundle(*(make.in_review(item, "ru") for item in reversed(items)))
    editor, spokesman = make.user("Editor"), make.user("Spokesman")
    moment = make.now() + HOUR

    results = at_once(
        lambda: workflow.approve_bundle(english, by=editor, live_from=moment),
        lambda: workflow.approve_bundle(russian, by=spokesman, live_from=moment),
    )

    assert len(won(results)) == 2
    assert Edition.objects.live(moment).count() == 6


def test_withdrawing_an_item_while_its_bundle_is_approved_never_leaves_half_a_bundle(at_once):
    first = make.approved()
    bundle = make.bundle(make.in_review(first.publication, change_note="New."), make.in_review())
    editor, spokesman = make.user("Editor"), make.user("Spokesman")
    moment = make.now() + HOUR

    at_once(
        lambda: workflow.approve_bundle(bundle, by=editor, live_from=moment),
        lambda: workflow.withdraw(first, by=spokesman, reason="Wrong."),
    )

    first.refresh_from_db()
    assert first.state() in (ShownState.WITHDRAWN, ShownState.PUBLISHED)
    assert Edition.objects.live(moment).exclude(pk=first.pk).count() in (0, 2)
    replay.verify()


def test_fifty_people_leave_one_chain(at_once):
    editions, editor = [make.in_review() for _number in range(50)], make.user("Editor")

    results = at_once(*(lambda row=row: workflow.approve(row, by=editor) for row in editions))

    assert len(won(results)) == 50
    assert replay.verify()[0] == 50


def test_each_message_is_taken_by_one_worker(at_once):
    make.user("Editor", email="editor@example.org")
    for _number in range(4):
        make.in_review()

    taken = at_once(*[lambda: [effect.pk for effect in outbox.claim()]] * 4)

    numbers = [pk for worker in taken for pk in worker]
    assert sorted(numbers) == list(Effect.objects.order_by("pk").values_list("pk", flat=True))


def test_a_new_item_that_is_sent_twice_at_once_is_one_item(at_once):
    make.office()
    writer = make.user("Writer")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(writer)
    form = desk.fields(clients[0].get("/desk/news/release/add/"), "release_form")
    form |= {"date": "2014-12-23", "words-en-title": "Sent twice", "_continue": "Save"}

    answers = at_once(
        *(lambda client=client: client.post("/desk/news/release/add/", form) for client in clients)
    )

    item = Release.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer["Location"] for answer in answers} == {desk.page(item)}
    assert item.editions.get().title == "Sent twice"


def test_the_same_picture_that_several_send_at_once_is_in_the_library_once(at_once):
    make.office()
    before = files_kept()
    content = make.picture(size=(60, 40)).read()

    photos = at_once(*(lambda: uploads.store(ContentFile(content, "DSC_1.jpg"), by=None) for _ in range(4)))

    photo = Photo.objects.get()
    assert photos == [photo] * 4
    assert {path for path in files_kept() - before if "/originals/" in path} == {photo.original.path}


def test_two_approvals_with_the_same_new_words_do_not_wait_for_each_other_for_ever(at_once):
    """Words that search has not met are stored with an approval, each once; a bundle stores some after its
    first line of the record.
    """
    editor, has_a_line = make.user("Editor"), threading.Event()
    first, second, single = (
        make.in_review(body=f"<p>{word}</p>") for word in ("Zorvak", "Quillon", "Quillon")
    )

    @transaction.atomic
    def one_after_the_other():
        workflow.approve(first, by=editor)
        has_a_line.set()
        until_somebody_waits()
        return workflow.approve(second, by=editor)

    def at_the_same_time():
        has_a_line.wait(timeout=20)
        return workflow.approve(single, by=editor)

    results = at_once(one_after_the_other, at_the_same_time)

    assert won(results) == [second, single]


@pytest.mark.parametrize(
    ("page", "form", "field"),
    [
        ("/desk/news/photo/{photo.pk}/change/", "photo_form", "credit"),
        ("/desk/photos/describe/?publication={item.slug}", "describe", "{photo.token}-en-caption"),
    ],
)
def test_a_picture_and_the_item_that_shows_it_are_saved_at_once(at_once, client, page, form, field):
    photo, has_the_item = make.photo(), threading.Event()
    item = make.gallery(make.release(), photo)
    client.force_login(make.user("Editor"))
    page, field = page.format(photo=photo, item=item), field.format(photo=photo)
    sent = desk.fields(client.get(page), form) | {field: "New"}

    @transaction.atomic
    def as_the_page_of_the_item():
        workflow.lock_publications(item.pk)
        has_the_item.set()
        until_somebody_waits()
        return Photo.objects.filter(pk=photo.pk).update(city="Minsk")

    def as_the_page_of_the_picture():
        has_the_item.wait(timeout=20)
        return client.post(page, sent)

    saved, answer = won(at_once(as_the_page_of_the_item, as_the_page_of_the_picture))

    assert (saved, answer.status_code) == (1, 302)


def until_somebody_waits():
    if connection.vendor == "sqlite":
        return  # whoever writes waits from the beginning
    for _look in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.01)
