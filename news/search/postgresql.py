"""Words looked up by PostgreSQL's text search, in vectors that the database makes of the entry's texts.

The vectors are of stems that Python cut; no dictionary or parser of PostgreSQL has a say.
"""

PLACE = "entry.id"
GATE_PLACE = "entry.place"
# Each OFFSET 0 keeps the planner from asking the gate of all that matches, before it is sorted and cut.
NEWEST = """
    SELECT %s AS tier, entry.place FROM (
        SELECT entry.id AS place FROM news_searchentry AS entry
        WHERE {condition} ORDER BY entry.id DESC OFFSET 0
    ) AS entry WHERE EXISTS ({gate} OFFSET 0)
"""
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


def condition(
    scope: str, units: list[list[tuple]], without: tuple | None, marks: list[str]
) -> tuple[str, list]:
    """SQL that holds for an entry, and its parameters.

    Every unit stands within the scope, in one of its alternatives; not those that `without` (scope, units)
    holds for; with every mark.
    """
    sql = f"entry.{SCOPES[scope]} @@ %s::tsquery AND entry.in_words @@ %s::tsquery"
    parameters = [query(units), query([[(mark,)] for mark in marks])]
    if without:
        sql += f" AND NOT entry.{SCOPES[without[0]]} @@ %s::tsquery"
        parameters.append(query(without[1]))
    return sql, parameters


def query(units) -> str:
    return " & ".join(
        "(" + " | ".join(" <-> ".join(map(_quoted, phrase)) for phrase in unit) + ")" for unit in units
    )


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
