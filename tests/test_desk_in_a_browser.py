"""The main job in a real browser: two people, a session, photographs, two languages, a statement."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import CHANGE, LogEntry
from PIL import Image
from playwright.sync_api import Page, expect

from news.models import Edition, EmbargoReading, Session, User

from . import make

AXE = Path(__file__).parent / "vendor" / "axe.min.js"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser refused or could not run; it stays empty."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if "Policy" in message.text else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    return heard


def sign_in(page: Page, live_server, role: str) -> User:
    person = make.user(role)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/desk/login/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", make.PASSWORD)
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_contain_text(person.username, ignore_case=True)
    return person


def photographs(count: int) -> list[dict]:
    files = []
    for number in range(count):
        content = BytesIO()
        Image.new("RGB", (1200, 800), (40 * number, 90, 160 - 30 * number)).save(content, "JPEG")
        name = f"DSC_{number + 1}.jpg"
        files.append({"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()})
    return files


def choose(page: Page, field: str, words: str, shown: str):
    """Type into an autocomplete field and take the answer."""
    page.locator(f"#id_{field} + .select2").click()
    page.keyboard.type(words)
    page.locator(".select2-results__option", has_text=shown).first.click()


def write(page: Page, language: str, title: str, lead: str, text: str):
    page.fill(f"#id_words-{language}-title", title)
    page.fill(f"#id_words-{language}-lead", lead)
    column = page.locator(f"section[aria-labelledby=words-{language}-heading]")
    editor = column.locator(".ProseMirror[contenteditable=true]")
    editor.click()
    page.keyboard.type(text)


def test_a_session_goes_from_nothing_to_public_by_two_people(page: Page, live_server, complaints):
    council = make.body(en="Security Council", ru="Совет безопасности")
    make.place(en="Moscow", ru="Москва")
    chair = make.term(official=make.official(en="Anna Chair", ru="Анна Председатель"))
    make.seat(chair, council)

    sign_in(page, live_server, "Writer")
    page.get_by_role("link", name="New session").click()
    page.fill("#id_date", "2014-12-23")
    choose(page, "place", "моск", "Moscow")
    choose(page, "bodies", "security", "Security Council")
    write(page, "en", "Session in Moscow", "The heads of state met.", "They agreed on everything.")
    write(page, "ru", "Сессия в Москве", "Главы государств встретились.", "Они обо всём договорились.")
    expect(page.locator("#id_slug")).to_have_value("session-in-moscow")
    page.get_by_text("Add another Participant").click()
    choose(page, "participations-0-term", "anna", "Anna Chair")
    page.check("#id_participations-0-is_chair")
    page.fill("#id_new_statement-0-title_en", "Statement of the heads of state")
    page.fill("#id_new_statement-0-title_ru", "Заявление глав государств")
    page.set_input_files("#id_new_photographs", photographs(3))
    expect(page.locator(".drop .chosen li")).to_have_count(3)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".picture img.thumbnail")).to_have_count(3)
    expect(page.locator(".panel .missing").first).to_contain_text("Photos 1–3 have no description.")

    for number in range(3):
        for language in ("en", "ru"):
            page.fill(f"#id_gallery-{number}-description_{language}", f"Picture {number} ({language})")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator(".panel .badge-in_review")).to_have_count(2)
    session = Session.objects.get()
    assert session.statements.get().editions.count() == 2
    assert "<p>They agreed on everything.</p>" in session.editions.get(language="en").body

    sign_in(page, live_server, "Editor")
    page.get_by_role("link", name="Session in Moscow").click()
    page.get_by_role("link", name="View as the public will").first.click()
    expect(page.locator(".preview-band")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Session in Moscow")
    page.get_by_role("link", name="Back to the item").click()
    page.locator(".together").get_by_role("button", name="Approve now").click()
    expect(page.locator(".panel .badge-published")).to_have_count(2)

    page.context.clear_cookies()
    for edition in Edition.objects.live():
        page.goto(f"{live_server.url}{edition.get_absolute_url()}")
        expect(page.get_by_role("heading", level=1)).to_have_text(edition.title)
        assert page.locator("picture img").count() >= 1
    assert complaints == []


def test_the_editor_keeps_bold_lists_links_and_blanks(page: Page, live_server, complaints):
    writer = sign_in(page, live_server, "Writer")
    body = "<p>Plain <strong>bold</strong> and <em>slanted</em>.</p><ul><li><p>One</p></li></ul>"
    edition = make.draft(by=writer, body=body)
    page.goto(f"{live_server.url}/desk/news/release/{edition.publication_id}/change/")
    editor = page.locator(".ProseMirror[contenteditable=true]").first
    expect(editor).to_contain_text("bold")

    editor.get_by_text("One").click()
    expect(editor).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(editor.locator("li")).to_have_text(["One", ""])
    page.keyboard.press("Enter")
    expect(editor.locator("li")).to_have_text(["One"])
    page.keyboard.type("Hello ")
    expect(editor.locator("> p").last).to_have_text("Hello ")
    page.keyboard.press("Control+b")
    page.keyboard.type("bold again")
    expect(editor.locator("> p").last).to_have_text("Hello bold again")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    edition.refresh_from_db()
    assert "<p>Plain <strong>bold</strong> and <em>slanted</em>.</p>" in edition.body
    assert "<p>Hello <strong>bold again</strong></p>" in edition.body
    assert complaints == []


def test_the_editor_does_not_change_words_by_being_opened(page: Page, live_server, complaints):
    writer = sign_in(page, live_server, "Writer")
    body = '<h2>Head</h2>\n<p>One<br>two &amp; <a href="https://example.org/">three</a></p>\n<ul><li>four</li></ul>'
    edition = make.draft(by=writer, body=body)
    page.goto(f"{live_server.url}/desk/news/release/{edition.publication_id}/change/")
    expect(page.locator(".ProseMirror[contenteditable=true]").first).to_contain_text("three")

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    before = edition.lock_version
    edition.refresh_from_db()
    assert edition.lock_version == before


def test_the_editor_speaks_the_language_of_the_desk(page: Page, live_server, complaints):
    writer = sign_in(page, live_server, "Writer")
    text = '<p>Тема <a href="https://example.org/">встречи</a></p>'
    edition = make.draft(make.release(), "ru", by=writer, body=text)
    page.context.add_cookies([{"name": "django_language", "value": "ru", "url": live_server.url}])
    page.goto(f"{live_server.url}/desk/news/release/{edition.publication_id}/change/")
    words = page.locator("section[aria-labelledby=words-ru-heading]")
    buttons = words.locator(".prose-menubar button")
    expect(buttons.first).to_be_attached()
    names = buttons.evaluate_all("all => all.map((one) => one.ariaLabel || one.innerText)")
    assert [name for name in names if re.search("[A-Za-z]", name)] == []

    words.get_by_role("link", name="встречи").click()
    words.get_by_role("button", name="Вставить или изменить ссылку").click()
    dialog = words.locator("dialog :is(h3, label, button)").all_inner_texts()
    assert dialog == ["Ссылка", "Адрес", "Подсказка", "Открывать в новом окне", "Применить", "Отмена"]
    assert complaints == []


def test_without_scripts_the_words_are_written_in_a_plain_field(live_server, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, "Writer")
    page.goto(f"{live_server.url}/desk/news/release/add/")
    page.fill("#id_date", "2014-12-23")
    page.fill("#id_words-en-title", "Written without a script")
    page.fill("#id_words-en-body", "<p>Text.</p>")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Edition.objects.get().body == "<p>Text.</p>"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_main_pages_have_no_fault_that_axe_finds(page: Page, live_server, complaints, scheme):
    page.emulate_media(color_scheme=scheme)
    session = make.session()
    make.participation(session)
    make.gallery(session)
    make.in_review(session)
    make.draft(session, "ru")
    sign_in(page, live_server, "Editor")
    faults = []
    for address in [
        "",
        "news/session/",
        f"news/session/{session.pk}/change/",
        "news/official/add/",
        "photos/upload/",
        f"photos/describe/?publication={session.slug}",
    ]:
        page.goto(f"{live_server.url}/desk/{address}")
        page.wait_for_load_state("networkidle")
        assert complaints == []
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        faults += [
            (address, fault["id"], [node["html"][:120] for node in fault["nodes"]][:3])
            for fault in found["violations"]
        ]
        complaints.clear()  # axe tries styles of its own, which the policy refuses
    assert faults == [], faults


def pages_of_the_desk(case) -> list[str]:
    """The list and a filled page of everything that the desk keeps, and the pages beside them."""
    found = [
        "",
        "moves/",
        "password_change/",
        "photos/upload/",
        f"photos/describe/?publication={case.session.slug}",
    ]
    for model, page in site._registry.items():
        path = f"{model._meta.app_label}/{model._meta.model_name}/"
        found.append(path)
        thing = page.model._default_manager.order_by("-pk").first()
        if thing is not None:
            found.append(f"{path}{thing.pk}/change/")
    item = f"news/session/{case.session.pk}"
    edition = case.editions[case.session, "en"]
    beside = ["change/", "history/", "embargo/", f"confirm/withdraw/?edition={edition.pk}"]
    return [*found, "news/session/add/", *(f"{item}/{page}" for page in beside)]


def test_no_page_of_the_desk_is_wider_than_a_telephone(page: Page, live_server):
    case = make.everything()
    person = sign_in(page, live_server, "Spokesman")
    User.objects.filter(pk=person.pk).update(is_superuser=True)  # sees all that any role sees
    LogEntry.objects.log_actions(person.pk, [case.session], CHANGE, "A" * 60, single_object=True)
    EmbargoReading.objects.update(edition=case.editions[case.session, "en"])
    page.context.add_cookies([{"name": "django_language", "value": "ru", "url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 740})

    wide = []
    for address in pages_of_the_desk(case):
        answer = page.goto(f"{live_server.url}/desk/{address}")
        assert answer.ok, address
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [(address, width)] if width > 360 else []

    assert wide == []
