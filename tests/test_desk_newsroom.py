"""Every verb as a button: who has it, what it asks, what it does, and what it says when it does nothing."""

import datetime
import re

import pytest
from django.utils import timezone

from news import workflow
from news.models import Approval, Bundle, Comment, Edition, Publication, Record, ShownState, Status

from . import desk, make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

LATER = "2040-06-01T10:00"
UTC_OF_LATER = datetime.datetime(2040, 6, 1, 7, tzinfo=datetime.UTC)  # Moscow is three hours ahead


def sign_in(client, role):
    person = make.user(role)
    client.force_login(person)
    return person


def panel(client, item):
    return client.get(desk.page(item)).context["panel"]


def buttons(client, edition) -> set[str]:
    lines = panel(client, edition.publication).lines
    return {verb for line in lines if line.edition.pk == edition.pk for verb in line.moves}


def set_aside():
    """Scheduled, and taken back while the next edition was in work already."""
    first = make.approved()
    waiting = make.in_review(first.publication, change_note="More.")
    waiting = workflow.approve(waiting, by=make.user("Editor"), live_from=make.now() + HOUR)
    make.draft(first.publication, change_note="Still more.")
    return workflow.cancel_schedule(waiting, by=make.user("Editor"))


def alone():
    return workflow.publish_alone(make.in_review(), by=make.user("Spokesman"))


STATES = {
    ShownState.DRAFT: make.draft,
    ShownState.IN_REVIEW: make.in_review,
    ShownState.SET_ASIDE: set_aside,
    ShownState.SCHEDULED: lambda: make.approved(live_from=make.now() + HOUR),
    ShownState.UNDER_EMBARGO: lambda: make.approved(live_from=make.now() + HOUR, press_from=make.now()),
    ShownState.PUBLISHED: make.approved,
    ShownState.WITHDRAWN: lambda: make.withdrawn(make.approved()),
}
ASK_MORE = {"write", "take_over", "review", "take_up"}  # no buttons here, or only under a further condition


@pytest.mark.parametrize("role", ["Writer", "Editor", "Spokesman", "Photographer", "Administrator"])
@pytest.mark.parametrize("state", STATES)
def test_the_buttons_are_those_of_the_table_of_moves(client, role, state):
    edition = STATES[state]()
    person = sign_in(client, role)

    allowed = {
        verb
        for verb, move in workflow.MOVES.items()
        if state in move.starts and person.has_perm(move.permission)
    }
    assert edition.state() == state
    assert buttons(client, edition) == allowed - ASK_MORE


def test_a_move_that_its_role_does_not_allow_is_refused_though_it_is_sent(client):
    sign_in(client, "Editor")
    edition = make.approved()

    data = {"reason-en": "It was wrong."}
    response = desk.move(client, edition.publication, "withdraw", **data)

    assert response.status_code == 400
    assert "Your role does not allow this." in response.content.decode()
    assert Edition.objects.live().exists()


def test_a_stale_button_is_a_conflict(client):
    sign_in(client, "Spokesman")
    edition = make.approved()
    seen = panel(client, edition.publication)
    make.withdrawn(edition)
    workflow.reinstate(Edition.objects.get(pk=edition.pk), by=make.user("Spokesman"))

    data = {"verb": "withdraw", "edition": edition.pk, f"seen-{edition.pk}": edition.lock_version}
    response = client.post(seen.url, data | {"reason-en": "Again."})

    assert response.status_code == 409
    assert Edition.objects.live().exists()


def test_returning_leaves_a_comment_beside_the_words(client):
    editor = sign_in(client, "Editor")
    edition = make.in_review()

    desk.move(client, edition.publication, "return_to_draft", comment="The second sentence is unclear.")

    comment = Comment.objects.get()
    assert (comment.edition_id, comment.by, comment.text) == (
        edition.pk,
        editor,
        "The second sentence is unclear.",
    )


def test_the_press_reads_first_from_a_moment_in_the_offices_zone(client):
    sign_in(client, "Editor")
    edition = make.in_review()

    desk.move(
        client,
        edition.publication,
        "approve",
        when="later",
        moment=LATER,
        press_moment="2040-06-01T08:00",
    )

    edition.refresh_from_db()
    assert edition.live_from == UTC_OF_LATER
    assert edition.press_from == UTC_OF_LATER - 2 * HOUR


