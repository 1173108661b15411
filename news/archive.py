"""Which years and months have something public: the archive's shape, without counting."""

import datetime

from django.db import connection
from django.db.models.expressions import RawSQL

from .models import EditionFacet, Facet

# Each step leads to the next smaller month of the index, so it costs as many steps as there are months.
MONTHS = """
    WITH RECURSIVE met (thing) AS (
        SELECT max(thing) FROM news_editionfacet WHERE facet = %s
        UNION ALL
        SELECT (SELECT max(thing) FROM news_editionfacet WHERE facet = %s AND thing < met.thing)
        FROM met WHERE met.thing IS NOT NULL
    )
"""


def months_with_items(languages: list[str], at: datetime.datetime) -> dict[str, set[int]]:
    """The months, such as 201412, in which an item is public then, by language; in one query."""
    carried = EditionFacet.objects.live(at).filter(facet=Facet.MONTH, language=RawSQL("spoken.code", []))
    carried = carried.filter(thing=RawSQL("met.thing", [])).order_by()
    gate, parameters = carried.values("pk").query.sql_with_params()
    spoken = ", ".join(["(%s)"] * len(languages))
    question = f"{MONTHS}, spoken (code) AS (VALUES {spoken})"
    question += f" SELECT code, thing FROM spoken, met WHERE EXISTS ({gate})"
    found: dict[str, set[int]] = {language: set() for language in languages}
    with connection.cursor() as cursor:
        cursor.execute(question, [Facet.MONTH, Facet.MONTH, *languages, *parameters])
        for language, month in cursor.fetchall():
            found[language].add(month)
    return found


def around(period: int, periods: set[int]) -> tuple[int | None, int | None]:
    """The nearest of the periods before it and after it."""
    earlier = max((other for other in periods if other < period), default=None)
    return earlier, min((other for other in periods if other > period), default=None)
