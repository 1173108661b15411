"""What a database is told that was made before the first release, by the eighteen migrations since folded."""

import pytest
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db

ON_DISK = MigrationLoader(None).disk_migrations.values()
FOLDED = sorted(name for migration in ON_DISK for app, name in migration.replaces if app == "news")


def remember(names):
    """That these of ours have run, and no others."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="news").delete()
    for name in names:
        recorder.record_applied("news", name)


def test_a_database_in_which_all_had_run_does_nothing_of_it_again():
    remember(FOLDED)

    executor = MigrationExecutor(connection)

    assert len(FOLDED) == 18
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    assert [migration.name for migration, _backwards in plan if migration.replaces] == []


@pytest.mark.parametrize("ran", range(1, 18))
def test_a_database_that_stopped_in_between_is_told_which_migration_it_lacks(ran):
    remember(FOLDED[:ran])

    with pytest.raises(NodeNotFoundError, match="0018_rights_in_time"):
        MigrationExecutor(connection)


def test_a_new_database_that_stopped_after_the_tables_still_gets_its_rules():
    first = next(
        migration for migration in ON_DISK if (migration.app_label, migration.name[:4]) == ("news", "0001")
    )
    remember([first.name, *(name for _app, name in first.replaces)])

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes("news"))

    rules = ["0002_one_at_a_time", "0003_guards", "0004_search_index"]
    assert [migration.name for migration, _backwards in plan][:3] == rules
