"""Words looked up by PostgreSQL's text search, in vectors that the database makes of the entry's texts.

The vectors are of stems that Python cut; no dictionary or parser of PostgreSQL has a say.
"""

from ..prepared import Query
from .asking import Condition

PLACE = "entry.id"
GATE_PLACE = "entry.place"  # as the gate is told it
# Each OFFSET 0 keeps the planner from asking the gate of all that matches, before it is sorted and cut. For
# the same reason what the index cannot answer by itself, a row of words or a NOT, is looked at only then.
NEWEST = """
    SELECT %s AS tier, entry.place FROM (
        SELECT entry.id AS place FROM news_searchentry AS entry
        WHERE {condition} ORDER BY entry.id DESC OFFSET 0
    ) AS entry WHERE {look}EXISTS ({gate} OFFSET 0)
"""
LOOK = "EXISTS (SELECT 1 FROM news_searchentry WHERE id = entry.place AND {condition} OFFSET 0) AND "
# MATERIALIZED keeps the planner from walking all entries for the sake of a LIMIT.
SPELT = """
    WITH tried (number, sign, spelling, question) AS (VALUES {rows}),
    counted AS MATERIALIZED (
        SELECT number, sign, question, (
            WITH met AS MATERIALIZED (
                SELECT id AS place FROM news_searchentry WHERE in_words @@ tried.spelling::tsquery
            )
            SELECT COUNT(*) FROM (SELECT 1 FROM met AS entry WHERE EXISTS ({gate}) LIMIT {most}) AS items
        ) AS items FROM tried
    )
    SELECT number, sign, items FROM counted WHERE items > 0 AND EXISTS (
        WITH met AS MATERIALIZED (
            SELECT id AS place FROM news_searchentry WHERE in_words @@ counted.question::tsquery
        )
        SELECT 1 FROM met AS entry WHERE EXISTS ({gate})
    ) AND NOT EXISTS (
        WITH met AS MATERIALIZED (SELECT id AS place FROM news_searchentry WHERE in_words @@ %s::tsquery)
        SELECT 1 FROM met AS entry WHERE EXISTS ({gate})
    )
"""
SCOPES = {"title": "in_title", "lead": "in_lead", "words": "in_words"}


def newest(condition: Condition, places: list[tuple[str, int]], gate: Query) -> Query:
    """SQL for tier (its first parameter) and place of the entries, the newest first.

    `places` are bounds of the place, each with its sign; `gate` is SQL that asks for its edition.
    """
    column = SCOPES[condition.scope]
    looked_up, values = [f"entry.{column} @@ %s::tsquery"], [query(condition.units, in_a_row=False)]
    if condition.marks:
        looked_up.append("entry.in_words @@ %s::tsquery")
        values.append(query([[(mark,)] for mark in condition.marks]))
    for sign, place in places:
        looked_up.append(f"{PLACE} {sign} %s")
        values.append(place)
    looked_at, of_look = [], []
    if any(len(way) > 1 for unit in condition.units for way in unit):
        looked_at.append(f"{column} @@ %s::tsquery")
        of_look.append(query(condition.units))
    if condition.without:
        scope, units = condition.without
        looked_at.append(f"NOT {SCOPES[scope]} @@ %s::tsquery")
        of_look.append(query(units))
    sql_of_gate, of_gate = gate
    look = LOOK.format(condition=" AND ".join(looked_at)) if looked_at else ""
    sql = NEWEST.format(condition=" AND ".join(looked_up), look=look, gate=sql_of_gate)
    return sql, [*values, *of_look, *of_gate]


def query(units: list[list[tuple[str, ...]]], *, in_a_row: bool = True) -> str:
    """A tsquery: each unit in one of its ways, whose words stand in a row, or anywhere."""
    between = " <-> " if in_a_row else " & "
    ways = [[f"({between.join(map(_quoted, way))})" for way in unit] for unit in units]
    return " & ".join(f"({' | '.join(unit)})" for unit in ways)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
