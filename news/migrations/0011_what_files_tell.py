"""What an attached file tells besides its text, for the desk to see before it is published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0010_contributions_and_recalls")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="told",
            field=models.JSONField(
                default=dict,
                editable=False,
                help_text="What the file tells besides its text: see disclosures.py.",
            ),
        ),
    ]
