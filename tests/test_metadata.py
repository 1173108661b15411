"""What the file of a photograph says about itself, and how it comes into the library."""

import hashlib
import struct
import zoneinfo
from xml.sax.saxutils import escape

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from news import pictures, uploads
from news.metadata import filling, reading
from news.metadata.fields import NAMESPACES, UNKNOWN, Metadata
from news.models import Photo

from . import make

MOSCOW = zoneinfo.ZoneInfo("Europe/Moscow")
UTF8 = (1, 90, b"\x1b%G")


# Files


def iim(*datasets) -> bytes:
    """A block of IPTC-IIM from (record, dataset, value) rows."""
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in datasets
    )


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def photoshop(**resources: bytes) -> bytes:
    """An APP13 segment with those image resources: `iptc=`, `digest=`."""
    numbers = {"iptc": 0x0404, "digest": 0x0425}
    content = b"Photoshop 3.0\0"
    for name, value in resources.items():
        padding = b"\0" * (len(value) % 2)
        content += b"8BIM" + struct.pack(">HHI", numbers[name], 0, len(value)) + value + padding
    return segment(0xED, content)


def packet(inside: str, attributes: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items() if prefix not in ("xml", "x")
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {spaces}><rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def alternatives(name: str, **texts: str) -> str:
    """A text by language; `x_default=` is x-default."""
    items = "".join(
        f'<rdf:li xml:lang="{language.replace("_", "-")}">{escape(text)}</rdf:li>'
        for language, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def several(name: str, *texts: str) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:Bag>{items}</rdf:Bag></{name}>"


def read(file) -> Metadata:
    return reading.read(pictures.opened(file), MOSCOW)


def md5(content: bytes) -> bytes:
    return hashlib.md5(content, usedforsecurity=False).digest()


def jpeg(**options):
    return make.picture(size=(60, 40), **options)


CAPTION = (2, 120)


# Reading


def test_every_field_is_read_from_xmp():
    xmp = packet(
        alternatives("dc:description", x_default="At the table", ru="За столом")
        + alternatives("Iptc4xmpCore:AltTextAccessibility", en="Six people")
        + several("dc:creator", "A. Photographer", "B. Photographer")
        + alternatives("dc:rights", x_default="© 2014 Press service")
        + alternatives("xmpRights:UsageTerms", x_default="Editorial use only.")
        + several("dc:subject", "summit", "Moscow")
        + several("Iptc4xmpExt:PersonInImage", "Anna Chair")
        + "<photoshop:City>Moscow</photoshop:City>",
        'photoshop:Headline="Summit" photoshop:Credit="Press service" photoshop:State="Moscow region" '
        'photoshop:Country="Russia" Iptc4xmpCore:Location="Grand Palace" '
        'photoshop:DateCreated="2014-12-23T14:00:00+03:00"',
    )

    assert read(jpeg(xmp=xmp)) == Metadata(
        captions={UNKNOWN: "At the table", "ru": "За столом"},
        descriptions={"en": "Six people"},
        headline="Summit",
        photographer="A. Photographer; B. Photographer",
        credit="Press service",
        copyright_notice="© 2014 Press service",
        usage_terms="Editorial use only.",
        location="Grand Palace",
        city="Moscow",
        province="Moscow region",
        country="Russia",
        keywords=("summit", "Moscow"),
        persons_shown=("Anna Chair",),
        taken_at=make.moment("2014-12-23 11:00"),
    )


def test_every_field_that_iim_has_is_read_from_it():
    block = iim(
        UTF8,
        (*CAPTION, "За столом\r\nВторая строка".encode()),
        (2, 105, b"Summit"),
        (2, 80, b"A. Photographer"),
        (2, 80, b"B. Photographer"),
        (2, 110, b"Press service"),
        (2, 116, "© 2014".encode()),
        (2, 92, b"Grand Palace"),
        (2, 90, b"Moscow"),
        (2, 95, b"Moscow region"),
        (2, 101, b"Russia"),
        (2, 25, b"summit"),
        (2, 25, b"summit"),
        (2, 25, b"Moscow"),
        (2, 55, b"20141223"),
        (2, 60, b"140000+0300"),
    )

    assert read(jpeg(extra=photoshop(iptc=block))) == Metadata(
        captions={UNKNOWN: "За столом\nВторая строка"},
        headline="Summit",
        photographer="A. Photographer; B. Photographer",
        credit="Press service",
        copyright_notice="© 2014",
        location="Grand Palace",
        city="Moscow",
        province="Moscow region",
        country="Russia",
        keywords=("summit", "Moscow"),
        taken_at=make.moment("2014-12-23 11:00"),
    )


def in_png(xmp: bytes) -> dict:
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return {"pnginfo": text}


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("JPEG", lambda xmp: {"xmp": xmp}),
        ("PNG", in_png),
        ("WEBP", lambda xmp: {"xmp": xmp}),
        ("TIFF", lambda xmp: {"tiffinfo": {700: xmp}}),
    ],
)
def test_all_four_kinds_of_pictures_are_read(format, options):
    xmp = packet(alternatives("dc:description", en="Hall"))

    assert read(make.picture(size=(60, 40), format=format, **options(xmp))).captions == {"en": "Hall"}


