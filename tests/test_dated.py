"""Facts and names are valid from … until, and public from a moment of their own."""

import pytest
from django.utils import timezone

from news.incumbents import sitting
from news.models import (
    Body,
    Membership,
    Official,
    Precision,
    Term,
    first_day,
    last_day,
    name_book,
)

from . import make
from .make import HOUR, day

PERIODS = [
    (Precision.DAY, "2015-08-09", "2015-08-09"),
    (Precision.MONTH, "2015-08-01", "2015-08-31"),
    (Precision.QUARTER, "2015-07-01", "2015-09-30"),
    (Precision.HALF_YEAR, "2015-07-01", "2015-12-31"),
    (Precision.YEAR, "2015-01-01", "2015-12-31"),
]


@pytest.mark.parametrize(("precision", "first", "last"), PERIODS)
def test_a_period_has_a_first_and_a_last_day(precision, first, last):
    assert first_day(day("2015-08-09"), precision) == day(first)
    assert last_day(day("2015-08-09"), precision) == day(last)


def test_february_ends_when_the_year_says_so():
    assert last_day(day("2012-02-10"), Precision.MONTH) == day("2012-02-29")


@pytest.mark.django_db
def test_a_term_holds_on_both_its_first_and_its_last_day():
    make.term(starts_on=day("2012-05-07"), ends_on=day("2018-05-07"))

    held = {
        text: Term.objects.on(day(text)).exists()
        for text in ["2012-05-06", "2012-05-07", "2018-05-07", "2018-05-08"]
    }
    assert list(held.values()) == [False, True, True, False]


@pytest.mark.django_db
def test_a_term_known_by_its_month_is_stored_from_the_first_to_the_last_day_of_it():
    term = make.term(starts_on=day("2019-03-20"), starts_precision=Precision.MONTH)
    term.ends_on, term.ends_precision = day("2022-09-02"), Precision.MONTH
    term.full_clean()

    assert (term.starts_on, term.ends_on) == (day("2019-03-01"), day("2022-09-30"))


@pytest.mark.django_db
def test_a_fact_set_ahead_is_not_public_before_its_moment():
    later = timezone.now() + HOUR
    make.body(public_from=later)

    assert not Body.objects.live().exists()
    assert Body.objects.live(later).exists()


@pytest.mark.django_db
def test_an_announced_official_is_public_with_the_announcement_not_before():
    edition = make.approved(live_from=timezone.now() + HOUR)
    make.official(announced_by=edition.publication)

    assert not Official.objects.live().exists()
    assert Official.objects.live(edition.live_from).exists()


@pytest.mark.django_db
def test_a_thing_has_the_name_of_the_day_in_the_language():
    body = make.body()
    body.names.all().delete()
    body.names.create(language="en", name="Old", ends_on=day("2010-06-30"))
    body.names.create(language="en", name="New", starts_on=day("2010-06-30"))
    body.names.create(language="ru", name="Новый", starts_on=day("2010-06-30"))

    assert str(body.named("en", day("2009-01-01"))) == "Old"
    assert str(body.named("en", day("2010-06-30"))) == "New"
    assert str(body.named("ru", day("2009-01-01"))) == "Новый"
    assert str(body.named("de", day("2011-01-01"))) == "New"


@pytest.mark.django_db
def test_the_names_of_a_whole_page_come_in_one_query(django_assert_num_queries):
    things = [
        make.body(en="Council"),
        make.state(en="Armenia"),
        make.position(en="President"),
        make.official(),
    ]

    with django_assert_num_queries(1):
        book = name_book(things, "en", make.DAY)
    assert [str(book[thing]) for thing in things[:3]] == ["Council", "Armenia", "President"]


@pytest.mark.django_db
def test_a_name_book_for_the_public_leaves_out_names_not_yet_public():
    body = make.body(en="Council")
    body.names.create(
        language="en", name="Future Council", starts_on=day("2014-01-01"), public_from=timezone.now() + HOUR
    )

    assert str(name_book([body], "en", make.DAY, at=timezone.now())[body]) == "Council"
    assert str(name_book([body], "en", make.DAY)[body]) == "Future Council"


@pytest.mark.django_db
def test_who_sat_on_a_day_follows_from_seat_term_and_membership():
    body, state = make.body(), make.state()
    term = make.term(starts_on=day("2000-01-01"), ends_on=day("2016-09-02"))
    make.seat(term, body, state)
    Membership.objects.create(state=state, starts_on=day("2008-03-28"), ends_on=day("2012-12-19"))
    Membership.objects.create(state=state, status="suspended", starts_on=day("2012-12-19"))

    assert [row.term for row in sitting(body, day("2010-01-01"), timezone.now())] == [term]
    assert sitting(body, day("2013-01-01"), timezone.now()) == []


@pytest.mark.django_db
def test_who_sits_for_no_state_sits_whatever_the_memberships():
    body, term = make.body(), make.term()
    make.seat(term, body)

    assert [row.term for row in sitting(body, make.DAY, timezone.now())] == [term]


@pytest.mark.django_db
def test_an_official_is_found_by_any_spelling_of_any_time():
    official = make.official(en="Emomali Rahmon")
    official.names.filter(language="en").update(other_spellings="Rakhmon\nRakhmonov")

    assert list(Official.objects.called("rakhmonov")) == [official]
