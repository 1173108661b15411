"""Keep the compiled catalogues true: `translations.py compile`, `translations.py check`.

The texts to translate are collected by `make messages`, which needs GNU gettext.
"""

import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = sorted(Path("news/locale").glob("*/LC_MESSAGES/*.po"))


def compiled(catalogue: Path) -> bytes:
    """The bytes of the .mo file that belongs to that .po file; fuzzy texts are left out."""
    with catalogue.open("rb") as source:
        catalog = read_po(source, locale=catalogue.parts[-3])
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
