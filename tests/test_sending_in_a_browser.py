"""Photographs on a bad line, and a gallery put in order by hand, in a real browser."""

import datetime

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from news.models import Photo

from . import make
from .test_desk_in_a_browser import AXE, complaints, sign_in

__all__ = ["complaints"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]

PIECE = 4 * 1024 * 1024


def taken(minute: int) -> bytes:
    """The EXIF of a picture that was taken in that minute."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"2014:12:23 10:{minute:02}:00"
    return exif.tobytes()


@pytest.fixture
def photographs(tmp_path):
    """DSC_1 was taken last and DSC_3 first; DSC_4 is no photograph. A sign in each name turns the rest."""
    paths = [tmp_path / f"DSC_\u202e{number}.jpg" for number in range(1, 5)]
    for number, path in enumerate(paths[:3]):
        path.write_bytes(make.picture(exif=taken(30 - number)).read())
    paths[3].write_bytes(b"PK\x03\x04 an archive")
    return paths


@pytest.fixture
def large(tmp_path):
    """A photograph of three pieces."""
    path = tmp_path / "large.png"
    image = Image.merge("RGB", [Image.effect_noise((1900, 1900), 100)] * 3)
    path.write_bytes(make.picture(image=image, format="PNG", compress_level=0).read())
    assert 2 * PIECE < path.stat().st_size < 3 * PIECE
    return path


def test_what_was_cut_off_goes_on_by_itself_and_after_the_page_was_loaded_anew(
    page: Page, live_server, complaints, large
):
    asked, cut = [], {2, 4, 5, 6, 7, 8, 9}  # the second piece once, then the line is dead

    def line(route):
        asked.append((route.request.method, route.request.headers.get("upload-offset")))
        pieces = [method for method, _offset in asked if method == "PATCH"]
        if route.request.method == "PATCH" and len(pieces) in cut:
            route.abort("connectionreset")
        else:
            route.continue_()

    sign_in(page, live_server, "Photographer")
    page.goto(f"{live_server.url}/desk/photos/upload/")
    expect(page.locator(".sending-standing")).to_contain_text("go on by themselves")
    page.route("**/photos/resumable/**", line)
    page.set_input_files("#id_files", large)
    expect(page.get_by_text("Connection lost: goes on by itself")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.chosen progress').value >= 2 * 4194304")
    expect(page.get_by_text("Connection lost: goes on by itself")).to_be_visible()
    pieces = [int(offset) for method, offset in asked if method == "PATCH"]
    assert pieces[:4] == [0, PIECE, PIECE, 2 * PIECE]

    cut.clear()
    asked.clear()
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Uploads that broke off here: 1.")
    page.set_input_files("#id_files", large)
    expect(page.locator(".chosen .stored")).to_contain_text("Stored.")

    assert asked == [("HEAD", None), ("PATCH", str(2 * PIECE)), ("GET", None)]
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="1 photograph is in the library")).to_be_visible()
    assert Photo.objects.get().original.open().read() == large.read_bytes()
    assert complaints == []


def test_the_form_waits_for_its_photographs_and_names_what_was_not_taken(
    page: Page, live_server, complaints, photographs
):
    writer = sign_in(page, live_server, "Writer")
    release = make.draft(by=writer).publication
    page.goto(f"{live_server.url}/desk/news/release/{release.pk}/change/")

    page.set_input_files("#id_new_photographs", photographs)
    expect(page.locator(".chosen bdi")).to_have_text([f"DSC_{number}.jpg" for number in range(1, 5)])
    page.fill("#id_new-credit", "Press service")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".sending-standing")).to_have_text(
        "In the library: 3 of 4. Not taken: 1. "
        "Look at those that were not taken, then press the button again."
    )
    expect(page.locator(".chosen .refused")).to_contain_text("“DSC_4.jpg” cannot be read as a picture")
    page.evaluate(AXE.read_text())
    assert complaints == []
    found = page.evaluate("axe.run('.drop', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [fault["id"] for fault in found["violations"]] == []
    complaints.clear()  # axe tries styles of its own, which the policy refuses
    page.get_by_role("button", name="Leave out: DSC_2.jpg").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert [row.photo.name for row in release.gallery.all()] == [
        "DSC_3.jpg",
        "DSC_1.jpg",
    ]  # as they were taken
    assert {row.photo.credit for row in release.gallery.all()} == {"Press service"}
    assert Photo.objects.count() == 3
    turned = {"name": "a\u202efdp.exe.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.set_input_files("#id_new_files", turned)
    expect(page.locator(".chosen bdi")).to_have_text("afdp.exe.pdf")
    assert complaints == []


def test_a_gallery_is_put_in_order_by_keyboard_by_mouse_and_by_time(page: Page, live_server, complaints):
    writer = sign_in(page, live_server, "Writer")
    moment = datetime.datetime(2014, 12, 23, 10, tzinfo=datetime.UTC)
    photos = [
        make.photo(name=f"DSC_{number}.jpg", taken_at=moment - make.HOUR * number) for number in range(1, 5)
    ]
    release = make.gallery(make.draft(by=writer).publication, *photos)
    page.set_viewport_size({"width": 1280, "height": 3000})  # nothing scrolls under the mouse
    page.goto(f"{live_server.url}/desk/news/release/{release.pk}/change/")
    names = page.locator(".has_original .picture a span")
    said = page.locator(".gallery-said")

    page.get_by_role("button", name="Move down: DSC_1.jpg").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("DSC_1.jpg: place 2 of 4. Save to keep it.")
    page.keyboard.press("Enter")
    expect(said).to_have_text("DSC_1.jpg: place 3 of 4. Save to keep it.")
    expect(page.get_by_role("button", name="Move down: DSC_1.jpg")).to_be_focused()
    expect(names).to_have_text(["DSC_2.jpg", "DSC_3.jpg", "DSC_1.jpg", "DSC_4.jpg"])

    rows = page.locator(".has_original")
    grip, top = rows.nth(3).locator(".picture-place").bounding_box(), rows.nth(0).bounding_box()
    page.mouse.move(grip["x"] + 3, grip["y"] + 3)
    page.mouse.down()
    page.mouse.move(grip["x"] + 9, grip["y"] - 20, steps=3)
    page.mouse.move(top["x"] + 300, top["y"] + 5, steps=3)
    page.mouse.up()
    expect(names).to_have_text(["DSC_4.jpg", "DSC_2.jpg", "DSC_3.jpg", "DSC_1.jpg"])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [row.photo.name for row in release.gallery.all()] == [
        "DSC_4.jpg",
        "DSC_2.jpg",
        "DSC_3.jpg",
        "DSC_1.jpg",
    ]

    rows.nth(3).get_by_label("Order").fill("1")
    page.keyboard.press("Tab")
    expect(names).to_have_text(["DSC_1.jpg", "DSC_4.jpg", "DSC_2.jpg", "DSC_3.jpg"])
    page.get_by_role("button", name="Order by time taken").click()
    expect(names).to_have_text(["DSC_4.jpg", "DSC_3.jpg", "DSC_2.jpg", "DSC_1.jpg"])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [row.photo.name for row in release.gallery.all()] == [
        "DSC_4.jpg",
        "DSC_3.jpg",
        "DSC_2.jpg",
        "DSC_1.jpg",
    ]
    assert complaints == []


def test_a_file_that_is_gone_in_the_middle_is_named_and_may_be_chosen_again(
    page: Page, live_server, complaints, large
):
    content = large.read_bytes()

    def line(route):
        large.write_bytes(b"the card was pulled out")
        route.abort("connectionreset")

    sign_in(page, live_server, "Photographer")
    page.goto(f"{live_server.url}/desk/photos/upload/")
    page.route("**/photos/resumable/**", line)
    page.set_input_files("#id_files", large)
    expect(page.locator(".chosen .refused")).to_contain_text("This file can no longer be read.")

    page.unroute("**/photos/resumable/**")
    large.write_bytes(content)
    page.set_input_files("#id_files", large)
    expect(page.locator(".chosen .stored")).to_have_count(1)
    expect(page.locator(".chosen li")).to_have_count(1)
    assert complaints == []
