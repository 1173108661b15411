"""Lists that answer questions: the filters of a page, their counts, and the archive by year and month."""

import html
import re
from urllib.parse import parse_qsl

import pytest

from . import make
from .make import HOUR, day

pytestmark = pytest.mark.django_db


def world():
    make.office()
    council, joint = make.body(slug="council", en="Council"), make.body(slug="staff", en="Joint Staff")
    make.body(slug="hidden", en="Hidden Body", public_from=make.now() + HOUR)
    for number, (when, body) in enumerate(
        [("2014-12-23", council), ("2014-12-01", joint), ("2015-02-03", council)]
    ):
        session = make.session(bodies=[body], date=day(when), slug=f"session-{number}")
        session.topics.add("Crisis response")
        make.archived(session, title=f"Session {number}")
    make.archived(make.release(date=day("2014-03-04")), title="A release")
    make.archived(make.release(date=day("2014-03-05")), "ru", title="Новость")


once = make.once(world)


@pytest.fixture(autouse=True)
def case(once, db):
    """The world above, shared by all tests here."""


def text(client, path) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def titles(client, path) -> list[str]:
    return re.findall(r'class="teaser-title"><a href="[^"]+">([^<]+)</a>', text(client, path))


def options(page: str, name: str) -> list[str]:
    field = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    return [one.strip() for one in re.findall(r"<option[^>]*>([^<]*)", field[0])] if field else []


def test_choices_say_how_many_public_items_there_are_and_none_is_offered_that_leads_nowhere(client):
    page = text(client, "/en/sessions/")

    assert options(page, "body") == ["any", "Council (2)", "Joint Staff (1)"]
    assert options(page, "year") == ["any", "2015 (1)", "2014 (2)"]
    assert options(page, "topic") == ["any", "Crisis response (3)"]
    assert options(page, "state") == options(page, "kind") == options(page, "month") == []


def test_counts_are_of_what_the_other_filters_let_through(client):
    page = text(client, "/en/sessions/?year=2014")

    assert options(page, "body") == ["any", "Council (1)", "Joint Staff (1)"]
    assert options(page, "month") == ["any", "December (2)"]


def test_the_choices_of_a_filter_that_is_set_are_counted_without_it(client):
    page = text(client, "/en/sessions/?body=council&year=2014")

    assert options(page, "body") == ["any", "Council (1)", "Joint Staff (1)"]
    assert options(page, "year") == ["any", "2015 (1)", "2014 (1)"]
    assert options(text(client, "/en/search/?kind=release"), "kind") == ["any", "Session (3)", "News (1)"]


def test_years_are_counted_in_the_month_that_is_set(client):
    page = text(client, "/en/search/?year=2014&month=12")

    assert options(page, "year") == ["any", "2014 (2)"]
    assert options(page, "month") == ["any", "March (1)", "December (2)"]


def test_officials_are_offered_by_surname_in_the_language_of_the_page(client):
    session = make.session(slug="attended")
    for slug, en, ru in [
        ("zas", "Stanislav Zas", "Станислав Зась"),
        ("tasmagambetov", "Imangali Tasmagambetov", "Имангали Тасмагамбетов"),
        ("aliev", "Zakir Aliev", "Закир Алиев"),
    ]:
        make.participation(session, term=make.term(official=make.official(slug=slug, en=en, ru=ru)))
    for language in ("en", "ru"):
        make.approved(session, language, title="Attended")

    assert options(text(client, "/en/sessions/"), "official") == [
        "any",
        "Zakir Aliev (1)",
        "Imangali Tasmagambetov (1)",
        "Stanislav Zas (1)",
    ]
    assert options(text(client, "/ru/sessions/"), "official")[1:] == [
        "Закир Алиев (1)",
        "Станислав Зась (1)",
        "Имангали Тасмагамбетов (1)",
    ]
    assert options(text(client, "/en/news/"), "official") == []
    assert titles(client, "/en/sessions/?official=zas") == ["Attended"]


