from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0007_presence")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                name="edition_for_the_public_record",
                fields=["language", "-live_from", "-id"],
                condition=models.Q(status="approved"),
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                name="edition_withdrawn_for_record",
                fields=["language", "-live_until", "-id"],
                condition=models.Q(status="approved") & ~models.Q(withdrawal_reason=""),
            ),
        ),
    ]
