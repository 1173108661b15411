"""The focal point at the desk: two plain fields, and with a script a click and the arrow keys."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Photo

from . import desk, make
from .test_desk_in_a_browser import AXE, complaints, sign_in  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def change_page(photo) -> str:
    return reverse("admin:news_photo_change", args=[photo.pk])


def test_it_is_two_numbers_with_a_sentence_and_the_crops_beside_it(client, writer):
    photo = make.uploaded(size=(900, 600))

    page = client.get(change_page(photo)).content.decode()

    assert 'name="focus_x" value="50"' in page
    assert "percent of the picture" in page
    for address in (f"/desk/photos/{photo.token}/{crop}/320.jpg" for crop in ("wide-50-50", "square-50-50")):
        assert address in page
        assert client.get(address).status_code == 200


def test_it_is_a_fact_of_every_item_that_shows_the_picture(client, writer):
    photo = make.uploaded(size=(90, 60))
    release = make.gallery(make.release(), photo)
    make.approved(release)
    form = desk.fields(client.get(change_page(photo)), "photo_form")

    assert client.post(change_page(photo), form | {"focus_x": "30", "focus_y": "20"}).status_code == 302

    release.refresh_from_db()
    photo.refresh_from_db()
    assert (photo.focus, release.facts_changed_by) == ((30, 20), writer)


@pytest.mark.parametrize("wrong", ["101", "-1", "x", ""])
def test_a_point_outside_the_picture_is_asked_again(client, writer, wrong):
    photo = make.uploaded(size=(90, 60))
    form = desk.fields(client.get(change_page(photo)), "photo_form")

    response = client.post(change_page(photo), form | {"focus_x": wrong})

    assert response.status_code == 200
    assert Photo.objects.get().focus == (50, 50)


def test_a_caption_without_a_picture_has_no_focal_point(client, writer):
    photo = make.photo(width=0, height=0, source_url="https://archive.example/1.jpg")

    assert "focus_x" not in client.get(change_page(photo)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_click_and_the_arrow_keys_set_it_and_the_crops_follow(page, live_server, complaints):  # noqa: F811
    photo = make.uploaded(size=(1200, 600))
    sign_in(page, live_server, "Photographer")
    page.goto(live_server.url + change_page(photo))
    picture = page.locator(".focal-picture img")
    box = picture.bounding_box()

    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.8})
    expect(page.locator("#id_focus_x")).to_have_value("25")
    expect(page.locator("#id_focus_y")).to_have_value("80")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("#id_focus_x")).to_have_value("26")
    expect(page.locator("#id_focus_y")).to_have_value("70")
    for _press in range(4):
        page.keyboard.press("Shift+ArrowLeft")

    expect(page.locator("#id_focus_x")).to_have_value("0")
    expect(
        page.get_by_role("button", name="Focal point: 0 percent from the left, 70 percent")
    ).to_be_focused()
    square = page.locator(".focal-square img")
    assert square.evaluate("one => one.style.objectPosition") == "0% 50%"
    page.fill("#id_focus_x", "100")
    assert square.evaluate("one => one.style.objectPosition") == "100% 50%"
    assert complaints == []
    page.evaluate(AXE.read_text())
    found = page.evaluate("() => axe.run('.focal-point', {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']})")
    assert found["violations"] == []
    page.click("[name=_save]")
    page.wait_for_url("**/desk/news/photo/")

    assert Photo.objects.get().focus == (100, 70)