def test_a_filter_with_very_many_choices_offers_those_with_most_items(client, monkeypatch):
    monkeypatch.setattr("news.choices.MOST_OFFERED", 1)

    page = text(client, "/en/sessions/")

    assert options(page, "body") == ["any", "Council (2)"]
    assert 'name="choose" value="body">“Body” offers the 1 with most items.' in page
    assert options(text(client, "/en/sessions/?body=staff"), "body") == ["any", "Joint Staff (1)"]


def links_of_choices(page: str) -> dict[str, str]:
    found = re.search(r'<ul class="index".*?</ul>', page, re.DOTALL)[0]
    return {name: html.unescape(href) for href, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', found)}


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/en/sessions/", "year=2014&month=12"),
        ("/en/search/", "q=session&year=2014"),
        ("/en/search/", "year=2014&kind=session"),
        ("/en/archive/2014/12/", "topic=crisis-response"),
        ("/en/topics/crisis-response/", "year=2014"),
    ],
)
def test_all_choices_of_a_filter_keep_what_was_chosen_before(client, monkeypatch, path, asked):
    monkeypatch.setattr("news.choices.MOST_OFFERED", 1)

    page = text(client, f"{path}?{asked}&choose=body")

    assert "Body: all 2" in page
    assert titles(client, f"{path}?{asked}&choose=body") == []
    found = links_of_choices(page)
    assert list(found) == ["Council", "Joint Staff"]
    chosen = dict(parse_qsl(asked)) | {"body": "staff"}
    assert dict(parse_qsl(found["Joint Staff"].partition("?")[2])) == chosen
    assert found["Joint Staff"].startswith(path)
    assert "1 item" in (narrowed := text(client, found["Joint Staff"])) or "1 session" in narrowed
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("query", ["choose=year", "choose=%00", "choose=state", "choose=", "choose=x"])
def test_a_list_with_nothing_to_choose_so_is_the_list(client, query):
    assert titles(client, f"/en/sessions/?{query}") == titles(client, "/en/sessions/") != []
    assert titles(client, "/en/topics/crisis-response/?choose=topic") != []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/en/sessions/", "3 sessions"),
        ("/en/sessions/?year=2015", "1 session"),
        ("/en/search/?year=2014", "3 items"),
        ("/en/search/?year=2014&kind=session", "2 sessions"),
        ("/en/search/?q=session", "3 items"),
        ("/en/search/?q=session&year=2015", "1 item"),
        ("/en/archive/2014/12/?body=staff", "1 item"),
        ("/en/topics/crisis-response/", "3 items"),
        ("/ru/news/", "1 новость"),
        ("/ru/archive/2014/", "1 материал"),
    ],
)
def test_a_list_says_once_how_many_items_it_has(client, path, said):
    counts = re.findall(r'class="found-count">\s*([^<]*?)\s*</h2>', text(client, path))

    assert counts == [said]


def test_a_total_that_is_large_is_not_counted_to_the_end(client, monkeypatch):
    monkeypatch.setattr("news.counting.MOST_WALKED", 40)
    make.copies(make.Edition.objects.get(title="Session 0"), 44)

    assert "More than 40 sessions" in text(client, "/en/sessions/")
    assert "More than 40 items" in text(client, "/en/search/?body=council")
    assert "1 session<" in text(client, "/en/sessions/?body=staff")


def test_choices_of_what_was_not_looked_at_to_the_end_have_no_number(client, monkeypatch):
    monkeypatch.setattr("news.counting.MOST_LOOKED_AT", 2)

    for path in ("/en/sessions/?topic=crisis-response", "/en/search/?q=session"):
        page = text(client, path)
        assert options(page, "body") == ["any", "Council", "Joint Staff"], path
        assert options(page, "year") == ["any", "2015", "2014"], path


def test_search_offers_only_what_its_words_are_found_with(client):
    page = text(client, "/en/search/?q=session")

    assert options(page, "year") == ["any", "2015 (1)", "2014 (2)"]
    assert options(page, "kind") == ["any", "Session (3)"]
    assert options(text(client, "/en/search/?q=session&body=staff"), "body") == [
        "any",
        "Council (2)",
        "Joint Staff (1)",
    ]


