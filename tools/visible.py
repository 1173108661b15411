"""Publish, correct and withdraw on a real server with no worker, and poll every surface around the moment.

`python tools/visible.py`, or `make visible`. Prints how many seconds the slowest took. Fails when one
showed a scheduled item before its moment, or took more than ten seconds to show it or to let it go.
"""

import argparse
import datetime
import json
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from crash import Server, prepare

AHEAD, LIMIT = 3.0, 10.0
TITLE = "The words that wait"


def read(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def surfaces(item) -> dict[str, str]:
    """What shows the item, by name."""
    photo, file = item.photographs.get(), item.attachments.get()
    page = f"/en/news/2014/12/23/{item.slug}/"
    return {
        "home": "/en/",
        "list": "/en/news/",
        "list of the year": "/en/news/?year=2014",
        "topic": "/en/topics/waiting/",
        "page": page,
        "gallery": f"{page}photos/",
        "history": f"{page}history/",
        "record": "/en/record/",
        "print form": f"{page}print/",
        "citation": f"{page}cite.bib",
        "Atom": "/en/feed.atom",
        "RSS of the section": "/en/news/feed.rss",
        "news sitemap": "/news-sitemap.xml",
        "photograph": f"/photos/{photo.token}/320.jpg",
        "file": f"/files/{file.token}/{file.name}",
    }


def poll(url: str, places: dict[str, str], shows: bool, since: float, until: float) -> dict[str, float]:
    """Seconds after `since` (of the wall clock) at which each surface first did as it should."""
    seen: dict[str, float] = {}
    while len(seen) < len(places) and time.time() < until:
        for name, path in places.items():
            if name in seen:
                continue
            asked = time.time()
            status, body = read(url + path)
            there = status == 200 and (name in ("photograph", "file") or TITLE.encode() in body)
            if there is shows:
                # before its moment only what was answered before it counts
                seen[name] = (time.time() if shows else asked) - since
        time.sleep(0.05)
    return seen


def item():
    """A release with a topic, a photograph and a file, in review."""
    from django.core.files.base import ContentFile
    from PIL import Image

    from news import uploads, workflow
    from news.models import Attachment, Release, User

    writer = User.objects.get(username="writer")
    release = Release.objects.create(slug="waiting", date="2014-12-23", form="news")
    release.topics.add("Waiting")
    with tempfile.SpooledTemporaryFile() as buffer:
        Image.new("RGB", (700, 500), (40, 90, 120)).save(buffer, "JPEG")
        buffer.seek(0)
        photo = uploads.store(ContentFile(buffer.read(), name="p.jpg"), by=writer)
    photo.words.create(language="en", caption="Caption", description="A plain surface")
    photo.credit = "Press service"
    photo.save()
    release.gallery.create(photo=photo)
    file = Attachment(publication=release, name="report.pdf", content_type="application/pdf", size_bytes=8)
    file.sha256 = "0" * 64
    file.file.save("report.pdf", ContentFile(b"%PDF-1.7"), save=False)
    file.save()
    file.words.create(language="en", title="Report")
    words = {"title": TITLE, "lead": "A lead.", "body": "<p>Words.</p>"}
    edition = workflow.start(release, "en", by=writer, **words)
    return release, workflow.submit(edition, by=writer)


def run(url: str) -> int:
    from django.db import connection, connections

    from news import workflow
    from news.models import User

    release, edition = item()
    places = surfaces(release)
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=AHEAD)
    edition = workflow.approve(edition, by=User.objects.get(username="editor"), live_from=moment)
    connections.close_all()
    came = poll(url, places, True, moment.timestamp(), moment.timestamp() + LIMIT)
    before = [name for name, seconds in came.items() if seconds < 0]
    gone = workflow.withdraw(edition, by=User.objects.get(username="spokesman"), reason="Wrong.")
    connections.close_all()
    since = gone.live_until.timestamp()
    went = poll(url, places, False, since, since + LIMIT)
    missing = {"published": sorted(set(places) - set(came)), "withdrawn": sorted(set(places) - set(went))}
    figures = {
        "database": connection.vendor,
        "surfaces": len(places),
        "slowest to show, s": round(max(came.values(), default=LIMIT), 2),
        "slowest to let go, s": round(max(went.values(), default=LIMIT), 2),
        "too early": before,
        "not within 10 s": missing,
    }
    print(json.dumps(figures))
    return bool(before or missing["published"] or missing["withdrawn"])


def main():
    parser = argparse.ArgumentParser(description="Poll every surface around a publication and a withdrawal.")
    parser.add_argument("--port", type=int, default=8238)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="press-office-visible-") as folder:
        prepare(Path(folder), options.port)
        server = Server(options.port)
        try:
            status = run(server.url)
        finally:
            server.kill()
    sys.exit(status)


if __name__ == "__main__":
    main()
