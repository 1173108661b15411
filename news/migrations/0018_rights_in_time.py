"""From when, until when, and under which embargo of its own a photograph may be shown."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def moment(name):
    return models.DateTimeField(editable=False, null=True, verbose_name=name)


class Migration(migrations.Migration):
    dependencies = [("news", "0017_dates_for_the_press")]

    operations = [
        migrations.AddField("photo", "use_from", moment("may be shown from")),
        migrations.AddField("photo", "use_until", moment("may be shown until")),
        migrations.AddField("photo", "embargo_until", moment("under embargo until")),
        migrations.AddConstraint(
            "photo",
            models.CheckConstraint(
                name="photo_may_be_shown_before_it_may_no_longer",
                condition=(Q(use_from=None) | Q(use_until=None) | Q(use_from__lt=F("use_until")))
                & (Q(embargo_until=None) | Q(use_until=None) | Q(embargo_until__lt=F("use_until"))),
                violation_error_message=(
                    "The moment until which a photograph may be shown lies after the others."
                ),
            ),
        ),
        migrations.AddIndex(
            "photo",
            models.Index(
                fields=["embargo_until"],
                name="photo_under_embargo",
                condition=Q(embargo_until__isnull=False),
            ),
        ),
        migrations.AlterField(
            "effect",
            "file_change",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="effects",
                to="news.filechange",
            ),
        ),
    ]
