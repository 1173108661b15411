"""XML, written from the top to the bottom: well formed whatever the words are."""

import io
import re
from contextlib import contextmanager

from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 cannot say in any spelling (section 2.2).
NOT_A_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Document:
    """An XML document in the making. Attributes that are None or "" are left out."""

    def __init__(self):
        self.buffer = io.StringIO()
        self.generator = SimplerXMLGenerator(self.buffer, "utf-8", short_empty_elements=True)
        self.generator.startDocument()

    @contextmanager
    def inside(self, name: str, attributes: dict | None = None):
        self.generator.startElement(name, _said(attributes))
        yield
        self.generator.endElement(name)

    def leaf(self, name: str, text="", attributes: dict | None = None):
        with self.inside(name, attributes):
            if text != "":
                self.generator.characters(_readable(text))

    def written(self) -> bytes:
        return self.buffer.getvalue().encode()


def _said(attributes: dict | None) -> dict[str, str]:
    return {name: _readable(value) for name, value in (attributes or {}).items() if value not in (None, "")}


def _readable(text) -> str:
    return NOT_A_CHARACTER.sub("", str(text))
