"""Everybody who had a hand in what waits for approval; and a guard: none of them approves it.

What was known until now, the last person for words and facts, is taken over. Editions approved before have
no `facts_version`, so that the last change of their item's facts counts as not approved, as it did.

And what was done to a photograph or file that people may have seen: recalled, or replaced; and the links to
previews, each of which can be taken back.
"""

import django.db.models.deletion
import django.utils.timezone
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
    dependencies = [("news", "0009_about_photographs")]

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
                    models.UniqueConstraint(
                        fields=("edition", "person"),
                        name="contribution_to_words_once",
                        violation_error_message="This person is noted already.",
                    ),
                    models.UniqueConstraint(
                        fields=("publication", "facts_version"),
                        name="contribution_to_facts_once",
                        violation_error_message="This change is noted already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edition", None), ("facts_version", None), _connector="XOR"),
                        name="contribution_to_words_or_to_facts",
                        violation_error_message="A contribution is to words or to facts.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="attachment",
            name="left_out_at",
            field=models.DateTimeField(
                editable=False, help_text="Earlier editions offer it, later ones do not.", null=True
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="recalled_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="recalled at"),
        ),
        migrations.AddField(
            model_name="photo",
            name="recalled_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="recalled at"),
        ),
        migrations.CreateModel(
            name="FileChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("recalled", "recalled"), ("replaced", "replaced")], max_length=8
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reasons", models.JSONField(default=dict)),
                ("was_public", models.BooleanField()),
                ("name", models.CharField(max_length=255)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                (
                    "earlier",
                    models.FileField(
                        blank=True,
                        help_text="What was at the address until it was replaced.",
                        max_length=120,
                        upload_to="",
                    ),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="news.attachment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_change",
                        to="news.record",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="news.photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a file",
                "verbose_name_plural": "changes of files",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="effect",
            name="file_change",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="news.filechange"
            ),
        ),
        migrations.AddIndex(
            model_name="filechange",
            index=models.Index(fields=["-at", "-id"], name="file_change_by_moment"),
        ),
        migrations.AddConstraint(
            model_name="filechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("photo", None), ("attachment", None), _connector="XOR"),
                name="file_change_of_one_thing",
                violation_error_message="A change is of one photograph or of one file.",
            ),
        ),
        migrations.AddConstraint(
            model_name="filechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("earlier", ""), ("what", "recalled")),
                    models.Q(("what", "replaced"), models.Q(("earlier", ""), _negated=True)),
                    _connector="OR",
                ),
                name="file_change_keeps_what_it_replaced",
                violation_error_message="What was replaced is kept.",
            ),
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made at"),
                ),
                ("until", models.DateTimeField(verbose_name="until")),
                ("seen", models.JSONField(default=list)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="news.edition",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "link to a preview",
                "verbose_name_plural": "links to previews",
                "ordering": ["id"],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RunPython(lay, lift),
    ]
