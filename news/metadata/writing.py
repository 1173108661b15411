"""What a photograph that leaves the house says about itself: whose it is, and what is to be seen.

The same words as IPTC-IIM 4.2 (JPEG) and as XMP (ISO 16684-1; JPEG, WebP, AVIF), by the IPTC Photo Metadata
Standard. IIM has no more room than its standard gives: what is longer is cut there, and the digest beside it
tells readers that follow the Metadata Working Group to take the whole from XMP.
"""

import hashlib
import struct
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from .fields import IIM, NAMESPACES, UNKNOWN, XMP, Metadata

UTF_8 = b"\x1b%G"  # ISO 2022's way of announcing it, dataset 1:90
VERSION = 4
IPTC, DIGEST = 0x0404, 0x0425  # Photoshop's image resources
MAX_PACKET = 65_000  # bytes; what a segment of a JPEG holds, with its heading
MAX_TEXT = 2_000  # characters of each text where a packet would be longer

BY_LANGUAGE = {"copyright_notice", "usage_terms"}  # in XMP; we have them once, for all languages
IN_ORDER = {"photographer"}
LISTS = {"keywords", "persons_shown"}


def options(said: Metadata, encoder: str) -> dict:
    """What Pillow's `save` needs for a picture in that format (JPEG, WEBP, AVIF) to say it."""
    if said == Metadata():
        return {}
    carried = {"xmp": xmp(said)}
    if encoder == "JPEG":
        carried["extra"] = segment(said)
    return carried


def xmp(said: Metadata) -> bytes:
    """An XMP packet in UTF-8 of at most MAX_PACKET bytes."""
    packet = _packet(said)
    if len(packet) <= MAX_PACKET:
        return packet
    captions = {language: text[:MAX_TEXT] for language, text in said.captions.items()}
    return _packet(replace(said, captions=captions, descriptions={}, usage_terms=said.usage_terms[:MAX_TEXT]))


def _packet(said: Metadata) -> bytes:
    properties = [_text_in_languages(XMP["caption"], said.captions)]
    properties.append(_text_in_languages(XMP["description"], said.descriptions))
    for name in XMP:
        value = getattr(said, name, None)
        if not value or name == "taken_at":
            continue
        if name in BY_LANGUAGE:
            properties.append(_text_in_languages(XMP[name], {UNKNOWN: value}))
        elif name in IN_ORDER:
            properties.append(_list(XMP[name], "Seq", [value]))
        elif name in LISTS:
            properties.append(_list(XMP[name], "Bag", value))
        else:
            properties.append(f"<{XMP[name]}>{_text(value)}</{XMP[name]}>")
    if said.copyright_notice:
        properties.append("<xmpRights:Marked>True</xmpRights:Marked>")
    body = "".join(properties)
    spaces = "".join(
        f" xmlns:{prefix}={quoteattr(address)}"
        for prefix, address in NAMESPACES.items()
        if f"<{prefix}:" in body
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f"<x:xmpmeta xmlns:x={quoteattr(NAMESPACES['x'])}><rdf:RDF xmlns:rdf={quoteattr(NAMESPACES['rdf'])}>"
        f'<rdf:Description rdf:about=""{spaces}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def segment(said: Metadata) -> bytes:
    """A JPEG's APP13 with the IIM datasets and their digest."""
    datasets = iim(said)
    resources = b"Photoshop 3.0\0" + _resource(IPTC, datasets)
    resources += _resource(DIGEST, hashlib.md5(datasets, usedforsecurity=False).digest())
    return b"\xff\xed" + struct.pack(">H", len(resources) + 2) + resources


def iim(said: Metadata) -> bytes:
    """IIM datasets in UTF-8, in ascending order; a caption in the first language alone, as IIM has one."""
    values = {name: getattr(said, name, "") for name in IIM}
    values["caption"] = next(iter(said.captions.values()), "")
    datasets = [((1, 90), UTF_8), ((2, 0), struct.pack(">H", VERSION))]
    for name, (number, longest) in IIM.items():
        texts = values[name] if name in LISTS else [values[name]]
        datasets += [(number, _cut(_printable(text), longest)) for text in texts if text]
    datasets.sort(key=lambda dataset: dataset[0])
    return b"".join(
        struct.pack(">BBBH", 0x1C, *number, len(content)) + content for number, content in datasets
    )


def _resource(number: int, content: bytes) -> bytes:
    """One of Photoshop's image resources, without a name, padded to an even length."""
    return struct.pack(">4sHHI", b"8BIM", number, 0, len(content)) + content + b"\0" * (len(content) % 2)


def _cut(text: str, longest: int) -> bytes:
    """UTF-8, no longer than that many bytes, and never within a character."""
    return text.encode()[:longest].decode(errors="ignore").encode()


def _text_in_languages(name: str, texts: dict[str, str]) -> str:
    """An alternative for each language; the first one stands as the default too."""
    if not texts:
        return ""
    first = next(iter(texts.values()))
    spoken = {"x-default": first} | {language: text for language, text in texts.items() if language}
    items = "".join(
        f"<rdf:li xml:lang={quoteattr(language)}>{_text(text)}</rdf:li>" for language, text in spoken.items()
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def _list(name: str, kind: str, texts) -> str:
    items = "".join(f"<rdf:li>{_text(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _text(text: str) -> str:
    return escape(_printable(text))


def _printable(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(filter(_stands_in_xml, text))


def _stands_in_xml(sign: str) -> bool:
    return sign in "\t\n\r" or " " <= sign < "\ud800" or "\udfff" < sign < "\ufffe" or sign > "\uffff"