@pytest.mark.parametrize("kind", [1, 7])
def test_iim_in_a_tiff_is_read(kind):
    tags = ImageFileDirectory_v2()
    tags.tagtype[33723] = kind
    tags[33723] = iim((*CAPTION, b"Hall"))

    assert read(make.picture(size=(60, 40), format="TIFF", tiffinfo=tags)).captions == {UNKNOWN: "Hall"}


WESTERN = "François Müller à Besançon – © “2014”"
RUSSIAN = "Владимир Путин и Эмомали Рахмон"


@pytest.mark.parametrize(
    ("text", "encoding", "mark"),
    [
        (WESTERN, "utf-8", [UTF8]),
        (WESTERN, "utf-8", []),
        (RUSSIAN, "utf-8", []),
        (WESTERN, "cp1252", []),
        (WESTERN, "mac_roman", []),
        (RUSSIAN, "cp1251", []),
        ("François à Besançon", "latin-1", [(1, 90, b"\x1b.A")]),
        ("François à Besançon", "latin-1", [UTF8]),  # the mark is wrong
    ],
)
def test_the_caption_is_read_in_the_encoding_in_which_it_was_written(text, encoding, mark):
    block = iim(*mark, (*CAPTION, text.encode(encoding)))

    assert read(jpeg(extra=photoshop(iptc=block))).captions == {UNKNOWN: text}


def test_a_last_letter_that_was_cut_in_the_middle_is_left_out():
    block = iim(UTF8, (*CAPTION, "Путин".encode()[:-1]))

    assert read(jpeg(extra=photoshop(iptc=block))).captions == {UNKNOWN: "Пути"}


def test_xmp_of_sixteen_bits_is_read():
    xmp = packet(alternatives("dc:description", ru="За столом")).decode().encode("utf-16-be")

    assert read(jpeg(xmp=xmp)).captions == {"ru": "За столом"}


def test_xmp_that_goes_on_in_further_segments_is_read():
    whole = packet(alternatives("dc:description", en="Hall"))
    digest = md5(whole).hex().upper().encode()
    main = packet("", f'xmlns:note="http://ns.adobe.com/xmp/note/" note:HasExtendedXMP="{digest.decode()}"')
    middle = len(whole) // 2
    head = b"http://ns.adobe.com/xmp/extension/\0" + digest + struct.pack(">I", len(whole))
    segments = [
        segment(0xE1, head + struct.pack(">I", offset) + part)
        for offset, part in ((middle, whole[middle:]), (0, whole[:middle]))
    ]

    assert read(jpeg(xmp=main, extra=b"".join(segments))).captions == {"en": "Hall"}


# Which one is believed


def both(**resources):
    """A picture that says "by IIM" and "by XMP"."""
    block = iim((*CAPTION, b"by IIM"), (2, 90, b"by IIM"), (2, 92, b"only IIM"))
    xmp = packet(
        alternatives("dc:description", x_default="by XMP", en="by XMP", ru="по XMP"),
        'photoshop:City="by XMP" photoshop:Country="only XMP"',
    )
    return block, xmp


