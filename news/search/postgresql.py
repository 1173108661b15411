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
SCOPES = {"title": "in_title", "lead": "in_lead", "words": "in_words"}


def condition(
    scope: str, units: list[list[tuple]], without: tuple | None, marks: list[str]
) -> tuple[str, list]:
    """SQL that holds for an entry, and its parameters.

    Every unit stands within the scope, in one of its alternatives; not those that `without` (scope, units)
    holds for; with every mark.
    """
    sql = f"entry.{SCOPES[scope]} @@ %s::tsquery AND entry.in_words @@ %s::tsquery"
    parameters = [_all(units), _all([[(mark,)] for mark in marks])]
    if without:
        sql += f" AND NOT entry.{SCOPES[without[0]]} @@ %s::tsquery"
        parameters.append(_all(without[1]))
    return sql, parameters


def _all(units) -> str:
    return " & ".join(
        "(" + " | ".join(" <-> ".join(f"'{word}'" for word in phrase) for phrase in unit) + ")"
        for unit in units
    )
