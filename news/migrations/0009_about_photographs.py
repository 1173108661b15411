"""What a photograph's file says about it, who is in the picture, and the sheet on which an item was begun."""

import django.db.models.deletion
from django.db import migrations, models

TEXTS = [
    ("photographer", "photographer", 200, ""),
    ("copyright_notice", "copyright notice", 300, "Such as: © 2014 Press service."),
    ("usage_terms", "terms of use", None, "What others may do with the picture."),
    ("headline", "headline", 256, "A few words, in the language of the file."),
    ("location", "building or spot", 200, ""),
    ("city", "city", 100, ""),
    ("province", "province or state", 100, ""),
    ("country", "country", 100, ""),
    ("keywords", "keywords", None, "One a line."),
    (
        "persons_shown",
        "persons named in the file",
        None,
        "One a line. Officials in the picture are chosen from their terms of office.",
    ),
]
FACETS = "body topic official state place photo file link pictured".split()


def text(verbose_name, max_length, help_text):
    kind = {"max_length": max_length} if max_length else {}
    field = models.CharField if max_length else models.TextField
    return field(blank=True, help_text=help_text, verbose_name=verbose_name, **kind)


class Migration(migrations.Migration):
    dependencies = [("news", "0008_indexes_for_the_public_record")]

    operations = [
        *(migrations.AddField(model_name="photo", name=name, field=text(*rest)) for name, *rest in TEXTS),
        migrations.CreateModel(
            name="PhotoPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="news.photo"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photographs",
                        to="news.term",
                        verbose_name="official",
                    ),
                ),
            ],
            options={
                "verbose_name": "person in the picture",
                "verbose_name_plural": "in the picture, from left to right",
                "ordering": ["sort_order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("photo", "term"),
                        name="photo_shows_a_person_once",
                        violation_error_message="This official is already listed.",
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="editionfacet",
            name="facet",
            field=models.CharField(choices=[(facet, facet.capitalize()) for facet in FACETS], max_length=8),
        ),
        migrations.AddField(
            model_name="publication",
            name="form_key",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="The sheet on which it was begun: sent a second time, it finds this item.",
                max_length=22,
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=~models.Q(form_key=None),
                fields=("form_key",),
                name="publication_once_a_form",
                violation_error_message="This item is saved already.",
            ),
        ),
    ]
