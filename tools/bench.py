"""Figures for speed and size, on SQLite and on PostgreSQL: `make bench` (`BENCH="--count 10000"` for more).

Each figure is measured here and now: queries are counted, times are medians of processor time (of the
process that answers and of PostgreSQL's process that serves it), memory is what the operating system says of
a real gunicorn worker. Compare ratios of one run, not runs: databases of several sizes are kept side by side
and asked in turn, since a machine is not equally fast for an hour.
"""

import argparse
import contextlib
import http.client
import http.cookiejar
import io
import json
import logging
import os
import re
import secrets
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import NamedTuple

from bench_photographs import photograph, photographs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ROUNDS, RUNS = 5, 3
PAGES_IN_A_WORKER = 1000
UPLOADS = 40
LISTS = {
    "a year": "news/?year=2014",
    "a topic": "news/?topic=terrorism",
    "a form": "decisions/?form=decision",
    "a year and a topic": "news/?year=2014&topic=terrorism",
    "a body that never meets so": "sessions/?body=joint-staff&year=2014",
    "all of a topic": "topics/terrorism/",
    "a year of a topic": "topics/terrorism/?year=2014",
    "a year and a topic of all kinds": "search/?year=2014&topic=terrorism",
    "the archive": "archive/",
    "a year of the archive": "archive/2014/",
    "a month of the archive": "archive/2014/12/",
}
QUESTIONS = {
    "a word of every title": "item",
    "a common word": "ministers",
    "a rare word": "vostok",
    "a phrase": "%22permanent+council%22",
    "a name as it sounds": "Rakhmon",
    "a word in a year and a topic": "item&year=2014&topic=terrorism",
    "nothing found": "rhinoceros",
    "a mistyped word": "statment",
}
HOSTILE = {
    "ten thousand letters": "search/?q=" + "a" * 10_000,
    "ten thousand words": "search/?q=" + "ab+" * 3_333,
    "wildcards": "search/?q=%25_*%3F%25%25%25",
    "quotes that do not close": "search/?q=%22%27%22%22%27",
    "NUL": "search/?q=a%00b",
    "half a character": "search/?q=%ED%A0%80",
    "SQL": "search/?q=%27+OR+1%3D1+--",
    "operators of an index": "search/?q=NEAR(a+b)+NOT+title:x+OR+%22",
    "a day that is none": "?on=2014-02-30",
    "a month that is none": "news/?year=2014&month=13",
    "filters that nobody knows": "news/?topic=nothing&body=%F0%9F%92%A9&year=twenty",
    "a filter many times": "news/?" + "year=2014&" * 500,
    "a page key by hand": "news/?after=%27%22;--,999999999999999999999",
    "a page of the far future": "news/?after=9999-12-31T23:59:59Z,1",
}


def environment(folder: Path) -> dict:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "pressoffice.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "SITE_URL": "http://127.0.0.1",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }


def manage(*words: str):
    from django.core.management import call_command

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        call_command(*words)


def say(name: str, figure: str):
    print(f"  {name:<58} {figure}", flush=True)


class Answer(NamedTuple):
    """What one process said of one address: `milliseconds` of processor time, a figure for each run."""

    queries: int
    milliseconds: list[float]
    size: int


def processor_seconds() -> float:
    """Of this process and of the database's own process, if it has one (it must be on this machine)."""
    from django.db import connection

    seconds = time.process_time()
    if connection.vendor == "postgresql" and connection.connection:
        server = connection.connection.info.backend_pid
        seconds += int(Path(f"/proc/{server}/schedstat").read_text().split()[0]) / 1e9
    return seconds


