"""A draft as the public will see it, for the desk alone; photographs that come with a form."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from news import workflow
from news.models import Edition, Office, Photo, Status

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def picture(name="hall.jpg", colour="navy") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (900, 600), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


@pytest.mark.parametrize("kind", make.KINDS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_draft_is_shown_as_the_public_page_will_be(client, writer, kind, language):
    item = make.KINDS[kind]()
    make.gallery(item)
    edition = make.draft(item, language, title="A draft that nobody has read")

    response = client.get(f"/desk/news/{kind}/{item.pk}/preview/{language}/")

    page = response.content.decode()
    assert response.status_code == 200
    assert "A draft that nobody has read" in page
    assert f'<html lang="{language}"' in page
    assert "/desk/photos/" in page
    assert 'src="/photos/' not in page
    assert "Only the desk sees this page." in page
    edition.refresh_from_db()
    assert (edition.status, edition.facts) == (Status.DRAFT, {})


def test_a_preview_leads_to_the_preview_in_the_other_language(client, writer):
    item = make.release()
    make.draft(item, "en")
    preview = f"/desk/news/release/{item.pk}/preview"
    assert "There is no edition of this page" in client.get(f"{preview}/en/").content.decode()

    make.draft(item, "ru")

    page = client.get(f"{preview}/en/").content.decode()
    assert f'href="{preview}/ru/"' in page
    assert "There is no edition of this page" not in page


def end_of_page(page: str) -> list[str]:
    """The words below the text."""
    return re.sub(r"<[^>]*>", " ", page.partition('<section class="cite"')[2]).split()


def test_a_preview_ends_as_the_page_will_and_leads_nowhere_that_is_not_public(client, writer):
    item = make.gallery(make.release(slug="an-item"), make.photo(), make.photo())
    edition = make.in_review(item, by=writer)
    address = edition.get_absolute_url()
    preview = f"/desk/news/release/{item.pk}/preview/en/"

    before = client.get(preview).content.decode()
    workflow.approve(edition, by=make.user("Editor"))
    public = client.get(address).content.decode()

    links = re.compile(f'(?:href|action)="({address}[^"]*|mailto:|https://t.me/)')
    assert "history/1/" in before and "View all 2 photographs" in before
    assert end_of_page(before) == end_of_page(public)
    assert links.findall(before) == [] and len(links.findall(public)) > 5


def test_the_preview_of_a_next_edition_leads_to_the_history_that_is_public(client, writer):
    edition = make.approved()
    item = edition.publication
    make.draft(item, change_note="The day.")

    page = client.get(f"/desk/news/release/{item.pk}/preview/en/").content.decode()

    address = edition.get_absolute_url()
    assert f'href="{address}history/"' in page and f"{address}history/2/" in page
    assert f'href="{address}print/"' not in page

    type(item).objects.filter(pk=item.pk).update(date=make.day("2014-12-24"))
    page = client.get(f"/desk/news/release/{item.pk}/preview/en/").content.decode()
    assert "/2014/12/24/" in page and 'history/"' not in page


def test_a_preview_is_private_and_kept_by_nobody(client, writer):
    edition = make.draft()

    headers = client.get(f"/desk/news/release/{edition.publication_id}/preview/en/").headers

    assert "private, no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_preview_is_for_staff_and_for_words_that_exist(client):
    edition = make.draft()
    address = f"/desk/news/release/{edition.publication_id}/preview/en/"

    assert client.get(address).url.startswith("/desk/login/")
    client.force_login(make.user("Accredited press"))
    assert client.get(address).status_code == 302
    client.force_login(make.user("Photographer"))
    assert client.get(address).status_code == 200
    assert client.get(address.replace("/en/", "/ru/")).status_code == 404


def test_a_preview_at_a_later_moment_shows_the_pictures_of_what_is_public_then(client, writer):
    later = make.approved(make.gallery(make.release()), live_from=make.now() + make.HOUR)
    token = later.facts["photographs"][0]["token"]
    item = make.draft().publication
    moment = timezone.localtime(make.now() + 2 * make.HOUR, Office.get().zone)

    at = {"at": f"{moment:%Y-%m-%dT%H:%M}"}
    page = client.get(f"/desk/news/release/{item.pk}/preview/en/", at).content.decode()

    assert f'"/desk/photos/{token}/' in page
    assert f'"/photos/{token}/' not in page


def test_many_photographs_dropped_at_once_join_the_gallery_in_the_order_of_their_names(client, writer):
    release = make.release()
    files = [picture("DSC_10.jpg", "red"), picture("DSC_9.jpg", "green"), picture("DSC_11.jpg", "blue")]

    desk.save(client, release, {"new_photographs": files})

    names = [row.photo.name for row in release.gallery.all()]
    assert names == ["DSC_9.jpg", "DSC_10.jpg", "DSC_11.jpg"]
    release.refresh_from_db()
    assert release.facts_changed_by == writer


def test_photographs_in_a_form_with_an_error_are_kept_and_join_when_it_is_right(client, writer):
    form = desk.fields(client.get("/desk/news/session/add/"), "session_form")
    form |= {"words-en-title": "A session", "date": "never"}
    files = [picture("one.jpg", "red"), SimpleUploadedFile("two.jpg", b"no picture")]

    response = client.post("/desk/news/session/add/", form | {"new_photographs": files})

    page = response.content.decode()
    assert "These photographs are stored" in page
    assert "“two.jpg” cannot be read as a picture" in page
    assert "A session" in page
    again = desk.fields(response, "session_form") | {"date": "2014-12-23"}
    assert client.post("/desk/news/session/add/", again).status_code == 302
    assert Edition.objects.get().publication.gallery.get().photo == Photo.objects.get()


def test_one_credit_is_written_for_all_the_photographs_that_come_together(client, writer):
    release = make.release()
    files = [picture("one.jpg", "red"), picture("two.jpg", "green")]

    desk.save(client, release, {"new_photographs": files, "new-credit": " The hall's photographer "})

    assert [row.photo.credit for row in release.gallery.all()] == ["The hall's photographer"] * 2


def test_rows_of_the_gallery_carry_the_numbers_that_the_missing_descriptions_name(client, writer):
    item = make.gallery(make.release(), make.photo(words={}), make.photo(words={}))
    make.draft(item)

    page = client.get(f"/desk/news/release/{item.pk}/change/").content.decode()

    assert "Photos 1, 2 have no description." in page
    for number in (1, 2):
        assert f">Photograph {number}</b>" in page


def test_a_caption_is_a_fact_of_every_item_that_shows_the_picture(client, writer):
    photo = make.photo()
    here, there = make.gallery(make.release(), photo), make.gallery(make.release(), photo)

    desk.save(client, here, {"gallery-0-caption_ru": "Зал заседаний"})

    there.refresh_from_db()
    assert photo.words.get(language="ru").caption == "Зал заседаний"
    assert there.facts_changed_by == writer


def test_a_picture_taken_out_of_a_gallery_stays_in_the_library(client, writer):
    release = make.gallery(make.release())

    desk.save(client, release, {"gallery-0-DELETE": "on"})

    assert not release.gallery.exists()
    assert Photo.objects.count() == 1
