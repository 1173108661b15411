"""Search over all public words and names: the same answers, in the same order, on both databases."""

import html
import re

import pytest
from django.core.management import call_command

from news.models import SearchEntry, Spelling
from news.search import index, words

from . import make
from .make import HOUR, day

pytestmark = pytest.mark.django_db

TITLE = re.compile(r'teaser-title"><a href="[^"]+">(.*?)</a>')
TAG = re.compile(r"<[^>]+>")


def world():
    make.office()
    spokesman = make.user("Spokesman")
    council = make.body(
        slug="council", en="Collective Security Council", ru="Совет коллективной безопасности"
    )
    rahmon = make.official(slug="emomali-rahmon", en="Emomali Rahmon", ru="Эмомали Рахмон")
    rahmon.names.filter(language="en").update(other_spellings="Rakhmonov")
    japarov = make.official(slug="sadyr-japarov", en="Sadyr Japarov", ru="Садыр Жапаров")
    rows = [
        (
            make.session(bodies=[council], date=day("2014-12-23")),
            "en",
            "A session in Moscow",
            "The crisis response system.",
            "<p>They met. Ministers took part.</p>",
        ),
        (
            make.statement(date=day("2015-03-01")),
            "en",
            "Statement on the crisis",
            "Said in Minsk.",
            "<p>No other words.</p>",
        ),
        (
            make.release(date=day("2016-05-05")),
            "en",
            "A working day",
            "Nothing more.",
            "<p>There was talk of a crisis, and of a <strong>response</strong> to it &amp; more.</p>",
        ),
        (
            make.release(date=day("2013-01-02")),
            "en",
            "The crisis of 2013",
            "An older item.",
            "<p>Statements were made.</p>",
        ),
        (
            make.session(bodies=[], date=day("2025-11-27")),
            "ru",
            "Сессия в Бишкеке",
            "Приняты заявления.",
            "<p>Председательствовал Садыр Жапаров. Ещё раз о кризисах.</p>",
        ),
        (
            make.release(date=day("2012-01-02")),
            "ru",
            "Заявление о кризисе",
            "Коротко.",
            "<p>О системе реагирования.</p>",
        ),
    ]
    speech = make.statement(form="speech", date=day("2017-01-02"))
    speech.speakers.create(term=make.term(official=rahmon))
    visit = make.statement(form="interview", date=day("2018-01-02"), outlet="An Outlet")
    visit.speakers.create(term=make.term(official=japarov))
    labelled = make.gallery(make.release(date=day("2008-08-08")))
    rows += [
        (speech, "en", "A speech", "On water.", "<p>Short.</p>"),
        (visit, "ru", "Интервью", "О воде.", "<p>Кратко.</p>"),
        (
            make.release(date=day("2011-01-02"), place=make.place(ru="Таджикистан")),
            "ru",
            "Наркотики и терроризм: заседание ОДКБ",
            "Таджикистан о терроризме.",
            "<p>Кратко.</p>",
        ),
        (
            make.release(date=day("2010-01-02")),
            "ru",
            "Против терроризма",
            "Снова против терроризма.",
            "<p>Кратко.</p>",
        ),
        (
            make.release(date=day("2009-01-02")),
            "ru",
            "О борьбе против терроризма",
            "Опять.",
            "<p>Военно-политический вопрос.</p>",
        ),
        (
            labelled,
            "en",
            "Peace-keeping forces of the organisation",
            "On labour and defence.",
            "<p>The programme of the Tajik-Afghan border centre was to be analysed.</p>",
        ),
        (
            make.release(date=day("2007-07-07")),
            "en",
            "Peacekeeping forces of an organization",
            "On labor and defense.",
            "<p>A Tajik, an Afghan and a program: the Balkan center was analyzed in the coöperation.</p>",
        ),
    ]
    labelled.topics.add("Action against smuggling")
    for publication, language, title, lead, body in rows:
        make.archived(publication, language, by=spokesman, title=title, lead=lead, body=body)


once = make.once(world)


@pytest.fixture(autouse=True)
def case(once, db):
    """The world above, shared by all tests here."""


@pytest.mark.parametrize("q", ["O'Brien", "Qur'an", "Côte d'Ivoire", "\"rock'n'roll\"", "a\\b'c", "o’brien"])
def test_an_apostrophe_in_a_word_is_a_question_like_any_other(client, q):
    assert ask(client, q).status_code == 200


