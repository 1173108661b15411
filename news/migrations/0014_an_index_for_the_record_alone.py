from django.db import migrations, models


class Migration(migrations.Migration):
    """Without statistics SQLite took the index of the record for single items and for lists, and read all."""

    dependencies = [("news", "0013_addresses")]

    operations = [
        migrations.RemoveIndex(model_name="edition", name="edition_for_the_public_record"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                name="edition_for_the_public_record",
                fields=["language", "-live_from", "-id"],
                condition=models.Q(status="approved", first_live_from__isnull=False),
            ),
        ),
    ]
