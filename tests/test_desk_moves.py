"""The buttons of an item: who sees which, what they do, what they ask back."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone

from news import workflow
from news.admin.moments import AskBack, meant
from news.models import Edition, Record, Status

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

MOSCOW = zoneinfo.ZoneInfo("Europe/Moscow")
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def sign_in(client, role):
    person = make.user(role)
    client.force_login(person)
    return person


def panel(client, item):
    return client.get(desk.page(item)).context["panel"]


def together(client, item):
    return [offer.verb for offer in panel(client, item).together]


def test_a_writer_submits_and_an_editor_approves(client):
    sign_in(client, "Writer")
    release = make.draft().publication
    desk.move(client, release, "submit")
    assert release.editions.get().status == Status.IN_REVIEW

    sign_in(client, "Editor")
    response = desk.move(client, release, "approve", when="now")

    assert response.url == desk.page(release)
    assert release.editions.get().state() == "published"


@pytest.mark.parametrize(
    ("role", "moves"),
    [
        ("Writer", ["return_to_draft"]),
        ("Editor", ["return_to_draft", "approve"]),
        ("Spokesman", ["return_to_draft", "approve", "publish_alone"]),
        ("Photographer", ["return_to_draft"]),
        ("Administrator", ["return_to_draft"]),
    ],
)
def test_each_role_sees_the_buttons_it_may_press(client, role, moves):
    sign_in(client, role)
    edition = make.in_review()

    assert panel(client, edition.publication).rows[0].moves == moves


def test_in_place_of_the_button_stands_the_sentence_for_ones_own_words(client):
    editor = sign_in(client, "Editor")
    edition = make.in_review(by=editor)

    page = client.get(desk.page(edition.publication)).content.decode()

    assert "Nobody approves their own words or facts. Ask a colleague to approve it." in page
    assert "Approve now" not in page


def test_in_place_of_the_button_stands_the_sentence_for_ones_own_facts(client):
    editor = sign_in(client, "Editor")
    edition = make.in_review()
    workflow.change_facts(edition.publication, by=editor)

    page = client.get(desk.page(edition.publication)).content.decode()

    assert "Nobody approves their own words or facts." in page
    assert "Approve now" not in page


def test_what_is_missing_stands_beside_the_buttons_and_holds_the_approval_back(client):
    sign_in(client, "Editor")
    edition = make.in_review(lead="")

    page = client.get(desk.page(edition.publication)).content.decode()

    assert "The lead is missing." in page
    assert "Approve now" not in page


def test_an_approval_of_something_else_than_was_seen_is_a_conflict(client):
    sign_in(client, "Editor")
    edition = make.in_review()
    seen = panel(client, edition.publication)
    workflow.change_facts(edition.publication, by=make.user("Writer"))

    data = {"verb": "approve", "edition": edition.pk, f"seen-{edition.pk}": edition.lock_version}
    data |= {"when": "now", "facts_seen": seen.facts_seen}
    response = client.post(seen.url, data)

    assert response.status_code == 409
    assert "Somebody changed this in the meantime." in response.content.decode()
    edition.refresh_from_db()
    assert edition.status == Status.IN_REVIEW


def test_all_languages_go_together_or_not_at_all(client):
    sign_in(client, "Editor")
    release = make.release()
    make.in_review(release, "en")
    russian = make.in_review(release, "ru", lead="")
    assert together(client, release) == ["return_to_draft"]

    refused = desk.move(client, release, "approve", language="", when="now")
    assert refused.status_code == 400
    assert not Edition.objects.live().exists()

    Edition.objects.filter(pk=russian.pk).update(lead="Теперь есть.")
    assert together(client, release) == ["return_to_draft", "approve"]
    desk.move(client, release, "approve", language="", when="now")
    assert set(Edition.objects.live().values_list("language", flat=True)) == {"en", "ru"}


def waiting(publication=None, **moments):
    """Two languages of one item, approved for the same moment."""
    publication = publication or make.release()
    moments.setdefault("live_from", make.moment("2040-06-01 07:00"))
    return [make.approved(publication, language, **moments) for language in ("en", "ru")]


def live_from(publication):
    return set(publication.editions.values_list("live_from", flat=True))


def test_what_waits_in_all_languages_is_moved_cancelled_or_lifted_together(client):
    sign_in(client, "Editor")
    release = waiting()[0].publication
    assert together(client, release) == ["cancel_schedule", "reschedule", "lift"]

    desk.move(client, release, "reschedule", language="", moment="2041-06-01T10:00")
    assert live_from(release) == {make.moment("2041-06-01 07:00")}

    desk.move(client, release, "cancel_schedule", language="")
    assert set(release.editions.values_list("status", flat=True)) == {Status.DRAFT}

    other = waiting()[0].publication
    desk.move(client, other, "lift", language="")
    assert set(Edition.objects.live().values_list("publication", "language")) == {
        (other.pk, "en"),
        (other.pk, "ru"),
    }


def test_one_deed_on_all_languages_has_one_moment(client):
    sign_in(client, "Spokesman")
    release, lifted, moved = make.release(), waiting()[0].publication, waiting()[0].publication
    urgent = make.release()
    for item in (release, urgent):
        for language in ("en", "ru"):
            make.in_review(item, language)

    desk.move(client, release, "approve", language="", when="now")
    desk.move(client, lifted, "lift", language="")
    past = {"moment": "2014-12-23T10:00", "past_is_now": "yes"}
    desk.move(client, moved, "reschedule", language="", **past)
    desk.move(client, urgent, "publish_alone", language="", when="now")
    assert [len(live_from(item)) for item in (release, lifted, moved, urgent)] == [1, 1, 1, 1]
    assert Edition.objects.live().count() == 8

    workflow.withdraw_everywhere(release, by=make.user("Spokesman"), reason="Wrong.")
    assert len(set(release.editions.values_list("live_until", flat=True))) == 1


def test_where_one_language_cannot_be_moved_none_is_and_it_is_named(client):
    sign_in(client, "Editor")
    release = make.release()
    make.approved(release, "ru", live_from=make.moment("2040-05-01 07:00"), title="Первая")
    waiting(release, change_note="A number.")
    chosen = list(release.editions.filter(live_from=make.moment("2040-06-01 07:00")))

    refused = desk.move(client, release, "reschedule", editions=chosen, moment="2040-04-01T10:00")

    assert refused.status_code == 400
    assert "(Russian): Edition 1 is scheduled for later than that." in refused.content.decode()
    assert {row.live_from for row in chosen} < live_from(release)


def test_where_somebody_was_faster_in_one_language_none_is_moved(client):
    sign_in(client, "Editor")
    english, russian = waiting()
    seen = panel(client, english.publication)
    workflow.cancel_schedule(russian, by=make.user("Spokesman"))

    data = {"verb": "cancel_schedule", "edition": [english.pk, russian.pk], "facts_seen": seen.facts_seen}
    data |= {f"seen-{row.pk}": row.lock_version for row in (english, russian)}
    response = client.post(seen.url, data)

    assert response.status_code == 409
    english.refresh_from_db()
    assert english.status == Status.APPROVED


def test_two_editions_of_one_language_that_wait_are_moved_one_by_one(client):
    sign_in(client, "Editor")
    release = make.release()
    make.approved(release, live_from=make.moment("2040-05-01 07:00"))
    waiting(release, change_note="A number.")

    assert together(client, release) == []


def test_before_an_embargo_is_lifted_in_all_languages_each_is_named_with_its_moment(client):
    sign_in(client, "Editor")
    english, russian = waiting()
    button = panel(client, english.publication).together[-1]

    asked = client.get(button.confirm_url, {"edition": [english.pk, russian.pk]})

    page = " ".join(asked.content.decode().split())
    assert "All of these languages are public at once" in page
    assert english.title in page and russian.title in page
    assert page.count("public from 1 June 2040, 10:00 (Europe/Moscow)") == 2
    link = f"?edition={english.pk}&amp;edition={russian.pk}"
    assert link in client.get(desk.page(english.publication)).content.decode()


def test_a_form_that_moves_opens_with_the_moments_that_are_set_in_the_offices_zone(client):
    make.office(time_zone="Asia/Yerevan")
    sign_in(client, "Editor")
    moments = {"live_from": make.moment("2040-06-01 07:00"), "press_from": make.moment("2040-06-01 05:00")}
    edition = make.approved(**moments)

    page = client.get(desk.page(edition.publication)).content.decode()

    name = f"reschedule-{edition.pk}"
    assert f'id="moment-{name}" name="moment" value="2040-06-01T11:00"' in page
    assert f'id="press_moment-{name}" name="press_moment" value="2040-06-01T09:00"' in page
    assert "(Asia/Yerevan)" in page


def test_the_press_that_reads_already_is_not_asked_for_anew_when_all_is_moved(client):
    sign_in(client, "Editor")
    edition = make.approved(live_from=make.moment("2040-06-01 07:00"), press_from=timezone.now())

    offer = panel(client, edition.publication).offer("reschedule", edition.pk)
    assert offer.values == {"moment": "2040-06-01T10:00"}
    desk.move(client, edition.publication, "reschedule", moment="2040-06-02T10:00")

    press_from = edition.press_from
    edition.refresh_from_db()
    assert (edition.live_from, edition.press_from) == (make.moment("2040-06-02 07:00"), press_from)


def test_languages_with_moments_of_their_own_are_brought_to_one(client):
    sign_in(client, "Editor")
    english = make.approved(live_from=make.moment("2040-06-01 07:00"))
    release = english.publication
    russian = make.approved(release, "ru", live_from=make.moment("2040-06-02 07:00"))
    assert panel(client, release).offer("reschedule", english.pk, russian.pk).values == {}

    desk.move(client, release, "reschedule", language="", moment="2040-06-01T10:00")

    assert live_from(release) == {make.moment("2040-06-01 07:00")}


def test_a_move_to_the_moment_that_is_set_is_no_line_of_the_record(client):
    sign_in(client, "Editor")
    edition = make.approved(live_from=make.moment("2040-06-01 07:00"))

    asked = desk.move(client, edition.publication, "reschedule", moment="2040-06-01T10:00")

    assert asked.status_code == 400
    assert "It is set for that moment already. Choose another one." in asked.content.decode()
    assert not Record.objects.filter(verb="reschedule").exists()


def test_a_moment_is_read_in_the_offices_zone(client):
    sign_in(client, "Editor")
    edition = make.in_review()
    later = timezone.now().astimezone(MOSCOW) + datetime.timedelta(days=3)

    desk.move(client, edition.publication, "approve", when="later", moment=f"{later:%Y-%m-%dT}10:00")

    edition.refresh_from_db()
    assert edition.live_from.astimezone(MOSCOW).strftime("%H:%M") == "10:00"
    assert edition.state() == "scheduled"


def test_a_moment_that_has_passed_is_asked_back_before_it_counts_as_now(client):
    sign_in(client, "Editor")
    edition = make.in_review()

    asked = desk.move(client, edition.publication, "approve", when="later", moment="2014-12-23T10:00")
    assert asked.status_code == 400
    assert "That moment has passed" in asked.content.decode()
    edition.refresh_from_db()
    assert edition.status == Status.IN_REVIEW

    desk.move(
        client,
        edition.publication,
        "approve",
        when="later",
        moment="2014-12-23T10:00",
        past_is_now="yes",
    )
    edition.refresh_from_db()
    assert edition.state() == "published"


def test_a_moment_that_is_none_is_asked_back(client):
    sign_in(client, "Editor")
    edition = make.in_review()

    response = desk.move(client, edition.publication, "approve", when="later", moment="tomorrow")

    assert "Write the day and the hour." in response.content.decode()


def test_an_hour_that_does_not_exist_is_asked_back():
    with pytest.raises(AskBack, match="does not exist on that day"):
        meant("2027-03-28T02:30", BERLIN)


def test_an_hour_that_comes_twice_is_asked_back_with_both():
    with pytest.raises(AskBack, match="comes twice") as question:
        meant("2026-10-25T02:30", BERLIN)

    first, second = [meant(value, BERLIN) for value, _label in question.value.choices]
    assert second - first == datetime.timedelta(hours=1)


def test_the_hour_that_was_meant_is_taken(client):
    make.office(time_zone="Europe/Berlin")
    sign_in(client, "Editor")
    edition = make.in_review()

    asked = desk.move(client, edition.publication, "approve", when="later", moment="2030-10-27T02:30")
    assert "Which one is meant?" in asked.content.decode()
    desk.move(
        client,
        edition.publication,
        "approve",
        when="later",
        moment="2030-10-27T02:30:00+01:00",
    )

    edition.refresh_from_db()
    assert edition.live_from == make.moment("2030-10-27 01:30")


def test_an_approved_edition_is_followed_by_one_with_the_same_words(client):
    writer = sign_in(client, "Writer")
    edition = make.approved(title="Once")

    desk.move(client, edition.publication, "revise")

    following = Edition.objects.get(number=2)
    assert (following.title, following.body, following.status) == ("Once", edition.body, Status.DRAFT)
    assert following.written_by == writer
    assert "words-en-change_note" in desk.shown(client, edition.publication)


def test_a_photographer_begins_no_next_edition(client):
    sign_in(client, "Photographer")
    edition = make.approved()

    response = desk.move(client, edition.publication, "revise")

    assert response.status_code == 400
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("verb", ["", "take_over", "lock", "write"])
def test_a_button_that_is_none_does_nothing(client, verb):
    sign_in(client, "Spokesman")
    edition = make.draft()

    assert desk.move(client, edition.publication, verb).status_code == 400


def test_a_move_is_a_post(client):
    sign_in(client, "Editor")
    edition = make.in_review()

    assert client.get(panel(client, edition.publication).url).status_code == 405


def test_todays_page_says_what_goes_live_next_and_what_waits(client):
    editor = sign_in(client, "Editor")
    make.approved(title="Goes live tomorrow", live_from=timezone.now() + 24 * make.HOUR)
    make.in_review(title="Waits for me")
    make.in_review(by=editor, title="My own, with a colleague")
    make.draft(by=editor, title="My own draft")
    make.draft(title="Somebody else's draft")
    make.approved(title="Just published")

    response = client.get("/desk/")

    def titles(name):
        return [line.edition.title for line in response.context[name]]

    assert titles("next_live") == ["Goes live tomorrow"]
    assert titles("to_approve") == ["Waits for me"]
    assert titles("with_colleagues") == ["My own, with a colleague"]
    assert titles("my_drafts") == ["My own draft"]
    assert titles("last_published") == ["Just published"]
    assert "UTC" in response.content.decode()


def test_nobody_is_offered_for_approval_what_they_may_not_approve(client):
    writer = sign_in(client, "Writer")
    make.in_review(by=writer)
    make.in_review()

    response = client.get("/desk/")

    assert response.context["to_approve"] == []
    assert "Waits for your approval" not in response.content.decode()


def test_moments_that_differ_by_less_than_a_form_can_say_are_one(client):
    sign_in(client, "Editor")
    english = make.approved(live_from=make.moment("2040-06-01 07:00"))
    later = make.moment("2040-06-01 07:00") + datetime.timedelta(microseconds=5)
    russian = make.approved(english.publication, "ru", live_from=later)

    offer = panel(client, english.publication).offer("reschedule", english.pk, russian.pk)

    assert offer.values == {"moment": "2040-06-01T10:00"}
