"""Rich text: what may stand in it."""

import html
import re

import nh3

TAGS = {"p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCK_ENDS = re.compile("</(?:p|h2|h3|li|blockquote)>|<br>")


def sanitise(text: str) -> str:
    return nh3.clean(text, tags=TAGS, url_schemes=SCHEMES)


def plain(text: str) -> str:
    return nh3.clean(text, tags=set())


def tidy_line(text: str) -> str:
    return " ".join(text.split())


def lines(body: str) -> list[str]:
    """The plain text of a sanitised body, a line for each paragraph, heading or point."""
    spaced = BLOCK_ENDS.sub("\n", body)
    return [line for line in map(tidy_line, html.unescape(plain(spaced)).split("\n")) if line]
