"""The demonstration: true, complete in both languages, and the same however often it is seeded."""

import html
import re
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from news import freezing, record
from news.blockers import blockers
from news.demo import bulk
from news.demo.accounts import ROLES
from news.demo.pictures import SCENES, draw
from news.demo.reading import CONTENT, period, read
from news.demo.seed import seed, seed_organisation
from news.models import (
    Body,
    Chairmanship,
    Edition,
    Membership,
    Official,
    Photo,
    Place,
    Precision,
    Publication,
    Quote,
    Record,
    Status,
    Term,
    Topic,
    User,
    last_day,
)
from news.search import index
from pressoffice.mail import FolderBackend

from . import make
from .make import day

pytestmark = pytest.mark.django_db

SMALL = 150
SESSION = "/{}/sessions/2014/12/23/csc-session-moscow/"
PEOPLE = {role: {"username": role, "password": make.PASSWORD} for role in ROLES}


once = make.once(lambda: seed(PEOPLE, SMALL))


@pytest.fixture(autouse=True)
def seeded(once):
    return once


def text_of(path: str) -> str:
    """What a reader sees on the page, as one line."""
    response = Client().get(path)
    assert response.status_code == 200, path
    page = re.sub(r"(?s)<head>.*?</head>", "", response.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def links_on(path: str) -> set[str]:
    page = Client().get(path).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return set(re.findall(r'href="(/[^"#?]+)"', main))


def rows_of_every_table() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in apps.get_app_config("news").get_models()}


def demo_editions():
    return Edition.objects.filter(publication__origin__startswith="demo:").select_related("publication")


# Seeding


def test_seeding_twice_makes_nothing_twice(seeded):
    before = rows_of_every_table()

    assert seed(PEOPLE, SMALL) == {"items": 0, "in_work": 0}
    assert rows_of_every_table() == before
    assert seeded["items"] > 80


def test_what_the_desk_has_changed_stays_so():
    council = Body.objects.get(slug="collective-security-council")
    council.names.filter(language="en").update(name="Council of the Desk")
    draft = Publication.objects.get(slug="training-announcement")
    Publication.objects.filter(pk=draft.pk).update(slug="renamed-at-the-desk")
    User.objects.get(username="writer").groups.clear()
    for renamed in (council, Official.objects.get(slug="stanislav-zas"), Topic.objects.get(slug="drugs")):
        renamed.slug = f"once-{renamed.slug}"
        renamed.save()
    before = rows_of_every_table()

    seed(PEOPLE, SMALL)

    assert council.names.get(language="en").name == "Council of the Desk"
    assert not Publication.objects.filter(slug="training-announcement").exists()
    assert not User.objects.get(username="writer").groups.exists()
    assert rows_of_every_table() == before


def test_every_role_has_an_account_that_signs_in():
    for role, group in ROLES.items():
        user = User.objects.get(username=role)
        assert user.check_password(make.PASSWORD)
        assert [held.name for held in user.groups.all()] == [group]
        assert user.is_staff is (role != "press")


# Everything public


def test_every_item_speaks_both_languages():
    languages = {}
    for edition in demo_editions():
        languages.setdefault(edition.publication.slug, set()).add(edition.language)

    assert {slug: spoken for slug, spoken in languages.items() if spoken != {"en", "ru"}} == {}


def test_no_public_edition_would_be_blocked():
    missing = {str(edition): blockers(edition) for edition in demo_editions().live()}

    assert {title: sentences for title, sentences in missing.items() if sentences} == {}


def test_every_page_of_an_item_answers():
    for edition in demo_editions().live():
        if (edition.publication_id % 2 == 0) == (
            edition.language == "en"
        ):  # each in one language or the other
            assert Client().get(edition.get_absolute_url()).status_code == 200, edition.get_absolute_url()


def test_every_edition_has_its_line_and_the_chain_is_whole():
    lines = list(Record.objects.order_by("id"))

    assert len(lines) == demo_editions().filter(status=Status.APPROVED).count()
    assert [line.previous for line in lines] == ["", *(line.hash for line in lines[:-1])]
    assert [line.slug for line in lines if record.line_hash(line) != line.hash] == []


