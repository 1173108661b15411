"""Every check that needs no test run; prints what each found and exits 1 when one found anything."""

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
TEMPLATES = [str(path) for root in ("templates", "news") for path in sorted(Path(root).rglob("*.html"))]
MANAGE = [sys.executable, "manage.py"]

CHECKS = {
    "code": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--quiet", "--check", "."],
    "templates": [BIN / "djade", "--target-version", "5.2", "--check", *TEMPLATES],
    "import rules": [BIN / "lint-imports", "--no-logo"],
    "system checks": [*MANAGE, "check", "--database=default", "--fail-level=WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "translations": [sys.executable, "tools/translations.py", "check"],
}


def main() -> int:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    failed = []
    for name, command in CHECKS.items():
        run = subprocess.run(command, env=environment, capture_output=True, text=True)
        print(f"{name}: {'found something' if run.returncode else 'clean'}", flush=True)
        if run.returncode:
            failed.append(name)
            print(run.stdout + run.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
