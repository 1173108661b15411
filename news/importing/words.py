"""Words as they arrive made into words as we keep them: paragraphs, links, leads, addresses."""

import html
import re

import nh3
from django.utils.text import slugify

from ..text import tidy_line

LEAD_LENGTH = 400
SENTENCE_LENGTH = 300
SLUG_LENGTH = 80

CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g u".split(),
        strict=True,
    )
)
LATIN = {letter: latin.strip("_") for letter, latin in CYRILLIC.items()}
IN_ADDRESSES = str.maketrans(LATIN | dict.fromkeys("–—", "-"))

OLD_MARKS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p"}
OLD_MARK = re.compile(rf"<(/?)({'|'.join(OLD_MARKS)})(?=[\s/>])", re.IGNORECASE)
LINK = re.compile(r'<a(?! href="(?:https?:|mailto:|tel:))[^>]*>(.*?)</a>', re.DOTALL)
PARAGRAPH = re.compile(r"<p>(.*?)</p>\s*", re.DOTALL)
SENTENCE = re.compile(r".+?[.!?…][”»\")]?(?=\s+[^a-zа-яё\d]|\s*$)", re.DOTALL)


def tidy_html(text: str) -> str:
    """Older marks renamed to those we keep; links that lead nowhere from here are plain words.

    This comes before sanitising and replaces none of it.
    """
    renamed = OLD_MARK.sub(lambda mark: f"<{mark[1]}{OLD_MARKS[mark[2].lower()]}", text)
    canonical = nh3.clean(renamed, attributes={"a": {"href"}}, link_rel=None)
    return LINK.sub(r"\1", canonical).strip()


def paragraphs(text: str) -> str:
    """Plain text as HTML: empty lines part paragraphs, single ones are line breaks."""
    parts = re.split(r"\n\s*\n", text.strip()) if text.strip() else []
    lines = [[html.escape(line.strip(), quote=False) for line in part.split("\n")] for part in parts]
    return "\n".join(f"<p>{'<br>'.join(filter(None, part))}</p>" for part in lines)


def plain(body: str) -> str:
    """The words of sanitised HTML as plain text on one line."""
    return tidy_line(html.unescape(nh3.clean(body, tags=set())))


def lead_from(body: str) -> tuple[str, str]:
    """A lead for a text without one, and what remains of the text.

    A short first paragraph of nothing but words moves out of the text when more follows. Otherwise its
    first sentence is copied and the text stays whole.
    """
    first = next((match for match in PARAGRAPH.finditer(body) if plain(match[1])), None)
    if first is None:
        return "", body
    lead = plain(first[1])
    rest = body[: first.start()] + body[first.end() :]
    if len(lead) <= LEAD_LENGTH and "<" not in first[1] and plain(rest):
        return lead, rest
    return first_sentence(lead), body


def first_sentence(text: str) -> str:
    """The first sentence, cut between words at `SENTENCE_LENGTH` characters."""
    match = SENTENCE.match(text)
    sentence = match[0] if match else text
    if len(sentence) <= SENTENCE_LENGTH:
        return sentence
    return sentence[:SENTENCE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def address(text: str) -> str:
    """Short Latin words for an address, or "" when none can be made of the text."""
    slug = slugify(text.lower().translate(IN_ADDRESSES))
    if len(slug) <= SLUG_LENGTH:
        return slug
    return slug[: SLUG_LENGTH + 1].rsplit("-", 1)[0][:SLUG_LENGTH].strip("-")
