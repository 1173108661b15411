"""What an opened picture says about itself.

IIM, XMP and EXIF often say the same thing three times, and not always alike. The Metadata Working Group rules
which one is believed (Guidelines 2.0, chapter 5): EXIF where it has the field; then XMP, unless some program
that knows only IIM changed that since, as Photoshop's digest of it shows; then the other one.
Where the picture was taken is read as the photographer wrote it; the position (GPS) is not read at all.
"""

import datetime
import hashlib
import zoneinfo
from collections.abc import Callable
from dataclasses import fields

from PIL import ExifTags, Image

from ..text import tidy_line, tidy_lines
from . import iim, xmp
from .encodings import encoding_of
from .fields import IIM, UNKNOWN, XMP, Metadata

IPTC, DIGEST = 0x0404, 0x0425  # Photoshop's image resources
TIFF_IPTC = 33723
EARLIEST = 1990
LISTS = ("keywords", "persons_shown")
LINES = ("usage_terms",)  # may have several lines; every other text is one

# What cameras write into ImageDescription when nobody does.
CAMERAS_OWN = {"olympus digital camera", "sony dsc", "minolta digital camera", "digital camera", "dcf 1.0"}


def read(image: Image.Image, zone: zoneinfo.ZoneInfo) -> Metadata:
    """Everything that can be read; what cannot is as if it were not there.

    A moment without a zone is one of `zone`; a day without an hour is its midnight there.
    """
    exif, by_iim, by_xmp = (_or_nothing(source, image, zone) for source in (_from_exif, _from_iim, _from_xmp))
    rest = (by_iim, by_xmp) if _iim_is_newer(image) else (by_xmp, by_iim)
    return _first_of(exif, *rest)


def _or_nothing(source: Callable, image, zone) -> Metadata:
    try:
        return source(image, zone)
    except Exception:  # parsers of foreign bytes raise whatever they like
        return Metadata()


def _first_of(*sources: Metadata) -> Metadata:
    """Field by field, what the first source says that says anything; captions language by language."""
    chosen = {
        field.name: next(filter(None, (getattr(source, field.name) for source in sources)), field.default)
        for field in fields(Metadata)
        if field.name not in ("captions", "descriptions")
    }
    for name in ("captions", "descriptions"):
        chosen[name] = _laid_over(*(getattr(source, name) for source in reversed(sources)))
    return Metadata(**chosen)


def _laid_over(*layers: dict[str, str]) -> dict[str, str]:
    """Texts by language, later layers over earlier ones.

    A text of unknown language takes the place of x-default, and of the language of which that was the copy.
    """
    texts: dict[str, str] = {}
    for layer in layers:
        if UNKNOWN in layer and UNKNOWN in texts:
            copies = [language for language, text in texts.items() if text == texts[UNKNOWN]]
            texts |= dict.fromkeys(copies, layer[UNKNOWN])
        texts |= layer
    named = [text for language, text in texts.items() if language != UNKNOWN]
    return {language: text for language, text in texts.items() if language != UNKNOWN or text not in named}


def _tidied(texts: dict[str, str]) -> dict[str, str]:
    return {language: tidied for language, text in texts.items() if (tidied := tidy_lines(text))}


def _lines(texts) -> tuple[str, ...]:
    """One line each, without empty ones and repetitions."""
    return tuple(dict.fromkeys(filter(None, map(tidy_line, map(tidy_lines, texts)))))


# XMP


