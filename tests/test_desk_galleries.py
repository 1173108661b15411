"""A gallery at the desk: the order of its pictures, and what is said when their words stand elsewhere too."""

import datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import GalleryPhoto, Photo
from news.uploads import order_taken

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

MOMENT = datetime.datetime(2014, 12, 23, 10, tzinfo=datetime.UTC)


def names(item) -> list[str]:
    return [row.photo.name for row in item.gallery.select_related("photo")]


def item_with(*photos, writer):
    item = make.draft(make.gallery(make.release(), *photos), by=writer).publication
    for place, row in enumerate(item.gallery.all(), start=1):
        row.sort_order = place
        row.save()
    return item


def numbered(count: int) -> list[Photo]:
    return [make.photo(name=f"DSC_{number}.jpg") for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("row", "written", "then"), [(0, 3, "2 3 1 4"), (3, 2, "1 4 2 3"), (2, 1, "3 1 2 4"), (0, 9, "2 3 4 1")]
)
def test_without_a_script_a_picture_takes_the_place_that_is_written(client, writer, row, written, then):
    item = item_with(*numbered(4), writer=writer)

    desk.save(client, item, {f"gallery-{row}-sort_order": written})

    assert names(item) == [f"DSC_{number}.jpg" for number in then.split()]
    assert list(item.gallery.values_list("sort_order", flat=True)) == [1, 2, 3, 4]


def test_a_gallery_is_put_in_the_order_in_which_it_was_taken_and_counts_as_changed(client, writer):
    photos = numbered(4)
    for photo, minutes in zip(photos, (30, None, 10, 20), strict=True):
        photo.taken_at = minutes and MOMENT + datetime.timedelta(minutes=minutes)
        photo.save()
    item = item_with(*photos, writer=writer)
    seen = item.lock_version

    desk.save(client, item, {"gallery_by_time": "yes"})

    assert names(item) == ["DSC_3.jpg", "DSC_4.jpg", "DSC_1.jpg", "DSC_2.jpg"]
    item.refresh_from_db()
    assert item.lock_version > seen


def test_pictures_of_one_moment_or_of_none_stand_by_the_names_of_their_files():
    rows = [Photo(name=name, taken_at=MOMENT) for name in ("DSC_10.jpg", "dsc_9.jpg")]
    rows += [Photo(name=name) for name in ("A_10.jpg", "A_9.jpg")]

    ordered = [photo.name for photo in sorted(rows, key=order_taken)]

    assert ordered == ["dsc_9.jpg", "DSC_10.jpg", "A_9.jpg", "A_10.jpg"]


def test_what_the_script_has_sent_joins_by_time_after_what_is_there(client, writer):
    item = item_with(*numbered(1), writer=writer)
    new = [make.photo(name=name, uploaded_by=writer) for name in ("late.jpg", "early.jpg")]
    Photo.objects.filter(pk=new[0].pk).update(taken_at=MOMENT + make.HOUR)
    Photo.objects.filter(pk=new[1].pk).update(taken_at=MOMENT)

    desk.save(client, item, {"kept_photographs": [photo.token for photo in new], "new-credit": "All"})

    assert names(item) == ["DSC_1.jpg", "early.jpg", "late.jpg"]
    assert set(Photo.objects.filter(name__in=("early.jpg", "late.jpg")).values_list("credit", flat=True)) == {
        "All"
    }


def test_what_is_said_for_all_changes_nothing_that_an_item_shows_or_another_brought(client, writer):
    shown, anothers = make.photo(uploaded_by=writer), make.photo(uploaded_by=make.user("Photographer"))
    make.gallery(make.release(), shown)
    item = item_with(*numbered(1), writer=writer)
    tokens = [shown.token, anothers.token]

    desk.save(client, item, {"kept_photographs": tokens, "new-credit": "Not theirs"})
    client.post("/desk/photos/upload/", {"kept_photographs": tokens, "credit": "Not theirs"})

    assert "Not theirs" not in Photo.objects.values_list("credit", flat=True)


