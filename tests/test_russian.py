"""Russian is complete, to the public and at the desk; cases and numbers are right."""

import re
from copy import deepcopy
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from news import workflow
from news.models import Chairmanship

from . import desk, make
from .make import HOUR, day

pytestmark = pytest.mark.django_db

CATALOGUE = Path("news/locale/ru/LC_MESSAGES/django.po")
PUBLIC = (
    "templates/base.html",
    "templates/components/",
    "templates/news/",
    "news/citing.py",
    "news/pages.py",
    "news/choices.py",
    "news/dates.py",
    "news/factsheet.py",
    "news/models/",
)
UNTRANSLATED_BY_DJANGO = {"search"}  # the picture beside the desk's search field
DESK = (*PUBLIC, "templates/admin/", "news/admin/", "news/workflow/", "news/roles.py")


@cache
def english(*places: str) -> set[str]:
    """What the source says in English there, and the catalogue in other words; without what takes a value."""
    with CATALOGUE.open("rb") as source:
        texts = [text for text in read_po(source, locale="ru") if text.id]
    return {
        sentence.casefold()
        for text in texts
        if any(place.startswith(places) for place, _line in text.locations)
        for sentence in (text.id if isinstance(text.id, tuple) else [text.id])
        if "%" not in sentence and sentence not in text.string
    }


class Reader(HTMLParser):
    """Collects every piece of text that a page shows or says."""

    def __init__(self):
        super().__init__()
        self.pieces: set[str] = set()

    def handle_starttag(self, tag, attributes):
        spoken = ("aria-label", "alt", "title", "placeholder")
        self.pieces |= {self.plain(value or "") for name, value in attributes if name in spoken}
        if tag == "input" and dict(attributes).get("type") == "submit":
            self.pieces.add(self.plain(dict(attributes).get("value", "")))

    def handle_data(self, text):
        self.pieces.add(self.plain(text))

    @staticmethod
    def plain(text: str) -> str:
        return " ".join(text.split()).strip(":*").casefold()


def corrected_case():
    """The model case, its session corrected in both languages, in words that no page says itself."""
    case = make.model_case()
    new = {"title": "Сессия в Москве", "lead": "Совет собрался.", "body": "<p>О кризисах.</p>"}
    for language in ("en", "ru"):
        edition = make.approved(case.session, language, change_note="Уточнено место.", **new)
        case.editions[case.session, language] = edition
    return case


once = make.once(corrected_case)


@pytest.fixture
def case(once):
    return deepcopy(once)


def pieces(response) -> set[str]:
    reader = Reader()
    reader.feed(response.content.decode())
    return reader.pieces


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sessions/",
        "sessions/?body=csc&form=regular",
        "sessions/?body=csc&form=joint",
        "archive/",
        "archive/2014/12/",
        "search/",
        "search/?q=%D0%BC%D0%BE%D1%81%D0%BA%D0%B2%D0%B0",
        "search/?q=zzzz",
        "sessions/2014/12/23/session-moscow/",
        "sessions/2014/12/23/session-moscow/photos/",
        "sessions/2014/12/23/session-moscow/photos/1/",
        "sessions/2014/12/23/session-moscow/history/",
        "sessions/2014/12/23/session-moscow/history/1/",
        "sessions/2014/12/23/session-moscow/history/2/",
        "sessions/2014/12/23/session-moscow/print/",
        "officials/",
        "officials/vladimir-putin/",
        "bodies/",
        "bodies/csc/",
        "states/",
        "states/russia/",
        "topics/",
        "contact/",
        "about/",
        "record/",
        "no-such-page/",
    ],
)
def test_no_english_word_of_ours_is_left_on_a_russian_page(client, case, address):
    words = english(*PUBLIC, "templates/404.html")

    assert words & pieces(client.get(f"/en/{address}")), "the list of words sees nothing"
    assert words & pieces(client.get(f"/ru/{address}")) == set()


