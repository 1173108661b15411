"""Words looked up by SQLite's FTS5: https://www.sqlite.org/fts5.html"""

PLACE = "entry.rowid"
GATE_PLACE = PLACE
NEWEST = """
    SELECT %s AS tier, entry.rowid AS place FROM news_searchentry_index AS entry
    WHERE {condition} AND EXISTS ({gate}) ORDER BY entry.rowid DESC
"""
SCOPES = {"title": "{title}", "lead": "{title lead}", "words": "{title lead words}"}


def condition(
    scope: str, units: list[list[tuple]], without: tuple | None, marks: list[str]
) -> tuple[str, list]:
    """SQL that holds for an entry, and its parameters.

    Every unit stands within the scope, in one of its alternatives; not those that `without` (scope, units)
    holds for; with every mark.
    """
    found = _within(scope, units)
    if without:
        found = f"({found}) NOT ({_within(*without)})"
    return "entry.news_searchentry_index MATCH %s", [
        " AND ".join([f"({found})", f"{{words}} : ({_all([[(mark,)] for mark in marks])})"])
    ]


def _within(scope: str, units) -> str:
    return f"{SCOPES[scope]} : ({_all(units)})"


def _all(units) -> str:
    return " AND ".join("(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in unit) + ")" for unit in units)
