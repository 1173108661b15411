"""A map says, in TOML, which of their fields is which of ours. docs/importing.md is its reference."""

import datetime
import re
import tomllib
import zoneinfo
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from . import Refused, words

FIELDS = "kind form slug date published place topics bodies outlet outlet_url origin old_addresses".split()
WORDS = ["title", "lead", "body"]
PHOTO = ["file", "source_url", "credit", "caption", "alt"]
FILE = ["file", "title"]
SWITCHES = "create_topics create_places title_is_enough midnight_is_unknown".split()
SECTIONS = ["fields", "editions", "renders", "photos", "files"]
RULE = "from value find table otherwise formats drop_start drop_end replace as".split()
REGEX = re.DOTALL


@dataclass(frozen=True)
class Rule:
    """How one of our fields is had from their record."""

    sources: tuple[str, ...] = ()
    value: Any = None
    find: re.Pattern | None = None
    table: dict | None = None
    otherwise: Any = None
    formats: tuple[str, ...] = ()
    drop_start: tuple[str, ...] = ()
    drop_end: tuple[str, ...] = ()
    replace: tuple[tuple[re.Pattern, str], ...] = ()
    arrives_as: str = "html"


@dataclass(frozen=True)
class Map:
    """Without a map the record is already in our own words."""

    zone: zoneinfo.ZoneInfo | None = None
    months: tuple[str, ...] = ()
    create_topics: bool = False
    create_places: bool = False
    title_is_enough: bool = False
    midnight_is_unknown: bool = False
    fields: dict[str, Rule] = field(default_factory=dict)
    editions: dict[str, dict[str, Rule]] = field(default_factory=dict)
    renders: dict[str, Rule] = field(default_factory=dict)
    photos: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    native: bool = True

    def apply(self, record: dict) -> dict:
        """Their record as a native one."""
        if self.native:
            return record
        row = {name: self._read(rule, record) for name, rule in self.fields.items()}
        row["editions"] = {
            language: {name: self._words(name, rule, record) for name, rule in rules.items()}
            for language, rules in self.editions.items()
        }
        row["renders"] = {language: self._read(rule, record) for language, rule in self.renders.items()}
        for name, rules in (("photos", self.photos), ("files", self.files)):
            if rules:
                row[name] = [self._part(rules, part) for part in _list(look(record, rules["from"]))]
        return row

    def _part(self, rules: dict, record: Any) -> dict:
        """A photograph or a file: rules, or rules by language."""
        return {
            name: {language: self._read(one, record) for language, one in rule.items()}
            if isinstance(rule, dict)
            else self._read(rule, record)
            for name, rule in rules.items()
            if name != "from"
        }

    def _words(self, name: str, rule: Rule, record: dict):
        found = self._read(rule, record)
        return words.paragraphs(found) if name == "body" and rule.arrives_as == "text" else found

    def _read(self, rule: Rule, record: dict):
        if rule.value is not None:
            return rule.value
        found = next(filter(None, (_source(record, source) for source in rule.sources)), "")
        if isinstance(found, str):
            found = self._shape(rule, found, record)
        if rule.table is not None and isinstance(found, str):
            found = rule.table.get(found, found if rule.otherwise is None else rule.otherwise)
        return found

    def _shape(self, rule: Rule, text: str, record: dict) -> str:
        if rule.find:
            match = rule.find.search(text)
            text = " ".join(filter(None, match.groups() or [match[0]])) if match else ""
        for pattern in rule.drop_start:
            match = re.match(rf"\s*(?:{_filled(pattern, record)})\s*", text, REGEX)
            text = text[match.end() :] if match else text
        for pattern in rule.drop_end:
            match = re.search(rf"(?:{_filled(pattern, record)})\s*\Z", text, REGEX)
            text = text[: match.start()].rstrip() if match else text
        for pattern, replacement in rule.replace:
            text = pattern.sub(replacement, text)
        return self._iso(rule.formats, text) if rule.formats else text

    def _iso(self, formats: tuple[str, ...], text: str) -> str:
        """The date or moment as ISO 8601, or the text as it is when no format fits."""
        numbered = " ".join(text.split())
        for number, month in enumerate(self.months, start=1):
            numbered = re.sub(rf"\b{re.escape(month)}\b", str(number), numbered, flags=re.IGNORECASE)
        for form in formats:
            try:
                moment = datetime.datetime.strptime(numbered, form)  # noqa: DTZ007 - the zone is the map's
            except ValueError:
                continue
            return moment.isoformat() if "%H" in form or "%I" in form else moment.date().isoformat()
        return text


NAME = re.compile(r"\{([a-zA-Z_][\w.]*)\}")


def look(record: Any, path: str) -> Any:
    """What lies at the path (names of objects, numbers of lists, joined by dots), or None."""
    if isinstance(record, dict) and path in record:
        return record[path]
    for step in path.split("."):
        if isinstance(record, dict):
            record = record.get(step)
        elif isinstance(record, list) and step.isdecimal() and int(step) < len(record):
            record = record[int(step)]
        else:
            return None
    return record


def _source(record: dict, source: str) -> Any:
    """A path, or a text with {paths} in it, which is empty when one of them is."""
    if not NAME.search(source):
        return _plain(look(record, source))
    parts = {name: _plain(look(record, name)) for name in NAME.findall(source)}
    return NAME.sub(lambda match: str(parts[match[1]]), source) if all(parts.values()) else ""


