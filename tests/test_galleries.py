"""Pictures by the door and by the keyboard."""

import re

import pytest

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery():
    make.office()
    photographs = [make.photo(words={"en": f"Caption {n}", "ru": f"Подпись {n}"}) for n in (1, 2, 3)]
    session = make.gallery(make.session(slug="session", place=make.place()), *photographs)
    edition = make.approved(session, title="The session")
    return f"{edition.get_absolute_url()}photos/"


def test_the_contact_sheet_shows_every_photograph_with_its_caption(client, gallery):
    page = client.get(gallery).content.decode()

    for number in (1, 2, 3):
        assert f'href="{gallery}{number}/"' in page
        assert f"Caption {number}" in page


def test_one_photograph_has_caption_credit_place_in_the_row_and_ways_on(client, gallery):
    page = client.get(f"{gallery}2/").content.decode()

    assert "Caption 2" in page
    assert "Photograph: Press service" in page
    assert "2 of 3" in page
    assert re.search(rf'<a rel="prev" href="{gallery}1/"', page)
    assert re.search(rf'<a rel="next" href="{gallery}3/"', page)
    assert f'href="{gallery.removesuffix("photos/")}"' in page
    assert '<li><a href="/en/sessions/">Sessions</a></li>' in page


def test_the_first_and_the_last_lead_one_way_only(client, gallery):
    assert 'rel="prev"' not in client.get(f"{gallery}1/").content.decode()
    assert 'rel="next"' not in client.get(f"{gallery}3/").content.decode()


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999", "-1", "x"])
def test_a_number_beyond_the_last_is_absent(client, gallery, number):
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
    page.wait_for_url(f"**{gallery}2/")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{gallery}3/")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{gallery}2/")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{gallery}")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{gallery.removesuffix('photos/')}")


@pytest.mark.django_db(transaction=True)
def test_everything_can_be_reached_without_a_script_by_tab_and_enter(browser, live_server, gallery):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + gallery)
    page.locator("ol.contact-sheet a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{gallery}1/")
    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{gallery}2/")
    page.context.close()
