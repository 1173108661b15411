"""Kill the server at random moments during saves and verbs, then look whether anything is lost or half done.

`python tools/crash.py --times 20`, or `make crash`. On SQLite in a temporary folder, or on the database of
DATABASE_URL, which must be empty: `python tools/postgres.py python tools/crash.py`. Each time a web server
takes saves of two editors while a second process makes random verbs of `manage.py workflow`; both are killed.
Then every change that was acknowledged must be there, the record replays to what is public, and every verb
must have left all of its rows or none.
"""

import argparse
import http.client
import http.cookiejar
import io
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = secrets.token_urlsafe(12)
START_SECONDS = 60


def prepare(folder: Path, port: int):
    """Settings, an empty database, three people and the items that they will change."""
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'db.sqlite3'}")
    os.environ |= {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "pressoffice.settings",
    }
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from news.models import Office, Release, User
    from news.roles import make_roles

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    make_roles()
    Office.objects.update_or_create(pk=1, defaults={"languages": "en", "time_zone": "Europe/Moscow"})
    for role in ("Writer", "Editor", "Spokesman"):
        person = User.objects.create_user(
            role.lower(), f"{role}@example.org", password=PASSWORD, is_staff=True
        )
        person.groups.add(Group.objects.get(name=role))
    for number in range(6):
        Release.objects.create(slug=f"item-{number}", date="2014-12-23", form="news")


def begin(slug: str):
    """The first draft of the item."""
    from news import workflow
    from news.models import Release, User

    words = {"title": slug, "lead": "A lead.", "body": "<p>Some words.</p>"}
    workflow.start(
        Release.objects.get(slug=slug),
        "en",
        by=User.objects.get(username="writer"),
        change_note="N.",
        **words,
    )


class Server:
    """The project under gunicorn, in a process group of its own."""

    def __init__(self, port: int):
        self.url = f"http://127.0.0.1:{port}"
        if self.answers():
            sys.exit("Another server answers at this port: choose one with --port.")
        command = [sys.executable, "-m", "gunicorn", "pressoffice.wsgi", "--log-level", "critical"]
        command += ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"]
        self.process = subprocess.Popen(
            [*command, "--no-control-socket"], cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                sys.exit("The web server did not start: is the port free?")
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=10).status == 200
        except OSError:
            return False

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Browser:
    """One person at the desk."""

    def __init__(self, url: str, name: str):
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        login = self.form("/desk/login/", "login-form")
        self.send("/desk/login/", login | {"username": name, "password": PASSWORD})

    def form(self, path: str, form_id: str) -> dict[str, list[str]]:
        """What the form on that page would send, untouched."""
        from tests.desk import FormReader

        reader = FormReader(form_id)
        reader.feed(self.opener.open(self.url + path, timeout=20).read().decode())
        return reader.fields

    def send(self, path: str, fields: dict) -> bool:
        """Whether it was acknowledged: the answer led on to another page."""
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        request = urllib.request.Request(self.url + path, body, headers={"Referer": self.url + path})
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.url != self.url + path or b'class="success"' in answer.read()
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return False


def save_drafts(url: str, slug: str, key: int, acknowledged: dict, tried: dict):
    """Save one item's title again and again, until the server is gone. `tried`: titles not acknowledged."""
    page = f"/desk/news/release/{key}/change/"
    try:
        browser = Browser(url, "writer")
        while True:
            form = browser.form(page, "release_form")
            title = f"{slug} {secrets.token_hex(6)}"
            tried.setdefault(slug, set()).add(title)
            if browser.send(page, form | {"words-en-title": title, "_continue": "yes"}):
                tried[slug], acknowledged[slug, "saved"] = set(), title
                acknowledged["saves"] += 1
            else:
                acknowledged["refused saves"] += 1
    except (OSError, http.client.HTTPException):
        return


def act():
    """The second process: random verbs, each acknowledged by a line once it is done."""
    from django.core.management import CommandError, call_command

    from news.models import Edition, Record, ShownState

    soon = "2099-01-01T10:00:00Z"
    verbs = {
        ShownState.DRAFT: [["submit", "writer"]],
        ShownState.IN_REVIEW: [
            ["return_to_draft", "editor", "--note", "Shorter."],
            ["approve", "editor"],
            ["approve", "editor", "--live-from", soon],
        ],
        ShownState.SCHEDULED: [
            ["reschedule", "editor", "--live-from", "2098-01-01T10:00:00Z"],
            ["cancel_schedule", "editor"],
            ["lift", "editor"],
        ],
        ShownState.WITHDRAWN: [["reinstate", "spokesman"]],
    }
    public = [["correct", "writer", "--note", "A number."], ["withdraw", "spokesman", "--reason", "Wrong."]]
    verbs |= {ShownState.PUBLISHED: public, ShownState.CORRECTED: public}
    chance = random.Random()
    while True:
        slug = f"item-{chance.randrange(2, 6)}"
        newest = Edition.objects.filter(publication__slug=slug).order_by("-number").first()
        if newest is None:
            begin(slug)
            continue
        verb, by, *more = chance.choice(verbs.get(newest.state(), public))
        try:
            call_command("workflow", verb, slug, "--by", by, *more, stdout=io.StringIO())
        except CommandError:
            continue
        newest.refresh_from_db()
        lines = Record.objects.filter(slug=slug).count()
        told = {"slug": slug, "edition": newest.pk, "version": newest.lock_version, "lines": lines}
        print(json.dumps(told | {"verb": verb}), flush=True)


