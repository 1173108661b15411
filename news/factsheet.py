"""The frozen facts of an edition as lines of plain words, to be read and compared."""

from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.timezone import get_current_timezone as current_timezone
from django.utils.translation import gettext as _

from .dates import as_moment, in_words, until
from .models import DecisionStatus, Form, Participation, Precision, PressEvent
from .models.decisions import DecisionSignature

Group = tuple[str, list[str]]


def lines_of(facts: dict) -> list[Group]:
    """What a reader could see of the facts: (heading, lines), in the page's language.

    Links to other items are left out: their titles are shown only while those items are public.
    """
    groups = [
        (_("Form"), [str(capfirst(Form(facts["form"]).label))] if facts.get("form") else []),
        (_("Date"), _dates(facts)),
        (_("Place"), [facts["place"]["name"]] if facts.get("place") else []),
        (_("Bodies"), [body["name"] for body in facts.get("bodies", [])]),
        (_("Number"), [facts["number"]] if facts.get("number") else []),
        (_("Status"), [_status(row) for row in facts.get("statuses", [])]),
        (_("Signatures"), [_signature(row) for row in facts.get("signatures", [])]),
        (_("Text"), [_("not public")] if facts.get("text_public") is False else []),
        (_("Theme"), [facts["theme"]] if facts.get("theme") else []),
        (_("Agenda"), facts.get("agenda", "").splitlines()),
        (_("Held"), _held(facts)),
        (_("Participants"), [_participant(row) for row in facts.get("participants", [])]),
        (_("Speakers"), [_person(row) for row in facts.get("speakers", [])]),
        (_("Quotations"), [_quote(row) for row in facts.get("quotes", [])]),
        (_("Next session"), _next_session(facts)),
        (_("Chairmanship passes to"), _names(facts.get("chairmanship_passes_to"))),
        (_("Outlet"), _outlet(facts)),
        (_("Topics"), [topic["name"] for topic in facts.get("topics", [])]),
        (_("Photographs"), [_photograph(row) for row in facts.get("photographs", [])]),
        (_("Files"), [_file(row) for row in facts.get("files", [])]),
        (_("Dates for the press"), [_press_event(row) for row in facts.get("press_events", [])]),
        (_("For the press"), [_contact(row) for row in facts.get("contacts", [])]),
    ]
    return [(heading, lines) for heading, lines in groups if lines]


def _dates(facts: dict) -> list[str]:
    if not facts.get("date"):
        return []
    first = in_words(facts["date"], facts["date_precision"])
    is_span = facts.get("ends_on") and facts["date_precision"] == Precision.DAY
    return [f"{first} – {in_words(facts['ends_on'])}" if is_span else first]


def _held(facts: dict) -> list[str]:
    formats = {"narrow": _("in narrow format"), "extended": _("in extended format")}
    held = [formats[name] for name in facts.get("formats", [])]
    return [*held, _("by video")] if facts.get("by_video") else held


def _names(thing: dict | None) -> list[str]:
    return [thing["name"]] if thing else []


def _person(row: dict) -> str:
    return ", ".join(filter(None, [row["name"], row["title"]]))


def _participant(row: dict) -> str:
    words = [*_names(row.get("state")), _person(row)]
    words += [_("in the chair")] if row["is_chair"] else []
    if row.get("represented_by"):
        words.append(_("represented by %(person)s") % {"person": _person(row["represented_by"])})
    elif row["manner"] != Participation.Manner.IN_PERSON:
        words.append(str(Participation.Manner(row["manner"]).label))
    words += [_("guest")] if row["guest"] else []
    return "; ".join(words)


def _quote(row: dict) -> str:
    return "; ".join(filter(None, [f"“{row['text']}”", _person(row), row["source"], row["source_url"]]))


def _status(row: dict) -> str:
    label = str(capfirst(DecisionStatus.Status(row["status"]).label))
    days = [
        in_words(row[f"{edge}_on"], row[f"{edge}_precision"])
        for edge in ("starts", "ends")
        if row[f"{edge}_on"]
    ]
    return ", ".join([label, " – ".join(days)] if days else [label])


def _signature(row: dict) -> str:
    words = [row["state"]["name"], str(DecisionSignature.Manner(row["manner"]).label)]
    return ", ".join(words + ([in_words(row["on"])] if row["on"] else []))


def _next_session(facts: dict) -> list[str]:
    row = facts.get("next_session")
    if not row:
        return []
    return [", ".join([in_words(row["on"], row["precision"]), *_names(row["place"])])]


def _outlet(facts: dict) -> list[str]:
    row = facts.get("outlet")
    return ["; ".join(filter(None, [row["name"], row["url"]]))] if row else []


def _photograph(row: dict) -> str:
    """With the beginning of its random name: another picture under the same caption is another picture."""
    words = [row["caption"] or row["description"] or _("Photograph")]
    if row["description"] and row["description"] != row["caption"]:
        words.append(_("to be seen: %(description)s") % {"description": row["description"]})
    if row.get("people"):
        people = "; ".join(map(_person, row["people"]))
        words.append(_("in the picture, from left to right: %(people)s") % {"people": people})
    words += [row["credit"], _("picture %(name)s") % {"name": row["token"][:6]}, row["source_url"]]
    if row.get("over_since"):
        since = until(row["over_since"], current_timezone())
        words.append(f"{_('This photograph may no longer be shown, since')} {since}")
    return "; ".join(filter(None, words))


def _file(row: dict) -> str:
    words = [row["title"], row["name"], filesizeformat(row["size_bytes"]).replace("\xa0", " ")]
    return "; ".join([*words, f"SHA-256 {row['sha256']}"])


def _press_event(row: dict) -> str:
    words = [
        str(capfirst(PressEvent.Kind(row["kind"]).label)),
        until(as_moment(row["at"]), current_timezone()),
    ]
    return ", ".join([*words, *_names(row["place"])])


def _contact(row: dict) -> str:
    return "; ".join(filter(None, [_person(row), *row["telephones"], row["email"]]))
