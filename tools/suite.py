"""Run the whole suite on both databases at once: `python tools/suite.py [PYTEST OPTIONS…]`.

The browser tests run on SQLite only, and wait much; PostgreSQL's tests use that time. Their lines come last.
"""

import subprocess
import sys
import tempfile

PYTEST = [sys.executable, "-m", "pytest", "-n", "auto"]


def main(options: list[str]) -> int:
    with tempfile.TemporaryFile("w+") as said:
        on_postgres = subprocess.Popen(
            [sys.executable, "tools/postgres.py", *PYTEST, "-m", "not browser", *options],
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            print("On SQLite, with the browser tests:", flush=True)
            on_sqlite = subprocess.run([*PYTEST, *options]).returncode
            print("On PostgreSQL, all but the browser tests:", flush=True)
        finally:
            on_postgres.wait()
        said.seek(0)
        print(said.read(), flush=True)
    return on_sqlite or on_postgres.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
