"""Addresses from titles, so that nobody has to type one."""

from django.utils.text import slugify

LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўқңүұһәө",
        (
            "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya "
            "i yi ye g u q n u u h a o"
        ).split(),
        strict=True,
    )
)
LATIN |= {letter: "" for letter, latin in LATIN.items() if latin == "-"}
TABLE = str.maketrans(LATIN | {letter.upper(): latin for letter, latin in LATIN.items()})


def slug_from(title: str, length: int = 90) -> str:
    """Latin words from a title in any alphabet we know, cut at a word; "" when nothing is left."""
    slug = slugify(title.translate(TABLE))
    if len(slug) <= length:
        return slug
    return slug[: length + 1].rsplit("-", 1)[0][:length]
