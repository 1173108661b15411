"""A correction in the open by two people in a real browser; the newsroom by axe and on a telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from news import previews, workflow
from news.models import Edition

from . import make
from .make import HOUR
from .test_desk_in_a_browser import complaints, sign_in  # noqa: F401

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]


def test_a_published_statement_is_corrected_in_the_open_by_two_people(page: Page, live_server, complaints):  # noqa: F811
    statement = make.statement()
    first = make.approved(statement, title="Statement of the heads of state", lead="On the 24th.")
    address = f"{live_server.url}/desk/news/statement/{statement.pk}/change/"

    sign_in(page, live_server, "Writer")
    page.goto(address)
    page.locator("summary", has_text="Correct").click()
    page.get_by_label("What changes (public)").fill("The day of the meeting was wrong.")
    page.get_by_role("button", name="Begin the correction").click()
    expect(page.locator(".messagelist .success")).to_contain_text("The correction is a draft now")
    page.fill("#id_words-en-lead", "On the 23rd.")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator(".panel .line").first).to_contain_text("Edition 2: in review")
    assert "On the 24th." in page.request.get(live_server.url + first.get_absolute_url()).text()

    sign_in(page, live_server, "Editor")
    page.goto(address)
    page.get_by_role("button", name="Approve now").click()
    expect(page.locator(".panel .badge-corrected")).to_be_visible()

    page.context.clear_cookies()
    page.goto(live_server.url + first.get_absolute_url())
    expect(page.locator("main")).to_contain_text("On the 23rd.")
    assert Edition.objects.live().get().change_note == "The day of the meeting was wrong."
    assert complaints == []


def test_words_that_saved_themselves_are_submitted_by_the_panel(page: Page, live_server, complaints):  # noqa: F811
    writer = sign_in(page, live_server, "Writer")
    edition = make.draft(by=writer)
    page.goto(f"{live_server.url}/desk/news/release/{edition.publication_id}/change/")
    page.fill("#id_words-en-lead", "Saved by itself.")
    expect(page.locator("#draft-status")).to_contain_text("Saved")

    page.locator(".panel").get_by_role("button", name="Submit for review").click()

    expect(page.locator(".panel .badge-in_review")).to_be_visible()
    edition.refresh_from_db()
    assert edition.lead == "Saved by itself."
    assert complaints == []


def newsroom():
    """One of each page of the newsroom, as addresses under /desk/."""
    session = make.session()
    bundle = make.bundle(make.in_review(session), make.in_review(session, "ru", lead=""))
    gone = make.approved(make.release())
    make.approved(gone.publication, "ru")
    waiting = make.approved(live_from=make.now() + HOUR, press_from=make.now())
    alone = workflow.publish_alone(make.in_review(), by=make.user("Spokesman"))
    draft, photo = make.draft(), make.uploaded(size=(400, 300))
    previews.link(draft, by=make.user("Writer"), until=make.now() + HOUR)
    shown = make.approved(make.gallery(make.release(), photo))
    workflow.replace(
        photo, make.picture(size=(500, 300)), by=make.user("Spokesman"), reasons={"en": "A better one."}
    )
    file = make.attachment(shown.publication)
    make.approved(shown.publication, change_note="A file was missing.")
    return [
        f"photos/{photo.token}/recall/",
        f"files/{file.token}/replace/",
        f"news/photo/{photo.pk}/change/",
        f"news/release/{gone.publication_id}/change/",
        f"news/release/{gone.publication_id}/confirm/withdraw/?edition={gone.pk}",
        f"news/release/{waiting.publication_id}/change/",
        f"news/release/{waiting.publication_id}/confirm/lift/?edition={waiting.pk}",
        f"news/release/{alone.publication_id}/change/",
        f"news/release/{draft.publication_id}/confirm/publish_alone/?edition={draft.pk}",
        f"news/release/{draft.publication_id}/preview/en/?at=2040-12-24T10:01",
        f"news/release/{draft.publication_id}/preview/en/share/",
        f"news/bundle/{bundle.pk}/change/",
        "news/bundle/",
        "moves/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_newsrooms_pages_have_no_fault_that_axe_finds(page: Page, live_server, complaints, scheme):  # noqa: F811
    page.emulate_media(color_scheme=scheme)
    addresses = newsroom()
    sign_in(page, live_server, "Spokesman")
    faults = []
    for address in addresses:
        page.goto(f"{live_server.url}/desk/{address}")
        page.wait_for_load_state("networkidle")
        assert complaints == []
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(AXE.read_text())
        faults += [
            (address, fault["id"], [node["html"][:120] for node in fault["nodes"]][:3])
            for fault in page.evaluate(RULES)["violations"]
        ]
        complaints.clear()  # axe tries styles of its own, which the policy refuses
    assert faults == [], faults


def test_no_page_of_the_newsroom_is_cut_off_on_a_telephone(page: Page, live_server):
    addresses = newsroom()
    sign_in(page, live_server, "Spokesman")
    page.set_viewport_size({"width": 360, "height": 740})

    for address in addresses:
        page.goto(f"{live_server.url}/desk/{address}")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
