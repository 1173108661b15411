"""The verbs after approval: schedules, corrections, withdrawal, the emergency; and the table of moves."""

import pytest
from django.db import IntegrityError, transaction

from news import replay, workflow
from news.models import Comment, Edition, EditionFacet, Record, ShownState, Status

from . import make
from .make import HOUR

pytestmark = pytest.mark.django_db


def live(publication, at=None) -> list[str]:
    rows = Edition.objects.live(at).filter(publication=publication.pk).order_by("language")
    return [f"{row.language} {row.number}" for row in rows]


# Comments


def test_an_edition_comes_back_with_a_comment_that_stays_beside_the_words():
    writer, editor = make.user("Writer"), make.user("Editor")
    edition = make.in_review(by=writer)

    workflow.return_to_draft(edition, by=editor, comment=" The chair's title is missing. ")

    comment = Comment.objects.open().get(edition=edition)
    assert (comment.by, comment.text) == (editor, "The chair's title is missing.")
    workflow.resolve(comment, by=writer)
    assert not Comment.objects.open().exists()
    assert Comment.objects.get().resolved_by == writer


def test_an_empty_comment_is_refused_with_a_sentence():
    with pytest.raises(workflow.Refused, match="Write the comment"):
        workflow.comment(make.draft(), by=make.user("Writer"), text="  ")


# Schedules


def test_a_cancelled_schedule_is_a_draft_again_and_nowhere_at_its_moment():
    moment = make.now() + HOUR
    edition = make.approved(live_from=moment)

    edition = workflow.cancel_schedule(edition, by=make.user("Editor"))

    assert edition.state() == ShownState.DRAFT
    assert live(edition.publication, moment + HOUR) == []
    assert not EditionFacet.objects.filter(edition=edition).exists()
    assert workflow.write(edition, by=make.user("Writer"), title="Changed").title == "Changed"


def test_the_predecessor_of_a_cancelled_schedule_stays_public_without_an_end():
    first = make.approved()
    second = make.approved(first.publication, live_from=make.now() + HOUR, change_note="New.")

    workflow.cancel_schedule(second, by=make.user("Editor"))

    first.refresh_from_db()
    assert first.live_until is None


@pytest.mark.parametrize("hours", [1, 3])
def test_moving_a_schedule_moves_the_end_of_its_predecessor(hours):
    first, now = make.approved(), make.now()
    second = make.approved(first.publication, live_from=now + 2 * HOUR, change_note="New.")

    workflow.reschedule(second, by=make.user("Editor"), live_from=now + hours * HOUR)

    first.refresh_from_db()
    assert first.live_until == now + hours * HOUR
    assert live(first.publication, now + hours * HOUR) == ["en 2"]
    assert live(first.publication, now + hours * HOUR - HOUR / 60) == ["en 1"]


def test_what_is_public_cannot_be_moved_or_cancelled():
    edition = make.approved()

    for verb in (workflow.cancel_schedule, workflow.lift):
        with pytest.raises(workflow.Conflict):
            verb(edition, by=make.user("Editor"))
    with pytest.raises(workflow.Conflict):
        workflow.reschedule(edition, by=make.user("Editor"), live_from=make.now() + HOUR)


def test_editions_keep_their_order_when_they_are_moved():
    first, now = make.approved(), make.now()
    second = make.approved(first.publication, live_from=now + 2 * HOUR, change_note="Second.")
    third = make.approved(first.publication, live_from=now + 4 * HOUR, change_note="Third.")
    editor = make.user("Editor")

    with pytest.raises(workflow.Refused, match="Edition 3 begins before that"):
        workflow.reschedule(second, by=editor, live_from=now + 4 * HOUR)
    with pytest.raises(workflow.Refused, match="Edition 2 is scheduled for later"):
        workflow.reschedule(third, by=editor, live_from=now + HOUR)


def test_two_editions_never_begin_at_one_moment():
    first = make.approved(live_from=make.now() + HOUR)

    with pytest.raises(workflow.Refused, match="begins at that very moment"):
        make.approved(first.publication, live_from=first.live_from, change_note="Second.")
    assert live(first.publication, first.live_from) == ["en 1"]


