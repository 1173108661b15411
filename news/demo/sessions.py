"""The published items as rows for `items`: sessions, each with its statements and decisions, and news."""

import datetime

from django.utils import translation
from django.utils.formats import date_format

from .reading import LANGUAGES, period, read

# One report closes the day's items: it stands above its statements and decisions where the newest is first.
PUBLISHED = {"session": "18:30", "statement": "18:20", "decision": "18:00"}


def rows() -> list[dict]:
    """All published items, in the order in which their facts can be laid."""
    content = read("sessions")
    short = [row for session in content["session"] for row in _with_documents(session, content)]
    return [*short, *_december_2014(content), *read("news")["item"]]


def _december_2014(content: dict) -> list[dict]:
    december = read("december_2014")
    session = next(row for row in december["item"] if row["slug"] == "csc-session-moscow")
    return [*december["item"], *_documents(session, "decision", december["decision"], content)]


def _with_documents(session: dict, content: dict) -> list[dict]:
    session = {"bodies": [content["body"]], **session}
    rows = [{**session, "kind": "session", "published": _moment(session, "session")}]
    for kind in ("statement", "decision"):
        rows += _documents(session, kind, session.get(kind, []), content)
    return rows


def _documents(session: dict, kind: str, documents: list[dict], content: dict) -> list[dict]:
    """What was adopted at a session: of its day, place, body and topics unless it says otherwise."""
    common = {name: session[name] for name in ("date", "place", "bodies", "topics") if name in session}
    common |= {"kind": kind, "session": session["slug"], "published": _moment(session, kind)}
    return [
        {
            **common,
            **document,
            **{
                language: _words(document[language], kind, session["date"], language, content)
                for language in LANGUAGES
            },
        }
        for document in documents
    ]


def _moment(session: dict, kind: str) -> str:
    return f"{session['date']}T{PUBLISHED[kind]}"


def _words(words: str | dict, kind: str, date: str, language: str, content: dict) -> dict:
    """A document known by its title only says so in its lead."""
    words = words if isinstance(words, dict) else {"title": words}
    lead = content[f"{kind}_lead"][language].format(day=day_in_words(period(date)[0], language))
    return {"lead": lead, **words}


def day_in_words(date: datetime.date, language: str) -> str:
    with translation.override(language):
        return date_format(date, {"en": "j F Y", "ru": "j E Y"}[language])