def test_xmp_goes_before_iim_and_each_fills_what_the_other_lacks():
    block, xmp = both()

    found = read(jpeg(xmp=xmp, extra=photoshop(iptc=block)))

    assert found.captions == {"en": "by XMP", "ru": "по XMP"}
    assert (found.city, found.location, found.country) == ("by XMP", "only IIM", "only XMP")


def test_iim_that_was_changed_after_xmp_goes_before_it():
    block, xmp = both()
    stale, in_step = (photoshop(iptc=block, digest=md5(content)) for content in (b"earlier", block))

    assert read(jpeg(xmp=xmp, extra=stale)).city == "by IIM"
    assert read(jpeg(xmp=xmp, extra=in_step)).city == "by XMP"
    # x-default was the copy of the English text: IIM's is the newer English one, the Russian one stays
    assert read(jpeg(xmp=xmp, extra=stale)).captions == {"en": "by IIM", "ru": "по XMP"}


def test_exif_goes_before_both_but_not_with_a_cameras_own_words():
    block, xmp = both()
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "by EXIF", "A. Photographer; B. Photographer", "(c) A\0(c) B"

    found = read(jpeg(exif=exif, xmp=xmp, extra=photoshop(iptc=block)))
    assert found.captions == {"en": "by EXIF", "ru": "по XMP"}
    assert (found.photographer, found.copyright_notice) == (
        "A. Photographer; B. Photographer",
        "(c) A; (c) B",
    )

    exif[0x010E] = "OLYMPUS DIGITAL CAMERA         "
    assert read(jpeg(exif=exif, xmp=xmp)).captions["en"] == "by XMP"


def test_the_position_is_not_read():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 7.0), 3: "E", 4: (37.0, 37.0, 4.0)})
    xmp = packet("", 'exif:GPSLatitude="55,45.1N" exif:GPSLongitude="37,37.0E"')

    assert read(jpeg(exif=exif, xmp=xmp)) == Metadata()


