import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
NO_CHROMIUM = "no Chromium: apt-get install chromium, or set CHROMIUM"
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs beside Django's own threads


def pytest_collection_modifyitems(items):
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                if os.environ.get("BROWSER_REQUIRED"):
                    pytest.exit(NO_CHROMIUM, returncode=1)
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


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
def real_data() -> Path:
    """The folder of real press material, which is not part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no real data: ../shared/data is not there")
    return SHARED_DATA
