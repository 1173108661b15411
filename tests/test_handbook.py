"""The handbook says what the code does."""

import re
from pathlib import Path

from django.utils import translation

from news import workflow

DOCS = Path(__file__).parents[1] / "docs"


def as_markdown() -> str:
    """The table of moves as it stands in the handbook."""
    with translation.override("en"):
        rows = [
            [
                move["name"],
                ", ".join(move["starts"]),
                ", ".join(move["ends"]) or "—",
                ", ".join(move["roles"]),
            ]
            for move in workflow.table()
        ]
    lines = [["what", "when it is", "then it is", "who"], ["---"] * 4, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def test_the_table_of_moves_in_the_handbook_is_the_one_that_decides():
    handbook = (DOCS / "editors.md").read_text()

    shown = re.search(r"<!-- moves -->\n(.*?)<!-- /moves -->", handbook, re.DOTALL).group(1)

    assert shown == as_markdown()


def test_every_picture_of_the_handbook_is_there():
    pictures = re.findall(r"\]\((pictures/[^)]+)\)", (DOCS / "editors.md").read_text())

    assert [name for name in pictures if not (DOCS / name).is_file()] == []


def test_every_move_is_explained_under_its_name_outside_the_table():
    prose = re.sub(r"<!-- moves -->.*<!-- /moves -->", "", (DOCS / "editors.md").read_text(), flags=re.DOTALL)

    with translation.override("en"):
        assert [
            move["name"] for move in workflow.table() if not re.search(rf"\*{move['name']}\b", prose)
        ] == []
