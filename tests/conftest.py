import importlib
import os
import shutil
import time
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation
from playwright.sync_api import expect

from news.roles import make_roles

from . import make

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
NO_CHROMIUM = "no Chromium: apt-get install chromium, or set CHROMIUM"
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs beside Django's own threads

expect.set_options(timeout=30_000)  # milliseconds; two cores may have six browsers and a database beside

guards = importlib.import_module("news.migrations.0003_guards")
execute_sql_flush = BaseDatabaseOperations.execute_sql_flush


def flush_between_tests(operations, statements):
    """The record refuses to be emptied; only here, in the flush's own transaction, its guards stand aside."""
    vendor = operations.connection.vendor
    around = [*guards.lifting(vendor), *statements, *guards.statements(vendor)]
    for _attempt in range(300):
        try:
            return execute_sql_flush(operations, around)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.1)  # a browser that went on left a request behind: SQLite in memory does not wait
    return execute_sql_flush(operations, around)


BaseDatabaseOperations.execute_sql_flush = flush_between_tests


def pytest_collection_modifyitems(items):
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                if os.environ.get("BROWSER_REQUIRED"):
                    pytest.exit(NO_CHROMIUM, returncode=1)
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@pytest.fixture(autouse=True)
def no_language_left_behind():
    """A request to the desk leaves its language active, as on a server until the next one."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles are there from the start: making them anew costs more than most tests."""
    with django_db_blocker.unblock():
        make_roles()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": CHROMIUM,
        "headless": True,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-default-browser-check",
        ],
    }


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def writer(client):
    person = make.user("Writer")
    client.force_login(person)
    return person


@pytest.fixture
def editor(client):
    person = make.user("Editor")
    client.force_login(person)
    return person


@pytest.fixture
def real_data() -> Path:
    """The folder of real press material, which is not part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no real data: ../shared/data is not there")
    return SHARED_DATA
