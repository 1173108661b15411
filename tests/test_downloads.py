"""What may be taken away from the door: photographs in print quality, whole galleries, and parts of files."""

import csv
import io
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from news import renditions
from news.models import Edition, EmbargoReading, Photo

from . import make
from .make import HOUR

pytestmark = pytest.mark.django_db

NOWHERE = "A" * 22


@pytest.fixture(autouse=True)
def office():
    cache.clear()
    return make.office()


@pytest.fixture
def shown():
    """A release with two photographs, public in English and Russian."""
    release = make.release(slug="summit")
    photos = [make.uploaded(size=(64, 48)) for _each in range(2)]
    photos[1].words.filter(language="en").update(caption="=SUM(1)")
    make.gallery(release, *photos)
    release.editions_made = [make.approved(release, language) for language in ("en", "ru")]
    release.photos_made = photos
    return release


def print_of(photo, door="/photos/") -> str:
    return f"{door}{photo.token}/print.jpg"


def archive_of(release, language="en", door="") -> str:
    return f"{door}/{language}/news/2014/12/23/{release.slug}/photos/photographs.zip"


def end(*editions):
    Edition.objects.filter(pk__in=[row.pk for row in editions]).update(live_until=timezone.now())


def answer(client, method, path, **headers):
    response = getattr(client, method)(path, headers=headers)
    return response.status_code, dict(response.items()), response.getvalue().replace(path.encode(), b"")


# A photograph


def test_one_click_and_no_account_give_the_photograph_in_all_its_pixels(client, shown):
    response = client.get(print_of(shown.photos_made[0]))

    picture = Image.open(io.BytesIO(response.getvalue()))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (64, 48), "RGB")
    assert response["Content-Disposition"] == 'attachment; filename="2014-12-23-summit-01.jpg"'
    assert response["Cache-Control"] == "public, max-age=3600, s-maxage=60"
    assert not response.cookies


@pytest.mark.parametrize("turn", range(1, 9))
def test_the_print_is_the_right_way_up_whichever_way_the_camera_was_held(turn, monkeypatch):
    monkeypatch.setattr("news.pictures.BAND", 7)
    image, exif = Image.new("RGB", (64, 48), "red"), Image.Exif()
    image.paste("blue", (0, 0, 32, 24))
    image.paste("lime", (32, 24, 64, 48))
    exif[0x0112] = turn
    photo = make.uploaded(image=image, exif=exif, quality=100, subsampling=0)

    said = renditions.said_in(photo)
    printed = Image.open(renditions.make_print(photo, said))

    reference = Image.open(renditions.make(photo, photo.width, "jpg"))
    assert printed.size == reference.size == (photo.width, photo.height)
    for at in [(8, 8), (photo.width - 8, 8), (8, photo.height - 8), (photo.width - 8, photo.height - 8)]:
        seen = zip(printed.getpixel(at), reference.getpixel(at), strict=True)
        assert all(abs(one - other) < 12 for one, other in seen)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_whatever_was_uploaded_is_printed_as_jpeg_and_white_where_it_is_transparent(format):
    photo = make.uploaded(image=Image.new("RGBA", (64, 48), (255, 0, 0, 0)), format=format)

    printed = Image.open(renditions.make_print(photo, renditions.said_in(photo)))

    assert (printed.format, printed.getpixel((30, 20))) == ("JPEG", (255, 255, 255))


def test_it_is_called_by_the_item_that_showed_it_first(client, shown):
    later = make.release(slug="later")
    make.gallery(later, shown.photos_made[1])
    make.approved(later)

    named = client.get(print_of(shown.photos_made[1]))["Content-Disposition"]

    assert named == 'attachment; filename="2014-12-23-summit-02.jpg"'


def test_a_portrait_can_be_taken_away_too(client):
    photo = make.uploaded(size=(64, 48))
    make.official(portrait=photo)

    response = client.get(print_of(photo))

    assert response.status_code == 200
    assert f"photograph-{photo.token[:8]}.jpg" in response["Content-Disposition"]


