"""Facets in the order of lists; entries of search, with an index of their words kept by the database itself.

`manage.py rebuild_search` writes the entries of what was approved before.
"""

from itertools import islice

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

SQLITE = [
    """
    CREATE VIRTUAL TABLE news_searchentry_index USING fts5(
        title, lead, words, content='news_searchentry', content_rowid='id', columnsize=0, tokenize='ascii'
    )
    """,
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON news_searchentry BEGIN
        INSERT INTO news_searchentry_index (rowid, title, lead, words)
        VALUES (new.id, new.title, new.lead, new.words);
    END
    """,
    """
    CREATE TRIGGER search_entry_removed AFTER DELETE ON news_searchentry BEGIN
        INSERT INTO news_searchentry_index (news_searchentry_index, rowid, title, lead, words)
        VALUES ('delete', old.id, old.title, old.lead, old.words);
    END
    """,
    """
    CREATE TRIGGER search_entry_is_written_once BEFORE UPDATE ON news_searchentry BEGIN
        SELECT RAISE(ABORT, 'search_entry_is_written_once');
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER search_entry_is_written_once",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_added",
    "DROP TABLE news_searchentry_index",
]

# The parser of PostgreSQL would cut words its own way; here a space is what parts them, and nothing else.
POSTGRESQL = [
    """
    CREATE FUNCTION news_vector(stems text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(string_agg(quote_literal(word) || ':' || least(place, 16383), ' '), '')::tsvector
        FROM unnest(string_to_array(stems, ' ')) WITH ORDINALITY AS words (word, place)
        WHERE word NOT IN ('', '¦')
    $$
    """,
    """
    ALTER TABLE news_searchentry
        ADD COLUMN in_title tsvector GENERATED ALWAYS AS (news_vector(title)) STORED,
        ADD COLUMN in_lead tsvector GENERATED ALWAYS AS (news_vector(title || ' ¦ ' || lead)) STORED,
        ADD COLUMN in_words tsvector
            GENERATED ALWAYS AS (news_vector(title || ' ¦ ' || lead || ' ¦ ' || words)) STORED
    """,
    "ALTER TABLE news_searchentry SET (toast_tuple_target = 128)",  # what matches is sorted by id: keep rows short
    "CREATE INDEX search_entry_by_words ON news_searchentry USING gin (in_title, in_lead, in_words)",
]
POSTGRESQL_BACK = [
    "ALTER TABLE news_searchentry DROP COLUMN in_title, DROP COLUMN in_lead, DROP COLUMN in_words",
    "DROP FUNCTION news_vector(text)",
]


def lay(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    """The edition's columns into its facets, and a facet for its year and its month."""
    edition_model, facet_model = apps.get_model("news", "Edition"), apps.get_model("news", "EditionFacet")
    of_edition = edition_model.objects.filter(pk=OuterRef("edition"))
    columns = ("language", "kind", "first_live_from")
    facet_model.objects.update(**{column: Subquery(of_edition.values(column)) for column in columns})
    approved = edition_model.objects.filter(status="approved").only("date", *columns)
    rows = (
        facet_model(
            edition=edition, facet=facet, thing=thing, **{name: getattr(edition, name) for name in columns}
        )
        for edition in approved.iterator(2000)
        for facet, thing in (
            ("year", edition.date.year),
            ("month", edition.date.year * 100 + edition.date.month),
        )
    )
    while batch := list(islice(rows, 2000)):
        facet_model.objects.bulk_create(batch)


def empty(apps, schema_editor):
    apps.get_model("news", "EditionFacet").objects.filter(facet__in=["year", "month"]).delete()


class Migration(migrations.Migration):
    dependencies = [("news", "0011_what_files_tell")]

    operations = [
        migrations.AddField("editionfacet", "language", models.CharField(default="", max_length=12)),
        migrations.AddField("editionfacet", "kind", models.CharField(default="", max_length=9)),
        migrations.AddField("editionfacet", "first_live_from", models.DateTimeField(null=True)),
        migrations.AlterField(
            "editionfacet",
            "facet",
            models.CharField(
                choices=[
                    ("body", "Body"),
                    ("topic", "Topic"),
                    ("official", "Official"),
                    ("state", "State"),
                    ("place", "Place"),
                    ("photo", "Photo"),
                    ("file", "File"),
                    ("link", "Link"),
                    ("pictured", "Pictured"),
                    ("year", "Year"),
                    ("month", "Month"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            "editionfacet",
            models.Index(
                fields=["facet", "thing", "language", "-first_live_from", "-edition", "kind"],
                name="facet_for_lists",
            ),
        ),
        migrations.AddIndex(
            "edition",
            models.Index(
                condition=models.Q(status="approved"),
                fields=["form", "language", "-first_live_from", "-id"],
                name="edition_of_form_for_lists",
            ),
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.TextField()),
                ("lead", models.TextField()),
                (
                    "words",
                    models.TextField(
                        help_text="Text and names; what the words sound like; marks to filter by."
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="news.edition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("word", models.CharField(max_length=60)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "word"), name="spelling_once")],
            },
        ),
        migrations.RunPython(lay, lift, elidable=False),
        migrations.RunPython(fill, empty),  # last: PostgreSQL alters no table with pending checks
    ]