# What is no metadata

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>"""


@pytest.mark.parametrize(
    "xmp",
    [b"", b"\0", b"\0" * 50, b"no XML", b"<x", BOMB, b"\xff\xfe<\0", packet("").replace(b"rdf:RDF", b"a")],
)
def test_xmp_that_is_none_is_no_reason_to_refuse(xmp):
    assert read(jpeg(xmp=xmp)) == Metadata()


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"\x1c",
        b"\x1c\x02\x78",
        b"\x1c\x02\x78\xff\xff" + b"\xff" * 9,
        b"\x1c\x02\x78\x00\x50cut",
        bytes(99),
    ],
)
def test_iim_that_breaks_off_is_no_reason_to_refuse(block):
    whole = iim((2, 90, b"Moscow"))

    assert read(jpeg(extra=photoshop(iptc=whole + block))) == Metadata(city="Moscow")


def test_signs_that_no_text_has_are_left_out():
    block = iim((*CAPTION, b"Round\0 table\x07\r\nnoon\x1b"), (2, 90, b" Mos\0cow\r\n "))

    found = read(jpeg(extra=photoshop(iptc=block)))

    assert (found.captions, found.city) == ({UNKNOWN: "Round table\nnoon"}, "Moscow")


# Into the library

pytest_db = pytest.mark.django_db


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({UNKNOWN: "Hall"}, {"en": "Hall"}),
        ({UNKNOWN: "Зал"}, {"ru": "Зал"}),
        ({"ru-ru": "Зал", "en-gb": "Hall"}, {"en": "Hall", "ru": "Зал"}),
        ({UNKNOWN: "Hall", "en": "The hall"}, {"en": "The hall"}),
        ({"fr": "La salle"}, {}),
        ({UNKNOWN: "2014"}, {"en": "2014"}),
    ],
)
def test_texts_find_the_offices_languages(texts, found):
    assert filling.in_languages(texts, ["en", "ru"]) == found


def test_a_text_of_unknown_language_is_in_the_first_where_letters_do_not_tell():
    assert filling.in_languages({UNKNOWN: "Hall"}, ["fr", "en"]) == {"fr": "Hall"}


@pytest_db
def test_an_uploaded_picture_brings_its_words_and_fields_into_the_library():
    make.office(languages="en ru")
    xmp = packet(
        alternatives("dc:description", en="Hall", ru="Зал")
        + alternatives("Iptc4xmpCore:AltTextAccessibility", en="A long table")
        + several("dc:creator", "A. Photographer")
        + several("dc:subject", "summit", "hall"),
        f'photoshop:City="{"M" * 120}"',
    )

    photo = uploads.store(jpeg(xmp=xmp), by=None)

    photo = Photo.objects.get(pk=photo.pk)
    assert list(photo.words.values_list("language", "caption", "description")) == [
        ("en", "Hall", "A long table"),
        ("ru", "Зал", ""),
    ]
    assert (photo.photographer, photo.keywords, photo.city) == ("A. Photographer", "summit\nhall", "M" * 100)


@pytest_db
def test_what_the_sender_says_goes_before_what_the_file_says():
    make.office()
    file = jpeg(xmp=packet(alternatives("dc:description", en="Hall"), 'photoshop:Credit="Agency"'))

    photo = uploads.store(file, by=None, said=Metadata(credit="Press service", captions={"ru": "Зал"}))

    assert photo.credit == "Press service"
    assert dict(photo.words.values_list("language", "caption")) == {"en": "Hall", "ru": "Зал"}


@pytest_db
def test_a_picture_that_is_there_already_keeps_what_people_wrote():
    make.office()
    photo = make.uploaded(jpeg())
    Photo.objects.filter(pk=photo.pk).update(credit="Written")
    photo.words.filter(language="ru").delete()

    with photo.original.open() as original:
        again = uploads.store(
            ContentFile(original.read(), name="again.jpg"),
            by=None,
            said=Metadata(credit="Other", photographer="A", captions={"en": "Other", "ru": "Зал"}),
        )

    assert again == photo
    again.refresh_from_db()
    assert (again.credit, again.photographer) == ("Written", "A")
    assert dict(again.words.values_list("language", "caption")) == {"en": "Caption", "ru": "Зал"}


# Real files

REAL = {
    "exiftool_MWG.jpg": {
        "captions": {UNKNOWN: "RIGHT-EXIF-Description"},
        "photographer": "RIGHT1of2-EXIF-Creator; RIGHT2of2-EXIF-Creator",
        "copyright_notice": "RIGHT-XMP-Copyright",
        "location": "RIGHT-IPTC-Location",
        "city": "RIGHT-XMP-City",
        "province": "RIGHT-IPTC-State",
        "country": "RIGHT-IPTC-Country",
        "keywords": ("RIGHT1of2-XMP-Keywords", "RIGHT2of2-XMP-Keywords"),
    },
    "press_photo_2_iptc.jpg": {
        "captions": {UNKNOWN: "Harvest"},
        "headline": "Harvest",
        "photographer": "Ian Britton",
        "credit": "Ian Britton",
        "copyright_notice": "ian Britton - FreeFoto.com",
        "province": "Northumberland",
        "country": "United Kingdom",
        "keywords": ("Harvest",),
    },
    "exiftool_XMP.jpg": {"credit": "My Credit", "city": "Kingston", "keywords": ("ExifTool", "Test", "XMP")},
    # its IIM was changed after its XMP
    "exiftool_ExifTool.jpg": {"credit": "My Credit", "city": "Kingston", "keywords": ("jambalaya",)},
    "pillow_iptc.jpg": {"city": "Budapest", "country": "Hungary"},
    "exiftool_PhotoMechanic.jpg": {"captions": {UNKNOWN: "Caption"}, "city": "kingston"},
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_give_what_an_independent_reader_finds(real_data, name):
    found = read(ContentFile((real_data / "photos" / "metadata" / name).read_bytes()))

    assert {field: getattr(found, field) for field in REAL[name]} == REAL[name]