def test_the_middle_of_three_is_cancelled_and_the_first_lasts_until_the_third():
    first, now = make.approved(), make.now()
    second = make.approved(first.publication, live_from=now + HOUR, change_note="Second.")
    make.approved(first.publication, live_from=now + 2 * HOUR, change_note="Third.")

    workflow.cancel_schedule(second, by=make.user("Editor"))

    assert live(first.publication, now + 1.5 * HOUR) == ["en 1"]
    assert live(first.publication, now + 2 * HOUR) == ["en 3"]


def test_a_moment_in_the_past_means_now():
    edition = make.approved(live_from=make.now() + HOUR)

    edition = workflow.reschedule(edition, by=make.user("Editor"), live_from=make.now() - HOUR)

    assert edition.state() == ShownState.PUBLISHED


def test_the_press_never_reads_from_a_moment_before_it_was_decided():
    before = make.now()
    edition = make.approved(live_from=before + HOUR)
    bundle = make.bundle()
    workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=before + HOUR)
    editor, past = make.user("Editor"), before - 24 * HOUR

    edition = workflow.reschedule(edition, by=editor, live_from=before + 2 * HOUR, press_from=past)
    bundle = workflow.move_bundle(bundle, by=editor, live_from=before + 2 * HOUR, press_from=past)

    assert edition.press_from >= before
    assert bundle.press_from >= before
    assert {row.press_from for row in bundle.editions.all()} == {bundle.press_from}


def test_what_was_scheduled_and_cancelled_goes_out_with_a_bundle():
    first = make.approved()
    late = make.approved(first.publication, live_from=make.now() + HOUR, change_note="New.")
    other, writer = make.in_review(), make.user("Writer")
    late = workflow.cancel_schedule(late, by=make.user("Editor"))

    bundle = workflow.gather("Summit", [late, other], by=writer)
    workflow.submit_bundle(bundle, by=writer)
    bundle = workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=make.now() + HOUR)
    assert live(first.publication, bundle.live_from) == ["en 2"]
    workflow.cancel_bundle(bundle, by=make.user("Editor"))

    assert live(first.publication, bundle.live_from) == ["en 1"]
    assert replay.verify()


def test_a_moved_edition_keeps_the_moment_of_the_press_unless_another_is_given():
    now = make.now()
    edition = make.approved(live_from=now + 3 * HOUR, press_from=now + HOUR)
    editor = make.user("Editor")

    edition = workflow.reschedule(edition, by=editor, live_from=now + 4 * HOUR)
    assert edition.press_from == now + HOUR
    edition = workflow.reschedule(edition, by=editor, live_from=now + 4 * HOUR, press_from=now + 2 * HOUR)
    assert edition.press_from == now + 2 * HOUR


def test_a_broken_embargo_is_lifted_for_everybody_at_once():
    now = make.now()
    edition = make.approved(live_from=now + 3 * HOUR, press_from=now)
    assert edition.state() == ShownState.UNDER_EMBARGO

    edition = workflow.lift(edition, by=make.user("Editor"))

    assert edition in Edition.objects.live()
    assert edition.first_live_from == edition.live_from


def test_lists_sort_by_the_first_moment_that_was_really_public():
    now = make.now()
    first = make.approved(live_from=now + HOUR)
    second = make.approved(first.publication, live_from=now + 3 * HOUR, change_note="Second.")
    assert second.first_live_from == now + HOUR

    workflow.cancel_schedule(first, by=make.user("Editor"))

    second.refresh_from_db()
    assert second.first_live_from == now + 3 * HOUR


def test_no_words_are_lost_when_a_schedule_is_cancelled_while_the_next_edition_is_in_work():
    scheduled = make.approved(live_from=make.now() + HOUR)
    working = make.draft(scheduled.publication)
    writer = make.user("Writer")

    aside = workflow.cancel_schedule(scheduled, by=make.user("Editor"))

    assert aside.state() == ShownState.SET_ASIDE
    assert list(Edition.objects.working()) == [working]
    with pytest.raises(workflow.Conflict):
        workflow.submit(aside, by=writer)
    with pytest.raises(workflow.Refused, match="already working"):
        workflow.take_up(aside, by=writer)