def test_captions_in_the_file_are_those_that_are_public_in_each_language(client, shown):
    photo = shown.photos_made[0]
    photo.words.filter(language="en").update(caption="In work")
    before = client.get(print_of(photo)).getvalue()

    end(shown.editions_made[1])
    after = client.get(print_of(photo)).getvalue()

    assert b'xml:lang="ru"' in before
    assert b'xml:lang="ru"' not in after
    assert b"In work" not in before + after


def test_the_pages_of_the_gallery_offer_each_photograph_and_all_of_them(client, shown):
    first, second = map(print_of, shown.photos_made)
    gallery = client.get(archive_of(shown).removesuffix("photographs.zip")).content.decode()

    assert f'href="{first}"' in gallery
    assert f'href="{second}"' in gallery
    assert f'href="{archive_of(shown)}"' in gallery
    assert "Download all 2 photographs" in gallery
    assert f'href="{second}"' in client.get(f"{archive_of(shown)[:-15]}2/").content.decode()


# A gallery


def opened(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


def test_the_archive_has_every_photograph_as_it_is_printed_and_the_captions_of_each_language(client, shown):
    response = client.get(archive_of(shown))

    read = opened(response)
    assert read.namelist() == [
        "captions-en.csv",
        "captions-en.txt",
        "captions-ru.csv",
        "captions-ru.txt",
        "2014-12-23-summit-01.jpg",
        "2014-12-23-summit-02.jpg",
    ]
    assert read.testzip() is None
    assert read.read("2014-12-23-summit-02.jpg") == client.get(print_of(shown.photos_made[1])).getvalue()
    assert response["Content-Disposition"] == 'attachment; filename="2014-12-23-summit.zip"'
    assert response["Content-Type"] == "application/zip"


def test_a_caption_that_would_be_a_formula_is_none(client, shown):
    table = opened(client.get(archive_of(shown))).read("captions-en.csv").decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["Caption"] for row in rows] == ["Caption", "'=SUM(1)"]
    assert [row["File"] for row in rows] == ["2014-12-23-summit-01.jpg", "2014-12-23-summit-02.jpg"]


def test_the_captions_are_headed_in_their_own_language(client, shown):
    read = opened(client.get(archive_of(shown)))

    assert read.read("captions-ru.csv").decode("utf-8-sig").startswith("Файл,Подпись,")


def test_it_is_sent_as_it_grows_first_and_then_with_its_length_and_the_same_bytes(client, shown):
    first = client.get(archive_of(shown))
    content = first.getvalue()
    second = client.get(archive_of(shown))

    assert "Content-Length" not in first
    assert first["Accept-Ranges"] == "none"
    assert second["Content-Length"] == str(len(content))
    assert second["Accept-Ranges"] == "bytes"
    assert second.getvalue() == content


def test_a_download_that_broke_off_goes_on(client, shown):
    client.get(archive_of(shown)).getvalue()
    whole = client.get(archive_of(shown))
    content = whole.getvalue()
    half = len(content) // 2

    rest = client.get(archive_of(shown), headers={"range": f"bytes={half}-", "if-range": whole["ETag"]})

    assert rest.status_code == 206
    assert rest["Content-Range"] == f"bytes {half}-{len(content) - 1}/{len(content)}"
    assert content[:half] + rest.getvalue() == content


def test_it_begins_anew_when_the_gallery_has_changed(client, shown):
    client.get(archive_of(shown)).getvalue()
    etag = client.get(archive_of(shown))["ETag"]
    make.gallery(shown, make.uploaded(size=(64, 48)))
    make.approved(shown, change_note="A photograph.")
    client.get(archive_of(shown)).getvalue()

    again = client.get(archive_of(shown), headers={"range": "bytes=100-", "if-range": etag})

    assert again.status_code == 200
    assert len(opened(again).namelist()) == 7