def answer(address: str, answers: list[int]) -> Answer:
    """Ask once to warm up, once to count the queries, and then RUNS times."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)  # the next request empties the log
    if response.status_code not in answers:
        raise SystemExit(f"{address} answered {response.status_code}")
    times = []
    for _run in range(RUNS):
        begun = processor_seconds()
        client.get(address)
        times.append((processor_seconds() - begun) * 1000)
    return Answer(asked, times, len(response.content))


def addresses() -> dict[str, str]:
    from django.utils import timezone

    from news.models import SECTIONS, Edition
    from news.sitemaps import parts

    live = Edition.objects.live().in_language("en").select_related("publication").defer("facts")
    pages = {"home": "/en/"}
    for kind, section in SECTIONS.items():
        pages[f"list of {section}"] = f"/en/{section}/"
        pages[f"page: {kind}"] = live.of_kind(kind).latest_first()[0].get_absolute_url()
    part = parts("en", timezone.now())[0]
    pages |= {"feed": "/en/feed.atom", "feed of news": "/en/news/feed.rss", "calendar": "/en/calendar.ics"}
    pages |= {"sitemap": "/sitemap.xml", "part of it": f"/en/sitemap-{part}.xml"}
    pages |= {f"list: {name}": f"/en/{path}" for name, path in LISTS.items()}
    pages |= {f"search: {name}": f"/en/search/?q={q}" for name, q in QUESTIONS.items()}
    model_case = live.filter(date="2014-12-23", kind="session").first()
    if model_case:
        pages["page: the session of 23 December 2014"] = model_case.get_absolute_url()
        pages["its gallery"] = f"{model_case.get_absolute_url()}photos/"
    return pages


def answer_questions():
    """Say which addresses there are; then answer each question, a line of JSON each way, until the end."""
    import django

    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)
    print(json.dumps(addresses()), flush=True)
    for question in sys.stdin:
        print(json.dumps(answer(*json.loads(question))), flush=True)


class Asked:
    """A fresh process beside one of the databases, without what filling it left in memory."""

    def __init__(self, database: str):
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--answer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"DATABASE_URL": database},
        )
        self.addresses = self._said()

    def ask(self, address: str, answers: list[int]) -> Answer:
        self.process.stdin.write(json.dumps([address, answers]) + "\n")
        self.process.stdin.flush()
        return Answer(*self._said())

    def _said(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The process that measures ended; what it said stands above.")
        return json.loads(line)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def pages(counts: list[int], folder: Path):
    """Fill the database step by step, keep a copy of each step, then measure all of them in turn."""
    asked = {}
    try:
        for count in counts:
            begun = time.perf_counter()
            manage("seed_bulk", f"--count={count}")
            say(f"seed_bulk to {count:,} items", f"{time.perf_counter() - begun:.1f} s")
            asked[count] = Asked(kept(folder, count))
        for name in asked[counts[0]].addresses:
            say_of_all(name, asked)
        for name, path in HOSTILE.items():
            rounds = [asked[counts[-1]].ask(f"/en/{path}", [200, 400, 404]) for _round in range(ROUNDS)]
            say(f"hostile: {name}", f"{middle(rounds):.1f} ms")
    finally:
        for process in asked.values():
            process.end()


def say_of_all(name: str, asked: dict[int, Asked]):
    """One address in every size, round by round; the ratios are to the smallest."""
    answers = {count: [] for count in asked}
    for _round in range(ROUNDS):
        for count, process in asked.items():
            answers[count].append(process.ask(process.addresses[name], [200]))
    smallest = middle(next(iter(answers.values())))
    for number, (count, rounds) in enumerate(answers.items()):
        took, last = middle(rounds), rounds[-1]
        ratio = f", {took / smallest:.2f} × at {next(iter(answers)):,}" if number else ""
        say(
            f"{name}, {count:,} items",
            f"{last.queries} queries, {took:.1f} ms, {last.size / 1000:.0f} kB{ratio}",
        )


def middle(rounds: list[Answer]) -> float:
    return statistics.median(time for answer in rounds for time in answer.milliseconds)


def kept(folder: Path, count: int) -> str:
    """The address of a copy of the database as it is now, beside it: the server is to be thrown away."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        file = folder / f"items-{count}.sqlite3"
        with contextlib.closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{file}"
    import psycopg

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself in a while
    connection.close()
    whole = urllib.parse.urlsplit(os.environ["DATABASE_URL"])
    elsewhere = whole._replace(path="/template1").geturl()
    with psycopg.connect(elsewhere, autocommit=True) as other:
        other.execute(f'CREATE DATABASE items_{count} TEMPLATE "{whole.path.lstrip("/")}"')
    return whole._replace(path=f"/items_{count}").geturl()


@contextlib.contextmanager
def worker(settings: dict):
    """A gunicorn of one worker on a free port; gives the port and the worker's process number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "pressoffice.wsgi",
            f"--bind=127.0.0.1:{port}",
            "--timeout=300",
            "--log-level=error",
        ],
        env=settings,
        cwd=ROOT,
    )
    try:
        for _attempt in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
                break
            time.sleep(0.1)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield port, int(children[0])
    finally:
        server.terminate()
        server.wait()


def memory(process: int, what: str) -> float:
    """VmRSS (now) or VmHWM (peak) of a process, in MB."""
    line = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(line[1]) / 1024


def memory_of_reading(settings: dict):
    pages = list(addresses().values())
    with worker(settings) as (port, process):
        for number in range(PAGES_IN_A_WORKER):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{pages[number % len(pages)]}", timeout=60).read()
        say(
            f"resident memory of a worker after {PAGES_IN_A_WORKER:,} pages",
            f"{memory(process, 'VmRSS'):.0f} MB",
        )


def signed_in(port: int, username: str, password: str) -> dict:
    """Headers of a person who signed in at the desk, and the token that forms carry."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    login = f"http://127.0.0.1:{port}/desk/login/"
    token = form_token(opener.open(login).read().decode())
    form = {
        "username": username,
        "password": password,
        "csrfmiddlewaretoken": token,
        "next": "/desk/photos/upload/",
    }
    page = opener.open(login, urllib.parse.urlencode(form).encode()).read().decode()
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), "token": form_token(page)}


