"""Bundles, comments, the outbox, and the columns that the verbs after approval need.

On SQLite this rebuilds the table of editions and so drops its triggers of 0002: they are laid again.
"""

import importlib

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


ranges = importlib.import_module("news.migrations.0002_ranges")


def lay_again(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for rule in ranges.RULES:
        if rule.table == "news_edition":
            for event in ["INSERT", "UPDATE"]:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {rule.name}_{event.lower()}")
                schema_editor.execute(ranges.trigger(rule, event))


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0003_public_editions_by_date"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, lay_again),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="For the desk only.", max_length=200, verbose_name="name"),
                ),
                ("live_from", models.DateTimeField(editable=False, null=True, verbose_name="public from")),
                (
                    "press_from",
                    models.DateTimeField(editable=False, null=True, verbose_name="for the press from"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "bundle",
                "verbose_name_plural": "bundles",
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="at"
                    ),
                ),
                ("resolved_at", models.DateTimeField(editable=False, null=True, verbose_name="resolved at")),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("edition_version", models.PositiveIntegerField()),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="due at")),
                ("lease_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="dropped at")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
            ],
            options={
                "verbose_name": "message of the outbox",
                "verbose_name_plural": "outbox",
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="edition",
            name="edition_one_in_work_a_language",
        ),
        migrations.AddField(
            model_name="edition",
            name="reviewed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="set_aside",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Taken back from a schedule while the next edition was in work already.",
                verbose_name="set aside",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Where the notice of a withdrawal leads.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="news.publication",
                verbose_name="replaced by",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="press_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="record",
            name="publication",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="news.publication",
                verbose_name="item",
            ),
        ),
        migrations.AddField(
            model_name="bundle",
            name="made_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="bundle",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="news.bundle",
                verbose_name="bundle",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("status", "approved"), _negated=True), ("set_aside", False)),
                fields=("publication", "language"),
                name="edition_one_in_work_a_language",
                violation_error_message="Somebody is already working on the next edition in this language.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("set_aside", False), ("status", "draft"), _connector="OR"),
                name="edition_set_aside_is_a_draft",
                violation_error_message="Only a draft can be set aside.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by", None),
                    models.Q(
                        ("approval", "alone"),
                        models.Q(("reviewed_by", models.F("approved_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="edition_reviewed_by_a_second_person",
                violation_error_message="Nobody reviews what they published alone. Ask a colleague.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawal_reason", ""),
                    models.Q(("live_until__isnull", False), ("status", "approved")),
                    _connector="OR",
                ),
                name="edition_withdrawn_has_an_end",
                violation_error_message="A withdrawn edition has a moment at which it ended.",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="news.edition"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="resolved_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="effect",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="news.edition",
                verbose_name="words",
            ),
        ),
        migrations.AddField(
            model_name="effect",
            name="to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="to",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("press_from", None),
                    models.Q(("live_from__isnull", False), ("press_from__lte", models.F("live_from"))),
                    _connector="OR",
                ),
                name="bundle_press_reads_first",
                violation_error_message="The press reads before the public, not after it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_at", None), ("resolved_by", None)),
                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                    _connector="OR",
                ),
                name="comment_resolved_by_somebody",
                violation_error_message="A resolved comment names who resolved it, and when.",
            ),
        ),
        migrations.AddIndex(
            model_name="effect",
            index=models.Index(
                condition=models.Q(("dropped_at", None), ("sent_at", None)),
                fields=["due_at", "id"],
                name="effect_waiting",
            ),
        ),
        migrations.RunPython(lay_again, migrations.RunPython.noop),
    ]