def _plain(found: Any) -> Any:
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else found


def _filled(pattern: str, record: dict) -> str:
    """The pattern with each {path} replaced by those words, whatever space stands between them."""

    def quoted(match):
        return r"\s+".join(map(re.escape, str(look(record, match[1]) or "").split()))

    return NAME.sub(quoted, pattern)


def _list(found: Any) -> list:
    return found if isinstance(found, list) else []


def load(path: Path) -> Map:
    """Read a map. Raises Refused with a sentence that names the line or the field."""
    try:
        said = tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise Refused(
            _("The map %(path)s cannot be read: %(error)s.") % {"path": path, "error": error.strerror}
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(
            _("The map %(path)s is not TOML: %(error)s.") % {"path": path, "error": error}
        ) from error
    _only(said, ["zone", "months", *SWITCHES, *SECTIONS], "")
    return Map(
        zone=_zone(said["zone"]) if "zone" in said else None,
        months=tuple(_texts(said.get("months", []), "months")),
        **{name: _truth(said.get(name, False), name) for name in SWITCHES},
        fields=_rules(said.get("fields", {}), FIELDS, "fields"),
        editions={
            language: _rules(rules, WORDS, f"editions.{language}")
            for language, rules in _object(said.get("editions", {}), "editions").items()
        },
        renders=_rules(said.get("renders", {}), None, "renders"),
        photos=_parts(said.get("photos"), PHOTO, ["caption", "alt"], "photos"),
        files=_parts(said.get("files"), FILE, ["title"], "files"),
        native=False,
    )


def _zone(name: Any) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        sentence = _("The map's zone “%(name)s” is not known. Name one of the IANA list: Europe/Moscow.")
        raise Refused(sentence % {"name": name}) from error


def _only(said: dict, known: list[str], where: str):
    for name in said:
        if name not in known:
            raise Refused(
                _("The map says “%(name)s”, which is not known. It may say: %(known)s.")
                % {"name": f"{where}.{name}".lstrip("."), "known": ", ".join(known)}
            )


def _wrong(where: str, wanted: str):
    return Refused(_("The map's “%(name)s” must be %(wanted)s.") % {"name": where, "wanted": wanted})


def _object(said: Any, where: str) -> dict:
    if not isinstance(said, dict):
        raise _wrong(where, _("a table"))
    return said


def _truth(said: Any, where: str) -> bool:
    if not isinstance(said, bool):
        raise _wrong(where, _("true or false"))
    return said


def _texts(said: Any, where: str) -> list[str]:
    said = [said] if isinstance(said, str) else said
    if not isinstance(said, list) or not all(isinstance(text, str) for text in said):
        raise _wrong(where, _("a text or a list of texts"))
    return said


def _rules(said: Any, known: list[str] | None, where: str) -> dict[str, Rule]:
    said = _object(said, where)
    if known:
        _only(said, known, where)
    return {name: _rule(rule, f"{where}.{name}") for name, rule in said.items()}


def _parts(said: Any, known: list[str], by_language: list[str], where: str) -> dict[str, Any]:
    if said is None:
        return {}
    _only(_object(said, where), ["from", *known], where)
    if not isinstance(said.get("from"), str):
        raise _wrong(f"{where}.from", _("the path of their list"))
    return {
        name: rule
        if name == "from"
        else _rules(rule, None, f"{where}.{name}")
        if name in by_language
        else _rule(rule, f"{where}.{name}")
        for name, rule in said.items()
    }


def _rule(said: Any, where: str) -> Rule:
    if isinstance(said, str | list):
        return Rule(sources=tuple(_texts(said, where)))
    _only(_object(said, where), RULE, where)
    if ("from" in said) == ("value" in said):
        raise _wrong(where, _("had “from” a field of theirs or be a “value”: one of the two"))
    arrives_as = said.get("as", "html")
    if arrives_as not in ("html", "text"):
        raise _wrong(f"{where}.as", _("“html” or “text”"))
    replace = said.get("replace", [])
    if not isinstance(replace, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and _texts(pair, where) for pair in replace
    ):
        raise _wrong(f"{where}.replace", _("a list of pairs: a pattern and what stands in its place"))
    for name in ("drop_start", "drop_end"):
        for pattern in _texts(said.get(name, []), f"{where}.{name}"):
            _pattern(NAME.sub("", pattern), f"{where}.{name}")
    return Rule(
        sources=tuple(_texts(said.get("from", []), f"{where}.from")),
        value=said.get("value"),
        find=_pattern(said["find"], f"{where}.find") if "find" in said else None,
        table=_object(said["table"], f"{where}.table") if "table" in said else None,
        otherwise=said.get("otherwise"),
        formats=tuple(_texts(said.get("formats", []), f"{where}.formats")),
        drop_start=tuple(_texts(said.get("drop_start", []), where)),
        drop_end=tuple(_texts(said.get("drop_end", []), where)),
        replace=tuple((_pattern(pattern, f"{where}.replace"), text) for pattern, text in replace),
        arrives_as=arrives_as,
    )


def _pattern(said: Any, where: str) -> re.Pattern:
    try:
        return re.compile(said, REGEX)
    except (re.error, TypeError) as error:
        raise _wrong(where, _("a regular expression (%(error)s)") % {"error": error}) from error