@pytest.mark.parametrize(
    ("press_moment", "sentence"),
    [
        ("2040-06-01T10:01", "The press reads before the public, not after it."),
        ("2014-12-23T10:00", "the press would read it at once"),
        ("soon", "Write the day and the hour."),
    ],
)
def test_a_moment_for_the_press_is_asked_back_too(client, press_moment, sentence):
    sign_in(client, "Editor")
    edition = make.in_review()

    response = desk.move(
        client, edition.publication, "approve", when="later", moment=LATER, press_moment=press_moment
    )

    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert LATER in response.content.decode()
    edition.refresh_from_db()
    assert edition.status == Status.IN_REVIEW


def test_the_press_reads_at_once_after_a_second_confirmation(client):
    sign_in(client, "Editor")
    edition = make.in_review()

    desk.move(
        client,
        edition.publication,
        "approve",
        when="later",
        moment=LATER,
        press_moment="2014-12-23T10:00",
        press_past_is_now="yes",
    )

    edition.refresh_from_db()
    assert edition.state() == ShownState.UNDER_EMBARGO


def test_a_schedule_is_moved(client):
    sign_in(client, "Editor")
    edition = make.approved(live_from=make.now() + HOUR)

    desk.move(client, edition.publication, "reschedule", moment=LATER)

    edition.refresh_from_db()
    assert edition.live_from == UTC_OF_LATER


def test_a_schedule_is_not_moved_into_the_past_unasked(client):
    sign_in(client, "Editor")
    edition = make.approved(live_from=make.now() + HOUR)

    asked = desk.move(client, edition.publication, "reschedule", moment="2014-12-23T10:00")
    assert "Yes, at once" in asked.content.decode()
    assert not Edition.objects.live().exists()

    desk.move(client, edition.publication, "reschedule", moment="2014-12-23T10:00", past_is_now="yes")
    assert Edition.objects.live().exists()


def test_a_schedule_is_cancelled(client):
    sign_in(client, "Editor")
    edition = make.approved(live_from=make.now() + HOUR)

    desk.move(client, edition.publication, "cancel_schedule")

    edition.refresh_from_db()
    assert edition.state() == ShownState.DRAFT


def test_an_embargo_is_lifted_from_a_page_that_says_what_will_happen(client):
    sign_in(client, "Editor")
    edition = make.approved(live_from=make.now() + HOUR, press_from=make.now())
    offer = panel(client, edition.publication).offer("lift", edition.pk)

    page = client.get(offer.confirm_url, {"edition": edition.pk}).content.decode()
    assert "What will happen" in page
    assert not Edition.objects.live().exists()

    desk.move(client, edition.publication, "lift")
    assert Edition.objects.live().exists()


def test_a_correction_begins_with_what_the_public_will_read_about_it(client):
    sign_in(client, "Writer")
    edition = make.approved(title="Once")

    refused = desk.move(client, edition.publication, "correct", note=" ")
    assert refused.status_code == 400
    assert "Say what changed" in refused.content.decode()

    desk.move(client, edition.publication, "correct", note="The date was wrong.")
    draft = Edition.objects.get(number=2)
    assert (draft.title, draft.change_note, draft.status) == ("Once", "The date was wrong.", Status.DRAFT)


def test_corrected_facts_make_one_bundle_of_every_language(client):
    sign_in(client, "Writer")
    release = make.release()
    make.approved(release)
    make.approved(release, "ru")

    data = {"note-en": "The day was wrong.", "note-ru": "День указан неверно."}
    desk.move(client, release, "correct_facts", "", **data)

    drafts = Bundle.objects.get().editions
    assert sorted(drafts.values_list("language", "change_note")) == [
        ("en", "The day was wrong."),
        ("ru", "День указан неверно."),
    ]


def test_a_withdrawal_says_what_will_happen_and_takes_every_language(client):
    sign_in(client, "Spokesman")
    release, successor = make.release(), make.approved().publication
    english = make.approved(release)
    make.approved(release, "ru")
    offer = panel(client, release).offer("withdraw", english.pk)
    page = client.get(offer.confirm_url, {"edition": english.pk})
    assert "What will happen" in page.content.decode()

    reasons = {"reason-en": "It did not take place.", "reason-ru": "Не состоялось."}
    desk.move(client, release, "withdraw", "", replaced_by=successor.pk, **reasons)

    gone = release.editions.values_list("language", "withdrawal_reason")
    assert sorted(gone) == [("en", "It did not take place."), ("ru", "Не состоялось.")]
    release.refresh_from_db()
    assert release.replaced_by_id == successor.pk
    assert client.get(english.get_absolute_url()).status_code == 410


