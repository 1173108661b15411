"""Triggers that refuse what no person may do.

* Lines of the record are neither changed nor deleted (on PostgreSQL not truncated either).
* Of an approved edition, the words, the facts and what identifies it stay; once it has begun, its beginning
  too, and it cannot go back to draft. Its end may change: that is how it is superseded or withdrawn.
* An approved edition in a bundle begins when the bundle does.
* Nobody approves what they had a hand in: the words, or facts changed since the last approved edition of the
  language froze them.
* An old slug is not the present one of something of its kind, and a present slug leads to nothing else.

SQLite drops the triggers of a table that a migration rebuilds, and renames none that another table's trigger
asks: a later migration that rebuilds one of these tables begins with `lift` and ends with `lay`.
"""

from django.db import migrations

RECORD, EDITION, OLD_SLUG = "news_record", "news_edition", "news_oldslug"
THINGS = {
    "item": "news_publication",
    "official": "news_official",
    "body": "news_body",
    "state": "news_state",
    "topic": "news_topic",
}

APPEND_ONLY, FROZEN, TOGETHER = "record_is_append_only", "edition_is_frozen", "bundle_begins_together"
SECOND_PERSON, LEADS_ON = "nobody_approves_their_own", "old_slug_shadows_nothing"

STAYS = "publication_id language number kind date title lead body facts change_note approval".split()
BEGINNING = "status live_from press_from".split()


def changed(columns, differs):
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def frozen(differs, now):
    return (
        f"OLD.status = 'approved' AND ((NEW.status = 'approved' AND ({changed(STAYS, differs)})) "
        f"OR (OLD.live_from <= {now} AND ({changed(BEGINNING, differs)})))"
    )


def apart(differs):
    return (
        "NEW.status = 'approved' AND NEW.bundle_id IS NOT NULL AND NEW.live_from "
        f"{differs} (SELECT live_from FROM news_bundle WHERE id = NEW.bundle_id)"
    )


# Of the facts, those changed after the version that the last approved edition of the language froze.
OWN = f"""
    NEW.status = 'approved' AND NEW.approval = 'two_people' AND EXISTS (
        SELECT 1 FROM news_contribution AS part
        WHERE part.person_id = NEW.approved_by_id AND (
            part.edition_id = NEW.id
            OR part.publication_id = NEW.publication_id
            AND part.facts_version <= COALESCE(NEW.facts_version, 0)
            AND part.facts_version > (
                SELECT COALESCE(MAX(earlier.facts_version), 0) FROM {EDITION} AS earlier
                WHERE earlier.publication_id = NEW.publication_id AND earlier.language = NEW.language
                AND earlier.number < NEW.number AND earlier.status = 'approved'
            )
        )
    )
"""
NEWLY_APPROVED = "OLD.status <> 'approved' OR OLD.approved_by_id <> NEW.approved_by_id"


def shadows():
    """(table, condition) under which a slug must not be written."""
    yield (
        OLD_SLUG,
        " OR ".join(
            f"(NEW.kind = '{kind}' AND EXISTS (SELECT 1 FROM {table} WHERE slug = NEW.slug))"
            for kind, table in THINGS.items()
        ),
    )
    for kind, table in THINGS.items():
        yield table, f"EXISTS (SELECT 1 FROM {OLD_SLUG} WHERE kind = '{kind}' AND slug = NEW.slug)"


def sqlite_triggers():
    """(name, table, event, condition, guard)"""
    moment = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    for guard, table, event, condition in [
        (APPEND_ONLY, RECORD, "UPDATE", "1"),
        (APPEND_ONLY, RECORD, "DELETE", "1"),
        (FROZEN, EDITION, "UPDATE", frozen("IS NOT", moment)),
        (FROZEN, EDITION, "DELETE", "OLD.status = 'approved'"),
        (TOGETHER, EDITION, "INSERT", apart("IS NOT")),
        (TOGETHER, EDITION, "UPDATE", apart("IS NOT")),
        (SECOND_PERSON, EDITION, "INSERT", OWN),
        (SECOND_PERSON, EDITION, "UPDATE", f"({NEWLY_APPROVED}) AND {OWN}"),
    ]:
        yield f"{guard}_{event.lower()}", table, event, condition, guard
    for table, condition in shadows():
        yield f"{LEADS_ON}_{table}_insert", table, "INSERT", condition, LEADS_ON
        yield f"{LEADS_ON}_{table}_update", table, "UPDATE OF slug", condition, LEADS_ON


def sqlite():
    for name, table, event, condition, guard in sqlite_triggers():
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{guard}'); END"
        )


def functions():
    """(name, guard, condition): the WHEN of a trigger may ask no other table, so that is asked inside."""
    yield APPEND_ONLY, APPEND_ONLY, None
    yield FROZEN, FROZEN, None
    yield TOGETHER, TOGETHER, apart("IS DISTINCT FROM")
    yield SECOND_PERSON, SECOND_PERSON, OWN
    for table, condition in shadows():
        yield f"{LEADS_ON}_{table}", LEADS_ON, condition


def postgresql():
    for name, guard, condition in functions():
        refuse = f"RAISE EXCEPTION '{guard}' USING ERRCODE = 'integrity_constraint_violation';"
        body = f"IF {condition} THEN {refuse} END IF; RETURN NEW;" if condition else refuse
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        )
    row, is_frozen = "FOR EACH ROW", frozen("IS DISTINCT FROM", "clock_timestamp()")
    for name, table, event, each, function in [
        (f"{APPEND_ONLY}_update", RECORD, "UPDATE OR DELETE", row, APPEND_ONLY),
        (f"{APPEND_ONLY}_truncate", RECORD, "TRUNCATE", "FOR EACH STATEMENT", APPEND_ONLY),
        (f"{FROZEN}_update", EDITION, "UPDATE", f"{row} WHEN ({is_frozen})", FROZEN),
        (f"{FROZEN}_delete", EDITION, "DELETE", f"{row} WHEN (OLD.status = 'approved')", FROZEN),
        (f"{TOGETHER}_insert", EDITION, "INSERT OR UPDATE", row, TOGETHER),
        (f"{SECOND_PERSON}_insert", EDITION, "INSERT", row, SECOND_PERSON),
        (f"{SECOND_PERSON}_update", EDITION, "UPDATE", f"{row} WHEN ({NEWLY_APPROVED})", SECOND_PERSON),
        *(
            (LEADS_ON, table, "INSERT OR UPDATE OF slug", row, f"{LEADS_ON}_{table}")
            for table, _condition in shadows()
        ),
    ]:
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} {each} EXECUTE FUNCTION {function}()"


def lifting(vendor):
    """What takes the guards away, as far as they lie: the statements, in order."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, *_rest in sqlite_triggers()]
    return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name, *_rest in functions()]


def statements(vendor):
    """What lays the guards, after taking away those that lie: the statements, in order."""
    return [*lifting(vendor), *{"sqlite": sqlite, "postgresql": postgresql}[vendor]()]


def lay(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    replaces = [
        ("news", "0005_guards"),
        ("news", "0010_contributions_and_recalls"),
        ("news", "0013_addresses"),
    ]
    dependencies = [("news", "0002_one_at_a_time")]

    operations = [migrations.RunPython(lay, lift)]
