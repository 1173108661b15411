"""Rich text: what may stand in it."""

from urllib.parse import urljoin, urlsplit

import nh3

TAGS = {"p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}


def sanitise(html: str, base: str = "") -> str:
    """Only what may stand in rich text. With `base`, an absolute address, its links are absolute too."""

    def absolute(tag: str, attribute: str, value: str) -> str:
        return urljoin(base, value) if attribute == "href" and not urlsplit(value).scheme else value

    return nh3.clean(html, tags=TAGS, url_schemes=SCHEMES, attribute_filter=absolute if base else None)


def plain(html: str) -> str:
    return nh3.clean(html, tags=set())


def tidy_line(text: str) -> str:
    return " ".join(text.split())
