"""What a picture says of itself once it has left the house: whose it is, not where it was taken."""

import json
import shutil
import subprocess

import pytest
from django.utils import timezone
from PIL import Image

from news import prints, renditions, uploads
from news.metadata import writing
from news.metadata.fields import Metadata
from news.models import Edition, Photo

from . import make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

RIGHTS = {
    "credit": "Пресс-служба Совета коллективной безопасности",
    "photographer": "Пётр Длинноимённый-Фотограф",
    "copyright_notice": "© 2014 Press <service> & Co",
    "usage_terms": "Free for editorial use,\nwith the credit.",
}


@pytest.fixture
def exiftool():
    """`exiftool(content)`: what an independent reader finds, by group and tag."""
    program = shutil.which("exiftool")
    if not program:
        pytest.skip("no exiftool: apt-get install libimage-exiftool-perl")

    def read(content: bytes) -> dict:
        words = [program, "-j", "-G1", "-a", "-struct", "-"]
        return json.loads(subprocess.run(words, input=content, capture_output=True, check=True).stdout)[0]

    return read


def telling(format="JPEG") -> Photo:
    """A photograph whose file tells where it was taken and by which camera, with our words about it."""
    exif = Image.Exif()
    exif.update({0x010F: "Camera maker", 0xC62F: "SERIAL-C62F", 0x013B: "Somebody else"})
    exif.get_ifd(0x8769).update({0xA431: "SERIAL-A431", 0xA435: "SERIAL-A435", 0x9003: "2014:12:23 14:00:00"})
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 7.0), 3: "E", 4: (37.0, 37.0, 4.0)})
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="55,45.1N" '
        b'xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:SerialNumber="SERIAL-XMP"/></rdf:RDF></x:xmpmeta>'
    )
    options = {"xmp": packet, "comment": "SERIAL-COMMENT"} if format == "JPEG" else {}
    photo = uploads.store(make.picture(format=format, size=(60, 40), exif=exif, **options), by=None)
    for name, value in RIGHTS.items():
        setattr(photo, name, value)
    photo.save()
    for language, caption in {"en": "The <hall> & the flags", "ru": "Зал и флаги"}.items():
        photo.words.create(language=language, caption=caption, description=f"{caption}, described")
    return photo


def found_in(read: dict) -> dict:
    return {
        "credit": read["XMP-photoshop:Credit"],
        "photographer": " ".join(read["XMP-dc:Creator"]),
        "copyright_notice": read["XMP-dc:Rights"],
        "usage_terms": read["XMP-xmpRights:UsageTerms"],
    }


def tells_too_much(read: dict) -> list[str]:
    words = ("GPS", "Serial", "IFD0", "ExifIFD", "XMP-exif", "XMP-aux", "Comment")
    tags = [tag for tag in read if any(word in tag for word in words)]
    return tags + [value for value in map(str, read.values()) if "SERIAL" in value or "Somebody" in value]


@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
def test_every_rendition_says_whose_it_is_and_not_where_it_was_taken(extension, exiftool):
    read = exiftool(renditions.make(telling(), 60, extension).read())

    assert found_in(read) == RIGHTS
    assert tells_too_much(read) == []
    assert not any("Description" in tag or "Caption" in tag for tag in read)


@pytest.mark.parametrize("crop", renditions.CROPS)
def test_so_does_every_crop(crop, exiftool):
    photo = telling()
    width = renditions.widths_in((photo.width, photo.height), crop)[-1]

    for extension in renditions.formats_of(crop):
        read = exiftool(renditions.make(photo, width, extension, crop).read())
        assert found_in(read) == RIGHTS
        assert tells_too_much(read) == []


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_it_does_so_whatever_was_uploaded(format, exiftool):
    read = exiftool(renditions.make(telling(format), 60, "jpg").read())

    assert found_in(read) == RIGHTS
    assert tells_too_much(read) == []


