"""Words made comparable: their stem, and for names what they sound like in Latin letters."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
STRESS = re.compile("[\u0300\u0301\u00ad]")
CYRILLIC = re.compile("[а-я]")
LONGEST = 60

# One prefix each, of letters that are part of no word, for what is not a stem in the index.
SOUND, MARK, GAP = "≈", "№", "¦"
LATER = "‡"  # before any of these: to be met from a moment on

LATIN = str.maketrans(
    dict(
        zip("абвгдезийклмнопрстуфыэіәңөүұқғҳһҷӣӯўwqy", "abvgdeziiklmnoprstufieianouukghhjiuuvki", strict=True)
    )
    | {"ж": "j", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia"}
    | {"ъ": "", "ь": "", "x": "ks"}
)
ALIKE = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        ("shch|sch", "sh"),
        ("dzh|dj|zh", "j"),
        ("kh", "h"),
        ("ph", "f"),
        ("ck|c(?!h)", "k"),
        (r"(.)\1+", r"\1"),
        ("ie", "e"),
        ("[aeiou]+$", ""),
    ]
]
CASES = re.compile(
    "(?:ого|ому|[ыи]ми|[ая]ми|[ая]х|[ая]м|[ое]м|[ое]й|[ое]ю|[ую]ю|[ыи]м|[ыи]х|[аеиоуыэюяь]|['’ʼ]s?)$"
)
SHORTEST_SOUND = 3

_stemmers = threading.local()


def split(text: str) -> list[str]:
    """The words in small letters; ё is е, and a stress mark or a soft hyphen is nothing."""
    return WORD.findall(STRESS.sub("", unicodedata.normalize("NFC", text)).casefold().replace("ё", "е"))


@lru_cache(100_000)
def stem(word: str) -> str:
    """The word without its ending, for one of `split`: Russian where it has Russian letters, else English."""
    if not hasattr(_stemmers, "english"):
        _stemmers.english, _stemmers.russian = Stemmer.Stemmer("english"), Stemmer.Stemmer("russian")
    stemmer = _stemmers.russian if CYRILLIC.search(word) else _stemmers.english
    stemmed = stemmer.stemWord(word.replace("’", "'").replace("ʼ", "'"))
    return stemmed.replace("'", "")[:LONGEST] or word[:LONGEST]


@lru_cache(100_000)
def sound(word: str) -> str:
    """What the word sounds like, roughly, in any of our scripts; "" for what is too short to tell.

    Rakhmon, Rahmon and Рахмона are "rahmon"; Japarov, Zhaparov and Жапарову are "japarov".
    """
    letters = CASES.sub("", word).translate(LATIN)
    for pattern, alike in ALIKE:
        letters = pattern.sub(alike, letters)
    return letters if len(letters) >= SHORTEST_SOUND else ""


def stems(text: str) -> str:
    return " ".join(map(stem, split(text)))


def later(word: str) -> str:
    """That word of the index, to be met from a moment on; a gap stays one."""
    return word if word == GAP else LATER + word


def capitalised(text: str) -> list[str]:
    """The words that begin with a capital, as `split` gives them: names, and how sentences begin."""
    return split(" ".join(word for word in WORD.findall(STRESS.sub("", text)) if word[0].isupper()))