def test_the_desk_has_work_of_every_state():
    states = {edition.state() for edition in demo_editions() if edition.state() != "published"}

    assert states == {"draft", "in_review", "scheduled", "under_embargo"}


def test_work_in_progress_is_absent_from_the_public_site():
    for edition in demo_editions().exclude(pk__in=demo_editions().live()):
        assert Client().get(edition.get_absolute_url()).status_code == 404


def test_nobody_is_quoted_with_words_that_are_ours():
    quotation = re.compile(r"[“”«»„]")
    quoted = [
        edition.title
        for edition in demo_editions().live()
        if quotation.search(edition.title + edition.lead + edition.body)
    ]

    assert quoted == []
    assert not Quote.objects.exists()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_item_has_a_lead_of_its_own(language):
    leads = Counter(edition.lead for edition in demo_editions().live().in_language(language))

    assert [lead for lead, times in leads.items() if times > 1] == []


def test_no_text_of_a_day_leads_to_an_item_of_a_later_one():
    days = {edition.publication.slug: edition.date for edition in demo_editions()}
    ahead = [
        (edition.publication.slug, slug)
        for edition in demo_editions().live()
        for slug in re.findall(r'href="/\w\w/\w+/[\d/]+/([\w-]+)/"', edition.body)
        if days[slug] > last_day(edition.date, edition.facts["date_precision"])
    ]

    assert ahead == []


def test_a_plain_line_on_every_page_says_that_it_is_a_demonstration():
    assert "This is a demonstration" in text_of("/en/")
    assert "Это демонстрация" in text_of(SESSION.format("ru"))


# Dates only as exact as they are known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-12-23", (day("2014-12-23"), Precision.DAY)),
        ("2014-12", (day("2014-12-01"), Precision.MONTH)),
        ("2015-H2", (day("2015-07-01"), Precision.HALF_YEAR)),
        ("2024", (day("2024-01-01"), Precision.YEAR)),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text, expected):
    assert period(text) == expected


def test_the_day_of_the_joint_meeting_is_not_told():
    page = text_of("/en/sessions/2014/12/01/joint-meeting-of-the-ministerial-councils/")

    assert "December 2014" in page
    assert not re.search(r"\b1 December 2014", page)


def test_a_chairmanship_whose_day_only_follows_from_the_rule_has_a_year():
    sochi = Chairmanship.objects.get(state__slug="russia", ends_on=day("2014-12-23"))

    assert (sochi.starts_on.year, sochi.starts_precision) == (2013, Precision.YEAR)


def test_acting_is_kept_both_times():
    semerikov = Term.objects.filter(official__slug="valery-semerikov")

    assert [term.acting for term in semerikov] == [True, True]


def test_a_suspension_and_a_frozen_participation_are_not_the_same():
    today = timezone.localdate()
    standing = Membership.objects.filter(basis="organisation").on(today)

    assert standing.get(state__slug="uzbekistan").status == "suspended"
    assert standing.get(state__slug="uzbekistan").decided_by.slug == "suspension-of-uzbekistan"
    assert standing.get(state__slug="armenia").status == "member"


def test_a_place_has_the_name_of_the_day():
    astana = Place.objects.get(slug="astana")

    assert str(astana.named("ru", day("2018-11-08"))) == "Астана"
    assert str(astana.named("ru", day("2021-09-16"))) == "Нур-Султан"
    assert str(astana.named("en", day("2024-11-28"))) == "Astana"


def test_a_body_that_was_decided_on_later_is_no_body_of_an_earlier_day():
    before, after = (text_of(f"/en/bodies/?on={day}") for day in ("2016-10-13", "2016-10-14"))

    assert "Crisis Response Center" not in before
    assert "Crisis Response Center" in after


def test_one_body_with_two_names_is_found_by_both():
    (center,) = Body.objects.called("Consultative Coordination Center")

    assert center in Body.objects.called("CIRCC")


def test_later_decisions_amend_and_replace_earlier_ones():
    amended = text_of("/en/decisions/2025/11/27/command-of-collective-forces-2025/")
    replaced = text_of("/en/decisions/2025/11/27/strategy-2025/")

    assert "On the command of the collective forces" in amended
    assert "Collective Security Strategy to 2025" in replaced


# The session of 23 December 2014, from its page