@pytest.mark.parametrize("kept", [False, True])
def test_when_it_is_withdrawn_in_the_middle_it_breaks_off(client, shown, kept):
    if kept:
        client.get(archive_of(shown)).getvalue()
    pieces = iter(client.get(archive_of(shown)).streaming_content)
    got = next(pieces)
    end(*shown.editions_made)

    with pytest.raises(OSError, match=shown.photos_made[0].token):
        for piece in pieces:
            got += piece
    assert b"\xff\xd8" not in got


def test_a_picture_that_the_gate_does_not_let_out_is_not_in_it(client, shown, monkeypatch):
    live = type(Photo.objects.all()).live
    hidden = shown.photos_made[0].pk
    monkeypatch.setattr(
        type(Photo.objects.all()), "live", lambda rows, at=None: live(rows, at).exclude(pk=hidden)
    )

    names = opened(client.get(archive_of(shown))).namelist()

    assert [name for name in names if name.endswith(".jpg")] == ["2014-12-23-summit-01.jpg"]


def test_a_picture_that_is_lost_does_not_take_the_others_with_it(client, shown):
    default_storage.delete(shown.photos_made[0].original.name)

    names = opened(client.get(archive_of(shown))).namelist()

    assert "2014-12-23-summit-01.jpg" not in names
    assert "2014-12-23-summit-02.jpg" in names


def test_an_archive_costs_few_queries_however_many_pictures(client, shown, django_assert_max_num_queries):
    client.get(archive_of(shown)).getvalue()

    with django_assert_max_num_queries(7):
        client.get(archive_of(shown))


def test_accredited_press_takes_the_gallery_under_embargo_and_it_is_noted(client):
    release = make.release(slug="summit")
    make.gallery(release, make.uploaded(size=(64, 48)))
    make.approved(release, live_from=timezone.now() + HOUR, press_from=timezone.now())
    person = make.user("Accredited press")

    assert client.get(archive_of(release)).status_code == 404
    client.force_login(person)
    response = client.get(archive_of(release, door="/press"))

    assert len(opened(response).namelist()) == 3
    assert response["Cache-Control"] == "private, no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert EmbargoReading.objects.get(person=person).name == "2014-12-23-summit.zip"
    assert client.get(print_of(release.gallery.get().photo, "/press/photos/")).status_code == 200
    page = client.get(archive_of(release, door="/press").removesuffix("photographs.zip")).content.decode()
    assert f'href="{archive_of(release, door="/press")}"' in page
    assert 'href="/press/photos/' in page


# Parts of files


@pytest.fixture
def file(shown):
    row = make.attachment(shown, content=b"0123456789")
    make.approved(shown, change_note="A file.")
    return f"/files/{row.token}/report.pdf"


PARTS = {
    "bytes=0-3": (b"0123", "bytes 0-3/10"),
    "bytes=4-": (b"456789", "bytes 4-9/10"),
    "bytes=-3": (b"789", "bytes 7-9/10"),
    "bytes=-30": (b"0123456789", "bytes 0-9/10"),
    "bytes=8-100": (b"89", "bytes 8-9/10"),
    "BYTES=9-9": (b"9", "bytes 9-9/10"),
}


@pytest.mark.parametrize("asked", PARTS)
def test_a_part_is_answered_as_it_is_asked_for(client, file, asked):
    response = client.get(file, headers={"range": asked})

    assert response.status_code == 206
    assert (response.getvalue(), response["Content-Range"]) == PARTS[asked]
    assert response["Content-Length"] == str(len(PARTS[asked][0]))
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_part_that_is_not_there_says_how_long_the_file_is(client, file, asked):
    response = client.get(file, headers={"range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"
    assert response.getvalue() == b""


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=0-1,3-4", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=٣-", "0-3"]
)
def test_what_is_no_range_or_several_is_answered_with_the_whole(client, file, asked):
    response = client.get(file, headers={"range": asked})

    assert (response.status_code, response.getvalue()) == (200, b"0123456789")


