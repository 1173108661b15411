"""SQLite's triggers and PostgreSQL's exclusion constraints refuse the same rows."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news.models import Chairmanship, Edition, Membership, Precision, Term

from . import make
from .make import day, moment

pytestmark = pytest.mark.django_db


def refused(save) -> bool:
    try:
        with transaction.atomic():
            save()
    except IntegrityError:
        return True
    return False


OVERLAPS = [
    (("2014-01-01", "2014-12-31"), ("2014-06-01", "2015-06-01"), True),
    (("2014-01-01", "2014-12-31"), ("2014-12-31", "2015-12-31"), False),
    (("2014-01-01", "2014-12-31"), ("2013-01-01", "2014-01-01"), False),
    (("2014-01-01", None), ("2015-01-01", "2015-12-31"), True),
    (("2014-01-01", None), ("2015-01-01", None), True),
    (("2014-01-01", "2014-12-31"), ("2014-03-01", "2014-04-01"), True),
    ((None, "2014-12-31"), ("2014-01-01", None), False),
]


@pytest.mark.parametrize(("one", "other", "overlap"), OVERLAPS)
def test_chairmanships_share_at_most_the_changeover_day(one, other, overlap):
    body, first, second = make.body(), make.state(), make.state()
    Chairmanship.objects.create(body=body, state=first, starts_on=one[0], ends_on=one[1])
    rival = Chairmanship(body=body, state=second, starts_on=_day(other[0]), ends_on=_day(other[1]))

    assert _said(rival) is overlap
    assert refused(rival.save) is overlap


@pytest.mark.parametrize(("one", "other", "overlap"), OVERLAPS)
def test_moving_a_row_into_another_is_refused_too(one, other, overlap):
    body, first, second = make.body(), make.state(), make.state()
    Chairmanship.objects.create(body=body, state=first, starts_on=one[0], ends_on=one[1])
    rival = Chairmanship.objects.create(body=body, state=second, starts_on="1999-01-01", ends_on="1999-01-02")

    rival.starts_on, rival.ends_on = _day(other[0]), _day(other[1])
    assert refused(rival.save) is overlap


def _day(text):
    return day(text) if text else None


def _said(row) -> bool:
    try:
        row.clean()
    except ValidationError as error:
        assert "End that" in error.message
        return True
    return False


@pytest.mark.parametrize(
    ("fields", "overlap"),
    [
        ({}, True),
        ({"acting": True}, False),
        ({"starts_precision": Precision.MONTH}, False),
        ({"ends_precision": Precision.YEAR}, False),
    ],
)
def test_two_full_terms_in_one_position_overlap_only_when_exact_and_not_acting(fields, overlap):
    position = make.position()
    make.term(position=position, starts_on=day("2014-01-01"), ends_on=day("2016-12-31"))
    rival = Term(
        official=make.official(),
        position=position,
        **{"starts_on": day("2015-01-01"), "ends_on": day("2015-12-31")} | fields,
    )

    assert _said(rival) is overlap
    assert refused(rival.save) is overlap


def test_a_position_of_many_holders_takes_many_terms():
    position = make.position(single_holder=False)
    make.term(position=position, starts_on=day("2014-01-01"))

    assert make.term(position=position, starts_on=day("2015-01-01")).pk


def test_a_state_is_not_member_and_suspended_at_once():
    state = make.state()
    Membership.objects.create(state=state, starts_on=day("2008-03-28"))
    suspended = Membership(state=state, status="suspended", starts_on=day("2012-12-19"))

    assert _said(suspended)
    assert refused(suspended.save)


def test_one_preferred_name_per_language_and_day():
    body = make.body()
    body.names.all().delete()
    body.names.create(language="en", name="Old", starts_on=day("2000-01-01"), ends_on=day("2010-01-01"))

    later = body.names.model(body=body, language="en", name="New", starts_on=day("2009-01-01"))
    russian = body.names.model(body=body, language="ru", name="Новое", starts_on=day("2009-01-01"))
    assert _said(later)
    assert refused(later.save)
    assert not refused(russian.save)


def test_two_editions_of_one_language_are_never_public_together():
    first = make.archived(live_from=moment("2014-12-23 10:00"))
    end = moment("2014-12-24 10:00")
    Edition.objects.filter(pk=first.pk).update(live_until=end)
    second = make.archived(first.publication, live_from=end, change_note="Corrected.")

    ended = Edition.objects.filter(pk=first.pk)
    assert second in Edition.objects.live(end)
    assert refused(lambda: ended.update(live_until=end + make.HOUR))
    assert refused(lambda: ended.update(live_until=None))
    assert not refused(lambda: ended.update(live_until=end - make.HOUR))


def test_an_edition_that_was_never_public_stands_in_nobodys_way():
    cancelled = make.archived(live_from=moment("2014-12-23 10:00"))
    Edition.objects.filter(pk=cancelled.pk).update(live_until=cancelled.live_from)

    assert make.archived(cancelled.publication, live_from=moment("2014-12-22 10:00"), change_note="Moved.").pk