def test_an_apostrophe_neither_joins_nor_parts_what_a_name_sounds_like(client):
    make.approved(make.release(), title="Speech of Mr O'Brien", lead="Said there.")

    assert "Speech of Mr O'Brien" in found(client, "OBrien")
    assert "Speech of Mr O'Brien" not in found(client, "bren")


def ask(client, q, language="en", **parameters):
    return client.get(f"/{language}/search/", {"q": q, **parameters})


def titles(response) -> list[str]:
    return [html.unescape(TAG.sub("", title)) for title in TITLE.findall(response.content.decode())]


def found(client, q, language="en", **parameters) -> list[str]:
    return titles(ask(client, q, language, **parameters))


@pytest.mark.parametrize(
    ("q", "language", "expected"),
    [
        (
            "crisis",
            "en",
            ["Statement on the crisis", "The crisis of 2013", "A session in Moscow", "A working day"],
        ),
        (
            "crisis, crisis",
            "en",
            ["Statement on the crisis", "The crisis of 2013", "A session in Moscow", "A working day"],
        ),
        ("crisis responses", "en", ["A session in Moscow", "A working day"]),
        ("response crisis", "en", ["A session in Moscow", "A working day"]),
        ("statements", "en", ["Statement on the crisis", "The crisis of 2013"]),
        ("STATEMENT Minsk", "en", ["Statement on the crisis"]),
        ("ministers of the crisis", "en", ["A session in Moscow"]),
        ("2013", "en", ["The crisis of 2013"]),
        ("заявлений", "ru", ["Заявление о кризисе", "Сессия в Бишкеке"]),
        ("кризис", "ru", ["Заявление о кризисе", "Сессия в Бишкеке"]),
        ("еще раз", "ru", ["Сессия в Бишкеке"]),
        ("crisis", "ru", []),
        ("council", "en", ["A session in Moscow"]),
    ],
)
def test_words_are_found_in_all_their_forms_first_in_titles_then_in_leads_then_anywhere(
    client, q, language, expected
):
    assert found(client, q, language) == expected


@pytest.mark.parametrize(
    ("q", "language", "expected"),
    [
        ("Rahmon", "en", ["A speech"]),
        ("Rakhmon", "en", ["A speech"]),
        ("Рахмон", "en", ["A speech"]),
        ("Rakhmonov", "en", ["A speech"]),
        ("Japarov", "ru", ["Сессия в Бишкеке", "Интервью"]),
        ("Zhaparov", "ru", ["Сессия в Бишкеке", "Интервью"]),
        ("Жапарова", "ru", ["Сессия в Бишкеке", "Интервью"]),
        ("Жапаров вода", "ru", ["Интервью"]),
    ],
)
def test_a_name_is_found_in_its_other_spellings_and_scripts(client, q, language, expected):
    assert found(client, q, language) == expected


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ('"crisis response"', ["A session in Moscow"]),
        ("«crisis response»", ["A session in Moscow"]),
        ('"response crisis"', []),
        ('"the crisis"', ["Statement on the crisis", "The crisis of 2013", "A session in Moscow"]),
        ('"crisis said"', []),  # the end of the title and the beginning of the lead
        ('crisis "working day"', ["A working day"]),
        (
            'crisis "',
            ["Statement on the crisis", "The crisis of 2013", "A session in Moscow", "A working day"],
        ),
    ],
)
def test_words_in_quotation_marks_stand_in_that_order(client, q, expected):
    assert found(client, q) == expected


BRITISH, AMERICAN = "Peace-keeping forces of the organisation", "Peacekeeping forces of an organization"


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("organization", [BRITISH, AMERICAN]),
        ("Organisations", [BRITISH, AMERICAN]),
        ("labor", [BRITISH, AMERICAN]),
        ("labour", [BRITISH, AMERICAN]),
        ("defense", [BRITISH, AMERICAN]),
        ("centre", [BRITISH, AMERICAN]),
        ("programmes", [BRITISH, AMERICAN]),
        ("analyze", [BRITISH, AMERICAN]),
    ],
)
def test_a_british_and_an_american_spelling_are_one_word(client, q, expected):
    assert found(client, q) == expected


