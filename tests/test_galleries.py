"""Pictures by the door and by the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from news import workflow
from news.models import Edition, Photo
from news.placing import line_for

from . import make

pytestmark = pytest.mark.django_db
PICTURE = re.compile(r"/photos/[\w-]{22}/")


@pytest.fixture
def gallery():
    make.office()
    photographs = [make.photo(words={"en": f"Caption {n}", "ru": f"Подпись {n}"}) for n in (1, 2, 3)]
    session = make.gallery(make.session(slug="session", place=make.place()), *photographs)
    edition = make.approved(session, title="The session")
    return f"{edition.get_absolute_url()}photos/"


def sign(number: int) -> str:
    """Of the photograph at that place of the gallery: the end of its page's address."""
    photographs = Edition.objects.get(publication__slug="session", language="en").facts["photographs"]
    return photographs[number - 1]["token"][:6]


def test_the_contact_sheet_shows_every_photograph_with_its_caption(client, gallery):
    page = client.get(gallery).content.decode()

    for number in (1, 2, 3):
        assert f'href="{gallery}{sign(number)}/"' in page
        assert f"Caption {number}" in page


def test_one_photograph_has_caption_credit_place_in_the_row_and_ways_on(client, gallery):
    page = client.get(f"{gallery}2/").content.decode()

    assert "Caption 2" in page
    assert "Photograph: Press service" in page
    assert "2 of 3" in page
    assert re.search(rf'<a rel="prev" id="previous" href="{gallery}{sign(1)}/#next"', page)
    assert re.search(rf'<a rel="next" id="next" href="{gallery}{sign(3)}/#previous"', page)
    assert f'href="{gallery.removesuffix("photos/")}"' in page
    assert '<li><a href="/en/sessions/">Sessions</a></li>' in page


def test_the_address_of_a_photograph_stays_whatever_comes_or_goes_before_it(client, gallery):
    address = f"{gallery}{sign(2)}/"
    assert (
        f'<link rel="canonical" href="http://localhost:8000{address}">'
        in client.get(f"{gallery}2/").content.decode()
    )

    photo = Photo.objects.get(token__startswith=sign(1))
    workflow.recall(photo, by=make.user("Spokesman"), reasons={"en": "It shows somebody else."})

    page = client.get(address).content.decode()
    assert "Caption 2" in page and "1 of 2" in page
    assert client.get(f"{gallery}{photo.token[:6]}/").status_code == 404


def test_the_first_and_the_last_lead_one_way_only(client, gallery):
    assert 'rel="prev"' not in client.get(f"{gallery}1/").content.decode()
    assert 'rel="next"' not in client.get(f"{gallery}3/").content.decode()


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999", "-1", "x", "00001", "01", "١"])
def test_a_number_beyond_the_last_or_written_otherwise_is_absent(client, gallery, number):
    assert client.get(f"{gallery}{number}/").status_code == 404


def test_pictures_added_after_approval_wait_for_the_next_edition(client, gallery):
    from news.models import Publication

    make.gallery(Publication.objects.get(slug="session"), make.photo())

    assert client.get(f"{gallery}4/").status_code == 404


def test_the_gallery_in_the_other_language_is_linked_where_it_is_public(client, gallery):
    from news.models import Publication

    russian = gallery.replace("/en/", "/ru/")
    assert f'href="{russian}"' not in client.get(gallery).content.decode()

    make.approved(Publication.objects.get(slug="session"), "ru")

    assert f'href="{russian}"' in client.get(gallery).content.decode()
    assert "Подпись 1" in client.get(russian).content.decode()


