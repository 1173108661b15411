"""Rich text: what may stand in it."""

import html
import re
import unicodedata
from urllib.parse import urljoin, urlsplit

import nh3

TAGS = {"p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}
PLACE = re.compile(r"<p>\s*\[\[photo ([A-Za-z0-9_-]{6})\]\]\s*</p>")  # see `placing`
NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
BLOCK_ENDS = re.compile("</(?:p|h2|h3|li|blockquote)>|<br>")


def sanitise(text: str, base: str = "") -> str:
    """Only what may stand in rich text. With `base`, an absolute address, its links are absolute too."""

    def absolute(tag: str, attribute: str, value: str) -> str:
        return urljoin(base, value) if attribute == "href" and not urlsplit(value).scheme else value

    return nh3.clean(text, tags=TAGS, url_schemes=SCHEMES, attribute_filter=absolute if base else None)


def plain(text: str) -> str:
    return nh3.clean(text, tags=set())


def storable(text: str) -> str:
    """Without NUL and halves of surrogate pairs, which databases do not keep."""
    return NO_CHARACTER.sub("", text)


def tidy_line(text: str) -> str:
    return " ".join(text.split())


def tidy_lines(text: str) -> str:
    """Plain text of several lines: line ends as one sign, no control signs, nothing empty around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def cell(text: str) -> str:
    """The text for a cell of a table that a spreadsheet may open: what would be a formula there is not."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def lines(body: str) -> list[str]:
    """The plain text of a sanitised body, a line for each paragraph, heading or point."""
    spaced = BLOCK_ENDS.sub("\n", PLACE.sub("", body))
    return [line for line in map(tidy_line, html.unescape(plain(spaced)).split("\n")) if line]
