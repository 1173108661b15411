"""Drafts save themselves: each language by its own, nothing overwritten, nothing lost with the browser."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from news import workflow
from news.admin.words import digest
from news.models import Edition, Record

from . import desk, make
from .test_desk_in_a_browser import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]


@pytest.fixture
def writer(client):
    person = make.user("Writer", first_name="Ann", last_name="Lee")
    client.force_login(person)
    return person


def address(item, language="en") -> str:
    return f"/desk/news/{item.kind}/{item.pk}/draft/{language}/"


def part(form: dict, language="en", **words) -> dict:
    """What the page's script sends of that form: one language, with these words changed."""
    sent = {name: values for name, values in form.items() if name.startswith(f"words-{language}-")}
    return sent | {f"words-{language}-{name}": text for name, text in words.items()}


def take_over(form: dict, answer: dict, language="en", **words) -> dict:
    """The whole form after the script has noted the answer."""
    seen = {f"words-{language}-{name}": [str(answer[name])] for name in ("edition", "seen", "shown")}
    return form | part(form, language, **words) | seen


def test_the_words_of_a_draft_are_saved_while_they_are_written(client, writer):
    edition = make.draft(by=writer)
    form = desk.shown(client, edition.publication)

    response = client.post(
        address(edition.publication), part(form, title="Half a title", body="<p>Half a text.</p>")
    )

    edition.refresh_from_db()
    assert (edition.title, edition.body) == ("Half a title", "<p>Half a text.</p>")
    assert response.json()["seen"] == edition.lock_version
    assert response.json()["sentence"].startswith("Saved ")
    assert Record.objects.count() == 0


def test_a_full_save_after_the_drafts_own_is_no_conflict(client, writer):
    edition = make.draft(by=writer)
    item = edition.publication
    form = desk.shown(client, item)
    answer = client.post(address(item), part(form, title="First")).json()
    form = take_over(form, answer, title="First")
    answer = client.post(address(item), part(form, title="Second")).json()

    response = desk.save(client, item, {"words-en-title": "Third"}, take_over(form, answer, title="Second"))

    edition.refresh_from_db()
    assert (response.status_code, edition.title) == (302, "Third")


def test_a_language_that_had_no_words_gets_its_draft(client, writer):
    item = make.release()
    form = desk.shown(client, item)

    answer = client.post(address(item, "ru"), part(form, "ru", lead="Только начало.")).json()

    edition = Edition.objects.get(language="ru")
    assert (edition.lead, edition.written_by, edition.pk) == ("Только начало.", writer, answer["edition"])


def test_words_nobody_touched_are_not_written(client, writer):
    edition = make.draft(by=writer, body="<p>One</p><p>Two</p>")
    form = desk.shown(client, edition.publication)

    answer = client.post(address(edition.publication), part(form, body="<p>One</p>\n<p>Two</p>\r\n")).json()

    assert answer == {"sentence": ""}
    assert Edition.objects.get().lock_version == edition.lock_version


def test_the_second_of_two_people_is_told_who_was_faster_and_overwrites_nothing(client, writer):
    edition = make.draft(by=writer)
    item = edition.publication
    form = desk.shown(client, item)
    colleague = make.user("Writer", first_name="Bo", last_name="Lind")
    workflow.write(edition, by=colleague, title="Bo's title")

    response = client.post(address(item), part(form, title="Ann's title"))

    assert response.status_code == 409
    assert re.match(
        r"Bo Lind changed these words at \d\d:\d\d\. Your words stay", response.json()["sentence"]
    )
    assert Edition.objects.get().title == "Bo's title"


def test_what_a_colleague_changed_is_not_taken_for_seen_by_whoever_changed_nothing(client, writer):
    edition = make.draft(by=writer)
    form = desk.shown(client, edition.publication)
    workflow.write(edition, by=make.user("Writer"), title="A colleague's")

    assert client.post(address(edition.publication), part(form)).json() == {"sentence": ""}
    assert client.post(address(edition.publication), part(form, title="Mine")).status_code == 409