@pytest.mark.django_db(transaction=True)
def test_arrow_keys_turn_the_pages_and_escape_leads_back(page, live_server, gallery):
    page.goto(live_server.url + gallery + "1/")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{gallery}{sign(2)}/#next")
    expect(page.locator("a[rel=next]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{gallery}{sign(3)}/#previous")
    expect(page.locator("a[rel=prev]")).to_be_focused()
    page.keyboard.press("Home")
    page.wait_for_url(f"**{gallery}{sign(1)}/#next")
    page.keyboard.press("End")
    page.wait_for_url(f"**{gallery}{sign(3)}/#previous")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{gallery}{sign(2)}/#previous")
    expect(page.locator("a[rel=prev]")).to_be_focused()
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{gallery}#{sign(2)}")
    expect(page.locator(f"[id='{sign(2)}']")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"[id='{sign(3)}']")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{gallery}{sign(1)}/")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{gallery}#{sign(1)}")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{gallery.removesuffix('photos/')}")


@pytest.mark.django_db(transaction=True)
def test_a_swipe_turns_the_page_and_a_finger_that_scrolls_does_not(browser, live_server, gallery):
    page = browser.new_context(has_touch=True, viewport={"width": 360, "height": 700}).new_page()
    page.route(PICTURE, lambda route: route.abort())
    page.goto(f"{live_server.url}{gallery}1/")
    finger = page.context.new_cdp_session(page)

    def drag(across, down):
        box = page.locator(".plate-picture").bounding_box()
        start = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 100}
        end = {"x": start["x"] + across, "y": start["y"] + down}
        for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    drag(-30, 0)
    drag(-60, 80)
    drag(-120, 10)
    page.wait_for_url(f"**{gallery}{sign(2)}/#next")
    drag(120, -10)
    page.wait_for_url(f"**{gallery}{sign(1)}/#next")
    page.context.close()


def test_who_is_in_the_picture_is_named_from_left_to_right_with_the_way_to_their_page(client):
    make.office()
    photo, person, hidden = make.photo(), make.term(), make.term()
    for term in (person, hidden):
        photo.people.create(term=term, sort_order=term.pk)
    edition = make.approved(make.gallery(make.release(), photo))
    type(hidden.official).objects.filter(pk=hidden.official_id).update(public_from=make.now() + make.HOUR)

    page = client.get(f"{edition.get_absolute_url()}photos/1/").content.decode()

    assert f'href="/en/officials/{person.official.slug}/"' in page
    assert hidden.official.slug not in page
    assert page.index("From left to right:") < page.index(person.official.slug)


CLS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 100)));
})"""


@pytest.mark.django_db(transaction=True)
def test_no_page_moves_when_its_pictures_come(page, live_server):
    make.office()
    photographs = [make.uploaded(size=size) for size in ((700, 400), (300, 600), (500, 500))]
    person = make.term(official=make.official(portrait=photographs[1]))
    photographs[0].people.create(term=person)
    body = f"<p>Before.</p><p>{line_for(photographs[1].token)}</p><p>After.</p>"
    path = make.approved(make.gallery(make.release(), *photographs), body=body).get_absolute_url()
    late = []
    page.route(PICTURE, lambda route: late.append(route))
    official = f"/en/officials/{person.official.slug}/"

    for address in ("/en/", "/en/news/", path, f"{path}photos/", f"{path}photos/2/", official):
        page.goto(live_server.url + address, wait_until="domcontentloaded")
        page.wait_for_function("() => document.images.length")
        page.evaluate(CLS)
        while late:
            late.pop().continue_()
        page.wait_for_function(
            "() => [...document.images].every((one) => one.complete || one.loading === 'lazy')"
        )
        assert page.evaluate(CLS) == 0, address


@pytest.mark.django_db(transaction=True)
def test_everything_can_be_reached_without_a_script_by_tab_and_enter(browser, live_server, gallery):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + gallery)
    page.locator("ol.contact-sheet a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{gallery}{sign(1)}/")
    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{gallery}{sign(2)}/#next")
    expect(page.locator("a[rel=next]")).to_be_focused()  # the focus stays where it was
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{gallery}{sign(3)}/#previous")
    page.context.close()
