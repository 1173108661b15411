"""Readings under embargo, the press who are named for an item, and attempts to sign in."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0005_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="press_readers",
            field=models.ManyToManyField(
                blank=True,
                editable=False,
                help_text="Nobody chosen: all accredited press.",
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="press who may read it under embargo",
            ),
        ),
        migrations.CreateModel(
            name="EmbargoReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="at"),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("title", "title in the list, the first time"),
                            ("page", "page"),
                            ("photograph", "photograph"),
                            ("file", "file"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=255, verbose_name="file name")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="embargo_readings",
                        to="news.edition",
                        verbose_name="words",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="embargo_readings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading under embargo",
                "verbose_name_plural": "readings under embargo",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=32)),
                ("account", models.CharField(max_length=32)),
                ("succeeded", models.BooleanField()),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "at"], name="sign_in_of_account"),
                    models.Index(fields=["address", "at"], name="sign_in_from_address"),
                ],
            },
        ),
    ]