def test_the_notice_of_a_withdrawal_is_in_russian(client):
    release = make.release()
    make.office()
    pages = [make.withdrawn(make.approved(release, language)) for language in ("en", "ru")]
    words = english(*PUBLIC, "templates/410.html")

    english_page, russian_page = (client.get(page.get_absolute_url()) for page in pages)

    assert (english_page.status_code, russian_page.status_code) == (410, 410)
    assert words & pieces(english_page), "the list of words sees nothing"
    assert words & pieces(russian_page) == set()


def test_a_withdrawn_item_is_replaced_by_an_item_not_by_a_decision(client):
    make.office()
    edition, successor = make.approved(make.release(), "ru"), make.approved(make.statement(), "ru")
    spokesman = make.user("Spokesman")
    workflow.withdraw(edition, by=spokesman, reason="Подделка.", replaced_by=successor.publication)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert "<dt>Заменён материалом</dt>" in page


@pytest.mark.parametrize("address", ["", "news/2014/12/23/summit/", "news/2014/12/23/summit/photos/"])
def test_the_press_reads_in_russian_what_is_under_embargo(client, address):
    make.office()
    release = make.release(slug="summit")
    make.gallery(release, make.photo())
    for language in ("en", "ru"):
        make.approved(release, language, live_from=make.now() + 50 * HOUR, press_from=make.now())
    client.force_login(make.user("Accredited press"))
    words = english(*PUBLIC, "news/views/press.py")

    english_page, russian_page = client.get(f"/press/en/{address}"), client.get(f"/press/ru/{address}")

    assert (english_page.status_code, russian_page.status_code) == (200, 200)
    assert words & pieces(english_page), "the list of words sees nothing"
    assert words & pieces(russian_page) == set()


def test_the_press_signs_in_in_the_language_that_the_browser_asks_for(client):
    make.office()
    words = english(*PUBLIC, "news/views/press.py")

    english_page = client.get("/press/login/", headers={"accept-language": "en"})
    russian_page = client.get("/press/login/", headers={"accept-language": "ru"})

    assert words & pieces(english_page), "the list of words sees nothing"
    assert words & pieces(russian_page) == set()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "news/session/",
        "news/session/add/",
        "news/decision/add/",
        "news/official/add/",
        "news/photo/",
        "news/record/",
        "photos/upload/",
        "photos/describe/",
    ],
)
def test_the_desk_answers_in_the_language_that_the_browser_asks_for(client, case, address):
    client.force_login(make.user("Spokesman"))
    words = english(*DESK) - UNTRANSLATED_BY_DJANGO

    english_page = client.get(f"/desk/{address}", headers={"accept-language": "en"})
    russian_page = client.get(f"/desk/{address}", headers={"accept-language": "ru"})

    assert words & pieces(english_page), "the list of words sees nothing"
    assert words & pieces(russian_page) == set()
    assert "рабочий стол пресс-службы" in pieces(russian_page)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "moves/",
        "news/bundle/",
        "news/bundle/{bundle}/change/",
        "news/session/{session}/change/",
        "news/session/{session}/embargo/",
        "news/session/{session}/preview/ru/",
        "news/session/{session}/preview/ru/?at=2030-01-01T12:00",
        "news/release/{scheduled}/preview/en/share/",
        "news/session/{session}/confirm/withdraw/?edition={edition}",
        "news/release/{scheduled}/change/",
        "news/release/{withdrawn}/change/",
        "news/embargoreading/",
    ],
)
def test_the_newsroom_works_in_russian(client, case, address):
    bundle = make.bundle(make.draft(), make.in_review())
    scheduled = make.approved(live_from=make.now() + 50 * HOUR, press_from=make.now())
    withdrawn = make.withdrawn(make.approved())
    public = case.editions[case.session, "ru"]
    keys = {"session": case.session.pk, "edition": public.pk, "bundle": bundle.pk}
    keys |= {"scheduled": scheduled.publication_id, "withdrawn": withdrawn.publication_id}
    client.force_login(make.user("Spokesman"))
    words = english(*DESK) - UNTRANSLATED_BY_DJANGO - {"first"}  # which is a point of the case's agenda

    english_page, russian_page = (
        client.get(f"/desk/{address.format(**keys)}", headers={"accept-language": language})
        for language in ("en", "ru")
    )

    assert (english_page.status_code, russian_page.status_code) == (200, 200)
    assert words & pieces(english_page), "the list of words sees nothing"
    assert words & pieces(russian_page) == set()


