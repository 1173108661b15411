"""Words made comparable: their stem, for names what they sound like, for mistakes their plainest spelling."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
STRESS = re.compile("[\u0300\u0301\u00ad]")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")
WITH_HYPHENS = re.compile(rf"{WORD.pattern}(?:{HYPHEN.pattern}{WORD.pattern})*")
CYRILLIC = re.compile("[а-я]")
LONGEST = 60

# One prefix each, of letters that are part of no word, for what is not a stem in the index.
SOUND, MARK, GAP = "≈", "№", "¦"
LATER = "‡"  # before any of these: to be met from a moment on
# One for each way to write a word as it is spelt, small letters before others in the order of signs.
SMALL, CAPITALS, CAPITAL = "≡", "≢", "≣"
WRITTEN = {SMALL: str.lower, CAPITALS: str.upper, CAPITAL: str.title}

# British and American spellings of an ending, brought to one. Other words that change with them still meet.
ONE_ENGLISH = [
    (re.compile(pattern), one)
    for pattern, one in [
        ("(?<=[iy])z(?=(?:e|es|ed|er|ers|ing|able|ations?|ational)$)", "s"),
        ("(?<=[a-z]{3})our(?=(?:s|ed|ing|abl[ey]|ful|ites?|al|ers?|hoods?|less|ly)?$)", "or"),
        ("(?<=[a-z]{2}[bt])re(?=[sd]?$)", "er"),
        ("(?<=^def)ens(?=es?$)|(?<=^off)ens(?=es?$)|(?<=^pret)ens(?=es?$)|(?<=^lic)ens(?=e[sd]?$)", "enc"),
        ("(?<=^program)me(?=s?$)", ""),
        ("(?<=log)ue(?=s?$)", ""),
        ("(?<=dg)e(?=ments?$)", ""),
    ]
]

LATIN = str.maketrans(
    dict(
        zip("абвгдезийклмнопрстуфыэіәңөүұқғҳһҷӣӯўwqy", "abvgdeziiklmnoprstufieianouukghhjiuuvki", strict=True)
    )
    | {"ж": "j", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia"}
    | {"ъ": "", "ь": "", "x": "ks"}
    | {"'": "", "’": "", "ʼ": ""}
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

TWICE = re.compile(r"(.)\1+")
CONFUSED = str.maketrans("оеэйoe", "аиииai")

_stemmers = threading.local()


def split(text: str) -> list[str]:
    """The words in small letters; ё is е, and a stress mark or a soft hyphen is nothing."""
    return WORD.findall(STRESS.sub("", unicodedata.normalize("NFC", text)).casefold().replace("ё", "е"))


@lru_cache(100_000)
def stem(word: str) -> str:
    """The word without its ending, for one of `split`: Russian where it has Russian letters, else English."""
    if not hasattr(_stemmers, "english"):
        _stemmers.english, _stemmers.russian = Stemmer.Stemmer("english"), Stemmer.Stemmer("russian")
    word = word.replace("’", "'").replace("ʼ", "'")
    russian = CYRILLIC.search(word)
    stemmed = _stemmers.russian.stemWord(word) if russian else _stemmers.english.stemWord(_one_english(word))
    return stemmed.replace("'", "")[:LONGEST] or word[:LONGEST]


def _one_english(word: str) -> str:
    for pattern, one in ONE_ENGLISH:
        word = pattern.sub(one, word)
    return word


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


def joined(text: str) -> str:
    """The text with each hyphenated word as one: peace-keeping is peacekeeping. Numbers stay apart."""
    return HYPHEN.sub("", text)


@lru_cache(100_000)
def said(word: str) -> str:
    """As `split` gives the word, which may have hyphens, as one; "" for what is none."""
    return next(iter(split(joined(word))), "")


def both_ways(texts: list[str]) -> list[str]:
    """The texts, then those with hyphens once more without them."""
    return texts + [joined(text) for text in texts if HYPHEN.search(text)]


def spelt(text: str) -> list[tuple[str, str]]:
    """The words of `split`, each with the sign of how it is written in the text."""
    found = WORD.findall(STRESS.sub("", unicodedata.normalize("NFC", text)))
    return [(word, _sign(one)) for one in found for word in split(one)]


def _sign(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return CAPITALS
    return CAPITAL if word[0].isupper() else SMALL


def plainest(word: str) -> str:
    """One spelling for those that are most often taken for each other: о as а, е as и, doubled as single."""
    return TWICE.sub(r"\1", word.translate(CONFUSED))


def later(word: str) -> str:
    """That word of the index, to be met from a moment on; a gap stays one."""
    return word if word == GAP else LATER + word


def capitalised(text: str) -> list[str]:
    """The words that begin with a capital, as `split` gives them: names, and how sentences begin."""
    return split(" ".join(word for word in WORD.findall(STRESS.sub("", text)) if word[0].isupper()))