def test_a_draft_that_was_set_aside_is_taken_up_as_the_next_edition():
    scheduled = make.approved(live_from=make.now() + HOUR)
    make.in_review(scheduled.publication)
    aside = workflow.cancel_schedule(scheduled, by=make.user("Editor"))
    workflow.approve(Edition.objects.working().get(), by=make.user("Editor"))

    again = workflow.take_up(aside, by=make.user("Writer"))

    assert (again.state(), again.number, again.title) == (ShownState.DRAFT, 3, scheduled.title)


# Corrections


def test_the_next_edition_begins_with_the_same_words():
    first = make.approved()

    draft = workflow.revise(first, by=make.user("Writer"))

    assert (draft.title, draft.lead, draft.body) == (first.title, first.lead, first.body)
    assert (draft.number, draft.status, draft.change_note) == (2, Status.DRAFT, "")
    assert live(first.publication) == ["en 1"]


def test_a_correction_must_say_what_changed():
    first = make.approved()

    with pytest.raises(workflow.Refused, match="Say what changed"):
        workflow.correct(first, by=make.user("Writer"), note=" ")
    draft = workflow.correct(first, by=make.user("Writer"), note="The date.", title="Right")
    assert (draft.change_note, draft.title, draft.body) == ("The date.", "Right", first.body)


def test_the_next_edition_of_a_translation_renders_what_its_predecessor_rendered():
    original = make.approved()
    translation = make.approved(original.publication, "ru")

    assert workflow.revise(translation, by=make.user("Writer")).translation_of == original
    assert workflow.revise(original, by=make.user("Writer")).translation_of is None


def test_correcting_a_fact_makes_one_bundle_of_the_next_edition_of_every_public_language():
    session = make.session()
    english = make.approved(session)
    make.approved(session, "ru")
    writer = make.user("Writer")
    place = make.place(en="Yerevan", ru="Ереван")
    session.place = place
    session.save()
    workflow.change_facts(session, by=writer)

    notes = {"en": "The place was wrong.", "ru": "Место было указано неверно."}
    bundle = workflow.correct_facts(session, by=writer, note=notes)
    workflow.submit_bundle(bundle, by=writer)
    workflow.approve_bundle(bundle, by=make.user("Editor"))

    rows = {row.language: row for row in Edition.objects.live()}
    assert {row.change_note for row in rows.values()} == set(notes.values())
    assert rows["ru"].facts["place"]["name"] == "Ереван"
    assert rows["en"].title == english.title
    assert rows["en"].live_from == rows["ru"].live_from


def test_facts_of_what_is_not_public_are_simply_changed():
    draft = make.draft()

    with pytest.raises(workflow.Refused, match="public in no language"):
        workflow.correct_facts(draft.publication, by=make.user("Writer"), note="The place.")


# Withdrawal


def test_a_withdrawn_edition_is_gone_at_once_and_kept():
    edition = make.withdrawn(make.approved(), "It was wrong.")

    assert edition.state() == ShownState.WITHDRAWN
    assert live(edition.publication) == []
    assert edition.withdrawal_reason == "It was wrong."
    assert edition in Edition.objects.once_live()


def test_a_withdrawal_needs_a_reason_for_the_public():
    edition = make.approved()

    with pytest.raises(workflow.Refused, match="Say why"):
        workflow.withdraw(edition, by=make.user("Spokesman"), reason=" ")
    assert live(edition.publication) == ["en 1"]


def test_a_withdrawal_leads_to_what_replaces_it_until_it_is_reinstated():
    edition, other = make.approved(), make.release()
    spokesman = make.user("Spokesman")

    with pytest.raises(workflow.Refused, match="cannot replace itself"):
        workflow.withdraw(edition, by=spokesman, reason="Wrong.", replaced_by=edition.publication)
    gone = workflow.withdraw(edition, by=spokesman, reason="Wrong.", replaced_by=other)
    edition.publication.refresh_from_db()
    assert edition.publication.replaced_by_id == other.pk
    workflow.reinstate(gone, by=spokesman)
    edition.publication.refresh_from_db()
    assert edition.publication.replaced_by is None


def test_what_is_reinstated_in_one_language_is_still_replaced_in_the_others():
    edition, other, spokesman = make.approved(), make.release(), make.user("Spokesman")
    make.approved(edition.publication, "ru")
    why = {"by": spokesman, "reason": "Wrong.", "replaced_by": other}
    english, russian = workflow.withdraw_everywhere(edition.publication, **why)

    for gone, successor in ((english, other.pk), (russian, None)):
        workflow.reinstate(gone, by=spokesman)
        edition.publication.refresh_from_db()
        assert edition.publication.replaced_by_id == successor


