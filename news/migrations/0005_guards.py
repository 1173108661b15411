"""Triggers that refuse what no person may do: change the record, change what was approved, split a bundle.

* Lines of the record are neither changed nor deleted (on PostgreSQL not truncated either).
* Of an approved edition, the words, the facts and what identifies it stay; once it has begun, its beginning
  too, and it cannot go back to draft. Its end may change: that is how it is superseded or withdrawn.
* An approved edition in a bundle begins when the bundle does.

A later migration that rebuilds one of these tables on SQLite drops its triggers and must end with `lay`.
"""

from django.db import migrations

FROZEN = "publication_id language number kind date title lead body facts change_note approval".split()
BEGINNING = "status live_from press_from".split()

RECORD, EDITION = "news_record", "news_edition"
APPEND_ONLY, APPROVED, TOGETHER = "record_is_append_only", "edition_is_frozen", "bundle_begins_together"


def changed(columns, differs):
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def frozen(differs, now):
    return (
        f"OLD.status = 'approved' AND ((NEW.status = 'approved' AND ({changed(FROZEN, differs)})) "
        f"OR (OLD.live_from <= {now} AND ({changed(BEGINNING, differs)})))"
    )


def apart(differs):
    return (
        "NEW.status = 'approved' AND NEW.bundle_id IS NOT NULL AND NEW.live_from "
        f"{differs} (SELECT live_from FROM news_bundle WHERE id = NEW.bundle_id)"
    )


def sqlite():
    moment = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    for guard, table, event, rule in [
        (APPEND_ONLY, RECORD, "UPDATE", "1"),
        (APPEND_ONLY, RECORD, "DELETE", "1"),
        (APPROVED, EDITION, "UPDATE", frozen("IS NOT", moment)),
        (APPROVED, EDITION, "DELETE", "OLD.status = 'approved'"),
        (TOGETHER, EDITION, "INSERT", apart("IS NOT")),
        (TOGETHER, EDITION, "UPDATE", apart("IS NOT")),
    ]:
        yield (
            f"CREATE TRIGGER {guard}_{event.lower()} BEFORE {event} ON {table} WHEN {rule} "
            f"BEGIN SELECT RAISE(ABORT, '{guard}'); END"
        )


def postgresql():
    differs = "IS DISTINCT FROM"
    for guard in [APPEND_ONLY, APPROVED, TOGETHER]:
        yield (
            f"CREATE OR REPLACE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{guard}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    # A trigger's WHEN may not ask another table, so this one asks inside.
    yield (
        f"CREATE OR REPLACE FUNCTION {TOGETHER}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {apart(differs)} THEN RAISE EXCEPTION '{TOGETHER}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    for guard, table, event, each in [
        (APPEND_ONLY, RECORD, "UPDATE OR DELETE", "FOR EACH ROW"),
        (APPEND_ONLY, RECORD, "TRUNCATE", "FOR EACH STATEMENT"),
        (APPROVED, EDITION, "UPDATE", f"FOR EACH ROW WHEN ({frozen(differs, 'clock_timestamp()')})"),
        (APPROVED, EDITION, "DELETE", "FOR EACH ROW WHEN (OLD.status = 'approved')"),
        (TOGETHER, EDITION, "INSERT OR UPDATE", "FOR EACH ROW"),
    ]:
        name = f"{guard}_{event.split()[0].lower()}"
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} {each} EXECUTE FUNCTION {guard}()"


def statements(vendor):
    """What lays the guards, after taking away those that lie: the statements, in order."""
    return [*lifting(vendor), *{"sqlite": sqlite, "postgresql": postgresql}[vendor]()]


def lifting(vendor):
    for guard, table, events in [
        (APPEND_ONLY, RECORD, ["update", "delete", "truncate"]),
        (APPROVED, EDITION, ["update", "delete"]),
        (TOGETHER, EDITION, ["insert", "update"]),
    ]:
        on = f" ON {table}" if vendor == "postgresql" else ""
        for event in events:
            yield f"DROP TRIGGER IF EXISTS {guard}_{event}{on}"


def lay(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("news", "0004_bundles_comments_and_outbox")]

    operations = [migrations.RunPython(lay, lift)]