@pytest.mark.parametrize(
    ("q", "language", "expected"),
    [
        ("peacekeeping", "en", [BRITISH, AMERICAN]),
        ("peace-keeping", "en", [BRITISH, AMERICAN]),
        ("peace\u2011keeping", "en", [BRITISH, AMERICAN]),
        ('"peace-keeping forces"', "en", [BRITISH, AMERICAN]),
        ('"peacekeeping forces"', "en", [BRITISH, AMERICAN]),
        ('"forces peacekeeping"', "en", []),
        ("tajik afghan", "en", [BRITISH, AMERICAN]),
        ("tajik-afghan", "en", [BRITISH, AMERICAN]),
        ("tajikafghan", "en", [BRITISH]),
        ('"tajik afghan border"', "en", [BRITISH]),
        ("военно политический", "ru", ["О борьбе против терроризма"]),
        ("военнополитического", "ru", ["О борьбе против терроризма"]),
        ("cri-sis response", "en", ["A session in Moscow", "A working day"]),
    ],
)
def test_a_hyphen_neither_joins_nor_parts_words(client, q, language, expected):
    assert found(client, q, language) == expected


def test_words_with_and_without_a_hyphen_are_marked_as_one(client):
    page = ask(client, "peacekeeping").content.decode()

    assert "<mark>Peace-keeping</mark> forces" in page
    assert "<mark>Peacekeeping</mark> forces" in page
    assert "<mark>Peacekeeping forces</mark>" in ask(client, '"peace-keeping forces"').content.decode()


@pytest.mark.parametrize(
    ("q", "language", "expected"),
    [
        ("what was said in 2014 about the crisis", "en", ["A session in Moscow"]),
        ("crisis 2014", "en", ["A session in Moscow"]),
        ("crisis 2013", "en", ["The crisis of 2013"]),
        ("session 2015", "en", []),
        ("что сказали о кризисах в 2025 году?", "ru", ["Сессия в Бишкеке"]),
        ("said", "en", ["Statement on the crisis"]),
        ('"was said"', "en", []),
        ("2013", "en", ["The crisis of 2013"]),
        ("1999", "en", []),
    ],
)
def test_a_question_is_met_by_its_telling_words_and_by_the_year_of_the_item(client, q, language, expected):
    assert found(client, q, language) == expected


def passages(client, q) -> list[str]:
    paragraphs = re.findall(r"<p(?: class=\"found-in\")?>(.*?)</p>", ask(client, q).content.decode())
    return [TAG.sub("", one) for one in paragraphs if not one.startswith("<a")]


def test_what_only_a_label_says_is_shown_as_that_label(client):
    assert passages(client, "smuggling")[:2] == [
        "On labour and defence.",
        "Topic: Action against smuggling",
    ]
    page = ask(client, "smuggling border").content.decode()
    assert "the Tajik-Afghan <mark>border</mark> centre" in page
    assert '<p class="found-in">Topic: Action against <mark>smuggling</mark></p>' in page
    assert '<p class="found-in">Photograph: ' in ask(client, "caption").content.decode()


def test_a_point_of_a_list_is_shown_with_what_comes_before_it(client):
    body = "<p>They named the threats:</p><ul><li>smuggling of giraffes</li></ul>"
    make.approved(make.release(), body=body)

    page = ask(client, "giraffes").content.decode()

    assert "<p>They named the threats: smuggling of <mark>giraffes</mark></p>" in page


def test_a_label_is_left_out_where_title_or_text_say_the_same(client):
    make.approved(make.session(bodies=[make.body(en="A hippopotamus")]), title="To the hippopotamus")

    assert b"found-in" not in ask(client, "hippopotamus").content


def test_results_are_filtered_as_lists_are(client):
    assert found(client, "crisis", year="2014") == ["A session in Moscow"]
    assert found(client, "crisis", year="2014", month="11") == []
    assert found(client, "crisis", kind="release") == ["The crisis of 2013", "A working day"]
    assert found(client, "crisis", form="joint_statement") == ["Statement on the crisis"]
    assert found(client, "crisis", body="council") == ["A session in Moscow"]
    assert found(client, "crisis", official="nobody") == []


def test_nothing_found_says_which_filter_to_take_off(client):
    page = ask(client, "minsk", year="2014", kind="statement").content.decode()

    assert 'href="/en/search/?kind=statement&amp;q=minsk">without Year: 2014</a>' in page
    assert 'href="/en/search/?q=minsk">without any filter</a>' in page


