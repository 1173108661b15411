"""Bundles at the desk: made from a session or by hand, decided as a whole."""

import datetime

import pytest

from news import workflow
from news.models import Bundle, Edition, ShownState, Status

from . import make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def page(bundle) -> str:
    return f"/desk/news/bundle/{bundle.pk}/change/"


def look(client, bundle):
    return client.get(page(bundle)).context


def offered(client, bundle) -> list[str]:
    return [offer.verb for offer in look(client, bundle)["offers"]]


def seen(client, bundle) -> dict:
    """What the page's forms carry of what it showed."""
    shown = look(client, bundle)
    members = [
        f"{row.edition.pk}-{row.edition.lock_version}-{row.edition.publication.lock_version}"
        for row in shown["members"]
    ]
    return {"seen": shown["bundle"].lock_version, "member": members}


def press(client, bundle, verb, **more):
    data = {"verb": verb, **seen(client, bundle), **more}
    return client.post(f"/desk/news/bundle/{bundle.pk}/move/", data)


def states(bundle) -> set:
    return {edition.state() for edition in bundle.editions.all()}


def scheduled():
    moment = make.now() + HOUR
    return workflow.approve_bundle(make.bundle(), by=make.user("Editor"), live_from=moment)


def test_a_session_is_bundled_with_its_statements_and_decisions_in_every_language(client):
    client.force_login(make.user("Writer"))
    session = make.session()
    expected = {
        make.draft(session).pk,
        make.draft(session, "ru").pk,
        make.draft(make.statement(session=session)).pk,
        make.draft(make.decision(session=session)).pk,
    }
    make.draft(title="Something else")

    response = client.post(f"/desk/news/bundle/of-session/{session.pk}/")

    bundle = Bundle.objects.get()
    assert response.url == page(bundle)
    assert set(bundle.editions.values_list("pk", flat=True)) == expected
    assert client.post(f"/desk/news/bundle/of-session/{session.pk}/").url == page(bundle)
    assert Bundle.objects.count() == 1


def test_the_button_stands_on_the_page_of_a_session_in_work(client):
    client.force_login(make.user("Writer"))
    session = make.draft(make.session()).publication

    text = client.get(f"/desk/news/session/{session.pk}/change/").content.decode()

    assert f'action="/desk/news/bundle/of-session/{session.pk}/"' in text


def test_a_bundle_is_made_by_hand(client):
    writer = make.user("Writer")
    client.force_login(writer)
    edition = make.draft()

    client.post("/desk/news/bundle/add/", {"name": "The summit"})
    bundle = Bundle.objects.get()
    press(client, bundle, "add", item=edition.publication_id)

    edition.refresh_from_db()
    assert (bundle.made_by, edition.bundle) == (writer, bundle)

    press(client, bundle, "take_out", edition=edition.pk)
    edition.refresh_from_db()
    assert edition.bundle is None


def test_what_is_not_in_work_is_put_into_no_bundle(client, editor):
    bundle = make.bundle()

    response = press(client, bundle, "add", item=make.approved().publication_id)

    assert response.status_code == 400
    assert "Nothing of that item is in work." in response.content.decode()


def test_the_page_names_what_each_member_misses_and_holds_the_approval_back(client, editor):
    bundle = make.bundle(make.in_review(), make.in_review(title="The declaration", lead=""))

    shown = look(client, bundle)

    assert {str(row.edition): row.missing for row in shown["members"]}["The declaration"] == [
        "The lead is missing."
    ]
    assert "approve" not in offered(client, bundle)
    refused = press(client, bundle, "approve", when="now")
    assert "“The declaration” (English): The lead is missing." in refused.content.decode()
    assert not Edition.objects.live().exists()


def test_all_is_submitted_and_approved_together(client):
    client.force_login(make.user("Writer"))
    bundle = make.bundle(make.draft(), make.in_review())
    assert offered(client, bundle) == ["submit"]
    press(client, bundle, "submit")
    assert states(bundle) == {ShownState.IN_REVIEW}

    client.force_login(make.user("Editor"))
    press(client, bundle, "approve", when="now")

    assert states(bundle) == {ShownState.PUBLISHED}
    assert len(set(bundle.editions.values_list("live_from", flat=True))) == 1