FACTS = {
    "en": [
        "Session of the CSTO Collective Security Council December 23, 2014, Moscow",
        "Grand Kremlin Palace, Moscow",
        "narrow",
        "extended",
        "Vladimir Putin , President of Russia",
        "Serzh Sargsyan",
        "Alexander Lukashenko",
        "Nursultan Nazarbayev",
        "Almazbek Atambayev",
        "Emomali Rahmon",
        "Nikolai Bordyuzha , Secretary General",
        "State and prospects of the crisis response system",
        "more than twenty decisions",
        "22 documents",
        "second half of 2015",
        "On the collective air force",
        "On military-technical and military-economic cooperation",
        "Anti-drug strategy",
        "On decision-making in a crisis",
        "On the Computer Incident Response Coordination Center",
        "On extending preferential supply to rescue equipment",
        "On the procedure for joint statements",
        "On assistance to the Republic of Tajikistan",
        "training and peacekeeping",
        "priorities for 2015",
        "Chairmanship passes to Tajikistan",
        "Vladimir Zainetdinov",
        "+7 000 000-00-01",
        "+7 000 000-00-02",
        "spokesman@example.org",
    ],
    "ru": [
        "Сессия Совета коллективной безопасности ОДКБ 23 декабря 2014 года, Москва",
        "Большой Кремлёвский дворец",
        "Владимир Путин",
        "Серж Саргсян",
        "Александр Лукашенко",
        "Нурсултан Назарбаев",
        "Алмазбек Атамбаев",
        "Эмомали Рахмон",
        "Николай Бордюжа",
        "Состояние и перспективы системы кризисного реагирования",
        "более двадцати решений",
        "О коллективных авиационных силах",
        "О распространении льготного порядка поставок на спасательную технику",
        "О помощи Республике Таджикистан",
        "о приоритетах на 2015 год",
        "Владимир Зайнетдинов",
        "+7 000 000-00-01",
    ],
}
LINKED = {
    "sessions/2014/12/01/joint-meeting-of-the-ministerial-councils/": ["joint", "совместн"],
    "statements/2014/12/23/joint-statement-2014/": ["Transdniestria", "Приднестровье"],
    "decisions/2014/12/23/computer-incident-center-2014/": ["two names", "два названия"],
    "decisions/2013/09/23/tajik-afghan-border-2013/": ["Tajik-Afghan", "таджикско-афганской"],
    "statements/2014/12/23/bordyuzha-on-the-results-2014/": ["interim results", "промежуточных итогах"],
    "statements/2014/12/23/putin-on-training-and-peacekeeping-2014/": ["peacekeeping", "миротворческой"],
    "statements/2014/12/23/rahmon-on-the-priorities-2014/": ["priorities", "приоритетах"],
    "news/2014/12/23/announcement-csc-session-moscow/": ["22 documents", "22 документа"],
    "news/2014/12/23/tajikistan-takes-the-chair-2014/": ["Tajikistan", "Таджикистан"],
    "officials/nikolai-bordyuzha/": ["Bordyuzha", "Бордюжа"],
    "bodies/collective-security-council/": ["Collective Security Council", "Совет коллективной безопасности"],
    "states/tajikistan/": ["Tajikistan", "Таджикистан"],
    "sessions/": ["Almaty", "Алматы"],
    "news/": [],
}


@pytest.mark.parametrize("language", FACTS)
def test_the_page_of_the_session_tells_every_fact(language):
    page = text_of(SESSION.format(language))

    assert [fact for fact in FACTS[language] if fact not in page] == []


@pytest.mark.parametrize(("place", "language"), [(0, "en"), (1, "ru")])
def test_the_page_of_the_session_leads_to_what_belongs_to_it(place, language):
    links = links_on(SESSION.format(language))

    for path, words in LINKED.items():
        address = f"/{language}/{path}"
        assert address in links or address.endswith(("sessions/", "/news/")), address
        page = text_of(address)
        assert words == [] or words[place] in page, address


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_gallery_holds_twelve_pictures_with_words_and_credit(language):
    edition = demo_editions().get(publication__slug="csc-session-moscow", language=language)
    photographs = edition.facts["photographs"]

    assert len({photo["id"] for photo in photographs}) == 12
    assert all(photo["caption"] and photo["description"] and photo["credit"] for photo in photographs)
    assert all("https://opensource.org/" in photo["usage_terms"] for photo in photographs)
    assert Client().get(edition.get_absolute_url() + "photos/").status_code == 200


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_three_items_of_2024_are_there_with_a_picture(language):
    for slug in (
        "secretary-general-to-cronos-asia",
        "cssc-session-almaty",
        "sputnik-armenia-on-relations-with-the-secretary-general",
    ):
        edition = demo_editions().live().get(publication__slug=slug, language=language)
        assert edition.date.year == 2024
        assert len(edition.facts["photographs"]) == 1
    assert edition.facts["outlet"]["name"] == "Sputnik Armenia"


