"""Queries: a small number, and the same number whether there are 20 items or 200."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news import workflow
from news.models import Chairmanship
from news.reading import FEW, PAGE_SIZE

from . import make
from .make import day

pytestmark = pytest.mark.django_db

LIST, PAGE = 6, 12
APPROVAL, ANOTHER_LANGUAGE = 43, 15
WHOLE_FACET = re.compile(r"SEARCH carried .*\(facet=\?\)")
WHOLE_LANGUAGE = re.compile(r"news_edition .*INDEX edition_\w+ \((kind=\? AND )?language=\?\)")
BUDGETS = {
    "/en/": PAGE,
    "/en/?on=2014-12-23": PAGE,
    "/en/sessions/": LIST,
    "/en/statements/": LIST,
    "/en/decisions/": LIST,
    "/en/news/": LIST,
    "/en/news/?year=2014": LIST,
    "/en/sessions/?body=csc&topic=crisis-response&official=nikolai-bordyuzha&state=russia&form=regular": LIST,
    "/en/sessions/?year=2014&choose=official": LIST,
    "/en/archive/": LIST,
    "/en/archive/2014/": LIST,
    "/en/archive/2014/12/": LIST,
    "/en/archive/2014/12/?body=csc": LIST,
    "/en/search/": LIST,
    "/en/search/?year=2014&topic=crisis-response": LIST,
    "/en/search/?year=2014&month=12&kind=session&form=regular&official=nikolai-bordyuzha": LIST,
    "/en/search/?q=title": LIST,
    "/en/search/?q=title&year=2014&body=csc": LIST,
    "/en/search/?q=title&year=2014&choose=body": LIST,
    "/en/search/?q=zzzz": LIST,
    "/en/search/?q=titel+zzzz": LIST,
    "/en/topics/": LIST,
    "/en/topics/crisis-response/": LIST,
    "/en/topics/crisis-response/?year=2014&body=csc": LIST,
    "/en/officials/": LIST,
    "/en/bodies/": LIST,
    "/en/states/": LIST,
    "/en/sessions/2014/12/23/session-moscow/": PAGE,
    "/en/sessions/2014/12/23/session-moscow/photos/": PAGE,
    "/en/sessions/2014/12/23/session-moscow/photos/2/": PAGE,
    "/en/sessions/2014/12/23/session-moscow/history/": PAGE,
    "/en/sessions/2014/12/23/session-moscow/history/1/": PAGE,
    "/en/record/": LIST,
    "/en/officials/nikolai-bordyuzha/": PAGE,
    "/en/officials/nikolai-bordyuzha/?on=2014-12-23": PAGE,
    "/en/bodies/csc/": PAGE,
    "/en/bodies/csc/?on=2014-12-23": PAGE,
    "/en/states/tajikistan/": PAGE,
    "/en/contact/": PAGE,
    "/en/about/": PAGE,
    "/en/nothing/": LIST,
    "/en/feed.atom": LIST,
    "/en/sessions/feed.rss?year=2014&official=nikolai-bordyuzha": LIST,
    "/en/topics/crisis-response/feed.atom": LIST + 1,  # and its name
    "/en/search/feed.atom?q=title&year=2014": LIST,
    "/en/calendar.ics": LIST,
    "/sitemap.xml": LIST,
    "/en/sitemap-pages.xml": LIST,
    "/en/sitemap-20010101-20991231.xml": LIST,
    "/news-sitemap.xml": LIST,
    "/en/sessions/2014/12/23/session-moscow/print/": PAGE,
    "/en/sessions/2014/12/23/session-moscow/cite.bib": PAGE,
    "/oembed?url=http://localhost:8000/en/sessions/2014/12/23/session-moscow/": LIST,
    "/ru/sessions/2014/12/23/session-moscow/": LIST,
}


def queries(client, path) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(path)
    return len(captured)


def plans(client, path) -> list[list[str]]:
    """How SQLite carries out each query of a page, and each part of one that is a union."""
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    found = []
    for query in captured:
        if query["sql"].startswith(("SELECT", "WITH")):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                steps = "\n".join(step for *_numbers, step in cursor.fetchall())
            found += [part.split("\n") for part in re.split(r"\n(?:LEFT-MOST SUBQUERY|UNION ALL)\n", steps)]
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="speaks of the plans of SQLite")
def test_no_page_reads_a_whole_language_to_sort_it_or_to_find_a_few(client):
    make.model_case(["en"])

    for path in BUDGETS:
        for plan in plans(client, path):
            whole = any(WHOLE_LANGUAGE.search(step) for step in plan)
            assert not (whole and any("TEMP B-TREE" in step for step in plan)), (path, plan)
            assert not any(WHOLE_FACET.search(step) for step in plan), (path, plan)


def test_every_page_costs_the_same_small_number_of_queries_at_20_and_at_200_items(client):
    case = make.model_case(["en"])
    for publication in (case.statement, case.interview, case.decision, case.earlier, case.coverage):
        BUDGETS[case.editions[publication, "en"].get_absolute_url()] = PAGE
    for edition in case.editions.values():
        make.copies(edition, 3)
    at_20 = {path: queries(client, path) for path in BUDGETS}

    for edition in case.editions.values():
        make.copies(edition, 26)
    for _more in range(30):
        make.term(position=make.position())
        make.body(within=case.body)
    at_200 = {path: queries(client, path) for path in BUDGETS}

    assert at_200 == at_20
    assert {path: count for path, count in at_200.items() if count > BUDGETS[path]} == {}


def test_paging_far_into_a_list_costs_no_more(client):
    edition = make.approved()
    make.office()
    make.copies(edition, 60)
    page = client.get("/en/news/").content.decode()
    after = page.split("after=")[1].split('"')[0]

    assert queries(client, f"/en/news/?after={after}") <= LIST


@pytest.mark.parametrize("path", ["/en/news/", "/en/news/?form=news&year=2014", "/en/archive/2014/12/"])
def test_a_later_page_of_a_filtered_list_stays_within_the_budget(client, path):
    edition = make.approved()
    make.office()
    make.copies(edition, 60)
    after = client.get(path).content.decode().split("after=")[1].split('"')[0]

    assert queries(client, f"{path}{'&' if '?' in path else '?'}after={after}") <= LIST


def test_a_later_page_of_search_stays_within_the_budget(client):
    make.office()
    make.copies(make.approved(title="Antelope"), 60)
    after = client.get("/en/search/?q=antelope").content.decode().split("after=")[1].split('"')[0]

    assert queries(client, f"/en/search/?q=antelope&after={after}") <= LIST


@pytest.mark.parametrize(
    ("language", "title", "lead", "word"),
    [
        ("en", "Title of an item of which a list is made", "Words of a lead. " * 12, "title"),
        ("ru", "Сессия Совета коллективной безопасности, Москва", "Слова вводки. " * 12, "сессия"),
    ],
)
def test_a_full_list_is_a_light_page(client, language, title, lead, word):
    make.office(emblem=make.photo(width=1000, height=1000))
    speech = make.gallery(make.statement(form="speech", place=make.place(ru="Москва")))
    speech.bodies.set([make.body(ru=f"Комитет секретарей советов безопасности {n}") for n in range(15)])
    speech.topics.add(*(f"Военно-экономическое сотрудничество {number}" for number in range(15)))
    for number in range(30):
        person = make.official(ru=f"Александр Константинопольский {number}")
        speech.speakers.create(term=make.term(official=person))
    make.copies(make.approved(speech, language, title=title, lead=lead), 30)

    topic = speech.topics.first().slug
    lists = [
        "statements/",
        "statements/?year=2014",
        "archive/2014/",
        "search/?year=2014",
        f"search/?q={word}",
    ]
    for path in (*lists, f"topics/{topic}/"):
        page = client.get(f"/{language}/{path}")

        assert page.content.count(b"<article") == PAGE_SIZE, path
        assert len(page.content) < 25_000, (path, len(page.content))
    for path in lists:
        page = client.get(f"/{language}/{path}{'&' if '?' in path else '?'}choose=official")

        assert page.content.count(b'<li><a href="/%s/' % language.encode()) >= 30, path
        assert len(page.content) < 25_000, (path, len(page.content))


def test_the_page_of_a_busy_body_is_a_light_page_and_leads_to_all_its_items(client):
    make.office(emblem=make.photo(width=1000, height=1000))
    name = "Совет коллективной безопасности"
    council, minsk = make.body(slug="csc", ru=name), make.place(ru="Москва")
    for number in range(12):
        state = make.state(slug=f"state-{number}", ru=f"Республика Казахстан {number}")
        person = make.official(slug=f"head-of-state-{number}", ru=f"Нурсултан Назарбаев {number}")
        term = make.term(official=person, position=make.position(ru=f"Президент Казахстана {number}"))
        make.seat(term, council, state)
        Chairmanship.objects.create(
            body=council,
            state=state,
            starts_on=day(f"{2000 + number}-01-01"),
            ends_on=day(f"{2000 + number}-12-31"),
        )
    for kind in (make.session, make.statement, make.decision):
        item = kind(slug=f"{kind.__name__}-of-the-council-of-collective-security", place=minsk)
        item.bodies.set([council])
        make.copies(make.approved(item, "ru", title=f"{name} ОДКБ 23 декабря 2014 года, Москва"), FEW)

    page = client.get("/ru/bodies/csc/").content

    assert page.count(b"<article") == 1 + 3 * FEW
    for section in ("sessions", "statements", "decisions"):
        assert f'href="/ru/{section}/?body=csc"' in page.decode()
    assert len(page) < 25_000


def test_a_list_leaves_text_and_facts_unread(client):
    make.office()
    make.approved(make.gallery(make.release()))

    with CaptureQueriesContext(connection) as captured:
        client.get("/en/news/")

    (rows,) = [query["sql"] for query in captured if '"news_edition"."title"' in query["sql"]]
    assert ', "news_edition"."body"' not in rows
    assert ', "news_edition"."facts"' not in rows


def approval(*languages) -> int:
    """The queries of approving an item in those languages at once."""
    item = make.gallery(make.release(place=make.place()), make.photo(), make.photo())
    make.attachment(item)
    item.topics.add("Crisis response")
    bundle = make.bundle(*(make.in_review(item, language) for language in languages))
    editor = make.user("Editor")
    with CaptureQueriesContext(connection) as captured:
        workflow.approve_bundle(bundle, by=editor)
    return len(captured)


def test_an_approval_reads_the_facts_once_for_all_languages():
    make.office()

    one, both = approval("en"), approval("en", "ru")

    assert one <= APPROVAL
    assert both - one <= ANOTHER_LANGUAGE