def test_a_withdrawal_takes_back_whatever_was_to_follow():
    first, now = make.approved(), make.now()
    make.approved(first.publication, live_from=now + HOUR, change_note="Second.")
    make.approved(first.publication, live_from=now + 2 * HOUR, change_note="Third.")
    make.in_review(first.publication, change_note="Fourth.")

    workflow.withdraw(first, by=make.user("Spokesman"), reason="Wrong.")

    states = {row.number: row.state() for row in first.publication.editions.all()}
    assert states == {
        1: ShownState.WITHDRAWN,
        2: ShownState.SET_ASIDE,
        3: ShownState.SET_ASIDE,
        4: ShownState.DRAFT,
    }
    assert live(first.publication) == []
    assert [live(first.publication, now + hours * HOUR) for hours in (1, 2, 9)] == [[], [], []]


def test_a_withdrawal_in_one_language_leaves_the_other():
    english = make.approved()
    make.approved(english.publication, "ru")

    workflow.withdraw(english, by=make.user("Spokesman"), reason="Wrong.")

    assert live(english.publication) == ["ru 1"]


def test_a_withdrawal_everywhere_takes_every_language_and_what_waits_in_others():
    english, now = make.approved(), make.now()
    make.approved(english.publication, "ru")
    make.approved(english.publication, "hy", live_from=now + HOUR)

    gone = workflow.withdraw_everywhere(english.publication, by=make.user("Spokesman"), reason="Wrong.")

    assert [row.language for row in gone] == ["en", "ru"]
    assert live(english.publication, now + 2 * HOUR) == []


def test_reinstating_brings_back_the_same_words_and_facts_as_the_next_edition():
    session = make.session(place=make.place(en="Moscow"))
    first = make.approved(session)
    workflow.withdraw(first, by=make.user("Spokesman"), reason="Wrong.")
    session.place = make.place(en="Elsewhere")
    session.save()

    again = workflow.reinstate(first, by=make.user("Spokesman"))

    assert (again.number, again.state()) == (2, ShownState.REINSTATED)
    assert (again.body, again.facts) == (first.body, first.facts)
    assert again.first_live_from == first.live_from
    assert again.approved_by == first.approved_by
    facets = EditionFacet.objects.filter(edition=again).count()
    assert facets == EditionFacet.objects.filter(edition=first).count() > 0
    assert "words are the same" in again.change_note


def test_only_what_was_withdrawn_last_is_reinstated():
    first = make.approved()
    second = make.approved(first.publication, change_note="Second.")
    spokesman = make.user("Spokesman")
    workflow.withdraw(second, by=spokesman, reason="Wrong.")

    with pytest.raises(workflow.Refused, match="withdrawn last"):
        workflow.reinstate(first, by=spokesman)
    assert workflow.reinstate(second, by=spokesman).title == second.title


def test_a_draft_older_than_a_reinstated_edition_is_approved_under_the_next_number():
    first = make.approved()
    draft = make.in_review(first.publication, change_note="New.")
    spokesman = make.user("Spokesman")
    workflow.withdraw(first, by=spokesman, reason="Wrong.")
    workflow.reinstate(first, by=spokesman)

    draft = workflow.submit(draft, by=make.user("Writer"))
    assert workflow.approve(draft, by=make.user("Editor")).number == 4


# Alone, in an emergency


def test_a_spokesman_publishes_alone_and_the_record_says_so():
    spokesman = make.user("Spokesman")

    edition = workflow.publish_alone(make.draft(by=spokesman), by=spokesman)

    assert edition.state() == ShownState.PUBLISHED
    assert Record.objects.get().verb == "publish_alone"
    assert list(Edition.objects.owing_review()) == [edition]


def test_a_half_empty_draft_is_not_published_alone_either():
    spokesman = make.user("Spokesman")

    with pytest.raises(workflow.Refused, match="The text is missing"):
        workflow.publish_alone(make.draft(by=spokesman, body=""), by=spokesman)


