"""SQL made once: of what every list asks, Django takes longer to make it than a database to answer."""

import datetime
from collections.abc import Callable
from functools import lru_cache, wraps

from django.db import connection
from django.db.models import QuerySet

ANY_MOMENT = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
MOST_KEPT = 500  # of one question

Query = tuple[str, list]


def prepared(question: Callable[..., QuerySet]) -> Callable[..., Query]:
    """The SQL of that question, which takes a moment (aware) and then few different hashable values.

    It is made for any moment and kept; each time it is asked, its own moment stands among the parameters.
    """

    @lru_cache(MOST_KEPT)
    def made(_vendor: str, *values) -> tuple[str, tuple]:
        return question(ANY_MOMENT, *values).query.sql_with_params()

    @wraps(question)
    def asked(at: datetime.datetime, *values) -> Query:
        sql, parameters = made(connection.vendor, *values)
        any_moment, moment = map(connection.ops.adapt_datetimefield_value, (ANY_MOMENT, at))
        return sql, [moment if value == any_moment else value for value in parameters]

    return asked
