"""Every address × method × role × state answers as docs/matrix.md says; what is not listed there fails here.

`MATRIX=write pytest tests/test_matrix.py` writes the page anew: read the difference before you commit it.
"""

import os
from functools import cache
from pathlib import Path

import pytest
from django.contrib import admin
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse

from news.models import Office
from news.roles import ROLES

from . import make
from .addresses import addresses

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parent.parent / "docs" / "matrix.md"
NOBODY = "Nobody"
READERS = [NOBODY, "Accredited press", "Photographer", "Writer", "Editor", "Spokesman", "Administrator"]
ADDRESSES, STATES = "## Addresses", "## States"
WORDS = f"""# What answers what

Made by `MATRIX=write pytest tests/test_matrix.py` and held by that test: an address without a row fails it,
and so does an answer that is not the one below. `302` leads to the sign-in where nobody is signed in who may
enter.

{ADDRESSES}

The answer to GET · to an empty POST, for each reader, about things that exist and are public. Other
methods: the public site answers 405.

"""
WORDS_OF_STATES = f"""

{STATES}

The answer to GET about one item in each state; `absent` was never made. Readers who get the same share a row.

"""


@pytest.fixture
def quick(monkeypatch):
    """The answer is decided before the page is written: the desk's long forms and its frame need not be."""

    def render(response):
        response.content = b""
        return response

    monkeypatch.setattr(SimpleTemplateResponse, "render", render)
    monkeypatch.setattr("news.views.public.render_to_string", lambda template, context: "")
    monkeypatch.setattr(admin.site, "each_context", lambda request: {})
    monkeypatch.setattr(Office, "get", cache(Office.get))


def as_reader(client, reader):
    client.logout()
    if reader != NOBODY:
        client.force_login(make.user(reader))
    return dict(client.cookies)


def answer(client, method: str, path: str) -> int:
    """The status; whatever the request did is undone."""
    with make.undone():
        return getattr(client, method)(path).status_code


def table(title: str) -> dict[str, list[str]]:
    """The rows below that heading: first cell → the others."""
    page = PAGE.read_text() if PAGE.exists() else ""
    rows = [
        line.strip(" |").split(" | ") for line in page.partition(title)[2].partition("\n## ")[0].splitlines()
    ]
    return {row[0]: row[1:] for row in rows if len(row) > 1 and row[0].startswith("`")}