@pytest.mark.parametrize(
    ("move", "sentence"),
    [("submit", "submitted for review"), ("publish_alone", "approved in the meantime")],
)
def test_words_that_went_on_are_not_changed_any_more(client, writer, move, sentence):
    edition = make.draft(by=writer)
    form = desk.shown(client, edition.publication)
    getattr(workflow, move)(edition, by=make.user("Spokesman"))

    response = client.post(address(edition.publication), part(form, title="Too late"))

    assert response.status_code == 409
    assert sentence in response.json()["sentence"]


def test_an_answer_that_was_lost_on_the_way_makes_no_conflict(client, writer):
    edition = make.draft(by=writer)
    form = part(desk.shown(client, edition.publication), title="Sent twice")
    first = client.post(address(edition.publication), form).json()

    again = client.post(address(edition.publication), form)

    assert (again.status_code, again.json()["seen"]) == (200, first["seen"])


def test_the_digest_in_the_answer_is_that_of_the_stored_words(client, writer):
    edition = make.draft(by=writer)
    words = {"title": "  Two   blanks ", "body": "<p onclick='x()'>Text<script>1</script></p>"}

    answer = client.post(
        address(edition.publication), part(desk.shown(client, edition.publication), **words)
    ).json()

    edition.refresh_from_db()
    stored = {name: getattr(edition, name) for name in ("title", "lead", "body", "change_note")}
    assert answer["shown"] == digest(stored)
    assert "script" not in edition.body and "onclick" not in edition.body


def test_a_title_that_is_too_long_is_said_and_stops_nothing(client, writer):
    edition = make.draft(by=writer)
    form = desk.shown(client, edition.publication)

    response = client.post(address(edition.publication), part(form, title="x" * 501))

    assert response.status_code == 400
    assert "500" in response.json()["sentence"]


@pytest.mark.parametrize("role", ["Photographer", "Accredited press", None])
def test_nobody_else_saves_words(client, role):
    edition = make.draft()
    writer = make.user("Writer")
    client.force_login(writer)
    form = part(desk.shown(client, edition.publication), title="Not mine")
    client.logout()
    if role:
        client.force_login(make.user(role))

    response = client.post(address(edition.publication), form)

    assert response.status_code == (403 if role == "Photographer" else 302)
    assert Edition.objects.get().title == edition.title


def test_a_draft_is_saved_by_post_of_a_language_that_is_there(client, writer):
    item = make.release()
    form = desk.shown(client, item)

    assert client.get(address(item)).status_code == 405
    assert client.post(address(item, "fr"), part(form)).status_code == 404
    assert client.post("/desk/news/session/1/draft/en/", part(form)).status_code == 404


def test_words_beside_a_colleagues_save_themselves_only_after_the_button(client, writer):
    edition = make.draft(by=writer)
    item = edition.publication
    form = desk.shown(client, item)
    assert address(item) in client.get(desk.page(item)).content.decode()
    workflow.write(edition, by=make.user("Writer"), title="A colleague's")

    response = desk.save(client, item, {"words-en-title": "Mine"}, form)

    assert response.status_code == 409
    assert address(item) not in response.content.decode()
    assert address(item, "ru") in response.content.decode()


def test_the_page_without_a_script_saves_as_it_did(client, writer):
    edition = make.draft(by=writer)

    response = desk.save(
        client, edition.publication, {"words-en-title": "By the button", "kept_words": "a;b"}
    )

    edition.refresh_from_db()
    assert (response.status_code, edition.title) == (302, "By the button")
    assert not [name for name in response.cookies if name.startswith("saved-")]


# In a browser


def saving(page: Page):
    return page.expect_response(lambda response: "/draft/" in response.url)


def change_page(live_server, edition) -> str:
    return f"{live_server.url}{desk.page(edition.publication)}"


