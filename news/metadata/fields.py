"""The fields of a photograph's file, in the library's words; where each stands in IPTC-IIM and in XMP.

Names and meanings are those of the IPTC Photo Metadata Standard 2023; what holds where both speak is said by
the Metadata Working Group, "Guidelines for Handling Image Metadata" 2.0.
"""

import datetime
from dataclasses import dataclass, field

UNKNOWN = ""  # the language of a text that stands in IIM, or under x-default alone


@dataclass(frozen=True)
class Metadata:
    """Captions and descriptions by language (BCP 47, small letters, `UNKNOWN`); everything else once."""

    captions: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    headline: str = ""
    photographer: str = ""
    credit: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    location: str = ""
    city: str = ""
    province: str = ""
    country: str = ""
    keywords: tuple[str, ...] = ()
    persons_shown: tuple[str, ...] = ()
    taken_at: datetime.datetime | None = None


# Record and dataset of IIM 4.2, each with its longest value in bytes.
IIM = {
    "caption": ((2, 120), 2000),
    "headline": ((2, 105), 256),
    "photographer": ((2, 80), 32),
    "credit": ((2, 110), 32),
    "copyright_notice": ((2, 116), 128),
    "location": ((2, 92), 32),
    "city": ((2, 90), 32),
    "province": ((2, 95), 32),
    "country": ((2, 101), 64),
    "keywords": ((2, 25), 64),
}

NAMESPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}

XMP = {
    "caption": "dc:description",
    "description": "Iptc4xmpCore:AltTextAccessibility",
    "headline": "photoshop:Headline",
    "photographer": "dc:creator",
    "credit": "photoshop:Credit",
    "copyright_notice": "dc:rights",
    "usage_terms": "xmpRights:UsageTerms",
    "location": "Iptc4xmpCore:Location",
    "city": "photoshop:City",
    "province": "photoshop:State",
    "country": "photoshop:Country",
    "keywords": "dc:subject",
    "persons_shown": "Iptc4xmpExt:PersonInImage",
    "taken_at": "photoshop:DateCreated",
}
