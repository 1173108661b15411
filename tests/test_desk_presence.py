"""Two people in one item see each other."""

import datetime
import time

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from news import workflow
from news.admin import presence
from news.models import Edition, Presence

from . import desk, make
from .test_desk_in_a_browser import AXE, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]

NOON = make.moment("2031-12-23 12:00")
MINUTE = datetime.timedelta(minutes=1)


def sentences(item, user, at=NOON) -> list[str]:
    return [str(colleague) for colleague in presence.colleagues(item, user, at)]


def person(name: str):
    return make.user("Writer", first_name=name)


def test_whoever_opens_an_item_reads_who_has_it_open_too(client):
    item, ann, bo = make.release(), person("Ann"), person("Bo")
    client.force_login(ann)
    client.get(desk.page(item))
    client.force_login(bo)

    shown = client.get(desk.page(item)).content.decode()

    assert "Ann has this item open too." in shown
    assert "Bo has this item open too." not in shown


def test_a_page_that_says_it_is_open_hears_who_is_there(client):
    item, ann = make.release(), person("Ann")
    presence.note(item, ann)
    client.force_login(person("Bo"))

    answer = client.post(f"/desk/news/release/{item.pk}/present/").json()

    assert answer == {"sentences": ["Ann has this item open too."]}
    assert Presence.objects.count() == 2


def test_a_page_nobody_heard_of_for_a_minute_is_not_open_any_more():
    item, ann, bo = make.release(), person("Ann"), person("Bo")
    presence.note(item, ann, NOON - 2 * MINUTE)

    assert sentences(item, bo) == ["Ann was in this item at 11:58."]
    assert sentences(item, bo, NOON + 14 * MINUTE) == []


def test_people_are_noted_once_and_forgotten_after_minutes():
    item, ann = make.release(), person("Ann")
    presence.note(make.release(), person("Bo"), NOON - 20 * MINUTE)
    presence.note(item, ann, NOON - MINUTE)
    presence.note(item, ann, NOON)

    assert list(Presence.objects.values_list("user", "at")) == [(ann.pk, NOON)]


def test_whoever_saved_words_a_moment_ago_was_there_without_a_script():
    edition, ann = make.draft(by=person("Bo")), person("Ann")
    workflow.write(edition, by=ann, title="By Ann")
    Edition.objects.update(written_at=NOON - 3 * MINUTE)

    assert sentences(edition.publication, person("Cy")) == ["Ann was in this item at 11:57."]
    assert sentences(edition.publication, ann) == []


def test_other_items_are_other_business():
    ann = person("Ann")
    presence.note(make.release(), ann, NOON)

    assert sentences(make.release(), person("Bo")) == []


@pytest.mark.parametrize("role", ["Accredited press", None])
def test_nobody_but_staff_learns_who_is_there(client, role):
    item = make.release()
    if role:
        client.force_login(make.user(role))

    assert client.post(f"/desk/news/release/{item.pk}/present/").status_code == 302
    assert Presence.objects.count() == 0


def test_presence_is_posted_to_an_item_that_is_there(client):
    client.force_login(person("Ann"))

    assert client.get(f"/desk/news/release/{make.release().pk}/present/").status_code == 405
    for kind in ("release", "session"):
        for key in ("999999", "9" * 30):
            assert client.post(f"/desk/news/{kind}/{key}/present/").status_code == 404


def test_an_item_is_deleted_without_a_word_about_who_has_it_open(client):
    item = make.release()
    client.force_login(person("Ann"))
    client.get(desk.page(item))
    address = f"/desk/news/release/{item.pk}/delete/"

    assert "resence" not in client.get(address).content.decode()
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert Presence.objects.count() == 0


def test_two_people_in_a_browser_see_each_other_and_the_slower_is_told(
    page: Page, browser: Browser, live_server
):
    ann = sign_in(page, live_server, "Writer")
    edition = make.draft(by=ann)
    address = f"{live_server.url}{desk.page(edition.publication)}"
    page.goto(address)
    other_context = browser.new_context()
    other = other_context.new_page()
    bo = sign_in(other, live_server, "Writer")
    other.goto(address)
    expect(other.locator("#also-here")).to_contain_text(f"{ann.username} has this item open too.")
    with page.expect_response(lambda response: response.url.endswith("/present/")):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#also-here")).to_contain_text(f"{bo.username} has this item open too.")

    with other.expect_response(lambda response: "/draft/" in response.url) as first:
        other.fill("#id_words-en-title", "Bo was faster")
    with page.expect_response(lambda response: "/draft/" in response.url) as second:
        page.fill("#id_words-en-title", "Ann was slower")

    assert (first.value.status, second.value.status) == (200, 409)
    expect(page.locator(".draft-conflict")).to_contain_text(f"{bo.username} changed these words")
    expect(page.locator("#id_words-en-title")).to_have_value("Ann was slower")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".theirs")).to_contain_text("Bo was faster")
    expect(page.locator("#id_words-en-title")).to_have_value("Ann was slower")
    other_context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_comments_colleagues_kept_words_and_the_month(page: Page, live_server, scheme):
    page.emulate_media(color_scheme=scheme)
    editor = sign_in(page, live_server, "Editor")
    session = make.session(date=timezone.localdate(), next_session_on=timezone.localdate())
    edition = make.draft(session, by=editor)
    workflow.comment(edition, by=person("Ann"), text="Is the date right?")
    workflow.resolve(workflow.comment(edition, by=editor, text="Shorter, please."), by=editor)
    workflow.publish_alone(make.draft(), by=make.user("Spokesman"))
    workflow.approve_bundle(make.bundle(), by=make.user("Editor"), live_from=timezone.now() + make.HOUR)
    presence.note(session, person("Bo"))
    address = f"{live_server.url}{desk.page(session)}"
    page.goto(address)
    kept = {"at": int(time.time() * 1000), "words": {"words-en-title": "Kept"}}
    key = f"words:{editor.pk}:{desk.page(session)}:before"
    page.evaluate("([key, kept]) => localStorage.setItem(key, JSON.stringify(kept))", [key, kept])

    found = []
    for path in [address, f"{live_server.url}/desk/"]:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        if path == address:
            expect(page.locator(".kept-words")).to_be_visible()
        page.evaluate(AXE.read_text())
        faults = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        found += [(one["id"], node["html"][:120]) for one in faults["violations"] for node in one["nodes"]]
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert found == []