def write_prose(page: Page, text: str, language="en"):
    page.locator(f"section[data-language={language}] .ProseMirror[contenteditable=true]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


@pytest.fixture
def errors(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if "Policy" in said.text else None)
    return heard


def test_words_outlive_the_browser_they_were_written_in(page: Page, live_server, errors):
    writer = sign_in(page, live_server, "Writer")
    edition = make.draft(by=writer, body="<p>Before.</p>")
    page.goto(change_page(live_server, edition))

    page.fill("#id_words-en-title", "Written before the crash")
    with saving(page) as answer:
        write_prose(page, " And after.")
    assert answer.value.status == 200
    expect(page.locator("#draft-status")).to_have_text(re.compile(r"Saved \d\d:\d\d:\d\d"))
    assert errors == []
    context = page.context
    page.close(run_before_unload=False)

    again = context.new_page()
    again.goto(change_page(live_server, edition))
    expect(again.locator("#id_words-en-title")).to_have_value("Written before the crash")
    expect(again.locator(".ProseMirror[contenteditable=true]").first).to_have_text("Before. And after.")
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.locator(".messagelist .success")).to_be_visible()
    again.close()


def test_the_button_pressed_after_a_draft_saved_itself_meets_no_conflict(page: Page, live_server, errors):
    writer = sign_in(page, live_server, "Writer")
    edition = make.draft(by=writer)
    page.goto(change_page(live_server, edition))
    with saving(page):
        page.fill("#id_words-en-lead", "Saved by itself.")
    expect(page.locator("#draft-status")).to_contain_text("Saved")

    page.fill("#id_words-en-title", "Saved by the button")
    page.locator(".panel").get_by_role("button", name="Submit for review").first.click()

    expect(page.locator(".panel .badge-in_review")).to_have_count(1)
    edition.refresh_from_db()
    assert (edition.title, edition.lead) == ("Saved by the button", "Saved by itself.")
    assert errors == []


def test_a_new_item_keeps_its_words_in_the_browser_and_offers_them_after_a_crash(
    page: Page, live_server, errors
):
    sign_in(page, live_server, "Writer")
    address = f"{live_server.url}/desk/news/release/add/"
    page.goto(address)
    page.fill("#id_words-en-title", "Not saved yet")
    write_prose(page, "Nor this.")
    expect(page.locator("#draft-status")).to_contain_text("Kept in this browser")
    context = page.context
    page.close(run_before_unload=False)

    again = context.new_page()
    again.goto(address)
    expect(again.locator(".kept-words")).to_contain_text("that were not saved are here")
    again.get_by_role("button", name="Take them over").click()
    expect(again.locator("#id_words-en-title")).to_have_value("Not saved yet")
    expect(again.locator("section[data-language=en] .ProseMirror[contenteditable=true]")).to_have_text(
        "Nor this."
    )
    again.fill("#id_date", "2014-12-23")
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.locator(".messagelist .success")).to_be_visible()
    assert Edition.objects.get().body == "<p>Nor this.</p>"

    again.goto(address)
    expect(again.locator("#id_words-en-title")).to_have_value("")
    expect(again.locator(".kept-words")).to_have_count(0)
    again.close()


def test_while_the_desk_cannot_be_reached_the_words_are_kept_and_saved_later(page: Page, live_server, errors):
    writer = sign_in(page, live_server, "Writer")
    edition = make.draft(by=writer)
    page.goto(change_page(live_server, edition))
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.fill("#id_words-en-title", "Written in the tunnel")
    expect(page.locator("#draft-status")).to_contain_text("the desk cannot be reached")
    kept = page.evaluate("JSON.stringify(Object.values(localStorage))")
    assert "Written in the tunnel" in json.dumps(json.loads(kept))

    with saving(page):
        page.context.set_offline(False)

    expect(page.locator("#draft-status")).to_contain_text("Saved")
    assert Edition.objects.get().title == "Written in the tunnel"
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('words:')).length") == 0
    assert errors == []