def form_token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def memory_of_uploading(settings: dict):
    from news.models import Photo, User

    password = secrets.token_urlsafe(20)
    person = User.objects.create_superuser("bench", password=password)
    content, edge = photograph(6000, 4000), secrets.token_hex(16)
    with worker(settings) as (port, process):
        headers = signed_in(port, person.username, password)
        token = headers.pop("token")

        def parts():
            field = f'--{edge}\r\nContent-Disposition: form-data; name="'
            yield f'{field}csrfmiddlewaretoken"\r\n\r\n{token}\r\n'.encode()
            for number in range(UPLOADS):
                yield f'{field}files"; filename="DSC_{number:04}.jpg"\r\n\r\n'.encode()
                yield (
                    content + number.to_bytes(4, "big") + b"\r\n"
                )  # bytes after the end: each file another one
            yield f"--{edge}--\r\n".encode()

        length = sum(len(part) for part in parts())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        begun = time.perf_counter()
        connection.request(
            "POST",
            "/desk/photos/upload/",
            body=parts(),
            headers=headers
            | {"Content-Type": f"multipart/form-data; boundary={edge}", "Content-Length": str(length)},
        )
        status = connection.getresponse().status
        seconds = time.perf_counter() - begun
        stored = Photo.objects.filter(uploaded_by=person).count()
        say(
            f"{UPLOADS} photographs of 24 megapixels ({length / 1e6:.0f} MB) in one request",
            f"{status}, {stored} stored, {seconds:.1f} s, {seconds / UPLOADS:.2f} s each, "
            f"peak memory {memory(process, 'VmHWM'):.0f} MB",
        )


def import_speed(folder: Path, count: int = 2000):
    from news.models import User

    lines = folder / "lines.jsonl"
    words = "<p>" + "The ministers considered the course of cooperation. " * 40 + "</p>"
    with lines.open("w") as out:
        for number in range(count):
            words_of = {"title": f"Release {number}", "lead": "What was considered.", "body": words}
            row = {
                "kind": "release",
                "form": "news",
                "slug": f"bench-{number}",
                "date": "2014-12-23",
                "editions": {"en": words_of},
            }
            out.write(json.dumps(row) + "\n")
    person = User.objects.filter(is_superuser=True).first()
    begun = time.perf_counter()
    manage("import_items", str(lines), "--format=jsonl", f"--by={person.username}", "--as=archive")
    say(
        f"import_items --as archive, {count:,} lines",
        f"{count / (time.perf_counter() - begun):.0f} lines a second",
    )


def counts_to(largest: int) -> list[int]:
    """How many items there are at each measurement: a tenth of it, and all; of many, each power of ten."""
    powers = [count for count in (1_000, 10_000, 100_000, 1_000_000) if count < largest]
    return [*(powers or [largest // 10]), largest]


def run(counts: list[int], only_pages: bool):
    with tempfile.TemporaryDirectory(prefix="press-office-bench-") as name:
        folder = Path(name)
        settings = environment(folder)
        os.environ.update(settings)
        import django

        django.setup()
        from django.db import connection

        print(
            f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}", flush=True
        )
        for command in ("migrate", "make_roles", "seed_demo", "collectstatic --noinput"):
            manage(*command.split())
        pages(counts, folder)
        if only_pages:
            return
        memory_of_reading(settings)
        memory_of_uploading(settings)
        photographs(folder)
        import_speed(folder)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=10_000, help="items of the larger measurement")
    arguments.add_argument("--only", choices=["sqlite", "postgresql"], help="one database")
    arguments.add_argument("--pages", action="store_true", help="pages only, no photographs and no import")
    arguments.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.answer:
        return answer_questions()
    if "DATABASE_URL" in os.environ or chosen.only == "sqlite":
        return run(counts_to(chosen.count), chosen.pages)
    again = [sys.executable, __file__, f"--count={chosen.count}", *(["--pages"] if chosen.pages else [])]
    if not chosen.only:
        subprocess.run([*again, "--only=sqlite"], check=True)
    return subprocess.run([sys.executable, str(ROOT / "tools/postgres.py"), *again], check=True).returncode


if __name__ == "__main__":
    main()
