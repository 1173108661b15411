"""Feeds: each list for programs that read, checked by parsers that are not ours."""

from collections import Counter

import feedparser
import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news import workflow
from news.reading import PAGE_SIZE

from . import make
from .make import day, moment

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
BOTH = pytest.mark.parametrize("form", ["atom", "rss"])


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    ElementTree.fromstring(response.content)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.fixture
def office():
    return make.office()


@BOTH
def test_a_feed_says_the_whole_item_to_a_program(client, form):
    case = make.everything()
    edition = case.editions[case.session, "en"]

    parsed = read(client, f"/en/sessions/feed.{form}")
    entry = next(entry for entry in parsed.entries if entry.title == edition.title)

    assert entry.link == f"http://localhost:8000{edition.get_absolute_url()}"
    assert entry.id == edition.uid.urn
    text = entry.content[0].value
    assert edition.body in text and edition.lead in text and "The theme was the response to crises." in text
    assert "Corrected. A file was missing." in text
    assert {tag.term for tag in entry.tags} >= {"Crisis response"}


def test_photographs_and_files_are_enclosures_with_true_lengths_or_none(client):
    case = make.everything()

    tree = ElementTree.fromstring(client.get("/en/sessions/feed.atom").content)
    links = tree.findall("atom:entry/atom:link[@rel='enclosure']", ATOM)
    pictures = [link for link in links if link.get("type") == "image/jpeg"]
    (file,) = [link for link in links if link.get("type") == "application/pdf"]

    assert len(pictures) == case.session.gallery.count()
    assert all(link.get("length") is None for link in pictures)
    assert f"http://localhost:8000/photos/{case.photo.token}/800.jpg" in [
        link.get("href") for link in pictures
    ]
    assert int(file.get("length")) == case.file.size_bytes
    assert client.get(file.get("href").removeprefix("http://localhost:8000")).status_code == 200


def test_rss_gives_one_enclosure_with_length_nought_where_it_is_unknown(client):
    make.everything()

    (entry,) = [entry for entry in read(client, "/en/sessions/feed.rss").entries if entry.enclosures]

    (enclosure,) = entry.enclosures
    assert (enclosure.type, enclosure.length) == ("image/jpeg", "0")
    assert [media["medium"] for media in entry.media_content].count("image") == 4
    assert entry.media_content[0]["width"] == "1280"


@BOTH
def test_a_correction_keeps_the_entry_and_moves_its_updated(client, office, form):
    edition = make.archived(title="First", live_from=moment("2014-12-23 10:00"))
    before = read(client, f"/en/feed.{form}").entries[0]
    make.approved(edition.publication, title="Second", change_note="The title.")

    (after,) = read(client, f"/en/feed.{form}").entries

    assert (after.id, after.published, after.title) == (before.id, before.published, "Second")
    assert after.updated_parsed > before.updated_parsed


def test_a_withdrawal_leaves_a_deleted_entry_that_names_nothing(client, office):
    edition = make.approved(make.release(slug="a-telling-slug"), title="A telling title")
    make.withdrawn(edition, reason="It was not ours.")

    content = client.get("/en/news/feed.atom").content
    (gone,) = ElementTree.fromstring(content).findall("at:deleted-entry", ATOM)

    edition.refresh_from_db()
    assert gone.get("ref") == edition.uid.urn
    assert gone.get("when") == f"{edition.live_until:%Y-%m-%dT%H:%M:%SZ}"
    assert gone.findtext("at:comment", namespaces=ATOM) == "It was not ours."
    assert b"telling" not in content
    assert ElementTree.fromstring(client.get("/en/statements/feed.atom").content).find("at:*", ATOM) is None


def test_what_is_published_again_is_an_entry_and_not_a_deleted_one(client, office):
    edition = make.withdrawn(make.approved())
    workflow.reinstate(edition, by=make.user("Spokesman"))

    tree = ElementTree.fromstring(client.get("/en/feed.atom").content)

    assert len(tree.findall("atom:entry", ATOM)) == 1
    assert tree.findall("at:deleted-entry", ATOM) == []


def test_entry_ids_outlive_addresses_and_differ_by_language(client, office):
    publication = make.release(slug="old-words")
    for language in ("en", "ru"):
        make.approved(publication, language)
    (en,) = read(client, "/en/feed.atom").entries
    (ru,) = read(client, "/ru/feed.atom").entries
    publication.slug = "new-words"
    publication.save()

    (renamed,) = read(client, "/en/feed.atom").entries

    assert en.id != ru.id
    assert renamed.id == en.id and renamed.link != en.link


