"""Two people with one page of the office's facts open: officials, bodies, names, photographs."""

from types import SimpleNamespace

import pytest
from django.test import Client

from news.models import Membership, Office, Official, PressContact, State, Term

from . import desk, make
from .make import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two people of the staff who may change everything."""
    make.office()
    people = [Client(), Client()]
    for client in people:
        client.force_login(make.user("Administrator", is_superuser=True))
    return people


class Page:
    """The page of a thing at the desk, as one person saw it at first."""

    def __init__(self, client, thing):
        name = thing._meta.model_name
        self.client, self.address = client, f"/desk/news/{name}/{thing.pk}/change/"
        self.seen = desk.fields(client.get(self.address), f"{name}_form")

    def field(self, ending: str, value: str) -> str:
        """The name of the field that ends so and shows that value."""
        names = (name for name, shown in self.seen.items() if not name.startswith("initial-"))
        return next(name for name in names if name.endswith(ending) and self.seen[name] == [value])

    def save(self, **changes):
        return self.client.post(self.address, self.seen | changes | {"_continue": "yes"})


def people_of_an_official(two):
    term = make.term(official=make.official(en="Ann Exmple"), starts_on=day("2012-05-07"))
    return SimpleNamespace(term=term, pages=[Page(client, term.official) for client in two])


def test_what_two_people_change_in_two_lists_of_a_page_is_all_kept(two):
    case = people_of_an_official(two)
    first, second = case.pages

    assert first.save(**{first.field("-starts_on", "2012-05-07").replace("starts", "ends"): "2018-01-31"})
    answer = second.save(**{second.field("-name", "Ann Exmple"): "Ann Example"})

    assert answer.status_code == 302
    case.term.refresh_from_db()
    assert case.term.ends_on == day("2018-01-31")
    assert case.term.official.names.filter(name="Ann Example").exists()


def test_what_two_people_change_in_one_row_comes_back_with_both(two):
    case = people_of_an_official(two)
    first, second = case.pages
    ends_on = first.field("-starts_on", "2012-05-07").replace("starts", "ends")
    first.save(**{ends_on: "2018-01-31"})

    answer = second.save(**{ends_on: "2019-12-31"})

    assert answer.status_code == 409
    case.term.refresh_from_db()
    assert case.term.ends_on == day("2018-01-31")
    page = answer.content.decode()
    assert "Somebody changed this in the meantime" in page
    assert 'value="2019-12-31"' in page
    again = desk.fields(answer, "official_form")
    assert second.client.post(second.address, again | {"_continue": "yes"}).status_code == 302
    case.term.refresh_from_db()
    assert case.term.ends_on == day("2019-12-31")


def test_a_row_that_a_colleague_added_stays_and_is_no_conflict(two):
    case = people_of_an_official(two)
    _first, second = case.pages
    make.term(official=case.term.official, starts_on=day("2019-01-01"))

    answer = second.save(**{second.field("-starts_on", "2012-05-07"): "2012-05-08"})

    assert answer.status_code == 302
    assert {str(term.starts_on) for term in Term.objects.all()} == {"2012-05-08", "2019-01-01"}


def test_a_row_that_a_colleague_changed_is_deleted_only_when_that_was_seen(two):
    case = people_of_an_official(two)
    first, second = case.pages
    starts_on = first.field("-starts_on", "2012-05-07")
    first.save(**{starts_on: "2012-06-01"})

    answer = second.save(**{starts_on.replace("starts_on", "DELETE"): "on"})

    assert answer.status_code == 409
    again = desk.fields(answer, "official_form")
    assert second.client.post(second.address, again | {"_continue": "yes"}).status_code == 302
    assert not Term.objects.exists()


def test_a_row_that_a_colleague_took_away_is_said(two):
    case = people_of_an_official(two)
    _first, second = case.pages
    starts_on = second.field("-starts_on", "2012-05-07")
    Term.objects.all().delete()

    answer = second.save(**{starts_on: "2012-06-01"})

    assert answer.status_code == 409
    assert "2012-06-01" in answer.content.decode()
    assert not Term.objects.exists()


THINGS = {
    "state": (lambda: make.state(code="ABC"), "code", "slug"),
    "office": (lambda: Office.get(), "email", "accent_colour"),
    "contact": (
        lambda: PressContact.objects.create(term=make.term(), telephones="1\n2", email="a@example.org"),
        "email",
        "telephones",
    ),
    "topic": (lambda: make.topic("Peace"), "name", "slug"),
    "membership": (
        lambda: Membership.objects.create(state=make.state(), starts_on=make.DAY),
        "ends_on",
        "status",
    ),
    "photo": (lambda: make.photo(), "credit", "city"),
}
VALUES = {
    "code": "XYZ",
    "slug": "another",
    "email": "press@example.org",
    "accent_colour": "#123456",
    "telephones": "3",
    "name": "War",
    "ends_on": "2020-12-31",
    "status": "observer",
    "credit": "Somebody",
    "city": "Minsk",
}

OTHER_VALUES = {
    "code": "UVW",
    "email": "office@example.org",
    "name": "Truce",
    "ends_on": "2021-12-31",
    "credit": "Somebody else",
}


@pytest.mark.parametrize("kind", THINGS)
def test_of_two_fields_of_a_page_each_keeps_what_its_writer_said(two, kind):
    factory, one, other = THINGS[kind]
    thing = factory()
    first, second = (Page(client, thing) for client in two)

    assert first.save(**{one: VALUES[one]}).status_code == 302
    assert second.save(**{other: VALUES[other]}).status_code == 302

    thing = type(thing).objects.get(pk=thing.pk)
    assert [str(getattr(thing, name)) for name in (one, other)] == [VALUES[one], VALUES[other]]


@pytest.mark.parametrize("kind", THINGS)
def test_of_two_values_of_a_field_the_second_comes_back_with_the_first(two, kind):
    factory, one, _other = THINGS[kind]
    thing = factory()
    first, second = (Page(client, thing) for client in two)
    first.save(**{one: VALUES[one]})

    answer = second.save(**{one: OTHER_VALUES[one]})

    assert answer.status_code == 409
    assert VALUES[one] in answer.content.decode()
    assert str(getattr(type(thing).objects.get(pk=thing.pk), one)) == VALUES[one]


def test_a_moment_that_a_colleague_set_is_not_undone(two):
    official = make.official()
    first, second = (Page(client, official) for client in two)
    first.save(public_from_0="2030-01-01", public_from_1="10:00:00")

    assert second.save(slug="renamed").status_code == 302

    official = Official.objects.get()
    assert (official.slug, official.public_from) == ("renamed", make.moment("2030-01-01 07:00"))


def test_an_account_that_was_closed_is_not_opened_by_a_page_from_before(two):
    person = make.user("Spokesman")
    first, second = (Page(client, person) for client in two)
    del first.seen["is_active"]
    assert first.save(groups=[]).status_code == 302

    assert second.save(email="new@example.org").status_code == 302

    person.refresh_from_db()
    assert (person.email, person.is_active, person.groups.count()) == ("new@example.org", False, 0)
    assert person.password not in str(second.seen)


def test_lines_stored_by_a_program_are_no_conflict(two):
    state = make.state()
    state.names.update(other_spellings="One\nTwo")
    _first, second = (Page(client, state) for client in two)
    for name, values in second.seen.items():
        second.seen[name] = [value.replace("\n", "\r\n") for value in values]  # as a browser sends them

    assert second.save(slug="another").status_code == 302
    assert State.objects.get().slug == "another"
