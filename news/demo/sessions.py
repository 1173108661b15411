"""The published items as rows for `items`: sessions, each with its statements and decisions, and news."""

from .reading import read

# One report closes the day's items: it stands above its statements and decisions where the newest is first.
PUBLISHED = {"session": "18:30", "statement": "18:20", "decision": "18:00"}


def rows() -> list[dict]:
    """All published items, in the order in which their facts can be laid."""
    content = read("sessions")
    short = [row for session in content["session"] for row in _with_documents(session, content)]
    return [*short, *_december_2014(), *read("news")["item"]]


def _december_2014() -> list[dict]:
    december = read("december_2014")
    session = next(row for row in december["item"] if row["slug"] == "csc-session-moscow")
    return [*december["item"], *_documents(session, "decision", december["decision"])]


def _with_documents(session: dict, content: dict) -> list[dict]:
    session = {"bodies": [content["body"]], **session}
    rows = [{**session, "kind": "session", "published": _moment(session, "session")}]
    for kind in ("statement", "decision"):
        rows += _documents(session, kind, session.get(kind, []))
    return rows


def _documents(session: dict, kind: str, documents: list[dict]) -> list[dict]:
    """What was adopted at a session: of its day, place, body and topics unless it says otherwise."""
    common = {name: session[name] for name in ("date", "place", "bodies", "topics") if name in session}
    common |= {"kind": kind, "session": session["slug"], "published": _moment(session, kind)}
    return [common | document for document in documents]


def _moment(session: dict, kind: str) -> str:
    return f"{session['date']}T{PUBLISHED[kind]}"