def test_pages_of_officials_bodies_and_states_are_found_by_name(client):
    page = ask(client, "рахмон").content.decode()
    assert '<a href="/en/officials/emomali-rahmon/">Emomali Rahmon</a>' in page

    page = ask(client, "совет безопасности", "ru").content.decode()
    assert '<a href="/ru/bodies/council/">Совет коллективной безопасности</a>' in page


def test_a_name_that_is_not_public_yet_finds_nothing(client):
    hidden = make.official(slug="not-yet", en="Zubayda Hidden", public_from=make.now() + HOUR)
    named = make.official(slug="named", en="Some Body")
    named.names.create(language="en", name="Zubayda Later", public_from=make.now() + HOUR)

    page = ask(client, "Zubayda").content
    assert b"/officials/" not in page.partition(b"<main")[2]
    assert hidden.slug.encode() not in page


def test_what_was_found_is_marked_and_the_rest_escaped(client):
    make.approved(
        make.release(), title="Bread & <b>butter</b>", lead="One.", body="<p>It was the zebras' turn.</p>"
    )

    page = ask(client, "butter zebra").content.decode()

    assert "Bread &amp; &lt;b&gt;<mark>butter</mark>&lt;/b&gt;" in page
    assert (
        "It was the <mark>zebras&#x27;</mark> turn." in page
        or "It was the <mark>zebras</mark>&#x27; turn." in page
    )


def test_a_phrase_is_marked_as_one(client):
    page = ask(client, '"crisis response"').content.decode()

    assert "The <mark>crisis response</mark> system." in page


def test_what_becomes_public_is_found_at_once_and_what_is_withdrawn_is_gone_at_once(client):
    edition = make.approved(make.release(), title="A rhinoceros")
    assert found(client, "rhinoceros") == ["A rhinoceros"]

    make.withdrawn(edition)

    assert found(client, "rhinoceros") == []


def test_a_correction_is_found_by_its_own_words_only(client):
    first = make.approved(make.release(), title="A rhinoceros")
    make.approved(first.publication, title="A hippopotamus", change_note="It was another animal.")

    assert found(client, "rhinoceros") == []
    assert found(client, "hippopotamus") == ["A hippopotamus"]


@pytest.mark.parametrize("state", make.HIDDEN)
def test_what_is_hidden_changes_nothing_in_search(client, state):
    questions = ["crisis", "hiden", "hidden", "crisiss", "response", "officrs", "meeteing", "tajikistn"]
    make.approved(
        make.release(), title="A hidden-looking crisis at the office", lead="They meet in tajikistan."
    )
    before = {q: ask(client, q).content for q in questions}

    release = make.release(date=day("2030-01-01"), place=make.place(en="Tajikistan"))
    release.topics.add("Officers of Tajikistan")
    make.STATES[state](
        release, title="Officers hide at the meeting", lead="Officers. Responses of Tajikistan."
    )

    assert {q: ask(client, q).content for q in questions} == before
    assert b">officers</a>" not in before["officrs"]


def meant(client, q, language="en") -> str:
    suggestion = re.search(
        r'class="suggestion">[^<]*<a href="[^"]+">([^<]*)</a>', ask(client, q, language).content.decode()
    )
    return html.unescape(suggestion[1]) if suggestion else ""


def test_a_hidden_word_is_no_suggestion_and_stands_in_no_other_ones_way(client):
    make.approved(make.release(), title="An immunity")
    assert meant(client, "imunitty") == "immunity"

    make.approved(
        make.release(), title="An imunity", lead="An imuniety. The immunities.", live_from=make.now() + HOUR
    )

    assert meant(client, "imunitty") == "immunity"


def test_a_spelling_is_suggested_while_it_stands_in_a_live_item_and_no_longer(client):
    first = make.approved(make.release(), title="An officer")
    second = make.approved(make.release(), title="The officers")
    assert meant(client, "officrs") == "officers"

    make.withdrawn(second)
    assert meant(client, "officrs") == "officer"

    make.approved(first.publication, title="A hippopotamus", change_note="It was another animal.")
    assert meant(client, "officrs") == ""


