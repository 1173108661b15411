"""Several editions with one moment: all or none."""

import pytest
from django.db import IntegrityError, transaction

from news import workflow
from news.models import Edition, Record, ShownState, Status

from . import make
from .make import HOUR

pytestmark = pytest.mark.django_db


def states(bundle) -> list[ShownState]:
    return [row.state() for row in bundle.editions.order_by("id")]


def scheduled(live_from=None, press_from=None):
    bundle = make.bundle()
    live_from = live_from or make.now() + HOUR
    return workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=live_from, press_from=press_from)


def test_all_of_a_bundle_becomes_public_at_one_moment():
    session = make.session()
    members = [
        make.in_review(session),
        make.in_review(session, "ru"),
        make.in_review(make.statement()),
        make.in_review(make.decision()),
    ]
    bundle = make.bundle(*members)
    moment = make.now() + HOUR

    workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=moment)

    just_before = moment - HOUR / 3600_000_000
    assert not Edition.objects.live(just_before).exists()
    assert Edition.objects.live(moment).count() == len(members)


def test_a_bundle_approved_for_now_has_one_moment_too():
    bundle = workflow.approve_bundle(make.bundle(), by=make.user("Editor"))

    assert {row.live_from for row in bundle.editions.all()} == {bundle.live_from}
    assert states(bundle) == [ShownState.PUBLISHED] * 2


def test_a_blocker_in_one_holds_all_and_is_said_by_name():
    good = make.in_review()
    empty = make.in_review(title="The declaration", body="", lead="")
    bundle = make.bundle(good, empty)

    with pytest.raises(workflow.Refused) as refusal:
        workflow.approve_bundle(bundle, by=make.user("Editor"))

    assert list(refusal.value.sentences) == [
        "“The declaration” (English): The lead is missing.",
        "“The declaration” (English): The text is missing.",
    ]
    assert states(bundle) == [ShownState.IN_REVIEW] * 2
    assert not Record.objects.exists()


def test_own_words_in_one_member_hold_all():
    editor = make.user("Editor")
    bundle = make.bundle(make.in_review(), make.in_review(by=editor, title="Mine"))

    with pytest.raises(workflow.Refused, match=r"“Mine” \(English\): Nobody approves"):
        workflow.approve_bundle(bundle, by=editor)
    assert states(bundle) == [ShownState.IN_REVIEW] * 2


def test_a_member_that_is_still_a_draft_holds_all():
    bundle = make.bundle(make.in_review(), make.draft(title="Not yet"))

    with pytest.raises(workflow.Refused, match=r"“Not yet” \(English\) is draft"):
        workflow.approve_bundle(bundle, by=make.user("Editor"))
    writer = make.user("Writer")
    workflow.submit_bundle(bundle, by=writer)
    assert states(workflow.approve_bundle(bundle, by=make.user("Editor"))) == [ShownState.PUBLISHED] * 2


def test_an_empty_bundle_is_refused_with_a_sentence():
    bundle = workflow.gather("Nothing", [], by=make.user("Writer"))

    with pytest.raises(workflow.Refused, match="nothing in this bundle"):
        workflow.approve_bundle(bundle, by=make.user("Editor"))


def test_a_bundle_is_moved_as_a_whole():
    bundle = scheduled()
    moment = make.now() + 5 * HOUR

    workflow.move_bundle(bundle, by=make.user("Editor"), live_from=moment)

    assert not Edition.objects.live(moment - HOUR).exists()
    assert Edition.objects.live(moment).count() == 2


def test_a_member_that_cannot_move_holds_all():
    first = make.approved(title="First")
    second = make.in_review(first.publication, change_note="New.", title="Second")
    bundle = make.bundle(make.in_review(), second)
    moment = make.now() + HOUR
    workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=moment)
    make.approved(first.publication, live_from=moment + HOUR, change_note="Third.")

    with pytest.raises(workflow.Refused, match=r"“Second” \(English\): Edition 3 begins before"):
        workflow.move_bundle(bundle, by=make.user("Editor"), live_from=moment + 2 * HOUR)
    assert Edition.objects.live(moment).count() == 2