def test_a_part_belongs_to_the_version_that_was_asked_for(client, file):
    etag, date = client.get(file)["ETag"], "Tue, 23 Dec 2014 10:00:00 GMT"

    for version, status in {etag: 206, '"another"': 200, f"W/{etag}": 200, date: 200}.items():
        response = client.get(file, headers={"range": "bytes=0-3", "if-range": version})
        assert response.status_code == status, version


def test_when_a_file_was_uploaded_is_told_to_nobody(client, file):
    response = client.get(file, headers={"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"})

    assert response.status_code == 200
    assert "Last-Modified" not in response


def test_conditions_come_before_ranges(client, file):
    etag = client.get(file)["ETag"]

    assert client.get(file, headers={"range": "bytes=0-3", "if-none-match": etag}).status_code == 304
    assert client.get(file, headers={"range": "bytes=0-3", "if-match": '"another"'}).status_code == 412
    assert client.get(file, headers={"range": "bytes=0-3", "if-match": etag}).status_code == 206


def test_head_knows_no_ranges(client, file):
    response = client.head(file, headers={"range": "bytes=0-3"})

    assert (response.status_code, response["Content-Length"]) == (200, "10")


def addresses(release, photo):
    yield from (f"/photos/{photo.token}/64.{extension}" for extension in renditions.FORMATS)
    yield print_of(photo)
    yield archive_of(release)
    yield from (f"/files/{row.token}/report.pdf" for row in release.attachments.all())


PICTURES_GONE = ["pictures under embargo", "licence over", "recalled", "withdrawn"]
HEADERS = [
    {},
    {"range": "bytes=0-3"},
    {"range": "bytes=99999999-"},
    {"if-none-match": "*"},
    {"if-match": "*"},
]


@pytest.mark.parametrize("state", [*make.HIDDEN, *PICTURES_GONE])
def test_hidden_and_absent_are_one_answer_in_every_size_method_and_header(client, state):
    release = make.release(slug="summit")
    photo = make.uploaded(size=(64, 48))
    make.gallery(release, photo)
    make.attachment(release)
    make.STATES[state](release)
    for path in addresses(release, photo):
        if state in PICTURES_GONE and not path.startswith("/photos/"):
            continue
        if path.startswith("/photos/"):
            client.force_login(make.user("Editor"))
            client.get(f"/desk{path}").getvalue()  # made and kept: that must not show either
            client.logout()
        absent = "/".join([*path.split("/")[:2], NOWHERE, *path.split("/")[3:]])
        absent = path.replace("summit", "absent") if "/news/" in path else absent
        for method in ("get", "head", "post", "put", "delete", "options"):
            for headers in HEADERS if method == "get" else HEADERS[:1]:
                hidden = answer(client, method, path, **headers)
                assert hidden == answer(client, method, absent, **headers), (path, method, headers)
                assert hidden[0] in (404, 405)


# Who sends the bytes


def test_the_web_server_in_front_sends_what_is_kept(client, shown, file, settings):
    settings.X_ACCEL_REDIRECT = "/kept/"
    photo = shown.photos_made[0]
    client.get(archive_of(shown)).getvalue()

    for path in (file, print_of(photo), f"/photos/{photo.token}/64.jpg"):
        response = client.get(path)
        address = response["X-Accel-Redirect"]
        assert response.content == b""
        assert default_storage.exists(address.removeprefix("/kept/"))
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "X-Accel-Redirect" not in client.get(archive_of(shown))
    assert client.get(print_of(make.uploaded())).status_code == 404


def test_a_portrait_says_no_words_that_nobody_has_approved(client):
    photo = make.uploaded(size=(64, 48))
    photo.words.update(caption="Words in work")
    make.draft(make.gallery(make.release(), photo))
    make.official(portrait=photo)

    assert b"Words in work" not in client.get(print_of(photo)).getvalue()