# Pictures


def test_a_scene_is_drawn_the_same_every_time():
    assert draw("skyline", SMALL) == draw("skyline", SMALL)
    assert len(SCENES) >= 12


def test_every_scene_has_its_words():
    words = (CONTENT / "photographs.toml").read_text()

    assert [scene for scene in SCENES if f"[{scene}.en]" not in words] == []
    assert Photo.objects.count() == len(SCENES) + 1


# Bulk


def words_and_facts(slug: str) -> list:
    editions = Edition.objects.filter(publication__slug=slug).order_by("language")
    return list(editions.values_list("language", "title", "lead", "body", "date", "live_from", "facts"))


@pytest.fixture
def few_patterns(monkeypatch):
    monkeypatch.setattr(bulk, "PATTERNS", 5)


def test_item_i_is_the_same_in_every_n(few_patterns):
    users, photos = seed_organisation(PEOPLE, SMALL)
    assert bulk.seed_bulk(7, users, photos) == 7
    before = words_and_facts("item-7")

    assert bulk.seed_bulk(12, users, photos) == 5
    assert bulk.seed_bulk(12, users, photos) == 0
    assert words_and_facts("item-7") == before


def test_what_is_written_in_batches_is_what_the_verbs_would_write(few_patterns):
    users, photos = seed_organisation(PEOPLE, SMALL)
    lines = Record.objects.count()
    bulk.seed_bulk(12, users, photos)

    assert Record.objects.count() == lines + 24
    for edition in Edition.objects.filter(publication__slug__startswith="item-"):
        source = freezing.read(edition.publication.child, edition.language)
        assert freezing.freeze(source) == edition.facts
        facets = sorted((row.facet, row.thing) for row in freezing.facets(edition))
        assert facets == sorted(edition.facets.values_list("facet", "thing"))
        assert index.entry(edition, edition.facts).words == edition.search_entry.words
        assert blockers(edition, source) == []
        assert Record.objects.filter(after=freezing.digest(edition)).exists()
        assert Client().get(edition.get_absolute_url()).status_code == 200


def test_no_training_text_counts_days_from_the_first_start():
    texts = [text for item in read("desk")["item"] for code in ("en", "ru") for text in item[code].values()]

    counted = r"\bin [\w-]+ days\b|\bчерез [\w ]+ (день|дня|дней)\b"
    assert [text for text in texts if re.search(counted, text)] == []


# The command, and the mail it keeps

TOOL = Path(__file__).resolve().parent.parent / "tools" / "demo.py"


def refusal(*options: object) -> str:
    run = subprocess.run(
        [sys.executable, TOOL, *map(str, options)], capture_output=True, text=True, timeout=120
    )
    assert (run.returncode, run.stdout) == (1, "")
    return run.stderr.strip()


def test_a_busy_port_is_refused_in_one_sentence_and_nothing_is_written(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        sentence = refusal("--port", port, "--data", tmp_path / "data")

    assert sentence.startswith(f"Port {port} cannot be used")
    assert "\n" not in sentence
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_written_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    sentence = refusal("--port", port, "--data", tmp_path / "file" / "data")

    assert sentence.startswith("The folder")
    assert "\n" not in sentence


def test_a_mail_is_one_file_in_the_folder(tmp_path, settings):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")

    sent = FolderBackend().send_messages([EmailMessage("Subject", "Words", to=["a@example.org"])] * 2)

    files = sorted((tmp_path / "mail").iterdir())
    assert sent == 2
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert b"Subject: Subject" in files[0].read_bytes()