def test_filters_without_a_word_list_all_that_fits_newest_first(client):
    assert titles(client, "/en/search/?year=2014") == titles(client, "/en/archive/2014/")
    both = "year=2014&topic=crisis-response"
    assert titles(client, f"/en/search/?{both}") == titles(client, f"/en/sessions/?{both}") != []
    assert titles(client, "/en/search/") == []


def test_a_topic_is_a_list_like_the_others(client):
    path = "/en/topics/crisis-response/"

    assert len(titles(client, path)) == 3
    assert titles(client, f"{path}?year=2015") == ["Session 2"]
    assert options(text(client, path), "body") == ["any", "Council (2)", "Joint Staff (1)"]
    assert options(text(client, path), "topic") == []
    assert client.get(f"{path}?year=none").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/en/sessions/?kind=statement",
        "/en/sessions/feed.atom?kind=statement",
        "/en/archive/2014/?year=2015",
        "/en/archive/2014/12/?year=2014&month=11",
        "/en/archive/2014/?year=2014&month=12",
        "/en/topics/crisis-response/?topic=other",
        "/en/topics/crisis-response/feed.rss?topic=other",
    ],
)
def test_a_filter_that_a_list_cannot_have_is_answered_with_a_sentence(client, path):
    response = client.get(path)

    assert response.status_code == 400
    assert "This list has only what its heading says." in response.content.decode()


def test_a_filter_that_a_list_has_anyway_may_be_asked_for(client):
    assert titles(client, "/en/sessions/?kind=session") == titles(client, "/en/sessions/")


def test_a_filter_that_nobody_knows_can_be_taken_off(client):
    page = text(client, "/en/sessions/?body=nothing")

    assert "Nothing matches all these filters." in page
    assert '<a href="/en/sessions/">without Body: nothing</a>' in page


def test_a_later_page_leads_to_the_filters(client):
    make.copies(make.Edition.objects.get(title="Session 0"), 44)
    first = text(client, "/en/sessions/?body=council")
    page = text(client, html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1]))

    assert "<select" not in page
    assert '<a href="/en/sessions/?body=council">Change the filters</a>' in page


def test_counts_change_when_an_item_becomes_public_or_goes(client):
    edition = make.approved(make.session(bodies=[make.Body.objects.get(slug="staff")]))
    assert "Joint Staff (2)" in options(text(client, "/en/sessions/"), "body")

    make.withdrawn(edition)

    assert "Joint Staff (1)" in options(text(client, "/en/sessions/"), "body")


def test_many_are_not_counted_to_the_end(client):
    make.copies(make.Edition.objects.get(title="Session 0"), 60)

    assert "Council (50+)" in options(text(client, "/en/sessions/"), "body")