@pytest.mark.parametrize(
    ("q", "language", "expected"),
    [
        ("statemnt", "en", "statement"),
        ("peace-keeqing forces", "en", "peace-keeping forces"),
        ("crisis respnse", "en", "crisis response"),
        ("moscwo", "en", "Moscow"),
        ("The crisis in Moskwo", "en", "The crisis in Moscow"),
        ("зявление", "ru", "заявление"),
        ('"working dya" crisis', "en", ""),
        ('"workinng day"', "en", '"working day"'),
        ("crysiss rezponse", "en", ""),
        ("sesion", "en", "session"),
        ("тероризм", "ru", "терроризм"),
        ("терраризм", "ru", "терроризм"),
        ("террорзм", "ru", "терроризм"),
        ("терроризмм", "ru", "терроризм"),
        ("торреризм", "ru", "терроризм"),
        ("тероризмы", "ru", "терроризма"),
        ("наркотеки", "ru", "наркотики"),
        ("нарктоики", "ru", "наркотики"),
        ("седаниие", "ru", "заседание"),
        ("Таджикистн", "ru", "Таджикистан"),
        ("таджекестан", "ru", "Таджикистан"),
        ("одкп", "ru", "ОДКБ"),
        ("терро", "ru", ""),
    ],
)
def test_a_typing_mistake_is_forgiven_by_a_suggestion(client, q, language, expected):
    assert meant(client, q, language) == expected


def test_a_word_that_is_right_is_not_corrected_because_a_filter_leaves_nothing(client):
    assert b"Did you mean" not in ask(client, "statement", year="2030").content
    assert b"Did you mean" in ask(client, "statemnt", year="2030").content


def test_pages_follow_one_another_without_gap_or_repetition(client):
    edition = make.archived(make.release(date=day("2011-01-01")), title="Many", lead="An antelope.")
    make.copies(edition, 44)

    page = client.get("/en/search/?q=antelope")
    assert b"45 items" in page.content
    seen = []
    while page:
        text = page.content.decode()
        seen += re.findall(r'teaser-title"><a href="([^"]+)"', text)
        more = re.search(r'rel="next" href="([^"]+)"', text)
        page = more and client.get(html.unescape(more[1]))

    assert len(seen) == len(set(seen)) == 45


def test_a_count_is_capped(client):
    edition = make.archived(make.release(date=day("2011-01-01")), title="Many", lead="An antelope.")
    make.copies(edition, 301)

    assert b"More than 300 items" in ask(client, "antelope").content


def test_search_is_no_page_for_search_engines(client):
    assert b'<meta name="robots" content="noindex">' in ask(client, "crisis").content


def test_every_page_leads_to_search(client):
    assert b'<form class="search' in client.get("/en/news/").content
    assert b'action="/ru/search/"' in client.get("/ru/nothing/").content


def test_an_empty_question_says_how_to_ask(client):
    assert "Words are found in all their forms" in ask(client, "").content.decode()
    assert "Write a word or a number" in ask(client, "?!").content.decode()


NASTY = [
    "x" * 10_000,
    "слово " * 2_000,
    "%",
    "*",
    "cris*",
    "'; DROP TABLE news_edition; --",
    '" OR 1=1',
    '"""',
    "title:crisis",
    "{title} : crisis",
    "NEAR(crisis response, 2)",
    "crisis AND NOT (",
    "crisis & | ! <-> :*",
    "\x00crisis\x00",
    "\ud800",
    "№languageen ≈rahmon ¦",
    "\u202e\u0301\ufeff",
    "½ ² ① ǅ ß İ",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "-crisis +response ^x~2",
    "<script>alert(1)</script>",
    "{{ q }} {% now 'Y' %}",
]


@pytest.mark.parametrize("q", NASTY, ids=range(len(NASTY)))
def test_whatever_is_asked_is_answered_by_a_page(client, q):
    response = client.get(
        "/en/search/?q=" + "".join(f"%{byte:02x}" for byte in q.encode("utf-8", "surrogatepass"))
    )

    assert response.status_code in (200, 400)
    assert b"<h1>" in response.content
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=crisis&year=2014-02-30", 400),
        ("q=crisis&month=13&year=2014", 400),
        ("q=crisis&kind=rumour", 400),
        ("q=crisis&topic=%00", 400),
        ("q=a&q=crisis&year=2014&year=2013", 200),
        ("q=crisis&after=9.item", 404),
        ("q=crisis&after=0.no-such-item", 404),
        ("q=crisis&after=0.%00", 404),
        ("q=crisis&after=%F0%9F%92%A9", 404),
        ("year=2014", 200),
    ],
)
def test_parameters_by_hand_get_a_sentence_or_a_plain_404(client, query, status):
    assert client.get(f"/en/search/?{query}").status_code == status


