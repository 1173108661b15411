"""What is made of a photograph: upright, in sRGB, without metadata, once."""

import io
import os
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.template import Context, Template
from PIL import Image, ImageChops, ImageCms, ImageDraw

from news import pictures, renditions, tasks, uploads

from . import make

pytestmark = pytest.mark.django_db

CORNERS = {"red": (0, 0), "green": (1, 0), "blue": (0, 1), "white": (1, 1)}
RGB = {"red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
OPPOSITE_TURN = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def four_corners() -> Image.Image:
    image = Image.new("RGB", (400, 300))
    draw = ImageDraw.Draw(image)
    for colour, (right, below) in CORNERS.items():
        draw.rectangle([right * 200, below * 150, right * 200 + 199, below * 150 + 149], fill=colour)
    return image


def rendition(photo, width=None, extension="jpg") -> Image.Image:
    file = renditions.make(photo, width or photo.width, extension)
    return Image.open(io.BytesIO(file.read()))


def is_near(seen, meant, tolerance=12) -> bool:
    return all(abs(one - other) <= tolerance for one, other in zip(seen, meant, strict=False))


def store(image, name="picture.png", format="PNG", **options):
    return uploads.store(make.picture(name=name, image=image, format=format, **options), by=None)


@pytest.mark.parametrize(
    ("width", "offered"),
    [
        (6000, [320, 640, 960, 1280, 1920, 2560]),
        (2560, [320, 640, 960, 1280, 1920, 2560]),
        (1000, [320, 640, 960, 1000]),
        (320, [320]),
        (10, [10]),
        (0, []),
    ],
)
def test_no_width_is_larger_than_the_photograph(width, offered):
    assert renditions.widths_of(width) == offered


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_each_corner_is_where_the_camera_saw_it(turn, format):
    image, exif = four_corners(), Image.Exif()
    exif[0x0112] = turn
    lying = image.transpose(OPPOSITE_TURN[turn]) if OPPOSITE_TURN[turn] is not None else image
    photo = store(lying, format=format, exif=exif)

    shown = rendition(photo, 320).convert("RGB")

    assert shown.size == (320, 240)
    for colour, (right, below) in CORNERS.items():
        assert is_near(shown.getpixel((20 + right * 280, 20 + below * 200)), RGB[colour]), colour


def profile_of_swapped_colours() -> bytes:
    """A profile under which what is stored as red is meant as green: nobody can miss it."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {}
    for number in range(int.from_bytes(data[128:132], "big")):
        at = 132 + 12 * number
        tags[bytes(data[at : at + 4])] = at
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = (
        data[green + 4 : green + 12],
        data[red + 4 : red + 12],
    )
    return bytes(data)


@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_colours_are_converted_by_the_profile_and_the_profile_is_gone(format, extension):
    photo = store(
        Image.new("RGB", (60, 40), (255, 0, 0)), format=format, icc_profile=profile_of_swapped_colours()
    )

    shown = rendition(photo, extension=extension)

    assert "icc_profile" not in shown.info
    assert is_near(shown.convert("RGB").getpixel((30, 20)), (0, 255, 0), 20)


def test_a_broken_profile_costs_the_exact_colours_and_not_the_picture():
    photo = store(Image.new("RGB", (60, 40), (200, 30, 40)), icc_profile=b"no profile at all" * 20)

    assert is_near(rendition(photo).getpixel((30, 20)), (200, 30, 40))


SAME_GREY = {
    "cmyk": (Image.new("CMYK", (60, 40), (0, 0, 0, 128)), "JPEG"),
    "grey": (Image.new("L", (60, 40), 127), "PNG"),
    "grey with alpha": (Image.new("LA", (60, 40), (127, 255)), "PNG"),
    "16 bit": (Image.new("I;16", (60, 40), 127 * 257), "PNG"),
    "palette": (Image.new("RGB", (60, 40), (127, 127, 127)).quantize(4), "PNG"),
    "lab": (Image.new("LAB", (60, 40), (137, 128, 128)), "TIFF"),
}


@pytest.mark.parametrize("name", SAME_GREY)
@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
def test_other_ways_to_store_colours_come_out_the_same(name, extension):
    image, format = SAME_GREY[name]

    shown = rendition(store(image, format=format), extension=extension)

    assert is_near(shown.convert("RGB").getpixel((30, 20)), (127, 127, 127), 16)


def test_black_and_white_stays_black_and_white():
    image = Image.new("1", (60, 40), 1)

    assert is_near(rendition(store(image)).convert("RGB").getpixel((30, 20)), (255, 255, 255))


def test_what_is_transparent_is_white_in_jpeg_and_transparent_elsewhere():
    photo = store(Image.new("RGBA", (60, 40), (255, 0, 0, 0)))

    assert is_near(rendition(photo).getpixel((30, 20)), (255, 255, 255))
    assert rendition(photo, extension="webp").getpixel((30, 20))[3] == 0


@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_no_rendition_carries_metadata(format, extension):
    exif = Image.Exif()
    exif[0x010E] = "SECRET WORDS"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 7.0), 3: "E", 4: (37.0, 37.0, 4.0)})
    options = {"exif": exif}
    if format in ("JPEG", "WEBP"):
        options["xmp"] = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET WORDS</x:xmpmeta>"
    if format == "JPEG":
        options["comment"] = "SECRET WORDS"
    file = make.picture(format=format, size=(60, 40), **options)
    photo = uploads.store(file, by=None)

    content = renditions.make(photo, 60, extension).read()

    assert b"SECRET" not in content
    shown = Image.open(io.BytesIO(content))
    assert not shown.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)


def test_a_rush_makes_a_rendition_once(monkeypatch):
    photo = make.uploaded()
    made, rush, answers = [], Barrier(8), []
    encoded = renditions.encoded

    def counted(picture, extension, said):
        made.append(extension)
        return encoded(picture, extension, said)

    def ask():
        rush.wait()
        answers.append(renditions.make(photo, 640, "webp").read())

    monkeypatch.setattr(renditions, "encoded", counted)
    threads = [Thread(target=ask) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == ["webp"]
    assert len(answers) == 8
    assert len(set(answers)) == 1


def test_the_lock_holds_between_processes():
    photo = make.uploaded()
    path = photo.original.path

    with photo.original.storage.open(photo.original.name) as original, renditions.locked(original):
        child = os.fork()
        if child == 0:
            import fcntl

            try:
                fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os._exit(7)
            os._exit(0)
        _child, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 7


def test_when_nothing_can_be_written_the_rendition_is_answered_all_the_same(monkeypatch):
    photo = make.uploaded()

    def read_only(*args, **kwargs):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(default_storage, "_save", read_only)

    assert Image.open(renditions.make(photo, 320, "jpg")).size == (320, 213)
    assert renditions.stored(renditions.path(photo, 320, "jpg")) is None


def test_a_write_that_fails_leaves_no_part_of_a_file(monkeypatch):
    photo = make.uploaded()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("news.storage.os.fsync", full)
    renditions.make(photo, 320, "jpg")

    assert not [
        path for path in Path(default_storage.path(renditions.folder(photo))).rglob("*") if path.is_file()
    ]


def test_the_worker_makes_every_size_and_makes_none_twice():
    photo = make.uploaded(size=(700, 500))

    whole, crops = 3 * 3, (3 + 2) * 3 + 1

    assert tasks.make_renditions.func(photo.pk) == whole + crops
    assert tasks.make_renditions.func(photo.pk) == 0
    for width in (320, 640, 700):
        for extension in ("avif", "webp", "jpg"):
            assert rendition(photo, width, extension).size == (width, round(500 * width / 700))


def test_the_worker_passes_over_a_photograph_that_is_gone_or_broken():
    broken = make.photo()

    assert tasks.make_renditions.func(broken.pk) == 0
    assert tasks.make_renditions.func(10**9) == 0


def rendered(text: str, **context) -> str:
    return Template("{% load photographs %}" + text).render(Context(context))


FACT = {"id": 1, "token": "abc", "width": 1000, "height": 500, "caption": "", "description": 'A "hall" <b>'}


def test_a_page_offers_every_format_and_width_with_size_and_description():
    html = rendered('{% photograph fact sizes="50vw" loading="eager" %}', fact=FACT)

    assert 'type="image/avif" srcset="/photos/abc/320.avif 320w, /photos/abc/640.avif 640w' in html
    assert 'type="image/webp"' in html
    assert 'src="/photos/abc/960.jpg"' in html
    assert "/photos/abc/1000.jpg 1000w" in html
    assert 'width="1000" height="500" alt="A &quot;hall&quot; &lt;b&gt;" loading="eager"' in html
    assert html.count('sizes="50vw"') == 3
    assert "style=" not in html


def test_a_picture_without_a_file_is_not_shown():
    fact = FACT | {"width": 0, "height": 0}

    assert rendered("{% photograph fact %}", fact=fact).strip() == ""
    assert rendered("{% photo_url fact %}", fact=fact) == ""


def test_the_desks_preview_leads_to_the_desks_door():
    html = rendered(
        "{% photograph fact %}{% photo_url fact width=640 %}", fact=FACT, photo_door="/desk/photos/"
    )

    assert '"/photos/' not in html
    assert html.endswith("/desk/photos/abc/640.jpg")


def test_an_address_is_never_of_a_width_that_does_not_exist():
    assert rendered('{% photo_url fact width=1280 extension="webp" %}', fact=FACT) == "/photos/abc/1000.webp"


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_heavy_progressive_photograph_decoded_by_planes_is_the_same_picture(turn, monkeypatch):
    noise = Image.effect_noise((80, 60), 60).resize((1203, 801), Image.Resampling.BICUBIC)
    bands = [noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_TOP_BOTTOM)]
    exif = Image.Exif()
    exif[0x0112] = turn
    file = make.picture(image=Image.merge("RGB", bands), progressive=True, quality=90, exif=exif)
    plain = pictures.in_full(pictures.opened(file)).convert("RGB")

    monkeypatch.setattr(pictures, "HEAVY", 1)
    assert pictures.is_heavy(pictures.opened(file))
    by_planes = pictures.in_full(pictures.opened(file)).convert("RGB")

    assert by_planes.size == plain.size
    assert max(high for _low, high in ImageChops.difference(plain, by_planes).getextrema()) <= 4


@pytest.mark.parametrize(
    "unlike", [{"progressive": False}, {"subsampling": "4:4:4"}, {"subsampling": "4:2:2"}]
)
def test_no_other_photograph_is_decoded_so(unlike, monkeypatch):
    monkeypatch.setattr(pictures, "HEAVY", 1)
    options = {"progressive": True, "subsampling": "4:2:0"} | unlike

    assert not pictures.is_heavy(pictures.opened(make.picture(size=(90, 60), **options)))