def test_who_may_not_approve_is_told_in_russian_what_to_do(client):
    make.office()
    editor = make.user("Editor")
    client.force_login(editor)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    release = make.in_review(by=editor).publication

    page = client.get(desk.page(release)).content.decode()

    assert "Свой текст и свои сведения никто не утверждает сам. Попросите коллегу утвердить." in page


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "сохранены: 1 фотография."),
        (2, "сохранены: 2 фотографии."),
        (5, "сохранены: 5 фотографий."),
        (21, "сохранены: 21 фотография."),
    ],
)
def test_things_are_counted_in_the_right_form(client, number, words):
    make.office()
    client.force_login(make.user("Photographer"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    photos = [make.photo(words={}) for _each in range(number)]
    page = client.get("/desk/photos/describe/").content.decode()
    seen = dict(re.findall(r'name="(\S+-seen)" value="(\w+)"', page))
    written = {f"{photo.token}-ru-description": "Рисунок" for photo in photos}

    answer = {**seen, **written, "token": [photo.token for photo in photos]}
    response = client.post("/desk/photos/describe/", answer, follow=True)

    assert words in response.content.decode()


def test_a_day_is_said_in_the_genitive_and_a_half_year_in_words(client, case):

    page = client.get("/ru/sessions/2014/12/23/session-moscow/").content.decode()

    assert '<time datetime="2014-12-23">23 декабря 2014</time>' in page
    assert "второе полугодие 2015 года" in page


@pytest.mark.parametrize(
    ("starts_on", "precision", "words"),
    [
        ("2014-12-23", "day", "с 23 декабря 2014"),
        ("2014-12-01", "month", "с декабря 2014"),
        ("2014-10-01", "quarter", "с четвёртого квартала 2014 года"),
        ("2014-07-01", "half_year", "со второго полугодия 2014 года"),
        ("2014-01-01", "year", "с 2014 года"),
    ],
)
def test_a_period_stands_in_the_case_that_from_asks_for(client, starts_on, precision, words):
    make.office()
    council = make.body(slug="council", en="Council", ru="Совет")
    Chairmanship.objects.create(
        body=council, state=make.state(), starts_on=day(starts_on), starts_precision=precision
    )

    page = client.get("/ru/bodies/council/").content.decode().replace("\N{NO-BREAK SPACE}", " ")

    assert words in re.sub(r"<[^>]+>", "", page)


def test_a_list_of_the_desk_counts_and_dates_in_the_right_case(client):
    make.office()
    client.force_login(make.user("Editor"))
    for number in range(2):
        make.release(slug=f"counted-{number}", date=day(f"2014-12-{23 + number}"))

    page = client.get("/desk/news/release/?q=counted", headers={"Accept-Language": "ru"}).content.decode()

    assert "2 результата" in page
    assert "23 декабря" in page and "декабрь" not in page.casefold()


def test_the_credit_of_a_photograph_has_one_name():
    with CATALOGUE.open("rb") as source:
        texts = [text for text in read_po(source, locale="ru") if text.id]
    said = {str(text.string) for text in texts if re.search(r"\bcredit\b(?!\))", str(text.id), re.IGNORECASE)}

    assert len(said) > 5
    assert [
        sentence for sentence in said if not re.search("указани[ея] авторства", sentence, re.IGNORECASE)
    ] == []
