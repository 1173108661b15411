"""What may come into the library, and what is said of what may not."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from news import pictures, renditions, uploads
from news.models import Photo

from . import make

pytestmark = pytest.mark.django_db

ORIENTATION = 0x0112


def files_kept() -> set[str]:
    root = Path(default_storage.location)
    return {str(path) for path in root.rglob("*") if path.is_file()}


def refusal_of(content: bytes, name: str) -> str:
    """The sentence, after looking that nothing was stored."""
    before = files_kept()
    with pytest.raises(uploads.Refused) as refusal:
        uploads.store(ContentFile(content, name=name), by=None)
    assert files_kept() == before
    assert not Photo.objects.exists()
    return refusal.value.sentence


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises that many pixels and holds none."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_pictures_of_the_four_kinds_are_kept_with_their_facts(format):
    file = make.picture(name="summit.bin", size=(120, 80), format=format)
    person = make.user("Photographer")

    photo = uploads.store(file, by=person)

    file.seek(0)
    assert photo.original.read() == file.read()
    assert (photo.format, photo.width, photo.height, photo.name) == (format, 120, 80, "summit.bin")
    assert photo.size_bytes == file.size
    assert photo.uploaded_by == person


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_width_and_height_are_those_of_the_picture_the_right_way_up(turn, format):
    exif = Image.Exif()
    exif[ORIENTATION] = turn

    photo = uploads.store(make.picture(size=(120, 80), format=format, exif=exif), by=None)

    assert (photo.width, photo.height) == ((80, 120) if turn >= 5 else (120, 80))


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


MISLABELLED = {
    "archive.jpg": archive(),
    "page.png": b"<!doctype html><script>alert(1)</script>",
    "drawing.jpg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "animation.webp": make.picture(format="GIF").read(),
    "document.tif": b"%PDF-1.7",
    "noise.jpg": bytes(range(256)) * 20,
    "start-only.jpg": b"\xff\xd8\xff",
}


@pytest.mark.parametrize("name", MISLABELLED)
def test_what_only_calls_itself_a_picture_is_refused_by_name(name):
    sentence = refusal_of(MISLABELLED[name], name)

    assert f"“{name}” cannot be read as a picture" in sentence
    assert "JPEG, PNG, WebP or TIFF" in sentence


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_picture_that_breaks_off_is_refused(format, share):
    image = Image.effect_noise((400, 300), 80).convert("RGB")
    whole = make.picture(image=image, format=format).read()

    assert "cannot be read" in refusal_of(whole[: int(len(whole) * share)], "cut.jpg")


def test_an_empty_file_is_refused():
    assert refusal_of(b"", "empty.jpg") == "“empty.jpg” is empty. Choose the file again."


def test_a_file_over_the_stated_size_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 2 * 1024**2)
    monkeypatch.setattr(pictures, "opened", None)

    assert "larger than 2 MB" in refusal_of(bytes(3 * 1024**2), "huge.tif")


@pytest.mark.parametrize("size", [(10_001, 10_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_more_pixels_than_stated_are_refused_from_the_header(size):
    assert "more than 100,000,000 pixels" in refusal_of(png_header(*size), "bomb.png")


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_moving_pictures_and_several_pages_are_refused(format):
    pages = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    file = make.picture(image=pages[0], format=format, save_all=True, append_images=pages[1:])

    assert "one picture" in refusal_of(file.read(), "several.tif")


def test_a_photograph_with_a_second_picture_for_the_cameras_screen_counts_as_jpeg():
    large, small = Image.new("RGB", (160, 120), "red"), Image.new("RGB", (16, 12), "blue")
    file = make.picture(image=large, format="MPO", save_all=True, append_images=[small])

    photo = uploads.store(file, by=None)

    assert (photo.format, photo.width, photo.height) == ("JPEG", 160, 120)


def test_a_picture_too_tall_to_be_shown_is_refused():
    file = make.picture(image=Image.new("L", (10, 17_000)), format="PNG")

    assert "too long" in refusal_of(file.read(), "strip.png")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\press\\DSC_1.jpg", "DSC_1.jpg"),
        ("../../etc/DSC_1.jpg", "DSC_1.jpg"),
        ("DSC\u202egpj.exe", "DSCgpj.exe"),
        ("a\x00b\r\nc.jpg", "ab c.jpg"),
        ("  снимок   саммита .jpg", "снимок саммита .jpg"),
        ("й" * 300 + ".jpeg", "й" * 250 + ".jpeg"),
        ("א" * 300 + ".jpg", "א" * 251 + ".jpg"),
        ("n" * 250 + "e\u0328\u0301" * 20 + ".jpg", "n" * 250 + ".jpg"),
        ("n" * 300, "n" * 255),
        ("\u202e", "photograph"),
    ],
)
def test_names_lose_folders_and_invisible_signs_and_are_cut_before_their_ending(sent, kept):
    assert uploads.clean_name(sent) == kept


def test_two_different_pictures_of_one_name_are_two_photographs():
    first = uploads.store(make.picture(name="DSC_1.jpg"), by=None)
    second = uploads.store(make.picture(name="DSC_1.jpg"), by=None)

    assert first != second
    assert first.original.read() != second.original.read()


def test_the_same_picture_sent_again_is_the_one_that_is_there():
    file = make.picture()

    first, second = uploads.store(file, by=None), uploads.store(file, by=None, name="renamed.jpg")

    assert first == second
    assert Photo.objects.count() == 1


def test_the_moment_of_the_camera_is_read_in_its_own_zone_or_the_offices():
    make.office(time_zone="Europe/Moscow")
    without, with_zone = Image.Exif(), Image.Exif()
    without.get_ifd(0x8769)[0x9003] = "2014:12:23 14:00:00"
    with_zone.get_ifd(0x8769).update({0x9003: "2014:12:23 14:00:00", 0x9011: "+01:00"})

    assert uploads.store(make.picture(exif=without), by=None).taken_at == make.moment("2014-12-23 11:00")
    assert uploads.store(make.picture(exif=with_zone), by=None).taken_at == make.moment("2014-12-23 13:00")


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "yesterday", "2999:01:01 00:00:00", "\x00" * 19])
def test_a_camera_without_a_clock_is_no_reason_to_refuse(text):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = text

    assert uploads.store(make.picture(exif=exif), by=None).taken_at is None


def test_when_the_row_cannot_be_written_no_file_stays_behind(monkeypatch):
    before = files_kept()

    def fail(self, *args, **kwargs):
        raise RuntimeError("the database is away")

    monkeypatch.setattr(Photo, "save", fail)
    with pytest.raises(RuntimeError):
        uploads.store(make.picture(), by=None)

    assert files_kept() == before


def test_a_disk_that_takes_nothing_is_said_in_a_sentence_and_leaves_nothing(monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("news.storage.os.fsync", full)

    assert "disk refuses it" in refusal_of(make.picture().read(), "DSC_1.jpg")


def test_removing_a_photograph_removes_its_files(django_capture_on_commit_callbacks):
    before = files_kept()
    photo = make.uploaded(size=(400, 300))
    renditions.make_all(photo)

    with django_capture_on_commit_callbacks(execute=True):
        uploads.remove(photo)

    assert files_kept() == before


def test_making_sizes_ahead_waits_for_the_commit(django_capture_on_commit_callbacks, monkeypatch):
    asked = []
    monkeypatch.setattr("news.tasks.make_renditions", type("Task", (), {"enqueue": asked.append}))

    with django_capture_on_commit_callbacks(execute=True):
        photo = uploads.store(make.picture(), by=None)
        assert asked == []

    assert asked == [photo.pk]
