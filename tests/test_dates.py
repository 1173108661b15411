"""Dates in words: exact, and never more exact than they are known."""

import re

import pytest
from django.utils import translation
from django.utils.formats import localize

from news import dates

from . import make


def plain(html):
    return re.sub(r"<[^>]+>", "", str(html))


@pytest.mark.parametrize(
    ("precision", "english", "russian"),
    [
        ("day", "23 December 2014", "23 декабря 2014"),
        ("month", "December 2014", "декабрь 2014"),
        ("quarter", "fourth quarter of 2014", "четвёртый квартал 2014 года"),
        ("half_year", "second half of 2014", "второе полугодие 2014 года"),
        ("year", "2014", "2014"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(precision, english, russian):
    with translation.override("en"):
        assert dates.in_words("2014-12-23", precision) == english
    with translation.override("ru"):
        assert dates.in_words("2014-12-23", precision) == russian


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2014-12-22", "2014-12-23", "22–23 December 2014"),
        ("2014-11-30", "2014-12-02", "30 November – 2 December 2014"),
        ("2014-12-31", "2015-01-01", "31 December 2014 – 1 January 2015"),
        ("2014-12-23", "2014-12-23", "23 December 2014"),
        ("2014-12-23", None, "23 December 2014"),
    ],
)
def test_an_event_of_several_days_says_what_differs(first, last, words):
    assert plain(dates.occasion(first, "day", last)) == words


def test_the_machine_reads_the_same_precision():
    assert dates.time_element("2014-12-01", "month") == '<time datetime="2014-12">December 2014</time>'
    assert dates.time_element("2015-07-01", "half_year") == "second half of 2015"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("2003-01-01", "year", "2016-12-31", "day"), "2003 – 31 December 2016"),
        (("2026-01-01", "day", None, "day"), "from 1 January 2026"),
        ((None, "day", "2019-03-31", "month"), "until March 2019"),
        (("2014-01-01", "year", "2014-12-31", "year"), "2014"),
        (("2014-01-01", "year", "2016-12-31", "year"), "2014–2016"),
        (("2024-01-01", "day", "2024-12-31", "year"), "2024, from 1 January"),
        (("2024-01-01", "year", "2024-11-28", "day"), "2024, until 28 November"),
        (("2024-03-01", "month", "2024-12-31", "year"), "2024"),
        (("2014-03-05", "day", "2014-03-05", "day"), "5 March 2014"),
        (("2014-03-01", "month", "2014-03-31", "month"), "March 2014"),
        (("2014-07-01", "half_year", "2014-12-31", "half_year"), "second half of 2014"),
        ((None, "day", None, "day"), ""),
    ],
)
def test_a_time_in_office_says_what_is_known(row, words):
    assert plain(dates.span(*row)) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("2012-12-19", "day", None, "day"), "с 19 декабря 2012 года"),
        (("2019-03-01", "month", None, "day"), "с марта 2019 года"),
        (("2019-01-01", "year", None, "day"), "с 2019 года"),
        ((None, "day", "2016-12-31", "day"), "по 31 декабря 2016 года"),
        ((None, "day", "2019-03-31", "month"), "по март 2019 года"),
        ((None, "day", "2016-12-31", "year"), "по 2016 год"),
        ((None, "day", "2016-06-30", "half_year"), "по первое полугодие 2016 года"),
        (("2024-01-01", "day", "2024-12-31", "year"), "2024, с 1 января"),
    ],
)
def test_in_russian_a_beginning_and_an_end_stand_in_their_cases(row, words):
    with translation.override("ru"):
        assert plain(dates.span(*row)).replace("\N{NO-BREAK SPACE}", " ") == words


def test_in_russian_no_preposition_is_left_at_the_end_of_a_line():
    with translation.override("ru"):
        assert plain(dates.span("2026-01-01", "year", None, "")).startswith("с\N{NO-BREAK SPACE}")
        assert plain(dates.span(None, "", "2026-12-31", "year")).startswith("по\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "26 November 2026, 03:11"), ("ru", "26 ноября 2026 г. 3:11")]
)
def test_the_desk_writes_moments_as_the_world_does(language, said):
    with translation.override(language):
        assert localize(make.moment("2026-11-26 03:11")) == said


@pytest.mark.parametrize(
    ("headline", "marked"),
    [
        ("Session of December 23, 2014, Moscow", "Session of [December 23, 2014,] Moscow"),
        ("On the decision of 15 September 2015", "On the decision of [15 September 2015]"),
        ("Сессия 23 декабря 2014 года, Москва", "Сессия [23 декабря 2014 года,] Москва"),
        ("Strategy for 2026–2030 <b>", "Strategy for [2026–2030] &lt;b&gt;"),
    ],
)
def test_a_headline_keeps_its_days_whole_and_its_words_as_they_are(headline, marked):
    shown = dates.with_days_whole(headline)
    assert shown.replace('<span class="day">', "[").replace("</span>", "]") == marked
