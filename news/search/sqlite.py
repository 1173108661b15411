"""Words looked up by SQLite's FTS5: https://www.sqlite.org/fts5.html"""

PLACE = "entry.rowid"
GATE_PLACE = PLACE
NEWEST = """
    SELECT %s AS tier, entry.rowid AS place FROM news_searchentry_index AS entry
    WHERE {condition} AND EXISTS ({gate}) ORDER BY entry.rowid DESC
"""
SPELT = """
    WITH tried (number, sign, spelling, question) AS (VALUES {rows}),
    counted AS MATERIALIZED (
        SELECT number, sign, question, (SELECT COUNT(*) FROM (
            SELECT 1 FROM news_searchentry_index AS entry
            WHERE entry.news_searchentry_index MATCH tried.spelling AND EXISTS ({gate}) LIMIT {most}
        )) AS items FROM tried
    )
    SELECT number, sign, items FROM counted WHERE items > 0 AND EXISTS (
        SELECT 1 FROM news_searchentry_index AS entry
        WHERE entry.news_searchentry_index MATCH counted.question AND EXISTS ({gate})
    ) AND NOT EXISTS (
        SELECT 1 FROM news_searchentry_index AS entry
        WHERE entry.news_searchentry_index MATCH %s AND EXISTS ({gate})
    )
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
        " AND ".join([f"({found})", f"{{words}} : ({query([[(mark,)] for mark in marks])})"])
    ]


def _within(scope: str, units) -> str:
    return f"{SCOPES[scope]} : ({query(units)})"


def query(units) -> str:
    return " AND ".join("(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in unit) + ")" for unit in units)