def test_the_page_of_uploads_takes_what_its_script_has_sent(client, writer):
    photos = [make.uploaded(make.picture(name=f"DSC_{number}.jpg", size=(30, 20))) for number in (1, 2)]
    Photo.objects.update(uploaded_by=writer, taken_at=MOMENT)
    Photo.objects.filter(pk=photos[0].pk).update(taken_at=MOMENT + make.HOUR)
    release = make.release(slug="summit")

    response = client.post(
        "/desk/photos/upload/",
        {"kept_photographs": [photo.token for photo in photos], "credit": "All", "publication": "summit"},
    )

    assert "2 photographs are in the library" in response.content.decode()
    assert names(release) == ["DSC_2.jpg", "DSC_1.jpg"]
    assert set(Photo.objects.values_list("credit", flat=True)) == {"All"}


def many(count: int, by) -> list[Photo]:
    """Library rows as after an upload, without files."""
    rows = Photo.objects.bulk_create(
        Photo(name=f"DSC_{number}.jpg", original="originals/none", width=6000, height=4000, uploaded_by=by)
        for number in range(1, count + 1)
    )
    return sorted(rows, key=lambda row: row.pk)


def test_two_hundred_pictures_are_one_form_that_is_saved_with_few_questions(client, writer):
    item = make.draft(by=writer).publication
    GalleryPhoto.objects.bulk_create(
        GalleryPhoto(publication=item, photo=photo, sort_order=place)
        for place, photo in enumerate(many(200, writer), start=1)
    )
    form = desk.shown(client, item)
    fields = sum(map(len, form.values()))
    assert fields < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS / 2

    moved = {f"gallery-{number}-sort_order": 200 - number for number in range(200)}
    with CaptureQueriesContext(connection) as asked:
        response = desk.save(client, item, moved, form)

    assert response.status_code == 302
    assert names(item)[:2] == ["DSC_200.jpg", "DSC_199.jpg"]
    assert len(asked) < 2.3 * 200


def warning(client, item) -> str:
    """What the next page says about other items, "" where it says nothing."""
    said = map(str, client.get(desk.page(item)).context["messages"])
    return next((sentence for sentence in said if "also in" in sentence), "")


def test_pasted_captions_that_stand_elsewhere_too_are_said_to(client, writer):
    photo = make.photo()
    item = item_with(photo, make.photo(), writer=writer)
    others = [make.gallery(make.release(slug=f"other-{number}"), photo) for number in range(7)]

    desk.save(client, item, {"pasted-caption_en": "New\nNew too"})
    said = warning(client, item)

    assert f'<a href="{desk.page(others[0])}">other-0</a>' in said
    assert "and 2 more items" in said


def test_a_caption_that_stands_nowhere_else_is_saved_without_a_word(client, writer):
    item = item_with(make.photo(), writer=writer)

    desk.save(client, item, {"gallery-0-caption_en": "New"})

    assert warning(client, item) == ""


@pytest.mark.parametrize("where", ["gallery", "describe", "photo"])
def test_wherever_words_are_changed_the_other_items_are_named(client, writer, where):
    photo = make.photo()
    item = item_with(photo, writer=writer)
    other = make.gallery(make.release(slug="other"), photo)
    describe = f"/desk/photos/describe/?publication={item.slug}"

    if where == "gallery":
        desk.save(client, item, {"gallery-0-credit": "New"})
    elif where == "describe":
        form = desk.fields(client.get(describe), "describe")
        client.post(describe, form | {f"{photo.token}-en-caption": "New"})
    else:
        page = f"/desk/news/photo/{photo.pk}/change/"
        client.post(page, desk.fields(client.get(page), "photo_form") | {"credit": "New"})
    said = warning(client, item)

    assert f'<a href="{desk.page(other)}">other</a>' in said
    assert (f'">{item}</a>' in said) == (where == "photo")


def test_photographs_that_name_nobody_are_to_be_looked_at_and_hold_nothing_up(client, writer):
    photos = numbered(4)
    Photo.objects.filter(pk__in=[photo.pk for photo in photos[:3]]).update(credit="")
    Photo.objects.filter(pk=photos[2].pk).update(photographer="A. Photographer")
    item = item_with(*photos, writer=writer)

    page = client.get(desk.page(item)).content.decode()
    assert "Photos 1, 2 name neither photographer nor credit" in page

    desk.save(client, item, {"gallery-0-credit": "Press service"}, button="_submit")
    assert item.editions.get().status == "in_review"
    assert "Photo 2 names neither photographer nor credit" in client.get(desk.page(item)).content.decode()