def test_the_print_has_the_captions_of_all_languages_too(exiftool):
    photo = telling()
    for language in ("en", "ru"):
        make.approved(make.gallery(make.release(), photo), language)
    [wanted] = prints.prints([photo], Edition.objects.live())

    read = exiftool(renditions.make_print(*wanted[::2]).read())

    assert found_in(read) == RIGHTS
    assert tells_too_much(read) == []
    assert read["XMP-dc:Description"] == read["XMP-dc:Description-en"] == "The <hall> & the flags"
    assert read["XMP-dc:Description-ru"] == "Зал и флаги"
    assert read["IPTC:Caption-Abstract"] == "The <hall> & the flags"
    assert read["ICC-header:ColorSpaceData"].strip() == "RGB"


def test_iim_is_utf_8_cut_where_the_standard_says_and_names_xmp_as_the_whole(exiftool):
    read = exiftool(renditions.make(telling(), 60, "jpg").read())

    assert read["IPTC:CodedCharacterSet"] == "UTF8"
    assert read["IPTC:CopyrightNotice"] == RIGHTS["copyright_notice"]
    for tag, name in (("IPTC:Credit", "credit"), ("IPTC:By-line", "photographer")):
        assert RIGHTS[name].startswith(read[tag])
        assert 30 <= len(read[tag].encode()) <= 32
    assert read["Photoshop:IPTCDigest"] == read["File:CurrentIPTCDigest"]


def test_a_picture_of_which_nothing_is_known_says_nothing():
    photo = uploads.store(make.picture(size=(60, 40)), by=None)

    for extension in renditions.FORMATS:
        assert b"adobe" not in renditions.make(photo, 60, extension).read()


def test_words_that_no_format_holds_are_shortened_and_never_a_reason_to_have_no_picture():
    said = Metadata(
        captions={"en": "x\x00\ud800" * 40_000}, descriptions={"en": "y" * 40_000}, credit="Press"
    )

    packet = writing.xmp(said)

    assert len(packet) < writing.MAX_PACKET
    assert b"Press" in packet
    assert writing.iim(said).endswith(b"\x07\xd0" + b"x" * 2000)


@pytest.mark.parametrize("changed", ["credit", "usage_terms", "sha256"])
def test_other_words_and_another_original_are_another_file(changed):
    photo = telling()
    before = renditions.path(photo, 60, "jpg")

    setattr(photo, changed, "another")

    assert renditions.path(photo, 60, "jpg") != before


def credit_at(client, path: str) -> str:
    content = client.get(path).getvalue().decode("utf-8", "ignore")
    return content.partition("<photoshop:Credit>")[2].partition("<")[0]


def test_a_credit_in_work_is_in_no_public_picture_until_it_is_approved_and_its_moment_has_come(client):
    photo, release = telling(), make.release()
    first = make.approved(make.gallery(release, photo) or release)
    address = f"/photos/{photo.token}/60.jpg"
    tag = client.get(address)["ETag"]

    Photo.objects.filter(pk=photo.pk).update(credit="Corrected")
    assert credit_at(client, address) == RIGHTS["credit"]
    second = make.approved(release, change_note="The credit.", live_from=timezone.now() + HOUR)
    assert credit_at(client, address) == RIGHTS["credit"]
    now = timezone.now()
    Edition.objects.filter(pk=first.pk).update(live_until=now)
    Edition.objects.filter(pk=second.pk).update(live_from=now)

    assert credit_at(client, address) == "Corrected"
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_the_desk_and_readers_under_embargo_have_the_words_that_they_may_know(client):
    photo, release = telling(), make.release()
    make.gallery(release, photo)
    make.approved(release, live_from=timezone.now() + HOUR, press_from=timezone.now())
    Photo.objects.filter(pk=photo.pk).update(credit="In work")

    client.force_login(make.user("Accredited press"))
    assert credit_at(client, f"/press/photos/{photo.token}/60.jpg") == RIGHTS["credit"]
    client.force_login(make.user("Writer"))
    assert credit_at(client, f"/desk/photos/{photo.token}/60.jpg") == "In work"