def test_filters_that_are_set_are_links_that_take_them_off(client):
    page = text(client, "/en/sessions/?body=council&year=2014")

    chosen = re.search(r'<ul class="chosen".*?</ul>', page, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', chosen) == ["/en/sessions/?body=council", "/en/sessions/?year=2014"]
    assert titles(client, "/en/sessions/?body=council&year=2014") == ["Session 0"]


def test_an_empty_list_says_what_to_take_off(client):
    page = text(client, "/en/sessions/?body=staff&year=2015")

    loosen = re.search(r'<ul class="loosen".*?</ul>', page, re.DOTALL)[0]
    assert [html.unescape(href) for href in re.findall(r'href="([^"]+)"', loosen)] == [
        "/en/sessions/?body=staff",
        "/en/sessions/?year=2015",
        "/en/sessions/",
    ]


def test_what_is_hidden_filters_as_what_does_not_exist(client):
    assert text(client, "/en/sessions/?body=hidden") == text(client, "/en/sessions/?body=absent").replace(
        "absent", "hidden"
    )


def test_pages_of_a_filtered_list_keep_the_filter(client):
    make.copies(make.Edition.objects.get(title="Session 0"), 44)

    seen, path = [], "/en/sessions/?body=council&year=2014"
    while path:
        page = text(client, path)
        seen += re.findall(r'teaser-title"><a href="([^"]+)"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = more and html.unescape(more[1])

    assert len(seen) == len(set(seen)) == 45


def test_a_list_has_one_address_in_each_language(client):
    page = text(client, "/en/sessions/?colour=red&year=2014&year=2014&body=")

    assert '<link rel="canonical" href="http://localhost:8000/en/sessions/?year=2014">' in page
    assert 'hreflang="ru" href="http://localhost:8000/ru/sessions/?year=2014">' in page


def test_a_list_with_two_filters_is_no_page_for_search_engines(client):
    page = text(client, "/en/sessions/?year=2014&body=council")

    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("year=2014&month=13", "Write the month as a number from 1 to 12."),
        ("year=2014-02-30", "Write the year with four digits"),
        ("month=2", "Say the year too"),
        ("form=gossip", "There is no such form."),
        ("topic=%00", "names something that the site does not know"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_sentence(client, query, sentence):
    response = client.get(f"/en/sessions/?{query}")

    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_the_archive_shows_the_months_in_which_something_is_public(client):
    make.approved(make.release(date=day("2030-01-01")), live_from=make.now() + HOUR)

    page = text(client, "/en/archive/")

    assert "November" not in page
    months = ["/en/archive/2014/03/", "/en/archive/2014/12/", "/en/archive/2015/02/"]
    assert sorted(re.findall(r'href="(/en/archive/\d{4}/\d\d/)"', page)) == months
    assert sorted(re.findall(r'href="(/en/archive/\d{4}/)"', page)) == [
        "/en/archive/2014/",
        "/en/archive/2015/",
    ]


def test_a_month_shows_all_kinds_and_leads_to_the_months_around_it(client):
    assert titles(client, "/en/archive/2014/") == ["Session 0", "Session 1", "A release"]
    assert titles(client, "/en/archive/2014/12/") == ["Session 0", "Session 1"]
    assert titles(client, "/en/archive/2014/12/?body=staff") == ["Session 1"]

    page = text(client, "/en/archive/2014/12/")
    assert '<a rel="prev" href="/en/archive/2014/03/">March 2014</a>' in page
    assert '<a rel="next" href="/en/archive/2015/02/">February 2015</a>' in page
    assert "<h1>December 2014</h1>" in page


@pytest.mark.parametrize(
    "path", ["2014/11/", "2030/", "2030/01/", "2014/13/", "2014/00/", "0000/", "2014/12/23/"]
)
def test_a_month_with_nothing_public_is_the_404_of_what_does_not_exist(client, path):
    make.approved(make.release(date=day("2030-01-01")), live_from=make.now() + HOUR)

    response = client.get(f"/en/archive/{path}")

    assert (response.status_code, response.content) == (404, client.get("/en/nothing/").content)


def test_a_moved_moment_moves_the_item_in_filtered_lists_too(client):
    session = make.session(bodies=[make.Body.objects.get(slug="council")])
    edition = make.approved(session, title="Moved", live_from=make.now() + 5 * HOUR)

    make.workflow.lift(edition, by=make.user("Editor"))

    assert titles(client, "/en/sessions/?body=council")[0] == "Moved"
    assert set(edition.facets.values_list("first_live_from", flat=True)) == {
        make.Edition.objects.get(pk=edition.pk).first_live_from
    }


def test_the_page_of_a_body_leads_to_the_whole_list_where_it_shows_a_part(client):
    assert 'href="/en/sessions/?body=council"' not in text(client, "/en/bodies/council/")

    make.copies(make.Edition.objects.get(title="Session 0"), 9)

    assert 'href="/en/sessions/?body=council"' in text(client, "/en/bodies/council/")


def test_a_page_key_tells_nothing_of_what_a_withdrawn_item_carried(client):
    make.office()
    carried, other = make.topic("Carried"), make.topic("Other")
    for topic in (carried, other):
        item = make.release()
        item.topics.add(topic)
        make.approved(item)
    gone = make.release(slug="gone")
    gone.topics.add(carried)
    make.withdrawn(make.approved(gone))

    answers = {
        topic.slug: client.get(f"/en/news/?topic={topic.slug}&after=gone").status_code
        for topic in (carried, other)
    }

    assert answers == {carried.slug: 200, other.slug: 200}
