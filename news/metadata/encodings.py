"""What the bytes of IIM and EXIF say: by their mark, as UTF-8, or in the old encoding that reads best."""

import codecs
import unicodedata
from collections.abc import Iterable

# Escape sequences of ISO 2022 in dataset 1:90, as IIM 4.2 has them.
MARKS = {b"\x1b%G": "utf-8", b"\x1b%/I": "utf-8", b"\x1b.A": "latin-1", b"\x1b/A": "latin-1"}
OLD = ("cp1252", "mac_roman", "cp1251")


def encoding_of(texts: Iterable[bytes], mark: bytes = b"") -> str:
    """The one encoding of a file's texts; `mark` is its dataset 1:90.

    Without a mark, and where it is wrong, what can be UTF-8 is UTF-8. Anything else was written on Windows in
    the West or in Russia, or on a Mac of old: the reading with the fewest oddities is taken.
    """
    texts = list(texts)
    marked = MARKS.get(mark.strip(b"\0 "))
    if marked == "latin-1":
        return marked
    if all(_is_utf8(raw, may_be_cut=marked == "utf-8") for raw in texts):
        return "utf-8"
    whole = b"\n".join(texts)
    return min(OLD, key=lambda encoding: oddities(whole.decode(encoding, "replace")))


def _is_utf8(raw: bytes, *, may_be_cut: bool) -> bool:
    """IIM limits its fields in bytes: the last letter may be cut in the middle."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw, final=not may_be_cut)
    except UnicodeDecodeError:
        return False
    return True


def oddities(text: str) -> int:
    """How much of it no language writes: the mark of a wrong encoding."""
    count = 0
    for before, sign, after in zip("\n" + text, text, text[1:] + "\n", strict=False):
        if sign.isascii():
            continue
        category = unicodedata.category(sign)
        if category in ("Cc", "Co", "Cn") or sign == "\ufffd":
            count += 3
        elif not sign.isalpha():
            in_a_word = after.isalpha() and (before.isalpha() or category not in ("Ps", "Pi", "Pd", "Zs"))
            count += in_a_word and sign not in "’‘-·«„“"
        else:
            count += sign.isupper() and before.isalpha() and (before.islower() or after.islower())
            count += any(_mixes(sign, beside) for beside in (before, after))
            count += is_latin(sign) and all(
                beside.isalpha() and not beside.isascii() for beside in (before, after)
            )
    return count


def _mixes(sign: str, beside: str) -> bool:
    return beside.isalpha() and is_latin(sign) != is_latin(beside)


def is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FEMININE", "MASCULINE", "MICRO"))