@BOTH
def test_a_feed_is_filtered_as_its_list_and_says_so_in_its_address(client, office, form):
    make.approved(make.release(date=day("2014-12-23")), title="Of 2014")
    make.approved(make.release(date=day("2015-12-23")), title="Of 2015")
    make.approved(make.statement(date=day("2014-12-23")), title="A statement")

    parsed = read(client, f"/en/news/feed.{form}?year=2014&utm_source=x")

    assert [entry.title for entry in parsed.entries] == ["Of 2014"]
    (self,) = [link.href for link in parsed.feed.links if link.rel == "self"]
    assert self == f"http://localhost:8000/en/news/feed.{form}?year=2014"
    assert len(read(client, f"/en/feed.{form}").entries) == 3
    assert client.get(f"/en/news/feed.{form}?year=none").status_code == 400


@BOTH
def test_the_next_page_of_a_feed_goes_on_where_the_list_does(client, office, form):
    edition = make.approved(title="The same title")
    make.copies(edition, 30)

    path, seen = f"/en/news/feed.{form}", []
    while path:
        parsed = read(client, path)
        seen += [entry.id for entry in parsed.entries]
        following = [link.href for link in parsed.feed.links if link.rel == "next"]
        path = following[0].removeprefix("http://localhost:8000") if following else ""

    assert len(seen) == len(set(seen)) == 31


def test_a_topic_has_its_feed(client, office):
    publication = make.release()
    publication.topics.add("Drills")
    make.approved(publication, title="About drills")
    make.approved(title="About nothing")

    assert [entry.title for entry in read(client, "/en/topics/drills/feed.atom").entries] == ["About drills"]
    assert client.get("/en/topics/nothing/feed.atom").status_code == 404


@BOTH
def test_a_topics_feed_is_filtered_as_its_list(client, office, form):
    for year in (2014, 2015):
        publication = make.release(date=day(f"{year}-12-23"))
        publication.topics.add("Drills")
        make.approved(publication, title=f"Of {year}")

    parsed = read(client, f"/en/topics/drills/feed.{form}?year=2014")

    assert [entry.title for entry in parsed.entries] == ["Of 2014"]
    assert parsed.feed.link == "http://localhost:8000/en/topics/drills/?year=2014"


@BOTH
def test_a_feed_is_called_as_its_list_with_its_filters(client, office, form):
    publication = make.session(bodies=[make.body(slug="council", en="Council")])
    publication.topics.add("Drills")
    make.approved(publication, title="A session")
    name = office.words.get(language="en").name

    for path, title in [
        (f"sessions/feed.{form}", "Sessions"),
        (f"sessions/feed.{form}?year=2014&body=council", "Sessions, 2014, Council"),
        (f"topics/drills/feed.{form}?form=regular", "Drills, Regular session"),
        (f"feed.{form}?year=2014&month=12&kind=session", "All items, 2014, December, Session"),
        (f"search/feed.{form}?q=session&topic=drills", "Search: session, Drills"),
    ]:
        assert read(client, f"/en/{path}").feed.title == f"{name}: {title}", path


@BOTH
@pytest.mark.parametrize(
    ("feed", "page"),
    [
        ("feed.{}", ""),
        ("feed.{}?year=2014", "search/?year=2014"),
        ("news/feed.{}?year=2014", "news/?year=2014"),
        ("search/feed.{}?q=title&year=2014", "search/?year=2014&q=title"),
    ],
)
def test_a_feed_names_the_page_that_shows_the_same(client, office, form, feed, page):
    make.approved(title="A title")

    assert read(client, f"/en/{feed.format(form)}").feed.link == f"http://localhost:8000/en/{page}"
    assert client.get(f"/en/{page}").content.count(b"<article") == 1


@BOTH
def test_a_search_is_followed_by_its_feed_the_newest_first(client, office, form):
    make.approved(make.release(date=day("2014-01-01")), title="The crisis")
    make.approved(make.release(date=day("2014-03-01")), title="A day", lead="A crisis ended.")
    make.approved(make.statement(date=day("2014-04-01")), title="Another crisis")
    make.withdrawn(make.approved(title="A crisis withdrawn"))
    make.approved(title="A crisis to come", live_from=make.now() + make.HOUR)
    make.approved(title="Nothing of it")

    parsed = read(client, f"/en/search/feed.{form}?q=crisis&kind=release")

    assert [entry.title for entry in parsed.entries] == ["A day", "The crisis"]
    assert len(read(client, f"/en/search/feed.{form}?q=crisis").entries) == 3
    assert b"deleted-entry" not in client.get(f"/en/search/feed.{form}?q=crisis").content
    assert read(client, f"/en/search/feed.{form}?q=%3F%21").entries == []
    assert client.get(f"/en/search/feed.{form}?q={'x' * 300}").status_code == 400


