"""An entry is searched at its cost from the first moment on.

By default PostgreSQL keeps new entries in a list beside the index, which every search reads through until it is
cleaned. Here one writes seldom and reads often.
"""

from django.db import migrations

INDEX = "search_entry_by_words"


def at_once(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX {INDEX} SET (fastupdate = off)")
        schema_editor.execute(f"SELECT gin_clean_pending_list('{INDEX}')")


def later(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX {INDEX} RESET (fastupdate)")


class Migration(migrations.Migration):
    dependencies = [("news", "0004_search_index")]

    operations = [migrations.RunPython(at_once, later)]