def test_after_what_is_hidden_is_the_404_of_what_does_not_exist(client):
    make.approved(make.release(slug="hidden"), live_from=make.now() + HOUR)

    hidden, absent = (client.get(f"/en/search/?q=crisis&after=0.{slug}") for slug in ("hidden", "absent"))

    assert (hidden.status_code, hidden.content) == (404, absent.content)


def entries() -> list[tuple]:
    return list(SearchEntry.objects.order_by("id").values_list("id", "edition", "title", "lead", "words"))


def spellings() -> set[tuple]:
    return set(Spelling.objects.values_list("key", "word"))


def test_the_index_made_anew_is_the_one_that_was_written_item_by_item(client, capsys):
    make.approved(
        make.approved(make.release(), title="One").publication, title="Two", change_note="A number."
    )
    make.approved(make.release(), title="Later", live_from=make.now() + HOUR)
    before, known, found_before = entries(), spellings(), found(client, "crisis")
    SearchEntry.objects.filter(title__contains="session").delete()

    call_command("rebuild_search")

    assert entries() == before
    assert spellings() == known
    assert found(client, "crisis") == found_before
    assert f'"entries": {len(before)}' in capsys.readouterr().out


def test_a_schedule_that_is_cancelled_takes_its_entry_away():
    edition = make.approved(make.release(), live_from=make.now() + HOUR)
    assert SearchEntry.objects.filter(edition=edition).exists()

    make.workflow.cancel_schedule(edition, by=make.user("Editor"))

    assert not SearchEntry.objects.filter(edition=edition).exists()


@pytest.mark.parametrize(
    "spellings",
    [
        "Rakhmon Rahmon Рахмон Рахмона Рахмоном",
        "Japarov Zhaparov Dzhaparov Жапаров Жапаровым",
        "Lukashenko Lukashenka Лукашенко",
        "Tokayev Tokaev Токаев Токаева",
        "Pashinyan Пашинян Пашиняна",
        "Bordyuzha Бордюжа Бордюжи",
        "Zas Зась Зася",
    ],
)
def test_spellings_of_a_name_sound_alike(spellings):
    assert len({words.sound(word) for spelling in spellings.split() for word in words.split(spelling)}) == 1


def test_an_entry_holds_no_word_of_the_contacts():
    edition = make.approved(make.release())
    edition.facts = {"contacts": [{"name": "Telephone Person"}], "place": {"id": 1, "name": "Minsk"}}

    entry = index.entry(edition, edition.facts)

    assert "person" not in entry.words
    assert "minsk" in entry.words


def test_where_nothing_is_found_the_same_is_looked_for_in_another_language(client):
    make.office()
    make.approved(title="Tapir")

    nothing = client.get("/ru/search/?q=tapir&year=2014").content.decode()

    assert (
        'hreflang="en" href="/en/search/?year=2014&amp;q=tapir">English</a>' in nothing.partition("<main")[2]
    )
    assert "/ru/search/" not in client.get("/en/search/?q=tapir").content.decode().partition("<main")[2]


@pytest.mark.parametrize(
    ("language", "q", "title"),
    [
        ("en", "interview Japarov", "On water"),
        ("en", "5 April 2021", "On water"),
        ("en", "interviews of 05.04.2021", "On water"),
        ("en", "2021-04-05", "On water"),
        ("ru", "интервью 5 апреля 2021 года", "О воде"),
        ("ru", "с интервью 05/04/2021", "О воде"),
    ],
)
def test_what_the_page_says_beside_the_title_is_found_its_form_and_its_day(client, language, q, title):
    said = make.statement(form="interview", date=day("2021-04-05"), outlet="An Outlet")
    said.speakers.create(term=make.term(official=make.official(en="Sadyr Japarov", ru="Садыр Жапаров")))
    make.approved(said, "en", title="On water", lead="Short.", body="<p>Short.</p>")
    make.approved(said, "ru", title="О воде", lead="Кратко.", body="<p>Кратко.</p>")

    assert found(client, q, language) == [title]


def test_of_a_day_that_is_not_known_only_what_is_known_is_found(client):
    half = make.session(date=day("2021-04-01"), date_precision="half_year")
    make.approved(half, title="Regular meeting", lead="Short.", body="<p>Short.</p>")

    assert found(client, "first half of 2021") == ["Regular meeting"]
    assert found(client, "01.04.2021") == found(client, "April 2021") == []
