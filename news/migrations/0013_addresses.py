"""Names for machines, and old addresses that lead on.

Triggers refuse an old slug that is the present one of something of its kind, and a present slug that leads to
something else. A later migration that rebuilds one of the tables in THINGS, or news_oldslug, on SQLite must
begin with `lift` and end with `lay`: SQLite drops the triggers of a table it rebuilds, and renames none that
another table's trigger asks.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

THINGS = {
    "item": "news_publication",
    "official": "news_official",
    "body": "news_body",
    "state": "news_state",
    "topic": "news_topic",
}
OLD, GUARD = "news_oldslug", "old_slug_shadows_nothing"


def name_all(apps, schema_editor):
    """A random UUID (version 4) for each item, in one statement: there may be hundreds of thousands."""
    made = {
        "sqlite": "lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2) || "
        "substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(8)), 2))",
        "postgresql": "gen_random_uuid()",
    }[schema_editor.connection.vendor]
    schema_editor.execute(f"UPDATE news_publication SET uid = {made}", None)


def is_present(kind, table):
    return f"NEW.kind = '{kind}' AND EXISTS (SELECT 1 FROM {table} WHERE slug = NEW.slug)"


def is_old(kind):
    return f"EXISTS (SELECT 1 FROM {OLD} WHERE kind = '{kind}' AND slug = NEW.slug)"


def rules():
    """(table, condition) under which a row must not be written."""
    yield OLD, " OR ".join(f"({is_present(kind, table)})" for kind, table in THINGS.items())
    for kind, table in THINGS.items():
        yield table, is_old(kind)


def sqlite():
    for table, condition in rules():
        for event, when in [("insert", "INSERT"), ("update", "UPDATE OF slug")]:
            yield (
                f"CREATE TRIGGER {GUARD}_{table}_{event} BEFORE {when} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{GUARD}'); END"
            )


def postgresql():
    for table, condition in rules():
        yield (
            f"CREATE FUNCTION {GUARD}_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{GUARD}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {GUARD} BEFORE INSERT OR UPDATE OF slug ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {GUARD}_{table}()"
        )


def lay(apps, schema_editor):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, None)


def lift(apps, schema_editor):
    for table, _condition in rules():
        if schema_editor.connection.vendor == "sqlite":
            for event in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {GUARD}_{table}_{event}")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {GUARD} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {GUARD}_{table}()")


def uid(**options):
    return models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        help_text="What machines know it by, whatever its address.",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("news", "0012_lists_and_search")]

    operations = [
        migrations.AddField("publication", "uid", models.UUIDField(null=True)),
        migrations.RunPython(name_all, migrations.RunPython.noop),
        migrations.AlterField("publication", "uid", uid(unique=True)),
        migrations.CreateModel(
            name="OldSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        max_length=8,
                        choices=[
                            ("item", "Item"),
                            ("official", "Official"),
                            ("body", "Body"),
                            ("state", "State"),
                            ("topic", "Topic"),
                        ],
                    ),
                ),
                ("slug", models.SlugField(db_index=False, max_length=120)),
                ("thing", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "slug"),
                        name="old_slug_leads_to_one_thing",
                        violation_error_message="This address leads to something else already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OldPath",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=500, unique=True)),
                ("language", models.CharField(blank=True, max_length=12)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_paths",
                        to="news.publication",
                    ),
                ),
            ],
        ),
        migrations.RunPython(lay, lift),
    ]