def whats_wrong(acknowledged: dict, tried: dict, acts: list[dict]) -> list[str]:
    from django.db import connections

    from news import freezing, replay
    from news.models import Approval, Edition, Effect, Record, Status

    connections.close_all()
    wrong = []
    for slug in ("item-0", "item-1"):
        title = Edition.objects.get(publication__slug=slug).title
        # Of those tried since, killed before the answer, in this round or an earlier one, any may be there.
        if title not in {acknowledged.get((slug, "saved"), title), *tried.get(slug, ())}:
            wrong.append(f"{slug}: an acknowledged save is lost")
    for one in acts:
        edition = Edition.objects.filter(pk=one["edition"]).first()
        if edition is None or edition.lock_version < one["version"]:
            wrong.append(f"{one['slug']}: an acknowledged {one['verb']} is lost")
        if Record.objects.filter(slug=one["slug"]).count() < one["lines"]:
            wrong.append(f"{one['slug']}: a line of an acknowledged {one['verb']} is lost")
    try:
        replay.verify()
    except replay.Wrong as problem:
        wrong.append(str(problem))
    for edition in Edition.objects.filter(status=Status.APPROVED).select_related("publication"):
        kept = set(edition.facets.values_list("facet", "thing"))
        if kept != {(row.facet, row.thing) for row in freezing.facets(edition)}:
            wrong.append(f"{edition.publication.slug}: facets of edition {edition.number} are not its facts'")
    told = Counter(Effect.objects.values_list("kind", "edition"))
    of_record = ("publication_id", "language", "number")
    reinstated = set(Record.objects.filter(verb="reinstate").values_list(*of_record))
    for edition in Edition.objects.exclude(status=Status.DRAFT):
        kind = "waits_for_review" if edition.status == Status.IN_REVIEW else "approved"
        again = (edition.publication_id, edition.language, edition.number) in reinstated
        if edition.approval in ("", Approval.TWO_PEOPLE) and not again and not told[kind, edition.pk]:
            wrong.append(f"edition {edition.pk}: {edition.status}, and nobody would be told")
    return wrong


def crash_once(port: int, acknowledged: dict, tried: dict, keys: dict) -> list[dict]:
    """Serve, act, and kill both at a random moment; what the second process acknowledged."""
    server = Server(port)
    second = subprocess.Popen(
        [sys.executable, __file__, "--act"], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    people = [
        threading.Thread(target=save_drafts, args=(server.url, slug, key, acknowledged, tried))
        for slug, key in keys.items()
    ]
    for person in people:
        person.start()
    first = second.stdout.readline()
    time.sleep(random.uniform(0.5, 3))
    server.kill()
    os.killpg(second.pid, signal.SIGKILL)
    lines = [first, *second.stdout.read().splitlines()]
    second.wait()
    for person in people:
        person.join()
    return [json.loads(line) for line in lines if line.strip().endswith("}")]


def main():
    parser = argparse.ArgumentParser(description="Kill the server at random moments and count what is lost.")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--port", type=int, default=8239)
    parser.add_argument("--act", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.act:
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        act()
    with tempfile.TemporaryDirectory(prefix="press-office-crash-") as folder:
        prepare(Path(folder), options.port)
        sys.exit(crash(options.times, options.port))


def crash(times: int, port: int) -> int:
    from django.db import connection, connections

    from news.models import Release

    keys = dict(Release.objects.filter(slug__in=["item-0", "item-1"]).values_list("slug", "pk"))
    for slug in keys:
        begin(slug)
    acknowledged, tried, verbs, wrong = Counter(), {}, Counter(), []
    for number in range(1, times + 1):
        connections.close_all()
        acts = crash_once(port, acknowledged, tried, keys)
        verbs.update(one["verb"] for one in acts)
        found = whats_wrong(acknowledged, tried, acts)
        wrong += found
        print(
            f"{number}: {len(acts)} verbs, {acknowledged['saves']} saves so far; {found or 'whole'}",
            flush=True,
        )
    figure = {
        "database": connection.vendor,
        "kills": times,
        "saves acknowledged": acknowledged["saves"],
        "saves refused": acknowledged["refused saves"],
        "verbs acknowledged": sum(verbs.values()),
        "by verb": dict(sorted(verbs.items())),
        "lost or half done": len(wrong),
    }
    print(json.dumps(figure))
    return bool(wrong)


if __name__ == "__main__":
    main()
