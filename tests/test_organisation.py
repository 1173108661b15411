"""Bodies and states: who chairs, who sits, who is a member, today and on any day."""

import re

import pytest

from news.models import Chairmanship, Membership

from . import make
from .make import day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.fixture
def council():
    council = make.body(slug="council", en="The Council", sort_order=1)
    for name, joined, suspended in [
        ("Russia", "2002-05-14", None),
        ("Uzbekistan", "2006-08-16", "2012-12-19"),
    ]:
        state = make.state(slug=name.lower(), en=name)
        Membership.objects.create(state=state, starts_on=day(joined), ends_on=suspended and day("2012-12-18"))
        if suspended:
            Membership.objects.create(state=state, status="suspended", starts_on=day(suspended))
        term = make.term(
            official=make.official(en=f"Head of {name}"),
            position=make.position(en=f"President of {name}"),
            starts_on=day("2002-01-01"),
        )
        make.seat(term, council, state)
    return council


def read(client, path):
    page = client.get(path).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_body_shows_who_sits_in_it_members_only(client, council):
    page = read(client, "/en/bodies/council/")

    assert "Head of Russia" in page
    assert "Uzbekistan" not in page


def test_a_body_on_a_day_shows_who_sat_in_it_then(client, council):
    page = read(client, "/en/bodies/council/?on=2010-06-01")

    assert "As on 1 June 2010" in page
    assert "Head of Uzbekistan" in page


def test_on_the_day_of_a_handover_the_successor_sits(client, council):
    position = make.position(en="Secretary General")
    old = make.term(
        official=make.official(en="Old holder"),
        position=position,
        starts_on=day("2010-01-01"),
        ends_on=day("2015-01-01"),
    )
    make.seat(old, council)
    make.term(official=make.official(en="New holder"), position=position, starts_on=day("2015-01-01"))

    page = read(client, "/en/bodies/council/?on=2015-01-01")
    assert "New holder" in page
    assert "Old holder" not in page


def test_chairmanships_now_and_before_and_only_that_days(client, council):
    session = make.session(bodies=[council])
    make.approved(session, title="The handing over")
    for name, starts, ends in [("Formerland", "2013-09-23", "2014-12-23"), ("Nowland", "2014-12-23", None)]:
        Chairmanship.objects.create(
            body=council,
            state=make.state(en=name, slug=name.lower()),
            starts_on=day(starts),
            ends_on=ends and day(ends),
            handed_over_at=session if name == "Nowland" else None,
        )

    page = read(client, "/en/bodies/council/")
    assert re.search(r"Nowland — in the chair|Nowland\s+in the chair", page)
    assert "Formerland 23 September 2013 – 23 December 2014" in page
    assert "Taken over at: The handing over" in page
    on_a_day = read(client, "/en/bodies/council/?on=2014-06-01")
    assert "Formerland" in on_a_day
    assert "Nowland" not in on_a_day
    assert "Formerland" in read(client, "/en/states/formerland/?on=2014-06-01")
    assert "The Council" not in read(client, "/en/states/nowland/?on=2014-06-01")


def test_a_body_has_the_name_of_the_day(client):
    body = make.body(slug="center")
    body.names.all().delete()
    body.names.create(language="en", name="Old Center", ends_on=day("2016-01-01"))
    body.names.create(language="en", name="New Center", starts_on=day("2016-01-01"))

    today = read(client, "/en/bodies/center/")
    assert "New Center" in today
    assert "Other names: Old Center (until 1 January 2016 )" in today
    then = read(client, "/en/bodies/center/?on=2014-01-01")
    assert "Old Center" in then
    assert "New Center" not in then
    assert "New Center" not in read(client, "/en/bodies/?on=2014-01-01")


def test_a_body_leads_to_its_sessions_and_decisions_and_parts(client, council):
    make.approved(make.session(bodies=[council]), title="The session")
    make.approved(make.decision(bodies=[council]), title="The decision")
    make.body(en="The Committee", within=council)

    page = read(client, "/en/bodies/council/")
    assert "The session" in page
    assert "The decision" in page
    assert "The Committee" in page


def test_items_of_another_day_are_not_on_the_page_of_a_day(client, council):
    make.approved(make.session(bodies=[council], date=day("2014-12-23")), title="Of that day")
    make.approved(make.session(bodies=[council], date=day("2015-09-15")), title="Of another")

    page = read(client, "/en/bodies/council/?on=2014-12-23")
    assert "Of that day" in page
    assert "Of another" not in page


def test_a_state_shows_its_standing_over_time_and_by_whose_decision(client, council):
    decision = make.decision(bodies=[council])
    make.approved(decision, title="On the suspension")
    Membership.objects.filter(status="suspended").update(decided_by=decision)

    page = read(client, "/en/states/uzbekistan/")
    assert re.search(r"The organisation: member\s+16 August 2006 – 18 December 2012", page)
    assert re.search(r"The organisation: suspended\s+from 19 December 2012", page)
    assert "By: On the suspension" in page
    assert "Head of Uzbekistan, President of Uzbekistan" in page.replace(" ,", ",")
    then = read(client, "/en/states/uzbekistan/?on=2010-01-01")
    assert "Suspended" not in then


def test_the_states_of_a_day_are_the_members_of_that_day(client, council):
    page = client.get("/en/states/").content.decode()
    assert "Uzbekistan" in page.split('id="others"')[1]

    then = client.get("/en/states/?on=2010-01-01").content.decode()
    assert "Uzbekistan" in then.split('id="members"')[1]
    assert 'id="others"' not in then


def test_a_body_whose_first_name_begins_later_is_in_no_list_of_an_earlier_day(client, council):
    center = make.body(slug="center", en="The Center", within=council)
    paths = [f"/en/bodies/{page}?on={{}}" for page in ("", f"{council.slug}/")]
    assert all("The Center" in read(client, path.format("2014-01-01")) for path in paths)

    center.names.update(starts_on=day("2016-10-14"))

    assert [path for path in paths if "The Center" in read(client, path.format("2016-10-13"))] == []
    assert all("The Center" in read(client, path.format("2016-10-14")) for path in paths)
    assert all("The Center" in read(client, path.partition("?")[0]) for path in paths)
    assert "The Council" in read(client, "/en/bodies/?on=2014-01-01")


def test_the_index_of_bodies_names_their_chairs(client, council):
    Chairmanship.objects.create(body=council, state=make.state(en="Nowland"))

    assert "In the chair: Nowland" in read(client, "/en/bodies/")


def test_unknown_bodies_states_and_officials_are_absent(client):
    for area in ("bodies", "states", "officials", "topics"):
        assert client.get(f"/en/{area}/nothing/").status_code == 404
