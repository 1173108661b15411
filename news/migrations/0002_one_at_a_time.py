"""Rows whose ranges must not overlap: exclusion constraints on PostgreSQL, triggers on SQLite.

Both treat a range as half-open, so that two rows may share the changeover day, and ignore empty ranges.
A later migration that rebuilds one of these tables on SQLite drops its triggers and must end with `lay`.
"""

from dataclasses import dataclass

from django.db import migrations

EXACT = "{row}starts_on IS NOT NULL AND {row}starts_precision = 'day' AND {row}ends_precision = 'day'"


@dataclass(frozen=True)
class Rule:
    name: str
    table: str
    same: tuple[str, ...]
    starts: str = "starts_on"
    ends: str = "ends_on"
    range: str = "daterange"
    where: str = EXACT


RULES = [
    Rule(
        "edition_one_live_at_a_time",
        "news_edition",
        ("publication_id", "language"),
        starts="live_from",
        ends="live_until",
        range="tstzrange",
        where="{row}status = 'approved'",
    ),
    Rule("chairmanship_one_at_a_time", "news_chairmanship", ("body_id",)),
    Rule("membership_one_at_a_time", "news_membership", ("state_id", "basis")),
    Rule("term_one_at_a_time", "news_term", ("position_id",), where=EXACT + " AND {row}excludes_others"),
] + [
    Rule(f"{thing}name_one_at_a_time", f"news_{thing}name", (f"{thing}_id", "language"))
    for thing in ["body", "state", "place", "official", "position"]
]


def lay(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for rule in RULES:
        schema_editor.execute(SQL[schema_editor.connection.vendor](rule))
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(trigger(rule, "UPDATE"))


def lift(apps, schema_editor):
    for rule in RULES:
        if schema_editor.connection.vendor == "sqlite":
            for event in ["INSERT", "UPDATE"]:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {rule.name}_{event.lower()}")
        else:
            schema_editor.execute(f"ALTER TABLE {rule.table} DROP CONSTRAINT {rule.name}")


def exclusion(rule):
    same = ", ".join(f"{column} WITH =" for column in rule.same)
    return (
        f"ALTER TABLE {rule.table} ADD CONSTRAINT {rule.name} EXCLUDE USING gist "
        f"({same}, {rule.range}({rule.starts}, {rule.ends}, '[)') WITH &&) WHERE ({rule.where.format(row='')})"
    )


def trigger(rule, event="INSERT"):
    same = " AND ".join(f"other.{column} = NEW.{column}" for column in rule.same)
    starts, ends = rule.starts, rule.ends
    return (
        f"CREATE TRIGGER {rule.name}_{event.lower()} BEFORE {event} ON {rule.table} "
        f"WHEN {rule.where.format(row='NEW.')} AND (NEW.{ends} IS NULL OR NEW.{ends} > NEW.{starts}) "
        f"BEGIN SELECT RAISE(ABORT, '{rule.name}') WHERE EXISTS (SELECT 1 FROM {rule.table} other "
        f"WHERE other.id IS NOT NEW.id AND {same} AND {rule.where.format(row='other.')} "
        f"AND (other.{ends} IS NULL OR (other.{ends} > other.{starts} AND other.{ends} > NEW.{starts})) "
        f"AND (NEW.{ends} IS NULL OR other.{starts} < NEW.{ends})); END"
    )


SQL = {"postgresql": exclusion, "sqlite": trigger}


class Migration(migrations.Migration):
    replaces = [("news", "0002_ranges")]
    # By its name of before: where not all of that had run, Django says so instead of doing half.
    dependencies = [("news", "0018_rights_in_time")]

    operations = [migrations.RunPython(lay, lift)]
