"""The demonstration: a seeded site and desk on 127.0.0.1, in the foreground, until it is interrupted.

`python tools/demo.py --port 8000 --data demo-data`, or `make demo`. All that it writes lies in the data
folder; started again there it goes on from where it was.
"""

import argparse
import ctypes
import http.client
import io
import json
import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
ACCOUNTS = ["writer", "editor", "spokesman", "photographer", "admin", "press"]
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
START_SECONDS, STOP_SECONDS = 30, 5
SEND_SECONDS = 10
PR_SET_PDEATHSIG = 1  # of prctl(2)


class Stop(BaseException):
    """Somebody asked the demonstration to end."""


def ask_to_stop(_signal, _frame):
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    raise Stop


def port_number(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def data_folder(text: str) -> Path:
    """The data folder; an empty name would be the folder in which somebody happens to stand."""
    if not text:
        raise ValueError(text)
    return Path(text).absolute()


def require_free(port: int):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}): choose another, make demo PORT=8001.")


def require_writable(data: Path):
    try:
        for folder in (data, data / "media", data / "mail"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        data.chmod(0o700)
    except OSError as error:
        sys.exit(f"The folder {data} cannot be written ({error.strerror}): choose another with DATA=.")


def write_private(file: Path, text: str):
    """Replace the file in one step, readable by its owner only."""
    unfinished = file.with_suffix(".part")
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    os.replace(unfinished, file)


def accounts(data: Path) -> dict[str, dict[str, str]]:
    """User names, passwords and where letters to them go, made at the first start."""
    file = data / "accounts.json"
    if not file.exists():
        made = {
            name: {"username": name, "password": password(), "email": f"{name}@example.org"}
            for name in ACCOUNTS
        }
        write_private(file, json.dumps(made, indent=2) + "\n")
    return json.loads(file.read_text())


def password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


def environment(data: Path, port: int) -> dict[str, str]:
    """The settings of this demonstration, kept in `env`; its secret outlives a change of port."""
    file = data / "env"
    kept = dict(line.split("=", 1) for line in shlex.split(file.read_text())) if file.exists() else {}
    settings = {
        "SECRET_KEY": kept.get("SECRET_KEY") or secrets.token_urlsafe(50),
        "DATABASE_URL": "sqlite:///" + quote(str(data / "db.sqlite3")),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(data / "media"),
        "STATIC_ROOT": str(data / "static"),
        "EMAIL_URL": "folder:///" + quote(str(data / "mail")),
        "DEFAULT_FROM_EMAIL": "press@example.org",
        "DEMO": "1",
    }
    write_private(file, "".join(f"{name}={shlex.quote(value)}\n" for name, value in settings.items()))
    return settings


def prepare(data: Path):
    """Bring the database and the static files up to date."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.migrations.exceptions import NodeNotFoundError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except NodeNotFoundError:
        sys.exit(f"What lies in {data} is from an unfinished version: choose another folder with DATA=.")
    call_command("collectstatic", verbosity=0, interactive=False)


def fill(people: dict, pictures: dict):
    """Make what is missing, at the first start all of it. `pictures` are on their way already."""
    from django.db import connections

    from news.demo.seed import seed

    seed(people, pictures=pictures)
    connections.close_all()


def launch(command: list[str], **options) -> subprocess.Popen:
    """Start a child that ends with this process, even when this one is killed and can end nothing."""
    return subprocess.Popen(command, cwd=ROOT, preexec_fn=end_with_parent, **options)


def end_with_parent():
    """Ask the kernel for SIGTERM at the parent's death; only Linux knows how."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts us ends it, too
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start_server(port: int, data: Path) -> subprocess.Popen:
    """A web server that loads the application at once, and listens when it is given a line."""
    command = [sys.executable, "-m", "gunicorn", "pressoffice.wsgi", "--preload", "--log-level", "warning"]
    options = {
        "config": ROOT / "tools" / "demo_server.py",
        "bind": f"127.0.0.1:{port}",
        "workers": 2,
        "worker-class": "gthread",  # a browser's idle connection must not hold a worker
        "threads": 4,
        "worker-tmp-dir": data,
        "max-requests": 5000,
        "max-requests-jitter": 500,
        "graceful-timeout": 3,
        "limit-request-line": 0,  # the application answers long addresses; elsewhere a proxy bounds them
    }
    command += [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return launch([*command, "--no-control-socket"], stdin=subprocess.PIPE)


def open_port(server: subprocess.Popen):
    with suppress(BrokenPipeError), server.stdin as gate:  # broken: it has ended, which is seen next
        gate.write(b"\n")


def start_worker() -> subprocess.Popen:
    command = [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--verbosity", "0"]
    return launch(command)


def send_mail_until_it_ends(server: subprocess.Popen) -> int:
    """Send what the outbox holds every few seconds; the server's exit status when it ends."""
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError, connections

    while True:
        try:
            return server.wait(SEND_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        try:
            call_command("send_outbox", stdout=io.StringIO())
        except (CommandError, DatabaseError) as error:
            print(f"Mail waits: {error}", file=sys.stderr, flush=True)
        finally:
            connections.close_all()


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def wait_until_it_answers(port: int, server: subprocess.Popen):
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit("The web server did not start; what it said stands above.")
        time.sleep(0.05)


def end(children: list[subprocess.Popen]):
    """End them politely, then by force: the group may have had the signal, or this process alone."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def run(port: int, data: Path):
    os.umask(0o077)
    require_free(port)
    require_writable(data)
    people = accounts(data)
    os.environ |= environment(data, port) | {"DJANGO_SETTINGS_MODULE": "pressoffice.settings"}
    sys.path.insert(0, str(ROOT))
    from news.demo.pictures import NAMES, drawing  # they take as long as all the rest, so they come first

    children = []
    is_new = not (data / "db.sqlite3").exists()
    longer = "; the first time takes a little longer" if is_new else ""
    print(f"Preparing the demonstration{longer}.", flush=True)
    try:
        with drawing(NAMES if is_new else []) as pictures:
            prepare(data)
            children.append(start_server(port, data))
            fill(people, pictures)
        open_port(children[0])
        wait_until_it_answers(port, children[0])
        children.append(start_worker())
        print(f"Sign in at http://127.0.0.1:{port}/desk/login/ as:")
        for person in people.values():
            print(f"  {person['username']:<14}{person['password']}")
        print(f"The press signs in at http://127.0.0.1:{port}/press/login/")
        print(f"Ready: http://127.0.0.1:{port}/", flush=True)
        sys.exit(send_mail_until_it_ends(children[0]))
    finally:
        end(children)


def main():
    parser = argparse.ArgumentParser(description="Run the demonstration until it is interrupted.")
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--data", type=data_folder, default=ROOT / "demo-data")
    options = parser.parse_args()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, ask_to_stop)
    try:
        run(options.port, options.data)
    except Stop:
        sys.exit(0)


if __name__ == "__main__":
    main()
