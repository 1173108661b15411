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


def months_with_items(language: str, at: datetime.datetime) -> set[int]:
    """The months, such as 201412, in which an item in that language is public then; in one query."""
    carried = EditionFacet.objects.live(at).filter(facet=Facet.MONTH, language=language)
    carried = carried.filter(thing=RawSQL("met.thing", [])).order_by()
    gate, parameters = carried.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"{MONTHS} SELECT thing FROM met WHERE EXISTS ({gate})", [Facet.MONTH, Facet.MONTH, *parameters]
        )
        return {month for (month,) in cursor.fetchall()}


def around(period: int, periods: set[int]) -> tuple[int | None, int | None]:
    """The nearest of the periods before it and after it."""
    earlier = max((other for other in periods if other < period), default=None)
    return earlier, min((other for other in periods if other > period), default=None)
