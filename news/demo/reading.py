"""The demonstration's content: TOML files beside this module."""

import datetime
import re
import tomllib
from pathlib import Path

from news.models import Precision, last_day

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("en", "ru")

WAYS_TO_WRITE = [
    (r"(\d{4})-(\d\d)-(\d\d)", Precision.DAY),
    (r"(\d{4})-(\d\d)", Precision.MONTH),
    (r"(\d{4})-H([12])", Precision.HALF_YEAR),
    (r"(\d{4})", Precision.YEAR),
]


def read(name: str) -> dict:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def period(text: str | None) -> tuple[datetime.date | None, str]:
    """The first day of what is known, and how exactly: of "2014-12-23", "2014-12", "2015-H2", "2014"."""
    if text is None:
        return None, Precision.DAY
    for pattern, precision in WAYS_TO_WRITE:
        found = re.fullmatch(pattern, text)
        if found:
            year, *rest = map(int, found.groups())
            if precision == Precision.HALF_YEAR:
                rest = [1 if rest == [1] else 7]
            return datetime.date(year, *rest, *[1] * (2 - len(rest))), precision
    raise ValueError(f"not a date or a period: {text}")


def dates(row: dict) -> dict:
    """The fields of a `Dated` row from its `from` and `until`, each only as exact as it is written."""
    starts_on, starts_precision = period(row.get("from"))
    ends_on, ends_precision = period(row.get("until"))
    return {
        "starts_on": starts_on,
        "starts_precision": starts_precision,
        "ends_on": last_day(ends_on, ends_precision) if ends_on else None,
        "ends_precision": ends_precision,
    }
