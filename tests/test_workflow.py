"""The verbs, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from news import workflow
from news.models import Edition, EditionFacet, Facet, Record, ShownState, Status, Topic

from . import make
from .make import HOUR

pytestmark = pytest.mark.django_db


def test_an_approved_edition_is_public_at_once_when_no_moment_is_given():
    edition = make.approved()

    assert edition.state() == ShownState.PUBLISHED
    assert edition in Edition.objects.live()


def test_an_edition_approved_for_later_is_nowhere_before_its_moment_and_everywhere_at_it():
    edition = make.approved(live_from=timezone.now() + HOUR)

    just_before = edition.live_from - timezone.timedelta(microseconds=1)
    assert edition not in Edition.objects.live(just_before)
    assert edition in Edition.objects.live(edition.live_from)
    assert edition.state(just_before) == ShownState.SCHEDULED


def test_a_past_moment_counts_as_now():
    before = timezone.now()

    edition = make.approved(live_from=before - HOUR)

    assert edition.live_from >= before


def test_nobody_approves_their_own_words():
    editor = make.user("Editor")
    edition = make.in_review(by=editor)

    with pytest.raises(workflow.Refused, match="Ask a colleague"):
        workflow.approve(edition, by=editor)
    edition.refresh_from_db()
    assert edition.status == Status.IN_REVIEW


def test_nobody_approves_facts_they_changed():
    editor = make.user("Editor")
    edition = make.in_review()
    workflow.change_facts(edition.publication, by=editor)

    with pytest.raises(workflow.Refused, match="facts"):
        workflow.approve(edition, by=editor)


def test_an_editor_whose_change_was_followed_by_anybodys_trifle_still_cannot_approve():
    editor, writer = make.user("Editor"), make.user("Writer")
    words = make.draft(by=editor, title="The editor's own words")
    words = workflow.submit(workflow.write(words, by=writer, lead="A trifle."), by=writer)
    facts = make.in_review()
    workflow.change_facts(facts.publication, by=editor)
    workflow.change_facts(facts.publication, by=writer)

    for edition in (words, facts):
        with pytest.raises(workflow.Refused, match="own words or facts"):
            workflow.approve(edition, by=editor)
        assert workflow.approve(edition, by=make.user("Editor")).status == Status.APPROVED


def test_what_a_colleague_approved_is_settled_in_that_language_and_in_no_other():
    editor, note = make.user("Editor"), "A number."
    first = make.in_review()
    workflow.change_facts(first.publication, by=editor)
    workflow.approve(first, by=make.user("Editor"))

    second = make.in_review(first.publication, change_note=note)
    assert workflow.approve(second, by=editor).status == Status.APPROVED
    with pytest.raises(workflow.Refused, match="own words or facts"):
        workflow.approve(make.in_review(first.publication, "ru"), by=editor)


def test_a_cancelled_approval_settles_nothing():
    editor = make.user("Editor")
    edition = make.in_review()
    workflow.change_facts(edition.publication, by=editor)
    edition = workflow.approve(edition, by=make.user("Editor"), live_from=make.now() + make.HOUR)

    edition = workflow.submit(workflow.cancel_schedule(edition, by=editor), by=make.user("Writer"))

    with pytest.raises(workflow.Refused, match="own words or facts"):
        workflow.approve(edition, by=editor)


def test_nobody_reviews_afterwards_what_they_had_a_hand_in():
    spokesman, editor = make.user("Spokesman"), make.user("Editor")
    edition = make.draft()
    workflow.change_facts(edition.publication, by=editor)
    edition = workflow.publish_alone(edition, by=spokesman)
    workflow.change_facts(edition.publication, by=spokesman)

    with pytest.raises(workflow.Refused, match="Nobody reviews"):
        workflow.review(edition, by=editor)
    assert workflow.review(edition, by=make.user("Editor")).reviewed_by


@pytest.mark.parametrize("hand", ["words", "facts"])
def test_the_database_itself_refuses_an_approval_by_one_who_had_a_hand_in_it(hand):
    editor, writer = make.user("Editor"), make.user("Writer")
    edition = make.draft(by=editor if hand == "words" else writer)
    workflow.change_facts(edition.publication, by=editor if hand == "facts" else writer)
    workflow.change_facts(edition.publication, by=writer)
    edition = workflow.submit(workflow.write(edition, by=writer, lead="A trifle."), by=writer)
    approval = {
        "status": "approved",
        "approval": "two_people",
        "approved_by": editor,
        "live_from": make.now(),
        "first_live_from": make.now(),
        "facts_version": 3,
    }

    rows = Edition.objects.filter(pk=edition.pk)
    with pytest.raises(IntegrityError, match="nobody_approves_their_own"), transaction.atomic():
        rows.update(**approval)
    assert rows.update(**approval | {"approved_by": make.user("Editor")})


@pytest.mark.parametrize("person", ["written_by", "submitted_by", "facts_by"])
def test_the_database_itself_refuses_an_approval_by_the_same_person(person):
    edition = make.approved()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{person: edition.approved_by})


@pytest.mark.parametrize("missing", ["live_from", "approved_by", "first_live_from"])
def test_the_database_refuses_an_approval_without_a_moment_or_a_person(missing):
    edition = make.approved()

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{missing: None})


@pytest.mark.parametrize("role", ["Writer", "Photographer", "Administrator", "Accredited press"])
def test_only_editors_and_spokesmen_approve(role):
    edition = make.in_review()

    with pytest.raises(workflow.Refused, match="role"):
        workflow.approve(edition, by=make.user(role))


def test_accredited_press_cannot_submit():
    edition = make.draft()

    with pytest.raises(workflow.Refused, match="role"):
        workflow.submit(edition, by=make.user("Accredited press"))


def test_a_draft_may_be_half_empty_an_approved_edition_never():
    edition = make.in_review(lead="", body="")

    with pytest.raises(workflow.Refused) as refusal:
        workflow.approve(edition, by=make.user("Editor"))
    assert list(refusal.value.sentences) == ["The lead is missing.", "The text is missing."]


def test_words_in_review_cannot_be_changed_until_returned():
    writer = make.user("Writer")
    edition = make.in_review(by=writer)

    with pytest.raises(workflow.Conflict):
        workflow.write(edition, by=writer, title="Changed behind the reviewer's back")
    edition = workflow.return_to_draft(edition, by=make.user("Editor"))
    assert workflow.write(edition, by=writer, title="Changed").title == "Changed"


def test_a_stale_form_never_overwrites_a_colleague():
    edition = make.draft()
    seen = edition.lock_version
    workflow.write(edition, by=make.user("Writer"), seen=seen, title="The first to save")

    with pytest.raises(workflow.Conflict) as conflict:
        workflow.write(edition, by=make.user("Writer"), seen=seen, title="The second")
    assert conflict.value.current.title == "The first to save"


def test_an_approver_who_has_seen_older_facts_is_stopped():
    edition = make.in_review()
    seen = edition.publication.lock_version
    workflow.change_facts(edition.publication, by=make.user("Writer"))

    with pytest.raises(workflow.Conflict):
        workflow.approve(edition, by=make.user("Editor"), facts_seen=seen)


def test_stale_facts_never_overwrite_a_colleagues():
    release = make.release()
    seen = release.lock_version
    workflow.change_facts(release, by=make.user("Writer"), seen=seen)

    with pytest.raises(workflow.Conflict):
        workflow.change_facts(release, by=make.user("Writer"), seen=seen)


def test_the_next_edition_ends_its_predecessor_at_the_same_moment():
    first = make.approved()
    later = timezone.now() + HOUR

    second = make.approved(first.publication, live_from=later, change_note="The date was wrong.")

    first.refresh_from_db()
    assert (first.live_until, second.live_from) == (later, later)
    assert list(Edition.objects.live(later - HOUR / 2)) == [first]
    assert list(Edition.objects.live(later)) == [second]
    assert first.state(later) == ShownState.SUPERSEDED
    assert second.state(later) == ShownState.CORRECTED
    assert second.first_live_from == first.live_from


def test_a_second_public_edition_must_say_what_changed():
    first = make.approved()
    edition = make.in_review(first.publication)

    with pytest.raises(workflow.Refused, match="Say what changed"):
        workflow.approve(edition, by=make.user("Editor"))


def test_an_edition_before_a_scheduled_one_is_refused_with_a_sentence():
    scheduled = make.approved(live_from=timezone.now() + HOUR)
    edition = make.in_review(scheduled.publication, change_note="Sooner.")

    with pytest.raises(workflow.Refused, match="scheduled for later"):
        workflow.approve(edition, by=make.user("Editor"))


def test_one_edition_in_work_per_language():
    edition = make.draft()

    with pytest.raises(workflow.Refused, match="already working"):
        make.draft(edition.publication)
    assert make.draft(edition.publication, "ru").number == 1


def test_the_press_reads_before_the_public():
    now = timezone.now()

    edition = make.approved(live_from=now + 2 * HOUR, press_from=now + HOUR)

    assert edition.state(now + 1.5 * HOUR) == ShownState.UNDER_EMBARGO
    assert edition not in Edition.objects.live(now + 1.5 * HOUR)


def test_words_are_sanitised_on_the_way_in():
    edition = make.draft(body="<p>Agreed.</p><script>alert(1)</script>")

    assert "script" not in edition.body
    assert "alert" not in edition.body


def test_an_archive_keeps_its_own_dates_and_leaves_a_line_in_the_record():
    edition = make.archived(live_from=make.moment("2014-12-23 15:00"))

    assert edition.live_from == make.moment("2014-12-23 15:00")
    assert Record.objects.get().verb == "archive"


@pytest.mark.parametrize("role", ["Writer", "Editor"])
def test_taking_over_an_archive_needs_a_right_of_its_own(role):
    with pytest.raises(workflow.Refused, match="role"):
        workflow.take_over(make.draft(), by=make.user(role), live_from=make.moment("2014-12-23 15:00"))


def test_every_line_of_the_record_carries_the_hash_of_the_line_before():
    make.approved()
    make.approved()

    first, second = Record.objects.order_by("id")
    assert second.previous == first.hash
    assert len(second.after) == 64


def test_a_topic_is_public_when_a_public_edition_carries_it():
    release = make.release()
    release.topics.add("Crisis response")
    topic = Topic.objects.get()
    moment = timezone.now() + HOUR
    make.approved(release, live_from=moment)

    assert topic not in Topic.objects.live()
    assert topic in Topic.objects.live(moment)


def test_facets_are_written_from_the_frozen_facts():
    session = make.session()
    participation = make.participation(session)
    make.gallery(session)
    edition = make.approved(session)

    carried = set(EditionFacet.objects.filter(edition=edition).values_list("facet", "thing"))
    assert (Facet.OFFICIAL, participation.term.official_id) in carried
    assert (Facet.BODY, session.bodies.get().pk) in carried
    assert (Facet.PHOTO, session.gallery.get().photo_id) in carried


def test_links_lead_to_the_web_to_mail_and_to_telephones_only():
    addresses = ["https://a.example/", "http://a.example/", "mailto:a@a.example", "tel:+7", "/en/"]
    others = [
        "ftp://a.example/",
        "magnet:?x",
        "irc://a.example/",
        "sms:+7",
        "javascript:a()",
        "data:text/html,a",
    ]
    body = "".join(f'<a href="{address}">to</a>' for address in [*addresses, *others])

    edition = make.draft(body=body)

    assert [address for address in [*addresses, *others] if f'"{address}"' in edition.body] == addresses