def test_the_review_that_is_owed_is_settled_once_and_by_somebody_else():
    writer, spokesman, editor = make.user("Editor"), make.user("Spokesman"), make.user("Editor")
    edition = workflow.publish_alone(make.draft(by=writer), by=spokesman)

    for person in (writer, spokesman):
        with pytest.raises(workflow.Refused, match="Ask a colleague"):
            workflow.review(edition, by=person)
    workflow.review(edition, by=editor)
    assert not Edition.objects.owing_review().exists()
    with pytest.raises(workflow.Refused, match="No review is owed"):
        workflow.review(edition, by=editor)


def test_the_database_refuses_a_review_by_the_same_person():
    spokesman = make.user("Spokesman")
    edition = workflow.publish_alone(make.draft(by=spokesman), by=spokesman)

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(reviewed_by=spokesman)


# The table of moves


def state_of(name: ShownState) -> Edition:
    now = make.now()
    makers = {
        ShownState.DRAFT: make.draft,
        ShownState.IN_REVIEW: make.in_review,
        ShownState.SCHEDULED: lambda: make.approved(live_from=now + HOUR),
        ShownState.UNDER_EMBARGO: lambda: make.approved(live_from=now + HOUR, press_from=now),
        ShownState.PUBLISHED: make.approved,
        ShownState.CORRECTED: lambda: make.approved(make.approved().publication, change_note="New."),
        ShownState.REINSTATED: lambda: workflow.reinstate(
            make.withdrawn(make.approved()), by=make.user("Spokesman")
        ),
        ShownState.WITHDRAWN: lambda: make.withdrawn(make.approved()),
    }
    if name == ShownState.SUPERSEDED:
        first = make.approved()
        make.approved(first.publication, change_note="New.")
        return Edition.objects.get(pk=first.pk)
    if name == ShownState.SET_ASIDE:
        edition = make.approved(live_from=now + HOUR)
        make.draft(edition.publication)
        edition = workflow.cancel_schedule(edition, by=make.user("Editor"))
        edition.publication.editions.working().delete()
        return edition
    return makers[name]()


GIVEN = {
    "write": {"title": "Changed"},
    "take_over": {"live_from": make.moment("2014-12-23 12:00")},
    "reschedule": {"live_from": make.moment("2099-12-23 12:00")},
    "correct": {"note": "The date."},
    "withdraw": {"reason": "Wrong."},
}


def outcome(verb: str, edition: Edition, by) -> str:
    """What became of the attempt; the attempt itself is undone."""
    try:
        with transaction.atomic():
            moved = getattr(workflow, verb)(edition, by=by, **GIVEN.get(verb, {}))
            ends = workflow.MOVES[verb].ends or workflow.MOVES[verb].starts
            state = moved.state()
            transaction.set_rollback(True)
        return "moved" if state in ends else f"moved to {state}"
    except workflow.Conflict:
        return "not from here"
    except workflow.Refused as refusal:
        return "not this role" if "Your role" in str(refusal) else str(refusal)


@pytest.mark.parametrize("state", list(ShownState))
def test_every_verb_by_every_role_in_every_state_answers_as_the_table_says(state):
    edition = state_of(state)
    assert edition.state() == state
    people = {role: make.user(role) for role in workflow.moves.ROLES}
    allowed = {row["verb"]: row["roles"] for row in workflow.table()}

    wrong = []
    for verb, move in workflow.MOVES.items():
        for role, person in people.items():
            said = outcome(verb, edition, person)
            if role not in allowed[verb]:
                expected = "not this role"
            elif state not in move.starts:
                expected = "not from here"
            else:
                expected = "No review is owed for this edition." if verb == "review" else "moved"
            if said != expected:
                wrong.append(f"{verb} by {role}: {said}, not {expected}")
    assert wrong == []


def test_the_table_is_the_one_of_the_contract():
    rows = {row["verb"]: row["roles"] for row in workflow.table()}

    assert rows["submit"] == ["Writer", "Editor", "Spokesman", "Photographer", "Administrator"]
    assert rows["approve"] == rows["reschedule"] == rows["review"] == ["Editor", "Spokesman"]
    assert rows["withdraw"] == rows["reinstate"] == rows["publish_alone"] == ["Spokesman"]
    assert rows["take_over"] == ["Spokesman", "Administrator"]


def test_the_table_prints_on_one_page():
    rows = workflow.table()

    assert len(rows) < 30
    assert all(row["name"] and row["starts"] and row["roles"] for row in rows)
