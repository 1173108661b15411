"""XMP (ISO 16684-1): the properties of a packet, parsed without entities, DTDs or anything from outside."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .fields import NAMESPACES, UNKNOWN

MAX_BYTES = 4 * 1024 * 1024
DEFAULT = "x-default"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"


def tag(name: str) -> str:
    """ "dc:creator" as the parser spells it."""
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def descriptions(packet: bytes) -> list[Element]:
    """The packet's `rdf:Description` elements; none where it is no XMP."""
    if not packet or len(packet) > MAX_BYTES:
        return []
    wide = {0: "utf-16-be", 1: "utf-16-le"}.get(packet[:2].find(b"\0"), "utf-8")
    try:
        root = fromstring(packet.decode(wide).strip("\0\ufeff"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return []
    return [one for rdf in root.iter(tag("rdf:RDF")) for one in rdf.findall(tag("rdf:Description"))]


def extended(main: bytes, segments: list[bytes]) -> bytes:
    """The packet that goes on in further APP1 segments of a JPEG (XMP part 3, 1.1.3.1), or nothing."""
    parts: dict[int, bytes] = {}
    for segment in segments:
        if segment.startswith(EXTENSION):
            rest = segment[len(EXTENSION) :]
            digest, offset = rest[:32], int.from_bytes(rest[36:40])
            if len(digest) == 32 and digest in main:
                parts[offset] = rest[40:]
    whole = b""
    for offset in sorted(parts):
        if offset != len(whole):
            return b""
        whole += parts[offset]
    return whole


def values(found: list[Element], name: str) -> list[str]:
    """The property's text, or the items of its list."""
    for description in found:
        attribute = description.get(tag(name))
        if attribute is not None:
            return [attribute]
        element = description.find(tag(name))
        if element is not None:
            items = list(element.iter(tag("rdf:li")))
            return ["".join(item.itertext()) for item in items or [element]]
    return []


def alternatives(found: list[Element], name: str) -> dict[str, str]:
    """The property's texts by language, in small letters; `UNKNOWN` for x-default and for a plain text."""
    for description in found:
        element = description.find(tag(name))
        items = list(element.iter(tag("rdf:li"))) if element is not None else []
        if items:
            texts = {}
            for item in items:
                language = item.get(tag("xml:lang"), DEFAULT).lower()
                texts[UNKNOWN if language == DEFAULT else language] = "".join(item.itertext())
            return texts
    texts = values(found, name)
    return {UNKNOWN: texts[0]} if texts else {}
