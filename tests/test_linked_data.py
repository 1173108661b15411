"""What pages say to programs: cards to share, schema.org, oEmbed."""

import datetime
import json
import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from news import workflow

from . import make
from .make import HOUR, day, moment

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
SESSION = "/en/sessions/2014/12/23/session-moscow/"


class Head(HTMLParser):
    """The data blocks, cards and links of a page, as a parser of HTML sees them."""

    def __init__(self, html: str):
        super().__init__()
        self.blocks, self.cards, self.links, self.inside = [], {}, [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.inside = tag == "script" and attrs.get("type") == "application/ld+json"
        if tag == "meta" and "property" in attrs:
            self.cards.setdefault(attrs["property"], attrs["content"])
        if tag == "link":
            self.links.append(attrs)

    def handle_data(self, text):
        if self.inside:
            self.blocks.append(json.loads(text))

    def handle_endtag(self, tag):
        self.inside = False


def head(client, path) -> Head:
    response = client.get(path)
    assert response.status_code == 200, path
    return Head(response.content.decode())


def said(client, path, kind) -> dict:
    (block,) = head(client, path).blocks
    assert block["@context"] == "https://schema.org"
    return next(one for one in block.get("@graph", [block]) if one["@type"] == kind)


def test_an_item_is_an_article_with_its_corrections(client):
    make.office()
    publication = make.release()
    make.archived(publication, live_from=moment("2014-12-23 10:00"), title="A title", lead="A lead.")
    edition = make.approved(publication, title="A better title", change_note="The title was wrong.")

    article = said(client, edition.get_absolute_url(), "NewsArticle")

    assert article["headline"] == "A better title"
    assert article["url"] == SITE + edition.get_absolute_url()
    assert article["datePublished"] == "2014-12-23T10:00:00Z"
    assert article["dateModified"] == f"{edition.live_from:%Y-%m-%dT%H:%M:%SZ}"
    assert [note["text"] for note in article["correction"]] == ["The title was wrong."]
    assert article["publisher"]["name"] == "Collective Security"


def test_a_session_is_an_event_on_its_day_with_who_took_part_under_the_title_of_that_day(client):
    make.everything()

    event = said(client, SESSION, "Event")

    assert (event["startDate"], event["endDate"]) == ("2014-12-23", "2014-12-23")
    assert event["location"]["name"] == "Moscow"
    assert event["organizer"][0]["url"] == f"{SITE}/en/bodies/csc/"
    assert event["attendee"][0]["name"] == "Vladimir Putin"
    assert event["attendee"][0]["jobTitle"] == "President of Russia"
    article = said(client, SESSION, "NewsArticle")
    assert article["about"]["@id"] == event["@id"]
    assert article["hasPart"][0]["text"] == "The theme was the response to crises."


def ahead(days: int):
    return timezone.localdate() + datetime.timedelta(days=days)


def test_a_session_that_was_moved_says_from_which_days(client):
    make.office()
    session = make.session(date=ahead(9))
    edition = make.approved(session)
    assert said(client, edition.get_absolute_url(), "Event")["eventStatus"].endswith("/EventScheduled")
    for days in (12, 20):
        session.date = ahead(days)
        session.save()
        edition = make.approved(session, change_note="Another day.")

    event = said(client, edition.get_absolute_url(), "Event")

    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == [f"{ahead(9)}", f"{ahead(12)}"]
    assert event["startDate"] == f"{ahead(20)}"


def test_a_wrong_day_that_a_report_named_was_no_announcement(client):
    make.office()
    session = make.session(date=day("2014-12-22"))
    make.archived(session)
    session.date = day("2014-12-23")
    session.save()

    edition = make.approved(session, change_note="The day was wrong.")

    event = said(client, edition.get_absolute_url(), "Event")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert "previousStartDate" not in event


def test_a_session_withdrawn_before_its_day_is_cancelled_without_its_words(client):
    make.office()
    session = make.session(date=ahead(9), place=make.place(en="Telling"))
    edition = make.withdrawn(make.approved(session, title="Telling"))

    page = client.get(edition.get_absolute_url())

    (event,) = Head(page.content.decode()).blocks
    assert page.status_code == 410
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert (event["name"], event["startDate"]) == ("Regular session", f"{ahead(9)}")
    assert b"elling" not in page.content


def test_a_withdrawal_cancels_nothing_that_took_place_or_that_another_page_tells_of(client):
    make.office()
    over = make.withdrawn(make.approved(make.session()))
    known = make.session(date=ahead(9))
    make.approved(known, "ru")
    elsewhere = make.withdrawn(make.approved(known))
    replaced = make.approved(make.session(date=ahead(9)))
    by = make.user("Spokesman")
    successor = make.approved(make.session()).publication
    workflow.withdraw(replaced, by=by, reason="Twice.", replaced_by=successor)

    for edition in (over, elsewhere, replaced):
        assert Head(client.get(edition.get_absolute_url()).content.decode()).blocks == []


@pytest.mark.parametrize("state", make.HIDDEN)
def test_a_notice_does_not_tell_that_something_hidden_is_to_replace_the_item(client, state):
    make.office()
    edition = make.approved(make.session(date=ahead(9)))
    successor = make.session(slug="hidden")
    make.STATES[state](successor)
    workflow.withdraw(edition, by=make.user("Spokesman"), reason="Moved.")
    without = client.get(edition.get_absolute_url()).content

    type(edition.publication).objects.filter(pk=edition.publication_id).update(replaced_by=successor.pk)

    assert client.get(edition.get_absolute_url()).content == without


def test_a_statement_is_the_words_of_its_speakers_or_of_the_bodies_that_adopted_it(client):
    make.office()
    speech, joint = make.statement(form="speech"), make.statement()
    person = make.official(slug="person", en="A Person")
    speech.speakers.create(term=make.term(official=person, position=make.position(en="Secretary")))
    joint.bodies.add(make.body(slug="council", en="The Council"))

    spoken = said(client, make.approved(speech).get_absolute_url(), "NewsArticle")
    adopted = said(client, make.approved(joint).get_absolute_url(), "NewsArticle")

    (speaker,), (council,) = spoken["author"], adopted["author"]
    assert (speaker["@type"], speaker["name"], speaker["jobTitle"]) == ("Person", "A Person", "Secretary")
    assert speaker["url"] == f"{SITE}/en/officials/person/"
    assert (council["@type"], council["name"]) == ("Organization", "The Council")
    assert spoken["publisher"]["name"] == "Collective Security"


def test_a_session_known_only_by_its_half_year_is_no_event(client):
    make.office()
    edition = make.approved(make.session(date=day("2015-07-01"), date_precision="half_year"))

    (block,) = head(client, edition.get_absolute_url()).blocks

    assert [one["@type"] for one in block["@graph"]] == ["NewsArticle"]


def test_a_session_known_only_by_its_year_is_an_event_of_that_year(client):
    make.office()
    session = make.session(date=day("2014-01-01"), date_precision="year", ends_on=day("2014-12-31"))

    event = said(client, make.approved(session).get_absolute_url(), "Event")

    assert (event["startDate"], event["endDate"]) == ("2014", "2014")


def test_a_photograph_says_whom_to_name_and_where_to_ask(client):
    make.everything()

    assert said(client, f"{SESSION}photos/1/", "ImageObject")["creditText"] == "Press service"
    picture = said(client, f"{SESSION}photos/2/", "ImageObject")

    assert (picture["width"], picture["height"]) == (800, 600)
    assert picture["acquireLicensePage"] == f"{SITE}/en/contact/"
    assert client.get(picture["contentUrl"].removeprefix(SITE)).status_code == 200


@pytest.mark.parametrize(
    ("terms", "licence"),
    [
        ("", None),
        ("Editorial use only.", {"@type": "CreativeWork", "text": "Editorial use only."}),
        ("See https://creativecommons.org/licenses/by/4.0/.", "https://creativecommons.org/licenses/by/4.0/"),
    ],
)
def test_a_photograph_says_whose_it_is_and_on_what_terms(client, terms, licence):
    make.office()
    release = make.release()
    rights = {"photographer": "A. Person", "copyright_notice": "© 2014 Press service", "usage_terms": terms}
    make.gallery(release, make.photo(**rights))
    edition = make.approved(release)

    path = f"{edition.get_absolute_url()}photos/1/"
    picture = said(client, path, "ImageObject")

    assert ("Terms of use:" in client.get(path).content.decode()) is bool(terms)
    assert picture["creator"] == {"@type": "Person", "name": "A. Person"}
    assert picture["copyrightNotice"] == "© 2014 Press service"
    assert picture.get("license") == licence


def test_an_official_has_each_office_with_its_time_as_exactly_as_it_is_known(client):
    make.office()
    person = make.official(slug="person", en="A Person")
    make.term(
        official=person,
        position=make.position(en="Secretary"),
        starts_on=day("2003-01-01"),
        starts_precision="year",
        ends_on=day("2016-12-31"),
    )
    make.term(official=person, position=make.position(en="Secret"), public_from=make.now() + HOUR)

    (role,) = said(client, "/en/officials/person/", "Person")["hasOccupation"]

    assert role["hasOccupation"]["name"] == "Secretary"
    assert (role["startDate"], role["endDate"]) == ("2003", "2016-12-31")


def test_nothing_in_a_data_block_ends_it(client):
    make.office()
    title = '</script><script>alert("x")</script> <!-- & "'
    edition = make.approved(title=title)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert said(client, edition.get_absolute_url(), "NewsArticle")["headline"] == title
    assert "alert" not in "".join(re.findall(r"<script>.*", page))


def test_a_page_that_is_shared_has_a_card_with_a_picture(client):
    case = make.everything()
    edition = case.editions[case.session, "en"]

    cards = head(client, SESSION).cards

    assert cards["og:title"] == edition.title
    assert cards["og:url"] == SITE + SESSION
    assert cards["og:description"] == edition.lead
    assert cards["og:image"].startswith(f"{SITE}/photos/")
    assert (cards["og:image:width"], cards["og:image:height"]) == ("1200", "630")


def test_what_has_no_address_of_its_own_describes_nothing(client):
    make.office()

    missing = Head(client.get("/en/nothing/").content.decode())

    assert (missing.cards, missing.blocks) == ({}, [])


def embed(client, address, **asked):
    return client.get("/oembed", {"url": SITE + address} | asked)


def discovered(client, page) -> str:
    (link,) = [link for link in head(client, page).links if link.get("type") == "application/json+oembed"]
    return link["href"]


def test_a_quotation_may_stand_on_another_page(client):
    case = make.everything()
    edition = case.editions[case.session, "en"]

    found = client.get(discovered(client, SESSION))

    answer = found.json()
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["html"].startswith("<blockquote")
    assert "The theme was the response to crises." in answer["html"]
    assert f'<a href="{SITE}{SESSION}#quote-1">{edition.title}</a>' in answer["html"]
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert 'id="quote-1"' in client.get(SESSION).content.decode()


def test_a_quotation_has_a_size_that_keeps_to_the_room(client):
    make.office()
    session = make.session()
    session.quotes.create(language="en", term=make.term(), text="Some forty letters of a short quotation. ")
    session.quotes.create(language="en", term=make.term(), text="Some forty letters of a longer one. " * 20)
    page = make.approved(session).get_absolute_url()

    def size(number: int, **room):
        answer = embed(client, f"{page}#quote-{number}", **room).json()
        return answer["width"], answer["height"]

    short, long, narrow = size(1), size(2), size(2, maxwidth=280)
    assert short[0] == long[0] == 560
    assert 0 < short[1] < long[1] < narrow[1]
    assert size(2, maxwidth=280, maxheight=100) == (280, 100)
    assert embed(client, page, maxwidth="wide").status_code == 400


def test_a_quotation_carries_no_script_to_another_page(client):
    make.office()
    session = make.session()
    session.quotes.create(language="en", term=make.term(), text='<img src=x onerror="alert(1)">')
    edition = make.approved(session)

    html = embed(client, edition.get_absolute_url()).json()["html"]

    assert "<img" not in html and "&lt;img" in html


def test_a_photograph_is_as_large_as_there_is_room(client):
    make.everything()
    page = f"{SESSION}photos/2/"

    whole = client.get(discovered(client, page)).json()
    small = embed(client, page, maxwidth=400).json()

    assert (whole["type"], whole["width"], whole["height"]) == ("photo", 800, 600)
    assert (small["width"], small["height"]) == (320, 240)
    assert client.get(small["url"].removeprefix(SITE)).status_code == 200
    assert embed(client, page, maxheight=10).json()["type"] == "link"
    assert embed(client, f"{SESSION}photos/1/").json()["author_name"] == "Press service"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/", 404),
        ("/en/nothing/", 404),
        (SESSION + "#quote-9", 404),
        (SESSION + "photos/9/", 404),
        (SESSION + "?x=1#quote-1", 200),
        ("/" + "x" * 3000, 404),
        ("/en/%00/", 404),
    ],
)
def test_only_quotations_and_photographs_are_given(client, address, status):
    make.everything()

    assert embed(client, address).status_code == status


def test_other_sites_other_formats_and_sizes_that_are_none_are_refused(client):
    make.everything()

    assert client.get("/oembed", {"url": "https://elsewhere.example" + SESSION}).status_code == 404
    assert client.get("/oembed").status_code == 404
    as_xml = embed(client, SESSION, format="xml")
    assert (as_xml.status_code, as_xml["Content-Type"]) == (501, "text/plain; charset=utf-8")
    assert "This address answers in JSON only" in as_xml.content.decode()
    assert embed(client, f"{SESSION}photos/1/", maxwidth="wide").status_code == 400


@pytest.mark.parametrize("state", make.HIDDEN)
def test_what_is_hidden_is_not_given(client, state):
    make.office()
    session = make.gallery(make.session(slug="hidden"))
    session.quotes.create(language="en", term=make.term(), text="Secret")
    make.STATES[state](session)

    hidden = embed(client, "/en/sessions/2014/12/23/hidden/")
    absent = embed(client, "/en/sessions/2014/12/23/absent/")

    assert (hidden.status_code, hidden.content) == (404, absent.content)