def markdown(columns: list[str], rows: dict[str, list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *([name, *cells] for name, cells in rows.items())]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def spelled(route: str) -> str:
    """As code in a cell of the table."""
    return f"`/{route}`".replace("|", r"\|")


def test_every_address_answers_every_reader_as_the_matrix_says(client, quick):
    asked = addresses(make.everything())
    found = {spelled(address.route): [] for address in asked}
    for reader in READERS:
        cookies = as_reader(client, reader)
        for address in asked:
            statuses = []
            for method in ("get", "post"):
                client.cookies.clear()
                client.cookies.update(cookies)
                statuses.append(str(answer(client, method, f"/{address.path}")))
            found[spelled(address.route)].append(" · ".join(statuses))

    keep_or_compare(ADDRESSES, ["address", *READERS], found)


def test_every_state_of_an_item_answers_every_reader_as_the_matrix_says(client, quick):
    make.office()
    items = {state: item_in(state, publish) for state, publish in make.STATES.items()}
    paths = {state: item_paths(publication) for state, publication in items.items()}
    absent = item_paths(make.release(slug="absent"), token="absent-absent-absent")
    vectors: dict[str, dict[str, list[str]]] = {}
    for reader in READERS:
        as_reader(client, reader)
        for name in absent:
            rows = [*(paths[state][name] for state in paths), absent[name]]
            if name.startswith("/desk/news"):
                rows[-1] = rows[-1].replace(rows[-1].split("/")[4], "0")
            statuses = [str(answer(client, "get", path)) for path in rows]
            vectors.setdefault(name, {})[reader] = statuses
    found = {}
    for name, by_reader in vectors.items():
        groups: dict[tuple, list[str]] = {}
        for reader, statuses in by_reader.items():
            groups.setdefault(tuple(statuses), []).append(reader)
        for statuses, readers in groups.items():
            who = "everybody" if len(readers) == len(READERS) else ", ".join(readers)
            found[f"`{name}` {who}"] = list(statuses)

    keep_or_compare(STATES, ["address and readers", *make.STATES, "absent"], found)


@pytest.mark.parametrize("state", make.HIDDEN)
def test_hidden_and_absent_are_one_answer_to_the_last_header(client, state):
    make.office()
    hidden = item_paths(item_in(state, make.STATES[state]))
    absent = {name: path.replace(state.replace(" ", "-"), "absent") for name, path in hidden.items()}

    for name, path in hidden.items():
        if name.startswith(("/desk", "/press")):
            continue
        there = client.get(path)
        not_there = client.get(
            absent[name]
            if absent[name] != path
            else path.replace(path.split("/")[2], "AAAAAAAAAAAAAAAAAAAAAA")
        )
        assert there.status_code == 404, path
        assert (there.headers, there.content) == (not_there.headers, not_there.content), path


def test_no_public_address_answers_another_method():
    """Nor with the page about forms that were sent from elsewhere."""
    client = Client(enforce_csrf_checks=True)
    for address in addresses(make.everything()):
        if not address.route.startswith(("desk/", "press/", "preview/")):
            for method in ("post", "put", "patch", "delete", "options"):
                assert getattr(client, method)(f"/{address.path}").status_code == 405, (method, address.route)


def test_all_roles_are_asked():
    assert sorted(READERS) == sorted([NOBODY, *ROLES])


def item_in(state: str, publish):
    publication = make.release(slug=f"item-{state.replace(' ', '-')}")
    make.gallery(publication, make.uploaded(size=(400, 300)))
    make.attachment(publication, content=f"%PDF-1.7 {state}".encode())
    publish(publication)
    return publication


def item_paths(publication, token: str = "") -> dict[str, str]:
    parts = ["en", "news", "2014/12/23", publication.slug]
    photo, file = publication.photographs.first(), publication.attachments.first()
    picture, document = token or photo.token, token or file.token
    pk = publication.pk
    return {
        "/…/": reverse("item", args=parts),
        "/…/photos/": reverse("gallery", args=parts),
        "/…/photos/1/": reverse("gallery_photo", args=[*parts, 1]),
        "/…/print/": reverse("print", args=parts),
        "/…/cite.bib": reverse("cite", args=parts),
        "/…/history/": reverse("history", args=parts),
        "/…/history/1/": reverse("history_edition", args=[*parts, 1]),
        "/photos/…": reverse("photo", args=[picture, 320, "jpg"]),
        "/photos/…/print.jpg": reverse("photo_print", args=[picture]),
        "/…/photos/photographs.zip": reverse("gallery_archive", args=parts),
        "/files/…": reverse("file", args=[document, "report.pdf"]),
        "/press/…/": reverse("press_item", args=parts),
        "/press/photos/…": reverse("press_photo", args=[picture, 320, "jpg"]),
        "/press/photos/…/print.jpg": reverse("press_photo_print", args=[picture]),
        "/press/…/photos/photographs.zip": reverse("press_gallery_archive", args=parts),
        "/press/files/…": reverse("press_file", args=[document, "report.pdf"]),
        "/desk/photos/…": reverse("desk_photo", args=[picture, 320, "jpg"]),
        "/desk/photos/…/print.jpg": reverse("desk_photo_print", args=[picture]),
        "/desk/files/…": reverse("desk_file", args=[document, "report.pdf"]),
        "/desk/news/release/…/preview/en/": reverse("admin:news_release_preview", args=[pk, "en"]),
    }


def keep_or_compare(title: str, columns: list[str], found: dict[str, list[str]]):
    if os.environ.get("MATRIX") == "write":
        kept = {ADDRESSES: table(ADDRESSES), STATES: table(STATES), title: found}
        PAGE.write_text(
            WORDS
            + markdown(["address", *READERS], kept[ADDRESSES])
            + WORDS_OF_STATES
            + markdown(["address and readers", *make.STATES, "absent"], kept[STATES])
            + "\n"
        )
    listed = table(title)
    wrong = {
        name: {"listed": listed.get(name, "no row"), "found": found.get(name, "no such address")}
        for name in [*found, *(name for name in listed if name not in found)]
        if listed.get(name) != found.get(name)
    }
    assert wrong == {}