def test_a_withdrawal_of_one_language_leaves_the_others(client):
    sign_in(client, "Spokesman")
    release = make.release()
    make.approved(release)
    make.approved(release, "ru")

    desk.move(client, release, "withdraw", "", only="ru", **{"reason-ru": "Ошибка перевода."})

    assert list(Edition.objects.live().values_list("language", flat=True)) == ["en"]


def test_a_withdrawal_without_a_reason_in_one_language_withdraws_nothing_and_keeps_what_was_typed(client):
    sign_in(client, "Spokesman")
    release = make.release()
    make.approved(release)
    make.approved(release, "ru")

    response = desk.move(client, release, "withdraw", "", **{"reason-en": "It did not take place."})

    assert response.status_code == 400
    assert "Say why it is withdrawn, in this language: Русский." in response.content.decode()
    assert "It did not take place." in response.content.decode()
    assert Edition.objects.live().count() == 2


def test_a_replacement_that_is_no_item_is_refused(client):
    sign_in(client, "Spokesman")
    edition = make.approved()

    data = {"reason-en": "It was wrong.", "replaced_by": "999999"}
    response = desk.move(client, edition.publication, "withdraw", **data)

    assert response.status_code == 400
    assert Edition.objects.live().exists()


def test_a_successor_is_found_by_its_title(client):
    sign_in(client, "Spokesman")
    successor = make.approved(title="The better text").publication

    query = {"term": "better", "app_label": "news", "model_name": "publication", "field_name": "replaced_by"}
    found = client.get("/desk/autocomplete/", query).json()["results"]

    assert [row["id"] for row in found] == [str(successor.pk)]


def test_what_was_withdrawn_is_reinstated(client):
    sign_in(client, "Spokesman")
    edition = make.withdrawn(make.approved(title="It did take place"))

    desk.move(client, edition.publication, "reinstate", note="It did take place after all.")

    again = Edition.objects.live().get()
    assert (again.title, again.change_note) == ("It did take place", "It did take place after all.")


def test_what_was_reinstated_is_called_corrected_nowhere(client):
    sign_in(client, "Spokesman")
    edition = make.withdrawn(make.approved())
    release, address = edition.publication, edition.get_absolute_url()
    desk.move(client, release, "reinstate")

    at_the_desk = [desk.page(release), "/desk/news/release/"]
    public = [
        address,
        f"{address}history/",
        f"{address}print/",
        "/en/feed.atom",
        "/en/feed.rss",
        "/en/record/",
    ]
    for path in [*at_the_desk, *public]:
        page = client.get(path).content.decode()
        shown = re.sub(r"<(script|style|details|template).*?</\1>", "", page, flags=re.DOTALL).lower()
        assert "published again" in shown, path
        assert "corrected" not in shown.replace("correct the facts", ""), path
    assert "CorrectionComment" not in client.get(address).content.decode()

    desk.move(client, release, "correct", note="A number.")
    draft = release.editions.working().get()
    workflow.submit(draft, by=draft.written_by)
    workflow.approve(draft, by=make.user("Editor"))
    assert Edition.objects.live().get().state() == "corrected"


def test_new_words_after_a_withdrawal_are_published_again_too(client):
    sign_in(client, "Spokesman")
    edition = make.withdrawn(make.approved())
    again = make.approved(edition.publication, change_note="New words.")

    assert again.state() == "reinstated"
    assert "Edition 2: published again" in client.get(desk.page(edition.publication)).content.decode()


def test_words_in_work_stay_writable_beside_those_that_were_reinstated(client):
    sign_in(client, "Spokesman")
    edition = make.approved()
    make.draft(edition.publication, title="The next text")
    make.withdrawn(edition)
    desk.move(client, edition.publication, "reinstate")

    form = desk.shown(client, edition.publication)

    assert form["words-en-title"] == ["The next text"]


def test_publishing_alone_says_so_on_a_page_of_its_own_and_in_the_record(client):
    spokesman = sign_in(client, "Spokesman")
    edition = make.in_review(by=spokesman)
    offer = panel(client, edition.publication).offer("publish_alone", edition.pk)

    page = client.get(offer.confirm_url, {"edition": edition.pk}).content.decode()
    assert "The record says for good that you published it alone." in page

    desk.move(client, edition.publication, "publish_alone", when="now")
    edition.refresh_from_db()
    assert edition.approval == Approval.ALONE
    assert Record.objects.latest("id").verb == "publish_alone"


def test_a_review_is_owed_until_a_colleague_has_done_it(client):
    edition = alone()
    client.force_login(edition.approved_by)
    assert "review" not in buttons(client, edition)
    assert "A colleague reviews it." in client.get(desk.page(edition.publication)).content.decode()

    editor = sign_in(client, "Editor")
    desk.move(client, edition.publication, "review")

    edition.refresh_from_db()
    assert edition.reviewed_by == editor
    assert "review" not in buttons(client, edition)