def test_a_feed_of_a_search_holds_a_page_at_most(client, office):
    make.copies(make.approved(title="The crisis"), 20)

    assert len(read(client, "/en/search/feed.atom?q=crisis").entries) == PAGE_SIZE


@BOTH
def test_an_empty_feed_is_one_and_says_no_present_moment(client, office, form):
    parsed = read(client, f"/en/statements/feed.{form}")

    assert parsed.entries == []
    assert parsed.feed.updated.count("1970") == 1


@BOTH
def test_links_in_the_text_lead_to_the_configured_origin_whatever_the_host(client, office, form):
    make.approved(body='<p><a href="/en/news/">News</a> <a href="https://other.example/">Other</a></p>')

    content = client.get(f"/en/feed.{form}", headers={"host": "127.0.0.1"}).content.decode()

    assert 'href="http://localhost:8000/en/news/"' in feedparser.parse(content).entries[0].content[0].value
    assert "https://other.example/" in content
    assert "127.0.0.1" not in content


def test_what_xml_cannot_say_is_left_out(client, office):
    make.approved(title="A \x0b]]> & <b>title</b>", body="<p>x\x08y</p>")

    (entry,) = read(client, "/en/feed.atom").entries

    assert entry.title_detail.value == "A ]]> & <b>title</b>"
    assert "<p>xy</p>" in entry.content[0].value


@BOTH
def test_a_hub_is_named_only_where_there_is_one(client, office, settings, form):
    make.approved()
    without = client.get(f"/en/feed.{form}")
    settings.WEBSUB_HUB = "https://hub.example/"

    response = client.get(f"/en/feed.{form}")

    assert "Link" not in without.headers and b"hub" not in without.content
    assert response.headers["Link"].startswith('<https://hub.example/>; rel="hub"')
    assert "https://hub.example/" in [link.href for link in feedparser.parse(response.content).feed.links]


@BOTH
def test_who_has_the_feed_gets_no_second_copy_until_it_changes(client, office, form):
    make.approved()
    path = f"/en/feed.{form}"
    etag = client.get(path).headers["ETag"]

    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    make.approved()
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_a_feed_costs_the_same_number_of_queries_however_long_its_list(client, office):
    edition = make.approved(make.gallery(make.release()))
    make.withdrawn(make.approved())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/news/feed.atom?year=2014")
        return len(captured)

    few = queries()
    make.copies(edition, 25)
    assert queries() == few <= 6


def test_pages_name_their_feeds(client, office):
    publication = make.release()
    publication.topics.add("Drills")
    make.approved(publication)

    for page, feed in [
        ("/en/", "/en/feed.atom"),
        ("/en/news/", "/en/news/feed.atom"),
        ("/en/news/?year=2014", "/en/news/feed.atom?year=2014"),
        ("/ru/topics/drills/", "/ru/topics/drills/feed.rss"),
        ("/en/topics/drills/?year=2014", "/en/topics/drills/feed.rss?year=2014"),
        ("/en/archive/2014/12/?topic=drills", "/en/feed.atom?year=2014&amp;month=12&amp;topic=drills"),
        ("/en/search/?topic=drills", "/en/feed.atom?topic=drills"),
        ("/en/search/?q=title&year=2014", "/en/search/feed.rss?year=2014&amp;q=title"),
    ]:
        assert f'href="{feed}">' in client.get(page).content.decode(), page


def usual(feeds) -> tuple[set[str], set[str]]:
    """What more than half of some feeds have: of themselves, and in each of their entries."""
    of_feed, of_entry = Counter(), Counter()
    for parsed in feeds:
        of_feed.update(name for name, value in parsed.feed.items() if value)
        of_entry.update(
            set.intersection(*({name for name in entry if entry[name]} for entry in parsed.entries))
        )
    return tuple(
        {name for name, times in found.items() if times * 2 > len(feeds)} for found in (of_feed, of_entry)
    )


@BOTH
def test_a_feed_has_all_that_most_feeds_of_the_web_have(client, real_data, form):
    theirs = [feedparser.parse(path.read_bytes()) for path in sorted((real_data / "feeds").glob("*.xml"))]
    of_feed, of_entry = usual(
        [parsed for parsed in theirs if parsed.entries and parsed.version.startswith(form)]
    )
    make.office()
    publication = make.release()
    publication.topics.add(make.topic("Security"))
    make.approved(publication, title="A title", lead="A lead.", body="<p>All of it.</p>")

    ours = feedparser.parse(client.get(f"/en/feed.{form}").content)

    assert {"title", "link", "updated"} <= of_feed and {"title", "link", "published", "summary"} <= of_entry
    assert of_feed <= {name for name, value in ours.feed.items() if value}
    assert of_entry <= {name for name, value in ours.entries[0].items() if value}
