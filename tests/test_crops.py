"""Crops: the part of a picture about its focal point, with the credit inside, behind the same gate."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils import timezone
from PIL import Image

from news import crops, pictures, renditions, sweeping, tasks, workflow
from news.models import CENTRE, Edition, Photo

from . import make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

EVERY = [
    (crop, width, extension)
    for crop, shape in renditions.CROPS.items()
    for width in shape.widths
    for extension in shape.formats
]


def thirds(size=(900, 300)) -> Image.Image:
    """A red third, a green one, a blue one: side by side, or above each other."""
    image, (width, height) = Image.new("RGB", size), size
    for number, colour in enumerate(((220, 0, 0), (0, 200, 0), (0, 0, 220))):
        part = (width // 3, height) if width > height else (width, height // 3)
        at = (number * width // 3, 0) if width > height else (0, number * height // 3)
        image.paste(colour, (*at, at[0] + part[0], at[1] + part[1]))
    return image


def stored(image=None, focus=CENTRE, **options) -> Photo:
    photo = make.uploaded(make.picture(image=image or thirds(), **options))
    photo.focus_x, photo.focus_y = focus
    photo.credit = "Press service"
    photo.save()
    return photo


def colour(picture) -> str:
    """What the middle of it shows."""
    shown = picture.convert("RGB")
    seen = shown.getpixel((shown.width // 2, shown.height // 2))
    return ("red", "green", "blue")[seen.index(max(seen))]


def made(photo, width, extension, crop) -> Image.Image:
    return Image.open(io.BytesIO(renditions.make(photo, width, extension, crop).read()))


def address(photo, crop="square", focus=CENTRE, width=300, extension="jpg", door="/photos/"):
    return f"{door}{photo.token}/{crops.named(crop, focus)}/{width}.{extension}"


# The part that is kept


@pytest.mark.parametrize(
    ("focus", "seen"),
    [((0, 0), "red"), ((17, 99), "red"), ((50, 50), "green"), ((83, 0), "blue"), ((100, 100), "blue")],
)
@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
def test_a_crop_follows_the_focal_point(focus, seen, extension):
    square = made(stored(focus=focus), 300, extension, "square")

    assert square.size == (300, 300)
    assert colour(square) == seen


@pytest.mark.parametrize(("y", "seen"), [(10, "red"), (50, "green"), (100, "blue")])
def test_of_a_tall_picture_it_goes_up_and_down(y, seen):
    assert colour(made(stored(thirds((300, 900)), (50, y)), 300, "jpg", "wide")) == seen


def test_the_focal_point_is_of_the_picture_the_right_way_up():
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = thirds((300, 900)).transpose(Image.Transpose.ROTATE_90)

    assert colour(made(stored(lying, (50, 10), exif=exif), 300, "jpg", "square")) == "red"


def test_a_worker_makes_the_same_crops_as_the_door(monkeypatch):
    photo = stored(focus=(83, 50))
    tasks.make_renditions.func(photo.pk)
    monkeypatch.setattr(renditions, "encoded", None)

    assert colour(made(photo, 300, "jpg", "square")) == "blue"
    assert colour(made(photo, 320, "avif", "wide")) == "blue"


def test_all_sizes_and_crops_are_made_of_one_decoding(monkeypatch):
    photo, decodings = stored(), []
    decoded = pictures.decoded
    monkeypatch.setattr(
        pictures, "decoded", lambda *args, **options: decodings.append(1) or decoded(*args, **options)
    )

    renditions.make_all(photo)

    assert len(decodings) == 1


@pytest.mark.parametrize(
    "size", [(3000, 2000), (2000, 3000), (1600, 900), (900, 1600), (400, 400), (10, 1700), (1, 1)]
)
@pytest.mark.parametrize("crop", renditions.CROPS)
def test_a_crop_has_its_shape_lies_in_the_picture_and_is_never_enlarged(size, crop):
    shape = renditions.CROPS[crop]
    widths = renditions.widths_in(size, crop)

    for focus in ((0, 0), (50, 50), (100, 100), (33, 77)):
        left, top, right, bottom = shape.box(size, focus)
        assert 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]
        assert (right - left) / (bottom - top) == pytest.approx(shape.across / shape.down)
        assert widths[-1] <= right - left + 1
    assert widths == sorted(set(widths))


def test_a_shared_page_has_its_picture_in_the_shape_that_others_show():
    fact = renditions.fact_of(make.photo(width=3000, height=2000))

    assert renditions.offer(fact, 1200, "card")[1:3] == (1200, 630)


# The focal point


@pytest.mark.parametrize("values", [{"focus_x": 101}, {"focus_y": 500}])
def test_a_focal_point_outside_the_picture_is_refused_by_the_form_and_by_the_database(values):
    photo = make.photo()
    for name, value in values.items():
        setattr(photo, name, value)

    with pytest.raises(ValidationError, match="from 0 to 100"):
        photo.full_clean()
    with pytest.raises(IntegrityError):
        Photo.objects.filter(pk=photo.pk).update(**values)


def test_another_focal_point_waits_for_the_next_edition_as_a_caption_does(client):
    photo, release = stored(focus=(83, 50)), make.release()
    edition = make.approved(make.gallery(release, photo))
    page = edition.get_absolute_url()
    before = client.get(address(photo, focus=(83, 50)))

    Photo.objects.filter(pk=photo.pk).update(focus_x=10)
    assert "square-83-50/" in client.get(f"{page}photos/").content.decode()
    assert colour(Image.open(io.BytesIO(before.getvalue()))) == "blue"

    make.approved(release, change_note="The picture in lists.")
    assert "square-10-50/" in client.get(f"{page}photos/").content.decode()
    now = client.get(address(photo, focus=(10, 50)))
    assert colour(Image.open(io.BytesIO(now.getvalue()))) == "red"
    assert now["ETag"] != before["ETag"]


def test_an_address_of_before_leads_to_the_crop_of_now(client):
    photo = stored(focus=(83, 50))
    make.approved(make.gallery(make.release(), photo))

    old = client.get(address(photo, focus=(10, 50)))

    assert (old.status_code, old["Location"]) == (302, address(photo, focus=(83, 50)))
    assert old["Cache-Control"] == "public, max-age=0, s-maxage=5"
    assert old["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get(old["Location"]).status_code == 200


def test_an_address_about_another_point_that_is_otherwise_none_is_absent(client):
    photo = stored(focus=(83, 50))
    make.approved(make.gallery(make.release(), photo))

    for part, name in (("square-10-50", "301.jpg"), ("square-10-50", "0300.jpg"), ("oval-10-50", "300.jpg")):
        assert client.get(f"/photos/{photo.token}/{part}/{name}").status_code == 404


def test_a_focal_point_in_the_middle_is_no_fact_of_its_own(client):
    centred, moved = make.photo(), make.photo(focus_x=20)

    facts = make.approved(make.gallery(make.release(), centred, moved)).facts["photographs"]

    assert [fact.get("focus") for fact in facts] == [None, [20, 50]]


# One door


@pytest.mark.parametrize("state", make.HIDDEN)
def test_a_crop_of_what_is_hidden_is_absent_in_every_shape_size_and_format(client, state):
    photo = make.photo()
    make.STATES[state](make.gallery(make.release(), photo))

    for crop, width, extension in EVERY:
        path = address(photo, crop, CENTRE, width, extension)
        assert same_as_absent(client, path, photo.token), path


@pytest.mark.parametrize("state", ["recalled", "withdrawn"])
def test_so_is_one_of_what_is_gone(client, state):
    photo = stored()
    make.STATES[state](make.gallery(make.release(), photo))

    for options in ({}, {"headers": {"range": "bytes=0-9"}}, {"headers": {"if-none-match": "*"}}):
        assert same_as_absent(client, address(photo), photo.token, **options)


def same_as_absent(client, path, token, **options) -> bool:
    hidden, absent = (client.get(one, **options) for one in (path, path.replace(token, "A" * 22)))
    return (hidden.status_code, hidden.headers, hidden.content) == (404, absent.headers, absent.content)


@pytest.mark.parametrize(
    "part",
    [
        "square",
        "square-50",
        "square-101-50",
        "square-050-50",
        "square-50-50-50",
        "oval-50-50",
        "-50-50",
        "Square-50-50",
    ],
)
def test_what_is_no_crop_is_absent(client, part):
    photo = stored()
    make.approved(make.gallery(make.release(), photo))

    assert client.get(f"/photos/{photo.token}/{part}/300.jpg").status_code == 404


@pytest.mark.parametrize("name", ["299.jpg", "0300.jpg", "301.jpg", "640.jpg", "300.png"])
def test_what_is_not_offered_is_absent(client, name):
    photo = stored()
    make.approved(make.gallery(make.release(), photo))

    assert client.get(address(photo)).status_code == 200
    assert client.get(address(photo).replace("300.jpg", name)).status_code == 404


def test_the_press_has_crops_under_embargo_and_the_public_has_none(client):
    photo = stored(focus=(10, 50))
    make.approved(
        make.gallery(make.release(), photo), live_from=timezone.now() + HOUR, press_from=timezone.now()
    )
    public, press = (address(photo, focus=(10, 50), door=door) for door in ("/photos/", "/press/photos/"))
    assert client.get(public).status_code == 404

    client.force_login(make.user("Accredited press"))

    assert colour(Image.open(io.BytesIO(client.get(press).getvalue()))) == "red"
    assert client.get(public).status_code == 404


# What is kept


def test_crops_about_a_point_that_nobody_shows_any_more_are_swept_away():
    photo = stored()
    make.approved(make.gallery(make.release(), photo))
    kept = renditions.path(photo, 300, "jpg", "square")
    for focus in (20, 50):
        photo.focus_x = focus
        renditions.make(photo, 300, "jpg", "square")

    photo.focus_x = 20
    gone = renditions.path(photo, 300, "jpg", "square")
    swept = set(sweeping.outdated(timezone.now() + 72 * HOUR))

    assert default_storage.exists(kept)
    assert gone in swept
    assert kept not in swept


# What stands in its place


@pytest.mark.parametrize(
    ("colour", "tone"),
    [
        ((10, 20, 60), "dark blue"),
        ((120, 122, 119), "middle grey"),
        ((250, 240, 245), "light grey"),
        ((60, 150, 60), "middle green"),
    ],
)
def test_a_picture_tells_its_tone_when_it_comes(colour, tone):
    photo = stored(Image.new("RGB", (60, 40), colour))

    assert photo.tone == tone
    fact = make.approved(make.gallery(make.release(), photo)).facts["photographs"][0]
    assert fact["tone"] == tone


def test_what_is_transparent_has_no_colour_behind_it():
    assert stored(Image.new("RGBA", (60, 40), (255, 0, 0, 0)), format="PNG").tone == ""


def test_a_replaced_picture_has_the_tone_it_has_now(client):
    photo = make.uploaded(image=Image.new("RGB", (600, 400), (10, 20, 60)))
    edition = make.approved(make.gallery(make.release(), photo))
    assert 'class="tone dark blue"' in client.get(edition.get_absolute_url()).content.decode()
    light = make.picture(image=Image.new("RGB", (600, 400), (250, 250, 250)))
    workflow.replace(photo, light, by=make.user("Spokesman"), reasons={"en": "Better."})

    assert 'class="tone light grey"' in client.get(edition.get_absolute_url()).content.decode()
    assert Edition.objects.get().facts["photographs"][0]["tone"] == "dark blue"
