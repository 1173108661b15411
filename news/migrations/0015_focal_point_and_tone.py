from django.core.validators import MaxValueValidator
from django.db import migrations, models


def percent(verbose_name):
    return models.PositiveSmallIntegerField(
        default=50,
        validators=[MaxValueValidator(100, "Write a number from 0 to 100.")],
        verbose_name=verbose_name,
    )


class Migration(migrations.Migration):
    """What no crop of a photograph cuts away, and the colour that stands in its place until it is there."""

    dependencies = [("news", "0014_an_index_for_the_record_alone")]

    operations = [
        migrations.AddField("photo", "focus_x", percent("focal point from the left")),
        migrations.AddField("photo", "focus_y", percent("focal point from the top")),
        migrations.AddField(
            "photo",
            "tone",
            models.CharField(blank=True, editable=False, help_text="See `pictures.tone`.", max_length=16),
        ),
        migrations.AddConstraint(
            "photo",
            models.CheckConstraint(
                name="photo_focal_point_lies_in_it",
                condition=models.Q(focus_x__lte=100, focus_y__lte=100),
                violation_error_message="The focal point is in percent of the picture, from 0 to 100.",
            ),
        ),
    ]
