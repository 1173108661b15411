"""What differs between two editions: words by words, facts by lines. Knows nothing of the database.

The standard library's difflib does it: it compares sequences of anything, so we give it words, and what it
finds is ours to show. Libraries that compare HTML write markup, which would have to be trusted.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

SAME, GONE, NEW = "same", "gone", "new"
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
COSTLIEST = 2_000_000  # pairs of words: more are compared by paragraph, so that no page takes seconds
BLOCKS = {"p", "h2", "h3", "li", "blockquote", "br", "ul", "ol"}


@dataclass(frozen=True)
class Piece:
    """Some words in a row that stayed, went or came: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


Line = list[Piece]


@dataclass(frozen=True)
class Link:
    words: str
    address: str


class _Paragraphs(HTMLParser):
    """Texts as lists of words and links."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.texts: list[list[str | Link]] = [[]]
        self.open: tuple[str, int] | None = None  # the address of a link, and where its words begin
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS:
            self.texts.append([])
            self.open = None
        elif tag == "a":
            self.open = dict(attributes).get("href") or "", len(self.texts[-1])

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.texts.append([])
            self.open = None
        elif tag == "a" and self.open:
            (address, begins), text = self.open, self.texts[-1]
            text[begins:] = [Link("".join(text[begins:]), address)]
            self.open = None

    def handle_data(self, text):
        self.texts[-1].append(text)

    @property
    def links(self) -> set[Link]:
        return {part for text in self.texts for part in text if isinstance(part, Link)}


def paragraphs(html: str, other: str = "") -> list[str]:
    """The plain text of each paragraph, heading and point; behind a link its address in brackets, where the
    `other` text has the address not at all, or has these words with another one.
    """
    reader, links = _Paragraphs(html), _Paragraphs(other).links
    words, addresses = {link.words for link in links}, {link.address for link in links}

    def plain(part: str | Link) -> str:
        if isinstance(part, str):
            return part
        same = part in links or (part.address in addresses and part.words not in words)
        return part.words if same or not part.address else f"{part.words} ({part.address})"

    texts = (" ".join("".join(map(plain, text)).split()) for text in reader.texts)
    return [text for text in texts if text]


def compare(old: list[str], new: list[str]) -> list[Line]:
    """The lines of both in order; of a line that was changed, what went and came within it."""
    lines: list[Line] = []
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, False).get_opcodes():
        before, after = old[from_old:to_old], new[from_new:to_new]
        if tag == "equal":
            lines += [[Piece(SAME, text)] for text in after]
        elif len(before) == len(after):
            lines += [_words(*pair) for pair in zip(before, after, strict=True)]
        else:
            lines += [[Piece(GONE, text)] for text in before] + [[Piece(NEW, text)] for text in after]
    return lines


def changed(lines: list[Line]) -> bool:
    return any(piece.kind != SAME for line in lines for piece in line)


def _words(old: str, new: str) -> Line:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) * len(after) > COSTLIEST:
        return [Piece(GONE, old), Piece(NEW, new)]
    matcher = SequenceMatcher(lambda word: word.isspace(), before, after, False)
    if matcher.ratio() < 0.3:  # islands of "the" and "of" would help nobody
        return [Piece(GONE, old), Piece(NEW, new)]
    pieces: Line = []
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(after[from_new:to_new])))
            continue
        gone, came = "".join(before[from_old:to_old]), "".join(after[from_new:to_new])
        pieces += [Piece(GONE, gone)] if gone else []
        pieces += [Piece(NEW, came)] if came else []
    return _joined(pieces)


def _joined(pieces: Line) -> Line:
    """A lone space between two changes belongs to both: "old word" → "new words", not word by word."""
    joined: Line = []
    run: list[Piece] = []

    def close():
        for kind in (GONE, NEW):
            text = "".join(piece.text for piece in run if piece.kind in (kind, SAME))
            if text:
                joined.append(Piece(kind, text))
        run.clear()

    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        if piece.kind != SAME or (run and not last and piece.text.isspace()):
            run.append(piece)
        else:
            close()
            joined.append(piece)
    close()
    return joined