def _from_xmp(image: Image.Image, zone) -> Metadata:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    found = xmp.descriptions(packet)
    further = [data for name, data in getattr(image, "applist", []) if name == "APP1"]
    found += xmp.descriptions(xmp.extended(packet, further))

    texts = {}
    for name in XMP:
        if name in ("caption", "description", "taken_at"):
            continue
        values = xmp.values(found, XMP[name])
        if name in LISTS:
            texts[name] = _lines(values)
        elif name in LINES:
            texts[name] = "\n".join(map(tidy_lines, values[:1]))
        else:
            texts[name] = "; ".join(_lines(values if name == "photographer" else values[:1]))
    texts["credit"] = texts["credit"] or "; ".join(_lines(xmp.values(found, "photoshop:Source")[:1]))
    return Metadata(
        captions=_tidied(xmp.alternatives(found, XMP["caption"])),
        descriptions=_tidied(xmp.alternatives(found, XMP["description"])),
        taken_at=_moment("".join(xmp.values(found, XMP["taken_at"])[:1]), zone),
        **texts,
    )


# IPTC-IIM


def _block(image: Image.Image) -> bytes:
    if image.format == "TIFF":
        return image.tag_v2._tagdata.get(TIFF_IPTC, b"")  # some write it as numbers of four bytes
    resources = image.info.get("photoshop")
    return resources.get(IPTC, b"") if isinstance(resources, dict) else b""


def _iim_is_newer(image: Image.Image) -> bool:
    """Whether IIM was changed after it was last brought in step with XMP."""
    resources = image.info.get("photoshop")
    digest = resources.get(DIGEST) if isinstance(resources, dict) else None
    if not digest or not any(digest):
        return False
    return digest != hashlib.md5(_block(image), usedforsecurity=False).digest()


def _from_iim(image: Image.Image, zone) -> Metadata:
    found = iim.datasets(_block(image))
    texts = [value for dataset, values in found.items() if dataset[0] == 2 for value in values]
    encoding = encoding_of(texts, b"".join(found.get(iim.CODED_CHARACTER_SET, [])[:1]))

    def values(dataset) -> list[str]:
        return [value.decode(encoding, "ignore") for value in found.get(dataset, [])]

    chosen = {}
    for name, (dataset, _longest) in IIM.items():
        if name in LISTS:
            chosen[name] = _lines(values(dataset))
        elif name != "caption":
            chosen[name] = "; ".join(_lines(values(dataset)))
    chosen["credit"] = chosen["credit"] or "; ".join(_lines(values((2, 115))))
    caption = "\n".join(values(IIM["caption"][0])[:1])
    day, clock = ("".join(values(dataset)[:1]) for dataset in ((2, 55), (2, 60)))
    taken_at = _moment(f"{day}T{clock}" if clock else day, zone)
    return Metadata(captions=_tidied({UNKNOWN: caption}), taken_at=taken_at, **chosen)


# EXIF


def _from_exif(image: Image.Image, zone) -> Metadata:
    exif = image.getexif()
    taken = exif.get_ifd(ExifTags.IFD.Exif)

    def text(tags, number) -> str:
        value = tags.get(number, "")
        value = value.encode("latin-1", "replace") if isinstance(value, str) else bytes(value)
        return value.decode(encoding_of([value]), "ignore")

    caption = tidy_lines(text(exif, ExifTags.Base.ImageDescription))
    artists = text(exif, ExifTags.Base.Artist).split(";")
    holder = text(exif, ExifTags.Base.Copyright).split("\0")  # of the photographer, then of the editor
    day, _space, clock = text(taken, ExifTags.Base.DateTimeOriginal).strip("\0 ").partition(" ")
    offset = text(taken, ExifTags.Base.OffsetTimeOriginal).strip("\0 ")
    return Metadata(
        captions=_tidied({UNKNOWN: "" if caption.lower() in CAMERAS_OWN else caption}),
        photographer="; ".join(_lines(artists)),
        copyright_notice="; ".join(_lines(holder)),
        taken_at=_moment(f"{day.replace(':', '-')}T{clock}{offset}", zone),
    )


def _moment(text: str, zone: zoneinfo.ZoneInfo) -> datetime.datetime | None:
    """An aware moment from ISO 8601, in its long or its short form; None for what no camera can mean."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    return moment if moment.year >= EARLIEST and moment <= tomorrow else None
