"""The index in which search looks words up, kept by the database itself beside the entries."""

from django.db import migrations

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


class Migration(migrations.Migration):
    replaces = [("news", "0012_lists_and_search")]
    dependencies = [("news", "0003_guards")]

    operations = [migrations.RunPython(lay, lift)]
