"""Keep the catalogues of news/locale true: `translations.py collect`, `compile` or `check`.

Run it from the root of the repository. Only collecting needs GNU gettext.
"""

import datetime
import io
import os
import sys
from pathlib import Path

import django
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.core.management.commands import makemessages

CATALOGUES = sorted(Path("news/locale").glob("*/LC_MESSAGES/*.po"))
ELSEWHERE = ["demo-data", "media", "staticfiles", "tests", "tools"]


class Collect(makemessages.Command):
    """A text that changed asks for a new translation; a guess would pass for one."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def collect() -> None:
    """Bring every catalogue in step with the source: new texts come empty, texts gone go."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path.insert(0, "")
    django.setup()
    options = {"ignore_patterns": ELSEWHERE, "no_obsolete": True, "add_location": "file", "verbosity": 0}
    call_command(Collect(), all=True, extensions=["html", "py", "txt"], **options)
    for catalogue in CATALOGUES:
        lines = catalogue.read_text("utf-8").splitlines(keepends=True)
        # The moment of collecting says nothing, and would change with every run.
        catalogue.write_text("".join(line for line in lines if "POT-Creation-Date" not in line), "utf-8")


def compiled(catalogue: Path) -> bytes:
    """The bytes of the .mo file that belongs to that .po file; fuzzy texts are left out."""
    with catalogue.open("rb") as source:
        catalog = read_po(source, locale=catalogue.parts[-3])
    catalog.creation_date = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # the same bytes every time
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def untranslated(catalogue: Path) -> list[str]:
    with catalogue.open("rb") as source:
        catalog = read_po(source, locale=catalogue.parts[-3])
    return [str(text.id) for text in catalog if text.id and (text.fuzzy or not all(_forms(text)))]


def _forms(text) -> tuple:
    return text.string if isinstance(text.string, tuple) else (text.string,)


def main(action: str) -> int:
    if action == "collect":
        collect()
        return 0
    faults = 0
    for catalogue in CATALOGUES:
        binary = catalogue.with_suffix(".mo")
        if action == "compile":
            binary.write_bytes(compiled(catalogue))
            continue
        for text in untranslated(catalogue):
            print(f"{catalogue}: not translated: {text}")
            faults += 1
        if not binary.exists() or binary.read_bytes() != compiled(catalogue):
            print(f"{binary} is older than its .po: run tools/translations.py compile")
            faults += 1
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
