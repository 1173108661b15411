"""Everybody who had a hand in what waits for approval; and a guard: none of them approves it.

What was known until now, the last person for words and facts, is taken over. Editions approved before have
no `facts_version`, so that the last change of their item's facts counts as not approved, as it did.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

GUARD = "nobody_approves_their_own"
EDITION = "news_edition"

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
IS_NEW = "OLD.status <> 'approved' OR OLD.approved_by_id <> NEW.approved_by_id"


def sqlite():
    for event, rule in [("INSERT", OWN), ("UPDATE", f"({IS_NEW}) AND {OWN}")]:
        yield (
            f"CREATE TRIGGER {GUARD}_{event.lower()} BEFORE {event} ON {EDITION} WHEN {rule} "
            f"BEGIN SELECT RAISE(ABORT, '{GUARD}'); END"
        )


def postgresql():
    yield (
        f"CREATE OR REPLACE FUNCTION {GUARD}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {OWN} THEN RAISE EXCEPTION '{GUARD}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    for event, each in [("INSERT", "FOR EACH ROW"), ("UPDATE", f"FOR EACH ROW WHEN ({IS_NEW})")]:
        name = f"{GUARD}_{event.lower()}"
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {EDITION} {each} EXECUTE FUNCTION {GUARD}()"


def statements(vendor):
    """What lays the guard, after taking away the one that lies: the statements, in order."""
    return [*lifting(vendor), *{"sqlite": sqlite, "postgresql": postgresql}[vendor]()]


def lifting(vendor):
    on = f" ON {EDITION}" if vendor == "postgresql" else ""
    for event in ("insert", "update"):
        yield f"DROP TRIGGER IF EXISTS {GUARD}_{event}{on}"


def lay(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


def take_over(apps, schema_editor):
    contribution = apps.get_model("news", "Contribution")
    words = apps.get_model("news", "Edition").objects.exclude(written_by=None)
    facts = apps.get_model("news", "Publication").objects.exclude(facts_changed_by=None)
    rows = words.values("publication_id", edition_id=F("pk"), person_id=F("written_by"))
    contribution.objects.bulk_create((contribution(**row) for row in rows.iterator()), batch_size=1000)
    rows = facts.values(
        publication_id=F("pk"), facts_version=F("lock_version"), person_id=F("facts_changed_by")
    )
    contribution.objects.bulk_create((contribution(**row) for row in rows.iterator()), batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("news", "0008_indexes_for_the_public_record")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="facts_version",
            field=models.PositiveIntegerField(
                editable=False,
                help_text="The item's lock version when its facts were frozen.",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facts_version", models.PositiveIntegerField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="news.edition",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="news.publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution",
                "verbose_name_plural": "contributions",
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "person"), name="contribution_to_words_once"),
                    models.UniqueConstraint(
                        fields=("publication", "facts_version"), name="contribution_to_facts_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edition", None), ("facts_version", None), _connector="XOR"),
                        name="contribution_to_words_or_to_facts",
                        violation_error_message="A contribution is to words or to facts.",
                    ),
                ],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RunPython(lay, lift),
    ]