def test_in_place_of_the_button_stands_the_sentence_for_ones_own_words(client, editor):
    bundle = make.bundle(make.in_review(), make.in_review(by=editor))

    assert offered(client, bundle) == []
    assert "Nobody approves their own words or facts." in client.get(page(bundle)).content.decode()


def test_all_is_approved_for_one_moment_with_the_press_reading_first(client, editor):
    bundle = make.bundle()

    press(
        client,
        bundle,
        "approve",
        when="later",
        moment="2040-06-01T10:00",
        press_moment="2040-06-01T08:00",
    )

    moment = datetime.datetime(2040, 6, 1, 7, tzinfo=datetime.UTC)
    rows = set(bundle.editions.values_list("live_from", "press_from"))
    assert rows == {(moment, moment - 2 * HOUR)}


def test_a_past_moment_of_a_bundle_is_asked_back(client, editor):
    bundle = make.bundle()

    asked = press(client, bundle, "approve", when="later", moment="2014-12-23T10:00")

    assert asked.status_code == 400
    assert "Yes, at once" in asked.content.decode()
    assert states(bundle) == {ShownState.IN_REVIEW}


def test_all_is_moved_lifted_or_cancelled_together(client, editor):
    bundle = scheduled()
    assert offered(client, bundle) == ["reschedule", "cancel_schedule", "lift"]

    press(client, bundle, "reschedule", moment="2040-06-01T10:00")
    bundle.refresh_from_db()
    assert bundle.live_from.year == 2040

    press(client, bundle, "cancel_schedule")
    assert states(bundle) == {ShownState.DRAFT}

    other = scheduled()
    press(client, other, "lift")
    assert states(other) == {ShownState.PUBLISHED}


def test_the_form_that_moves_all_opens_with_the_moment_of_the_bundle_and_refuses_it(client, editor):
    moment = make.moment("2040-06-01 07:00")
    bundle = workflow.approve_bundle(make.bundle(), by=make.user("Editor"), live_from=moment)
    assert 'name="moment" value="2040-06-01T10:00"' in client.get(page(bundle)).content.decode()

    asked = press(client, bundle, "reschedule", moment="2040-06-01T10:00")

    assert asked.status_code == 400
    assert "It is set for that moment already." in asked.content.decode()


def test_a_bundle_that_changed_since_it_was_looked_at_is_a_conflict(client, editor):
    bundle = make.bundle()
    looked = seen(client, bundle)
    workflow.change_facts(bundle.editions.first().publication, by=make.user("Writer"))

    data = {"verb": "approve", "when": "now", **looked}
    response = client.post(f"/desk/news/bundle/{bundle.pk}/move/", data)

    assert response.status_code == 409
    assert states(bundle) == {ShownState.IN_REVIEW}


def test_a_member_gets_its_moment_with_the_bundle_only(client, editor):
    bundle = make.bundle()
    edition = bundle.editions.first()

    shown = client.get(f"/desk/news/release/{edition.publication_id}/change/")

    assert "approve" not in shown.context["panel"].lines[0].moves
    assert f'href="{page(bundle)}"' in shown.content.decode()


def test_roles_hold_for_bundles_too(client):
    client.force_login(make.user("Writer"))
    bundle = make.bundle()

    assert offered(client, bundle) == []
    assert press(client, bundle, "approve", when="now").status_code == 400
    client.force_login(make.user("Accredited press"))
    assert client.get(page(bundle)).status_code == 302


def test_only_an_empty_bundle_is_deleted(client, editor):
    bundle, empty = make.bundle(), Bundle.objects.create(name="Empty", made_by=editor)

    for one in (bundle, empty):
        client.post(f"/desk/news/bundle/{one.pk}/delete/", {"post": "yes"})

    assert list(Bundle.objects.all()) == [bundle]


def test_the_list_says_where_each_bundle_stands(client, editor):
    make.bundle(name="Waits")
    scheduled()

    text = client.get("/desk/news/bundle/").content.decode()

    assert "in review" in text
    assert "scheduled" in text
    assert Edition.objects.filter(status=Status.APPROVED).count() == 2