def test_a_draft_that_was_set_aside_waits_until_the_language_is_free(client):
    edition = set_aside()
    sign_in(client, "Editor")
    assert "take_up" not in buttons(client, edition)

    draft = Edition.objects.working().get(publication=edition.publication_id)
    workflow.submit(draft, by=make.user("Writer"))
    desk.move(client, edition.publication, "approve", when="now")
    assert "take_up" in buttons(client, edition)
    desk.move(client, edition.publication, "take_up")

    edition.refresh_from_db()
    assert edition.state() == ShownState.DRAFT


def test_a_page_that_asks_first_is_only_for_who_may_do_it(client):
    edition = make.approved()
    address = f"/desk/news/release/{edition.publication_id}/confirm/withdraw/?edition={edition.pk}"
    sign_in(client, "Editor")
    assert client.get(address).status_code == 403
    assert client.get(address.replace("withdraw", "take_over")).status_code == 404

    sign_in(client, "Spokesman")
    make.withdrawn(edition)
    assert client.get(address).url == desk.page(edition.publication)


def test_what_was_never_approved_is_deleted_and_what_was_scheduled_stays(client):
    sign_in(client, "Spokesman")
    draft = make.in_review(make.release(), "ru").publication
    cancelled = workflow.cancel_schedule(
        make.approved(live_from=timezone.now() + HOUR), by=make.user("Editor")
    ).publication

    for item in (draft, cancelled):
        client.post(f"/desk/news/release/{item.pk}/delete/", {"post": "yes"})

    assert list(Publication.objects.values_list("pk", flat=True)) == [cancelled.pk]


def test_the_table_of_moves_is_a_page_of_the_desk(client):
    address = "/desk/moves/"
    assert client.get(address).status_code == 302
    sign_in(client, "Writer")

    page = client.get(address).content.decode()

    assert all(str(move.name) in page for move in workflow.MOVES.values())


def test_the_history_of_an_item_is_led_to_from_its_page_and_says_who_did_what(client):
    writer = sign_in(client, "Writer")
    release = make.draft(title="Before", by=writer).publication
    desk.save(client, release, {"words-en-title": "After", "date": "2014-12-24"})
    desk.move(client, release, "submit")
    editor = make.user("Editor")
    workflow.approve(release.editions.get(), by=editor, live_from=make.moment("2040-06-01 07:00"))

    link = re.search(
        r'href="([^"]*)">Who did what, and when', client.get(desk.page(release)).content.decode()
    )
    page = " ".join(re.sub(r"<[^>]*>", " ", client.get(link.group(1)).content.decode()).split())

    approved, saved = page.index("English, edition 1: approved"), page.index("Changed: date")
    assert approved < saved
    assert editor.username in page[:saved] and writer.username in page[approved:]
    assert "Words “en” (title)" in page
    assert "public from 1 June 2040, 10:00 (Europe/Moscow)" in page


def test_the_history_names_who_submitted_and_who_returned_a_draft_in_the_readers_language(client):
    writer = sign_in(client, "Writer")
    release = make.draft(by=writer).publication
    make.draft(release, "ru", by=writer)
    desk.save(client, release, {}, button="_submit")
    editor = sign_in(client, "Editor")
    desk.move(client, release, "return_to_draft", language="ru", comment="Shorter.")

    def page(language):
        client.cookies["django_language"] = language
        page = client.get(f"/desk/news/release/{release.pk}/history/").content.decode()
        return " ".join(re.sub(r"<[^>]*>", " ", page).split())

    english = page("en")
    returned, submitted = english.index("Russian: returned to draft"), english.index("submitted for review")
    assert editor.username in english[:returned] and writer.username in english[returned:submitted]
    assert "English, Russian: submitted for review" in english
    assert "Русский: возвращено в черновики" in page("ru")


def test_the_history_speaks_the_readers_language_whoever_did_it(client):
    client.cookies["django_language"] = "ru"
    sign_in(client, "Writer")
    release = make.draft().publication
    desk.save(client, release, {"words-en-title": "After", "date": "2014-12-24"})

    in_russian = client.get(f"/desk/news/release/{release.pk}/history/").content.decode()
    client.cookies["django_language"] = "en"
    in_english = client.get(f"/desk/news/release/{release.pk}/history/").content.decode()

    assert "Изменено: дата" in in_russian
    assert "Changed: date" in in_english and "Words “en” (title)" in in_english
