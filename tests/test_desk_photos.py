"""The picture library at the desk, and many photographs in one field."""

import base64
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import Photo, Publication

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

UPLOAD = "/desk/photos/upload/"


@pytest.fixture
def photographer(client):
    person = make.user("Photographer")
    client.force_login(person)
    return person


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.usefixtures("photographer")
def test_one_bad_file_never_loses_the_good_ones(client):
    good, bad, better = (
        make.picture(name="DSC_1.jpg"),
        make.picture(name="DSC_2.jpg", size=(900, 600)),
        make.picture(name="DSC_3.jpg"),
    )
    bad.truncate(bad.size // 2)

    response = client.post(UPLOAD, {"files": [good, bad, better]})

    assert response.status_code == 200
    assert sorted(Photo.objects.values_list("name", flat=True)) == ["DSC_1.jpg", "DSC_3.jpg"]
    assert "“DSC_2.jpg” cannot be read as a picture" in text_of(response)
    assert "2 photographs are in the library" in text_of(response)


def test_photographs_carry_who_brought_them_and_the_credit(client, photographer):
    client.post(UPLOAD, {"files": [make.picture()], "credit": "Press service"})

    photo = Photo.objects.get()
    assert (photo.uploaded_by, photo.credit) == (photographer, "Press service")


@pytest.mark.usefixtures("photographer")
def test_when_nothing_could_be_stored_the_answer_says_so(client):
    bad = make.picture(name="<b>.jpg")
    bad.truncate(300)

    response = client.post(UPLOAD, {"files": [bad]})

    assert response.status_code == 422
    assert "cannot be read as a picture" in text_of(response)
    assert "<b>.jpg" not in text_of(response)
    assert client.post(UPLOAD, {}).status_code == 422


@pytest.mark.usefixtures("photographer")
def test_photographs_join_the_gallery_in_file_name_order_after_what_is_there(client):
    session = make.gallery(make.session(slug="moscow-summit"), make.uploaded(name="DSC_0.jpg"))
    files = [make.picture(name=name) for name in ("dsc_10.jpg", "DSC_9.jpg", "DSC_8.jpg")]

    response = client.post(UPLOAD, {"files": files, "publication": "moscow-summit"})

    names = [row.photo.name for row in session.gallery.select_related("photo")]
    assert response.status_code == 200
    assert names == ["DSC_0.jpg", "DSC_8.jpg", "DSC_9.jpg", "dsc_10.jpg"]


def test_a_gallery_that_grew_counts_as_changed_facts(client, photographer):
    session = make.session(slug="moscow-summit")
    seen = session.lock_version

    client.post(UPLOAD, {"files": [make.picture()], "publication": "moscow-summit"})

    changed = Publication.objects.get(pk=session.pk)
    assert changed.lock_version == seen + 1
    assert changed.facts_changed_by == photographer


@pytest.mark.usefixtures("photographer")
def test_an_item_that_is_not_there_does_not_lose_the_photographs(client):
    response = client.post(UPLOAD, {"files": [make.picture()], "publication": "no-such"})

    assert response.status_code == 200
    assert Photo.objects.count() == 1
    assert "there is no item “no-such”" in text_of(response)


@pytest.mark.usefixtures("photographer")
def test_a_photograph_sent_twice_is_shown_once_and_said_to_be_known(client):
    session, photo = make.session(slug="moscow-summit"), make.picture()
    for _time in range(2):
        photo.seek(0)
        response = client.post(UPLOAD, {"files": [photo], "publication": "moscow-summit"})

    assert Photo.objects.count() == session.gallery.count() == 1
    assert "Already in the library" in text_of(response)


@pytest.mark.usefixtures("photographer")
def test_long_and_right_to_left_names_are_cut_safely(client):
    response = client.post(UPLOAD, {"files": [make.picture(name="א" * 300 + "\u202e.jpg")]})

    assert response.status_code == 200
    name = Photo.objects.get().name
    assert len(name) <= 255
    assert name.endswith(".jpg")
    assert "\u202e" not in name


@pytest.mark.parametrize("role", ["Writer", "Editor", "Spokesman", "Photographer", "Administrator"])
def test_every_role_of_the_desk_may_bring_photographs(client, role):
    client.force_login(make.user(role))

    assert client.get(UPLOAD).status_code == 200


def test_nobody_else_may(client):
    assert client.get(UPLOAD).status_code == 302
    client.force_login(make.user("Accredited press"))
    assert client.post(UPLOAD, {"files": [make.picture()]}).status_code == 302
    client.force_login(make.user())
    assert client.post(UPLOAD, {"files": [make.picture()]}).status_code == 302
    assert not Photo.objects.exists()


@pytest.mark.usefixtures("photographer")
def test_adding_to_the_library_leads_to_the_upload(client):
    response = client.get(reverse("admin:news_photo_add"))

    assert response["Location"] == UPLOAD


@pytest.mark.usefixtures("photographer")
def test_the_library_shows_pictures_through_the_desks_door_and_finds_by_caption(client):
    summit, other = make.uploaded(name="DSC_1.jpg"), make.uploaded(name="DSC_2.jpg")
    summit.words.filter(language="ru").update(caption="Круглый стол")

    response = client.get(reverse("admin:news_photo_changelist"), {"q": "Круглый"})

    assert f"/desk/photos/{summit.token}/320.jpg" in text_of(response)
    assert other.token not in text_of(response)


@pytest.mark.usefixtures("photographer")
def test_the_library_costs_the_same_with_few_and_many_pictures(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("admin:news_photo_changelist")).status_code == 200
        return len(captured)

    make.photo()
    queries()  # what a process reads once
    few = queries()
    for _each in range(20):
        make.photo()
    assert queries() == few


@pytest.mark.usefixtures("photographer")
def test_a_photograph_is_described_in_every_language_of_the_office(client):
    photo = make.uploaded()
    photo.words.all().delete()
    page = reverse("admin:news_photo_change", args=[photo.pk])
    assert "words-1-description" in text_of(client.get(page))

    client.post(
        page,
        desk.fields(client.get(page), "photo_form")
        | {
            "words-0-caption": "The round table",
            "words-0-description": "Six people at a round table",
            "words-1-caption": "Круглый стол",
            "words-1-description": "Шесть человек за круглым столом",
        },
    )

    assert dict(photo.words.values_list("language", "caption")) == {
        "en": "The round table",
        "ru": "Круглый стол",
    }


def test_a_photograph_that_something_ever_showed_cannot_be_deleted(client):
    client.force_login(make.user("Editor"))
    shown, free = make.uploaded(), make.uploaded()
    publication = make.approved(make.gallery(make.release(), shown)).publication
    publication.gallery.all().delete()

    for photo in (shown, free):
        client.post(reverse("admin:news_photo_delete", args=[photo.pk]), {"post": "yes"})

    assert list(Photo.objects.all()) == [shown]


DROP = """([names, content]) => {
  const files = new DataTransfer();
  names.forEach((name, number) => {
    const bytes = Uint8Array.from(atob(content[number]), (sign) => sign.charCodeAt(0));
    files.items.add(new File([bytes], name, { type: "image/jpeg" }));
  });
  const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
  document.querySelector(".drop").dispatchEvent(drop);
}"""


@pytest.mark.django_db(transaction=True)
def test_photographs_dropped_on_the_page_are_listed_uploaded_and_shown(page, live_server, client):
    make.office()
    client.force_login(make.user("Photographer"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    names = ["DSC_1.jpg", "DSC_2.jpg"]

    page.goto(f"{live_server.url}{UPLOAD}")
    content = [base64.b64encode(make.picture(name=name).read()).decode() for name in names]
    page.evaluate(DROP, [names, content])
    assert page.locator(".chosen li").count() == 2
    page.get_by_role("button", name="Continue").click()

    page.get_by_role("heading", name="2 photographs are in the library").wait_for()
    shown = page.locator(".upload-stored img")
    assert [
        shown.nth(each).evaluate("image => image.decode().then(() => image.naturalWidth)") for each in (0, 1)
    ]
    assert sorted(Photo.objects.values_list("name", flat=True)) == names
    assert not [line for line in complaints if "Content Security Policy" in line]


DESCRIBE = "/desk/photos/describe/"


def seen_on(response, photo, language) -> str:
    name = f'name="{photo.token}-{language}-seen" value="'
    return text_of(response).split(name)[1].split('"')[0]


@pytest.mark.usefixtures("photographer")
def test_a_gallery_is_described_on_one_page_in_both_languages(client):
    photos = [make.uploaded(name=f"DSC_{number}.jpg") for number in (1, 2)]
    session = make.gallery(make.session(slug="moscow-summit"), *photos)
    page = f"{DESCRIBE}?publication=moscow-summit"
    shown = client.get(page)

    words = {
        f"{photo.token}-{language}-{field}": f"{field} {photo.name} {language}"
        for photo in photos
        for language in ("en", "ru")
        for field in ("caption", "description")
    }
    seen = {f"{p.token}-{code}-seen": seen_on(shown, p, code) for p in photos for code in ("en", "ru")}
    response = client.post(page, words | seen | {"token": [photo.token for photo in photos]})

    assert response.status_code == 302
    assert photos[1].words.get(language="ru").description == "description DSC_2.jpg ru"
    assert Publication.objects.get(pk=session.pk).facts_changed_by is not None


@pytest.mark.usefixtures("photographer")
def test_without_an_item_the_page_lists_what_lacks_a_description(client):
    described, bare = make.uploaded(), make.uploaded()
    bare.words.filter(language="ru").delete()

    page = text_of(client.get(DESCRIBE))

    assert bare.token in page
    assert described.token not in page


@pytest.mark.usefixtures("photographer")
def test_words_a_colleague_wrote_in_the_meantime_are_not_overwritten(client):
    photo = make.uploaded()
    photo.words.filter(language="ru").delete()
    seen = seen_on(client.get(DESCRIBE), photo, "en")
    photo.words.update(caption="The colleague's")

    response = client.post(
        DESCRIBE,
        {
            "token": photo.token,
            f"{photo.token}-en-seen": seen,
            f"{photo.token}-en-caption": "Mine",
            f"{photo.token}-en-description": "What is to be seen",
        },
    )

    assert response.status_code == 409
    assert ">Mine</textarea>" in text_of(response)
    assert "<q>The colleague&#x27;s</q>" in text_of(response)
    assert photo.words.get().caption == "The colleague's"


@pytest.mark.parametrize("field", ["caption", "credit"])
def test_new_words_of_a_picture_are_changed_facts_of_the_items_that_show_it(client, photographer, field):
    photo = make.uploaded()
    release = make.gallery(make.release(), photo)
    page = reverse("admin:news_photo_change", args=[photo.pk])
    form = desk.fields(client.get(page), "photo_form")
    form |= {"caption": {"words-0-caption": "New"}, "credit": {"credit": "New"}}[field]

    response = client.post(page, form)

    assert response.status_code == 302
    assert Publication.objects.get(pk=release.pk).facts_changed_by == photographer


@pytest.fixture
def gallery(photographer):
    """A session of the model case's people, with two pictures that have no words."""
    case = make.model_case()
    photos = [make.uploaded(name=f"DSC_{number}.jpg", size=(60, 40)) for number in (1, 2)]
    for photo in photos:
        photo.words.all().delete()
    case.session.gallery.all().delete()
    make.gallery(case.session, *photos)
    return SimpleNamespace(case=case, photos=photos, page=f"{DESCRIBE}?publication={case.session.slug}")


def sheet(client, page) -> dict:
    return desk.fields(client.get(page), "describe")


def test_one_caption_and_the_rights_are_written_for_all_that_are_ticked(client, gallery):
    first, second = gallery.photos
    form = sheet(client, gallery.page) | {
        "ticked": [second.token],
        "many-caption_en": "The round table",
        "many-photographer": "A. Photographer",
        "many-copyright_notice": "© 2014",
        "many-usage_terms": "Editorial use only.",
    }

    client.post(gallery.page, form)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [words.caption for words in second.words.all()] == ["The round table"]
    assert (second.photographer, second.copyright_notice) == ("A. Photographer", "© 2014")
    assert (second.usage_terms, first.photographer, first.words.count()) == ("Editorial use only.", "", 0)


def test_lists_fill_the_fields_to_look_at_before_they_are_saved(client, gallery):
    form = sheet(client, gallery.page) | {"pasted-caption_ru": "Зал\nСтол", "pasted-caption_describes": "on"}

    filled = client.post(gallery.page, form | {"_fill": "yes"})
    assert not any(photo.words.exists() for photo in gallery.photos)

    client.post(gallery.page, desk.fields(filled, "describe"))
    assert [photo.words.get().description for photo in gallery.photos] == ["Зал", "Стол"]


def test_a_list_that_does_not_fit_leaves_every_field_as_it_was_written(client, gallery):
    name = f"{gallery.photos[0].token}-en-caption"
    form = sheet(client, gallery.page) | {"pasted-caption_en": "a\nb\nc", name: "Written by hand"}

    response = client.post(gallery.page, form)

    kept = desk.fields(response, "describe")
    assert response.status_code == 422
    assert "The list has 3 texts for 2 photographs." in text_of(response)
    assert "Nothing is saved yet" in text_of(response)
    assert (kept["pasted-caption_en"], kept[name]) == (["a\nb\nc"], ["Written by hand"])
    assert not gallery.photos[0].words.exists()


def test_people_are_written_as_names_in_any_language_and_kept_as_terms_of_that_day(client, gallery):
    photo, _other = gallery.photos
    form = sheet(client, gallery.page) | {f"{photo.token}-people": "Рахмон, vladimir putin"}

    client.post(gallery.page, form)

    assert [str(row.term.official) for row in photo.people.all()] == ["Emomali Rahmon", "Vladimir Putin"]
    assert sheet(client, gallery.page)[f"{photo.token}-people"] == ["Emomali Rahmon; Vladimir Putin"]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("Nobody", "Nobody called “Nobody” was in office on that day"),
        ("Anna", "“Anna” may be one of several: Anna One"),
    ],
)
def test_a_name_that_finds_nobody_or_several_gets_a_sentence(client, gallery, names, sentence):
    for name in ("Anna One", "Anna Two"):
        make.term(official=make.official(en=name))
    key = f"{gallery.photos[0].token}-people"

    response = client.post(gallery.page, sheet(client, gallery.page) | {key: names})

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert desk.fields(response, "describe")[key] == [names]


def test_captions_are_composed_with_the_titles_of_that_day_in_each_language(client, gallery):
    photo, other = gallery.photos
    written = f"{photo.token}-ru-caption"
    form = sheet(client, gallery.page) | {
        f"{photo.token}-people": "Putin, Rahmon",
        f"{other.token}-people": "Bordyuzha",
        written: "Написано",
    }

    composed = desk.fields(client.post(gallery.page, form | {"_compose": "yes"}), "describe")

    both = "From left to right: Vladimir Putin, President of Russia; Emomali Rahmon, President of Tajikistan."
    assert composed[f"{photo.token}-en-caption"] == [both]
    assert composed[written] == ["Написано"]
    assert composed[f"{other.token}-ru-caption"] == ["Николай Бордюжа, Генсек."]
    assert not photo.words.exists()


def test_names_in_the_file_are_offered_where_the_desk_knows_them(client, gallery):
    known, unknown = gallery.photos
    Photo.objects.filter(pk=known.pk).update(persons_shown="Vladimir Putin\nEmomali Rahmon")
    Photo.objects.filter(pk=unknown.pk).update(persons_shown="Somebody Else")

    form = sheet(client, gallery.page)

    assert form[f"{known.token}-people"] == ["Vladimir Putin; Emomali Rahmon"]
    assert form[f"{unknown.token}-people"] == [""]


def test_people_that_a_colleague_changed_in_the_meantime_are_not_overwritten(client, gallery):
    photo = gallery.photos[0]
    form = sheet(client, gallery.page) | {f"{photo.token}-people": "Putin"}
    photo.people.create(term=gallery.case.session.participations.get(manner="by_video").term)

    response = client.post(gallery.page, form)

    assert response.status_code == 409
    assert [str(row.term.official) for row in photo.people.all()] == ["Emomali Rahmon"]
    assert "<q>Emomali Rahmon</q>" in text_of(response)