def test_a_bundle_is_cancelled_as_a_whole():
    bundle = workflow.cancel_bundle(scheduled(), by=make.user("Editor"))

    assert states(bundle) == [ShownState.DRAFT] * 2
    assert bundle.live_from is None


def test_the_embargo_of_a_bundle_is_lifted_as_a_whole():
    now = make.now()
    bundle = scheduled(now + HOUR, press_from=now)
    assert states(bundle) == [ShownState.UNDER_EMBARGO] * 2

    workflow.lift_bundle(bundle, by=make.user("Editor"))

    assert states(bundle) == [ShownState.PUBLISHED] * 2
    assert len({row.live_from for row in bundle.editions.all()}) == 1


@pytest.mark.parametrize("verb", ["approve", "publish_alone"])
def test_a_member_never_goes_out_alone(verb):
    member = make.in_review()
    make.bundle(member, make.in_review(), name="Summit")

    with pytest.raises(workflow.Refused, match="bundle “Summit”"):
        getattr(workflow, verb)(member, by=make.user("Spokesman"))


@pytest.mark.parametrize("verb", ["cancel_schedule", "reschedule", "lift"])
def test_a_member_is_not_moved_or_cancelled_alone(verb):
    member = scheduled().editions.first()
    given = {"live_from": make.now() + 9 * HOUR} if verb == "reschedule" else {}

    with pytest.raises(workflow.Refused, match="bundle “Summit”"):
        getattr(workflow, verb)(member, by=make.user("Spokesman"), **given)


def test_a_member_taken_out_goes_its_own_way():
    member = make.in_review()
    bundle = make.bundle(member, make.in_review())

    workflow.take_out(member, by=make.user("Writer"))

    assert workflow.approve(member, by=make.user("Editor")).state() == ShownState.PUBLISHED
    assert states(bundle) == [ShownState.IN_REVIEW]


def test_nothing_joins_or_leaves_a_bundle_that_is_approved():
    bundle = scheduled()
    writer = make.user("Writer")

    with pytest.raises(workflow.Refused, match="approved already"):
        workflow.add_to_bundle(bundle, make.draft(), by=writer)
    with pytest.raises(workflow.Refused, match="approved already"):
        workflow.take_out(bundle.editions.first(), by=writer)


def test_an_edition_is_in_one_bundle_only():
    member = make.draft()
    make.bundle(member, name="Summit")

    with pytest.raises(workflow.Refused, match="in the bundle “Summit” already"):
        make.bundle(member, name="Another")


def test_withdrawing_one_item_takes_its_whole_bundle_back():
    first = make.approved()
    other = make.in_review()
    bundle = make.bundle(make.in_review(first.publication, change_note="New."), other)
    moment = make.now() + HOUR
    workflow.approve_bundle(bundle, by=make.user("Editor"), live_from=moment)

    workflow.withdraw(first, by=make.user("Spokesman"), reason="Wrong.")

    assert states(bundle) == [ShownState.DRAFT] * 2
    assert not Edition.objects.live(moment).exists()
    bundle.refresh_from_db()
    assert bundle.live_from is None


def test_the_database_refuses_a_member_with_a_moment_of_its_own():
    member = scheduled().editions.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=member.pk).update(live_from=make.now() + 2 * HOUR)


def test_the_database_refuses_to_slip_something_public_into_a_bundle():
    bundle, edition = scheduled(), make.approved()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(bundle=bundle)


def test_a_stale_view_of_a_bundle_is_a_conflict():
    bundle = make.bundle()
    seen = bundle.lock_version
    workflow.approve_bundle(bundle, by=make.user("Editor"), seen=seen, live_from=make.now() + HOUR)

    with pytest.raises(workflow.Conflict):
        workflow.cancel_bundle(bundle, by=make.user("Editor"), seen=seen)


@pytest.mark.parametrize(
    ("verb", "role"), [("approve_bundle", "Writer"), ("cancel_bundle", "Writer"), ("lift_bundle", "Writer")]
)
def test_a_bundle_asks_for_the_same_roles_as_a_single_edition(verb, role):
    with pytest.raises(workflow.Refused, match="role"):
        getattr(workflow, verb)(make.bundle(), by=make.user(role))
    assert Edition.objects.filter(status=Status.IN_REVIEW).count() == 2
