"""What a list is asked for in its address: read, applied to frozen facts, written again."""

import pytest
from django.http import QueryDict

from news import filters
from news.models import Edition
from news.reading import Unreadable

from . import make
from .make import HOUR, day

pytestmark = pytest.mark.django_db


def parse(query: str):
    return filters.parse(QueryDict(query), make.now())


def found(query: str) -> set[str]:
    editions = parse(query).apply(Edition.objects.live())
    return set(editions.values_list("title", flat=True))


@pytest.fixture
def case():
    make.office()
    council, russia = make.body(slug="council"), make.state(slug="russia")
    person = make.term(official=make.official(slug="person"))
    make.seat(person, council, russia)
    session = make.session(bodies=[council], date=day("2014-12-23"))
    session.topics.add("Crisis response")
    make.participation(session, term=person)
    make.approved(session, title="A session")
    speech = make.statement(form="speech", date=day("2014-11-30"))
    speech.speakers.create(term=person)
    make.approved(speech, title="A speech")
    make.approved(make.decision(bodies=[council], date=day("2015-01-01")), title="A decision")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"A session", "A speech", "A decision"}),
        ("year=2014", {"A session", "A speech"}),
        ("year=2014&month=12", {"A session"}),
        ("year=2014&month=02", set()),
        ("body=council", {"A session", "A decision"}),
        ("body=council&year=2015", {"A decision"}),
        ("official=person", {"A session", "A speech"}),
        ("official=person&form=speech", {"A speech"}),
        ("state=russia", {"A session"}),
        ("topic=crisis-response", {"A session"}),
        ("topic=crisis-response&kind=decision", set()),
        ("kind=decision", {"A decision"}),
        ("year=2015&year=2014&colour=red", {"A session", "A speech"}),
        ("body=nothing", set()),
        ("year=9999&month=12", set()),
    ],
)
def test_filters_combine_over_frozen_facts(case, query, titles):
    assert found(query) == titles


def test_a_fact_that_is_not_approved_yet_filters_nothing(case):
    make.Publication.objects.get(editions__title="A decision").topics.add("Crisis response")

    assert found("topic=crisis-response") == {"A session"}


def test_a_thing_that_is_hidden_is_a_thing_that_does_not_exist():
    make.approved(make.session(bodies=[make.body(slug="hidden", public_from=make.now() + HOUR)]))

    assert parse("body=hidden").things == parse("body=nothing").things == {"body": None}


@pytest.mark.parametrize(
    "query",
    [
        "year=20144",
        "year=2014&month=13",
        "year=2014&month=0",
        "year=2014&month=2014-02-30",
        "month=12",
        "kind=rumour",
        "form=gossip",
        "body=%00",
        "topic=' OR 1=1",
        "official=" + "x" * 10_000,
        "state=%ed%a0%80",
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_sentence(query):
    with pytest.raises(Unreadable) as refused:
        parse(query)

    assert refused.value.sentence.endswith(".")


def test_an_address_is_written_in_one_way():
    asked = parse("form=speech&x=1&year=2014&month=02&kind=")

    assert asked.query() == "year=2014&month=2&form=speech"
    assert asked.query(after="item-1") == "year=2014&month=2&form=speech&after=item-1"
    assert asked.without("year").query() == "form=speech"
    assert asked.without("form").query() == "year=2014&month=2"
    assert not parse("colour=red")


@pytest.mark.parametrize(("query", "queries"), [("year=2014&form=speech", 0), ("body=a&topic=b&state=c", 1)])
def test_filters_cost_one_query_at_most(django_assert_num_queries, query, queries):
    with django_assert_num_queries(queries):
        parse(query)
