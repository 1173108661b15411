"""Words looked up by SQLite's FTS5: https://www.sqlite.org/fts5.html"""

from ..prepared import Query
from .asking import Condition

PLACE = GATE_PLACE = "entry.rowid"
NEWEST = """
    SELECT %s AS tier, entry.rowid AS place FROM news_searchentry_index AS entry
    WHERE entry.news_searchentry_index MATCH %s{bounds} AND EXISTS ({gate}) ORDER BY entry.rowid DESC
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


def newest(condition: Condition, places: list[tuple[str, int]], gate: Query) -> Query:
    """SQL for tier (its first parameter) and place of the entries, the newest first.

    `places` are bounds of the place, each with its sign; `gate` is SQL that asks for its edition.
    """
    found = _within(condition.scope, condition.units)
    if condition.without:
        found = f"({found}) NOT ({_within(*condition.without)})"
    if condition.marks:
        found = f"({found}) AND {{words}} : ({query([[(mark,)] for mark in condition.marks])})"
    sql_of_gate, of_gate = gate
    bounds = "".join(f" AND {PLACE} {sign} %s" for sign, _place in places)
    sql = NEWEST.format(bounds=bounds, gate=sql_of_gate)
    return sql, [found, *(place for _sign, place in places), *of_gate]


def _within(scope: str, units) -> str:
    return f"{SCOPES[scope]} : ({query(units)})"


def query(units) -> str:
    return " AND ".join("(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in unit) + ")" for unit in units)
