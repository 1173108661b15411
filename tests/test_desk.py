"""The desk as a whole: its pages, its roles, its languages, how much it asks of the database."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news import workflow
from news.admin.slugs import slug_from
from news.models import Body, Chairmanship, Edition, Official, Term, User

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

PAGES = [
    "session",
    "statement",
    "decision",
    "release",
    "official",
    "position",
    "term",
    "presscontact",
    "body",
    "state",
    "membership",
    "chairmanship",
    "seat",
    "place",
    "photo",
    "topic",
    "record",
]


def sign_in(client, role):
    person = make.user(role)
    client.force_login(person)
    return person


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("model", PAGES)
def test_every_list_and_every_empty_form_answers(client, model, language):
    client.force_login(User.objects.create_superuser("root"))
    client.cookies["django_language"] = language

    assert client.get(f"/desk/news/{model}/").status_code == 200
    assert client.get(f"/desk/news/{model}/?q=x").status_code == 200
    may_add = model != "record"
    answer = client.get(f"/desk/news/{model}/add/", follow=True).status_code
    assert (answer == 200) == may_add


@pytest.mark.parametrize(
    ("thing", "page"),
    [
        (make.body, "body"),
        (make.state, "state"),
        (make.place, "place"),
        (make.official, "official"),
        (make.position, "position"),
        (make.term, "term"),
        (make.topic, "topic"),
    ],
)
def test_a_page_saved_untouched_is_saved(client, thing, page):
    client.force_login(User.objects.create_superuser("root"))
    row = thing()
    address = f"/desk/news/{page}/{row.pk}/change/"

    form = desk.fields(client.get(address), f"{page}_form")

    assert client.post(address, form).status_code == 302


# role: what answers 200 among list, form for a new session, accounts, office, upload
MATRIX = {
    "Writer": {"list": True, "add": True, "accounts": False, "office": True, "upload": True},
    "Editor": {"list": True, "add": True, "accounts": False, "office": True, "upload": True},
    "Spokesman": {"list": True, "add": True, "accounts": False, "office": True, "upload": True},
    "Photographer": {"list": True, "add": False, "accounts": False, "office": True, "upload": True},
    "Administrator": {"list": True, "add": True, "accounts": True, "office": True, "upload": True},
}
ADDRESSES = {
    "list": "/desk/news/session/",
    "add": "/desk/news/session/add/",
    "accounts": "/desk/news/user/",
    "office": "/desk/news/office/1/change/",
    "upload": "/desk/photos/upload/",
}


@pytest.mark.parametrize("role", MATRIX)
def test_each_role_opens_what_is_its_business(client, role):
    sign_in(client, role)

    answers = {name: client.get(address).status_code == 200 for name, address in ADDRESSES.items()}

    assert answers == MATRIX[role]


@pytest.mark.parametrize("person", [None, "Accredited press"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_nobody_but_staff_sees_the_desk(client, person, name):
    if person:
        sign_in(client, person)

    response = client.get(ADDRESSES[name])

    assert response.status_code == 302
    assert response.url.startswith("/desk/login/")


def test_only_spokesmen_and_administrators_change_the_office(client):
    for role, may in [("Editor", False), ("Spokesman", True), ("Administrator", True)]:
        sign_in(client, role)
        page = client.get("/desk/news/office/", follow=True)
        assert page.redirect_chain[0][0] == "/desk/news/office/1/change/"
        assert ("_save" in page.content.decode()) == may


def test_a_photographer_adds_pictures_and_writes_no_words(client):
    sign_in(client, "Photographer")
    session = make.session()
    make.gallery(session)
    edition = make.draft(session)
    form = desk.shown(client, session)
    assert "date" not in form

    response = desk.save(
        client,
        session,
        {
            "gallery-0-caption_en": "The hall before the session",
            "words-en-title": "Not mine to write",
            "date": "2001-01-01",
        },
    )

    edition.refresh_from_db()
    session.refresh_from_db()
    photo = session.gallery.get().photo
    assert response.status_code == 302
    assert photo.words.get(language="en").caption == "The hall before the session"
    assert edition.title != "Not mine to write"
    assert session.date == make.DAY


@pytest.mark.parametrize("role", ["Writer", "Editor", "Spokesman", "Photographer", "Administrator"])
def test_the_form_takes_words_from_whom_the_table_of_moves_lets_change_them(client, role):
    person = sign_in(client, role)
    edition = make.draft()
    (may,) = [role in move["roles"] for move in workflow.table() if move["verb"] == "write"]

    desk.save(client, edition.publication, {"words-en-title": "Other words"})

    edition.refresh_from_db()
    assert (edition.title == "Other words") is may is (role != "Photographer")
    if not may:
        with pytest.raises(workflow.Refused, match="Your role does not allow this"):
            workflow.write(edition, by=person, title="Other words")


def test_the_sections_of_the_desk_stand_in_the_offices_order(client):
    client.force_login(User.objects.create_superuser("root"))

    sections = client.get("/desk/").context["app_list"]

    names = [section["app_label"] for section in sections]
    assert names == ["items", "people", "organisation", "library", "office", "accounts"]
    assert [model["object_name"] for model in sections[0]["models"]] == [
        "Session",
        "Statement",
        "Decision",
        "Release",
        "Bundle",
    ]


def test_the_desk_speaks_the_language_that_was_chosen_and_the_choice_stays_at_the_desk(client):
    sign_in(client, "Writer")

    response = client.post("/desk/language/", {"language": "ru", "next": "/desk/"})

    assert response.url == "/desk/"
    assert response.cookies["django_language"]["path"] == "/desk/"
    assert '<html lang="ru"' in client.get("/desk/").content.decode()


@pytest.mark.parametrize("address", ["/desk/", "/desk/login/", "/desk/news/session/"])
def test_pages_of_the_desk_are_private_and_have_a_strict_policy(client, address):
    sign_in(client, "Writer")

    headers = client.get(address).headers

    assert "no-store" in headers["Cache-Control"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("kind", make.KINDS)
def test_a_list_of_items_asks_as_much_at_twenty_as_at_two_hundred(client, kind):
    editor = sign_in(client, "Editor")
    now = make.now()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(f"/desk/news/{kind}/?all=")
        assert response.status_code == 200
        return len(asked)

    def add(count):
        bodies = {"bodies": []} if kind in ("session", "decision") else {}
        items = [make.KINDS[kind](**bodies) for _number in range(count)]
        common = [{"publication": item, "kind": kind, "form": item.form, "date": item.date} for item in items]
        public = {"approval": "archive", "approved_by": editor, "live_from": now, "first_live_from": now}
        Edition.objects.bulk_create(
            [Edition(language="en", title="In work", **row) for row in common]
            + [Edition(language="ru", title="Public", status="approved", **public, **row) for row in common]
        )

    add(20)
    client.get(f"/desk/news/{kind}/")
    few = queries()
    add(180)
    assert queries() == few


def test_the_page_of_a_session_asks_as_much_with_three_participants_as_with_twelve(client):
    sign_in(client, "Editor")
    session = make.session()
    address = desk.page(session)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    def add(count):
        for _number in range(count):
            make.participation(session)
            make.gallery(session)

    add(3)
    client.get(address)
    few = queries()
    add(9)
    assert queries() == few


def test_autocomplete_finds_a_person_by_any_name_and_shows_office_and_years(client):
    sign_in(client, "Writer")
    person = make.official(en="Nursultan Nazarbayev", ru="Нурсултан Назарбаев")
    person.names.filter(language="en").update(other_spellings="Nazarbaev\nNasarbajew")
    term = make.term(official=person, starts_on=make.day("1991-04-24"), ends_on=make.day("2019-03-20"))
    make.term()
    where = {"app_label": "news", "model_name": "participation", "field_name": "term"}

    for words in ["Назарбаев", "nasarbajew", f"nazarb {term.position}"]:
        answer = client.get(reverse("admin:autocomplete"), where | {"term": words}).json()
        assert [row["id"] for row in answer["results"]] == [str(term.pk)]
    assert "1991–2019" in answer["results"][0]["text"]


def test_a_term_that_goes_on_is_told_from_one_that_ended_in_its_first_year():
    first = make.day("2012-05-07")

    assert str(make.term(starts_on=first)).endswith(", 2012–")
    assert str(make.term(starts_on=first, ends_on=make.day("2012-12-31"))).endswith(", 2012–2012")
    assert "–" not in str(make.term(starts_on=None))


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("session", "place"),
        ("session", "bodies"),
        ("session", "preceding"),
        ("session", "reported_on"),
        ("session", "topics"),
        ("relatedpublication", "other"),
        ("galleryphoto", "photo"),
        ("chairmanship", "state"),
        ("term", "official"),
        ("membership", "decided_by"),
        ("body", "announced_by"),
    ],
)
def test_whatever_may_grow_is_chosen_by_autocomplete(client, model, field):
    sign_in(client, "Writer")
    where = {"app_label": "news", "model_name": model, "field_name": field, "term": "a"}

    assert client.get(reverse("admin:autocomplete"), where).status_code == 200
    registered = [page for page in admin.site._registry if page._meta.model_name == model]
    if registered:
        page = client.get(f"/desk/news/{model}/add/").content.decode()
        assert f'data-field-name="{field}"' in page


def test_a_new_thing_has_a_row_for_each_language_and_needs_no_typed_address(client):
    sign_in(client, "Writer")
    form = desk.fields(client.get("/desk/news/official/add/"), "official_form")
    assert [form["names-0-language"], form["names-1-language"]] == [["en"], ["ru"]]

    form |= {"names-1-name": "Николай Бордюжа"}
    response = client.post("/desk/news/official/add/", form)

    official = Official.objects.get()
    assert response.status_code == 302
    assert official.slug == "nikolay-bordyuzha"
    assert official.names.get().language == "ru"


def test_overlapping_chairmanships_are_refused_with_a_sentence(client):
    sign_in(client, "Writer")
    body, state, other = make.body(), make.state(), make.state()
    Chairmanship.objects.create(
        body=body, state=state, starts_on=make.day("2014-01-01"), ends_on=make.day("2014-12-31")
    )
    form = desk.fields(client.get("/desk/news/chairmanship/add/"), "chairmanship_form")
    form |= {"body": body.pk, "state": other.pk, "starts_on": "2014-06-01"}

    response = client.post("/desk/news/chairmanship/add/", form)

    assert "already chairs from" in response.content.decode()
    assert Chairmanship.objects.count() == 1


def test_a_term_that_overlaps_another_is_refused_at_its_row(client):
    sign_in(client, "Writer")
    position = make.position()
    make.term(position=position, starts_on=make.day("2010-01-01"))
    person = make.official()
    form = desk.fields(client.get(f"/desk/news/official/{person.pk}/change/"), "official_form")
    form |= {
        "terms-TOTAL_FORMS": "1",
        "terms-0-position": position.pk,
        "terms-0-starts_on": "2014-01-01",
        "terms-0-starts_precision": "day",
        "terms-0-ends_precision": "day",
        "terms-0-public_from_0": "2014-01-01",
        "terms-0-public_from_1": "00:00",
    }

    response = client.post(f"/desk/news/official/{person.pk}/change/", form)

    assert "holds this position from" in response.content.decode()
    assert Term.objects.count() == 1


def test_the_record_is_only_read(client):
    client.force_login(User.objects.create_superuser("root"))
    make.approved()
    line = client.get("/desk/news/record/").context["cl"].queryset.get()

    assert client.get(f"/desk/news/record/{line.pk}/change/").status_code == 200
    assert client.post(f"/desk/news/record/{line.pk}/change/", {"verb": "x"}).status_code != 302
    assert client.post(f"/desk/news/record/{line.pk}/delete/", {"post": "yes"}).status_code != 302


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Session of the Council, 23 December 2014", "session-of-the-council-23-december-2014"),
        ("Сессия Совета: итоги", "sessiya-soveta-itogi"),
        ("Съезд", "sezd"),
        ("你好", ""),
        ("word " * 40, "-".join(["word"] * 18)),
    ],
)
def test_an_address_is_made_of_the_title(title, slug):
    assert slug_from(title) == slug


def test_a_body_is_found_by_a_former_name(client):
    sign_in(client, "Writer")
    body = make.body(en="Collective Security Council")
    body.names.filter(language="ru").update(name="Совет", other_spellings="СКБ")

    found = client.get("/desk/news/body/?q=скб").context["cl"].queryset

    assert list(found) == [Body.objects.get()]
