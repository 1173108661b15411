"""Cite, share, print: an edition has an address that never changes, and every form leads to it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from . import make
from .make import HOUR, day, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

PATH = "/en/news/2014/12/23/an-item/"
SITE = "http://localhost:8000"


@pytest.fixture
def item():
    return make.release(slug="an-item", date=day("2014-12-23"))


def page(client, path) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_citation_names_the_office_the_day_and_the_address_of_this_edition(client, item):
    make.archived(item, title="Words", live_from=moment("2014-12-23 10:00"))

    html = page(client, PATH)

    address = f"{SITE}{PATH}history/1/"
    assert f"“Words”. Collective Security, 23 December 2014. Edition 1. {address}" in html
    assert f"Collective Security. (2014, December 23). Words (Edition 1) [news]. {address}" in html
    assert "ГОСТ" not in html


def test_a_page_is_passed_on_by_plain_links_of_which_it_loads_none(client):
    edition = make.approved(make.release(), title="Peace & quiet: 100 %", body="<p>Text</p>")
    address = f"{SITE}{edition.get_absolute_url()}"

    html = page(client, edition.get_absolute_url())

    links = dict(re.findall(r'<a href="(https://(?:t\.me|wa\.me|x\.com)/[^"]*)" rel="([^"]*)"', html))
    assert set(links.values()) == {"noopener noreferrer"}
    telegram, whatsapp, x = (urlsplit(unescape(link)) for link in links)
    for way in (telegram, x):
        assert parse_qs(way.query) == {"url": [address], "text": ["Peace & quiet: 100 %"]}
    assert parse_qs(whatsapp.query) == {"text": [f"Peace & quiet: 100 % {address}"]}
    assert not re.search(r'src(?:set)?="https?://(?!localhost)', html)


def test_the_end_of_a_page_leads_to_what_follows_it(client):
    session, release = make.session(), make.release()
    for item in (session, release):
        item.topics.add("Crisis response")
    pages = [page(client, make.approved(item).get_absolute_url()) for item in (session, release)]

    follow = [re.findall(r'<a type="[^"]+" href="(/en/[^"]+)"', html) for html in pages]

    topic = "/en/topics/crisis-response/feed.atom"
    assert follow == [["/en/sessions/feed.atom", topic, "/en/calendar.ics"], ["/en/news/feed.atom", topic]]
    for href in {*follow[0], *follow[1]}:
        assert client.get(href).status_code == 200


def test_a_russian_page_is_cited_after_the_russian_standard(client, item):
    make.archived(item, "ru", title="Слова", live_from=moment("2014-12-23 10:00"))

    path = PATH.replace("/en/", "/ru/")
    expected = (
        "Слова // Коллективная безопасность : [сайт]. 23.12.2014. Ред. 1. "
        f"URL: {SITE}{path}history/1/ (дата обращения: дд.мм.гггг)."
    )
    assert expected in page(client, path)


def test_after_a_correction_the_next_edition_is_cited_and_the_first_keeps_its_address(client, item):
    make.archived(item, title="First", live_from=moment("2014-12-23 10:00"))
    make.approved(item, title="Second", change_note="The title.")

    assert f"Edition 2. {SITE}{PATH}history/2/" in page(client, PATH)
    assert "First" in page(client, f"{PATH}history/1/")


def test_a_month_is_not_cited_as_a_day(client):
    item = make.release(slug="an-item", date=day("2014-12-01"), date_precision="month")
    make.approved(item)

    html = page(client, "/en/news/2014/12/01/an-item/")

    assert "Collective Security, December 2014. Edition 1" in html
    assert "(2014). " in html
    assert "date = {2014}" in page(client, "/en/news/2014/12/01/an-item/cite.bib")


def test_programs_that_keep_literature_take_the_words_as_they_are(client, item):
    make.archived(item, title=r"50 % of {x} & \y_z #1 $", live_from=moment("2014-12-23 10:00"))

    response = client.get(f"{PATH}cite.bib")

    assert response.headers["Content-Disposition"] == 'attachment; filename="an-item.bib"'
    text = response.content.decode()
    assert r"title = {{50 \% of \{x\} \& \textbackslash{}y\_z \#1 \$}}" in text
    assert "date = {2014-12-23}" in text
    assert "@online{an-item-1-en," in text  # the Russian edition 1 is another source
    assert f"url = {{{SITE}{PATH}history/1/}}" in text


def test_the_address_is_sent_by_e_mail_with_its_title(client, item):
    make.approved(item, title="Words & more")

    html = page(client, PATH)

    assert (
        f"mailto:?subject=Words%20%26%20more&amp;body=http%3A%2F%2Flocalhost%3A8000{PATH.replace('/', '%2F')}"
        in html
    )


def test_the_form_to_print_has_the_whole_text_its_address_edition_and_code(client, item):
    item.quotes.create(language="en", term=make.term(), text="Said aloud.")
    make.approved(item, title="First")
    edition = make.approved(item, title="Words", body="<p>All of it.</p>", change_note="The title.")

    html = page(client, f"{PATH}print/")

    assert "<p>All of it.</p>" in html and "Said aloud." in html and "The title." in html
    assert "Edition 2" in html and f"{SITE}{PATH}history/2/" in html
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in html or "<svg " in html
    assert " style=" not in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="{SITE}{edition.get_absolute_url()}">' in html


def test_the_form_to_print_names_what_was_adopted_and_what_came_before(client):
    before = make.session(form="joint", date=day("2014-12-22"))
    make.approved(before, title="The meeting before")
    session = make.session(preceding=before)
    statement = make.statement(session=session)
    edition = make.approved(session, title="The session")
    make.approved(statement, title="What was adopted")
    hidden = make.statement(session=session)
    make.approved(hidden, title="Not yet public", live_from=timezone.now() + HOUR)

    html = page(client, f"{edition.get_absolute_url()}print/")

    assert "The meeting before" in html and "What was adopted" in html
    assert "Not yet public" not in html


@pytest.mark.parametrize("kind", make.KINDS)
def test_the_form_to_print_says_all_facts_of_the_page_in_its_words(client, kind):
    item = make.KINDS[kind](place=make.place(en="Minsk"))
    item.bodies.add(make.body())
    item.topics.add("Crisis response")
    if kind == "session":
        item.words.create(language="en", theme="A theme", agenda="First point\nSecond point")
    edition = make.approved(item)

    facts = [
        re.findall(r"<(?:dt|dd|li|h2)\b[^>]*>(.*?)</(?:dt|dd|li|h2)>", article_of(client, address), re.DOTALL)
        for address in (edition.get_absolute_url(), f"{edition.get_absolute_url()}print/")
    ]

    assert facts[0] == facts[1] and len(facts[0]) > 5
    points = "<ol><li>First point</li><li>Second point</li></ol>"
    assert (points in article_of(client, f"{edition.get_absolute_url()}print/")) == (kind == "session")


def article_of(client, address) -> str:
    return re.search(r"<article.*?</article>", page(client, address), re.DOTALL)[0]


def test_the_form_to_print_has_the_first_picture_while_it_may_be_shown(client, item):
    photo = make.photo(words={"en": "The round table"})
    edition = make.approved(make.gallery(item, photo))

    html = article_of(client, f"{PATH}print/")

    assert f"/photos/{photo.token}/" in html and "The round table" in html
    assert "Photograph: Press service" in html

    make.recalled(edition)

    html = article_of(client, f"{PATH}print/")
    assert edition.title in html and photo.token not in html and "The round table" not in html


def test_the_code_leads_to_the_edition(client, item, monkeypatch):
    make.approved(item)
    said = []
    monkeypatch.setattr("news.views.items.segno.make", lambda text, **how: said.append(text) or _Code())

    client.get(f"{PATH}print/")

    assert said == [f"{SITE}{PATH}history/1/"]


class _Code:
    def svg_inline(self, **how):
        return "<svg></svg>"


def test_no_form_says_when_it_was_read(client, item, monkeypatch):
    make.archived(item, live_from=moment("2014-12-23 10:00"))
    paths = [PATH, f"{PATH}print/", f"{PATH}cite.bib", "/en/feed.atom", "/en/feed.rss", "/en/calendar.ics"]
    before = [client.get(path).content for path in paths]
    later = timezone.now() + 30 * HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert [client.get(path).content for path in paths] == before


@pytest.mark.parametrize("below", ["print/", "cite.bib"])
def test_what_is_withdrawn_is_not_printed_and_what_is_hidden_is_not_there(client, item, below):
    make.withdrawn(make.approved(item))
    make.draft(make.release(slug="hidden"))

    assert client.get(PATH + below).status_code == 410
    hidden, absent = (client.get(f"/en/news/2014/12/23/{slug}/{below}") for slug in ("hidden", "absent"))
    assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_an_item_in_another_language_only_is_offered_there(client, item):
    make.approved(item, title="Words")

    response = client.get(PATH.replace("/en/", "/ru/"))

    assert response.status_code == 404
    html = response.content.decode()
    assert f'<a href="{PATH}" hreflang="en" lang="en" dir="ltr">Words</a>' in html
    assert f'hreflang="en" href="{PATH}"' in html


def test_a_language_that_is_hidden_is_not_told_from_one_that_is_absent(client, item):
    make.approved(item)
    path = PATH.replace("/en/", "/ru/")
    before = client.get(path).content

    make.approved(item, "ru", live_from=timezone.now() + HOUR)

    assert client.get(path).content == before


def test_a_translation_behind_its_original_says_so_until_it_follows(client, item):
    make.approved(item, title="First")
    make.approved(item, "ru", title="Первое")
    russian = PATH.replace("/en/", "/ru/")
    assert "более ранней редакции" not in page(client, russian)
    make.approved(item, title="Second", change_note="The title.")

    behind = page(client, russian)
    assert (
        "более ранней редакции" in behind
        and f'<a href="{PATH}" hreflang="en" lang="en" dir="ltr">Second</a>' in behind
    )
    assert "earlier edition" not in page(client, PATH)
    make.approved(item, "ru", title="Второе", change_note="Заголовок.")
    assert "более ранней редакции" not in page(client, russian)


def test_a_prepared_original_does_not_put_its_translation_behind(client, item):
    make.approved(item)
    make.approved(item, "ru")
    path = PATH.replace("/en/", "/ru/")
    before = client.get(path).content

    make.approved(item, live_from=timezone.now() + HOUR, change_note="Secret.")

    assert client.get(path).content == before
