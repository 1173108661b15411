"""What the public knows by name: bodies, states, officials and topics, in one query."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import CharField, DateField, F, Value
from django.urls import reverse

from .models import Topic, TopicName, best_name
from .prepared import prepared
from .reading import PAGES

day = DateField().to_python  # SQLite answers with text


class Form(NamedTuple):
    """One form of a name. `language` is "" for a working name of no language."""

    kind: str
    thing: int
    slug: str
    language: str
    name: str
    short_name: str
    other_spellings: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None


@dataclass(frozen=True)
class Thing:
    """`kind` is body, state, official or topic; `slug` is the last part of its page's address."""

    kind: str
    pk: int
    slug: str
    forms: tuple[Form, ...]

    def named(self, language: str, on: datetime.date) -> str:
        return best_name(self.forms, language, on).name

    def href(self, language: str) -> str:
        return reverse(self.kind, args=[language, self.slug])


def by_surname(name: str) -> tuple[str, str]:
    """Where a person stands in a list: by the last word of the name, then by the whole."""
    return name.rpartition(" ")[2].casefold(), name.casefold()


def things(at: datetime.datetime) -> list[Thing]:
    """Everything with a page that the public may know at that moment (aware), with the names it may know."""
    found: dict[tuple[str, int], list[Form]] = {}
    with connection.cursor() as cursor:
        cursor.execute(*_all_forms(at))
        for *named, starts_on, ends_on in cursor.fetchall():
            row = Form(*named, day(starts_on), day(ends_on))
            found.setdefault((row.kind, row.thing), []).append(row)
    return [Thing(kind, pk, forms[0].slug, tuple(forms)) for (kind, pk), forms in found.items()]


@prepared
def _all_forms(at: datetime.datetime):
    """Rows of `Form`."""
    parts = [_dated(kind, model, at) for kind, model in PAGES.items() if model is not Topic]
    topics = Topic.objects.live(at)
    parts += [
        _forms("topic", topics, "pk", "slug", Value(""), "name"),
        _forms(
            "topic",
            TopicName.objects.filter(topic__in=topics.values("pk")),
            "topic",
            "topic__slug",
            F("language"),
            "name",
        ),
    ]
    return parts[0].union(*parts[1:], all=True).order_by()


def _dated(kind: str, model, at):
    relation = model._meta.get_field("names")
    owner = relation.field.name
    names = relation.related_model.objects.live(at)
    names = names.filter(**{f"{owner}__in": model.objects.live(at).values("pk")})
    dated = {
        "short": F("short_name"),
        "others": F("other_spellings"),
        "begins": F("starts_on"),
        "ends": F("ends_on"),
    }
    return _forms(kind, names, owner, f"{owner}__slug", F("language"), "name", **dated)


def _forms(kind: str, rows, owner: str, slug: str, language, name: str, **dated):
    nothing, no_day = Value("", CharField()), Value(None, DateField())
    columns = {
        "of_kind": Value(kind, CharField()),
        "of_thing": F(owner),
        "at_slug": F(slug),
        "in_language": language,
        "called": F(name),
        "short": nothing,
        "others": nothing,
        "begins": no_day,
        "ends": no_day,
    }
    return rows.order_by().annotate(**(columns | dated)).values_list(*columns)
