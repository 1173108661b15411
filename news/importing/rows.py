"""One native row, checked: what may be stored, or the sentence that says why not."""

import datetime
import re
import unicodedata
import zoneinfo
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import FORMS, PATH_LENGTH, Form, Kind, path_of
from ..text import sanitise, tidy_line
from . import Refused, words
from .maps import Map

TITLE_LENGTH = 500
BODY_LENGTH = 1_000_000
BODY_MARKS = 20_000
EARLIEST_YEAR = 1800
YEARS_AHEAD = 5
NOON = datetime.time(12)
KNOWN = (
    "kind form slug date published place topics bodies outlet outlet_url origin old_addresses editions "
    "renders photos files"
).split()
FIRST_FORM = {
    Kind.SESSION: Form.REGULAR,
    Kind.STATEMENT: Form.STATEMENT,
    Kind.DECISION: Form.DECISION,
    Kind.RELEASE: Form.NEWS,
}
HALF_A_PAIR = re.compile("[\ud800-\udfff]")
LOST_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")

is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Rules:
    """What holds for every row of one import."""

    zone: zoneinfo.ZoneInfo
    languages: list[str]
    archive: bool = False
    map: Map = field(default_factory=Map)


@dataclass(frozen=True)
class Picture:
    """A photograph: a file of the folder, or only where it can be seen. Words by language."""

    file: str
    source_url: str
    credit: str
    captions: dict[str, str]
    descriptions: dict[str, str]


@dataclass(frozen=True)
class Document:
    file: str
    titles: dict[str, str]


@dataclass(frozen=True)
class Item:
    """A row that may be stored. `published` is aware; `words` are title, lead and body by language."""

    kind: Kind
    form: Form
    slug: str
    date: datetime.date
    published: datetime.datetime
    place: str
    topics: list[str]
    bodies: list[str]
    outlet: str
    outlet_url: str
    origin: str
    old_addresses: list[str]
    words: dict[str, dict[str, str]]
    renders: dict[str, str]
    photos: list[Picture]
    files: list[Document]
    notes: list[str]


def read(row: dict, rules: Rules) -> Item:
    """Check a native row. Raises Refused with a sentence."""
    kind = _kind(row)
    editions = _editions(row, rules)
    date, published = _moments(row, rules)
    first = next(iter(editions.values()))
    slug = words.address(_line(row, "slug", 500) or first["title"])
    unknown = [name for name in row if name not in KNOWN]
    notes = [_("Not ours, left out: %(names)s.") % {"names": ", ".join(sorted(unknown))}] if unknown else []
    return Item(
        kind=kind,
        form=_form(row, kind),
        slug=slug or f"{kind}-{date}",
        date=date,
        published=published,
        place=_line(row, "place", 200),
        topics=_lines(row, "topics", 100),
        bodies=_lines(row, "bodies", 80),
        outlet=_line(row, "outlet", 120),
        outlet_url=_address(row, "outlet_url"),
        origin=_line(row, "origin", 300),
        old_addresses=_old_addresses(row),
        words=editions,
        renders={
            language: tidy_line(_text(title, f"renders.{language}"))
            for language, title in _table(row, "renders").items()
        },
        photos=[_picture(photo, number, rules) for number, photo in _numbered(row, "photos")],
        files=[_document(file, number, rules) for number, file in _numbered(row, "files")],
        notes=notes,
    )


def _kind(row: dict) -> Kind:
    said = _line(row, "kind", 100) or Kind.RELEASE
    if said not in Kind.values:
        sentence = _("There is no kind “%(kind)s”. Write one of: %(kinds)s.")
        raise Refused(sentence % {"kind": said, "kinds": ", ".join(Kind.values)})
    return Kind(said)


def _form(row: dict, kind: Kind) -> Form:
    said = _line(row, "form", 100) or FIRST_FORM[kind]
    if said not in FORMS[kind]:
        sentence = _("A %(kind)s has no form “%(form)s”. Write one of: %(forms)s.")
        raise Refused(sentence % {"kind": kind.value, "form": said, "forms": ", ".join(FORMS[kind])})
    return Form(said)


def _editions(row: dict, rules: Rules) -> dict[str, dict[str, str]]:
    editions = {}
    for language, said in _table(row, "editions").items():
        _known_language(language, rules)
        if not isinstance(said, dict):
            raise Refused(
                _("“%(name)s” must be an object with title, lead and body.")
                % {"name": f"editions.{language}"}
            )
        editions[language] = _words(said, language, rules)
    if not editions:
        raise Refused(_("There are no words. Give “editions” with at least one language."))
    return editions


def _words(said: dict, language: str, rules: Rules) -> dict[str, str]:
    title = _line(said, "title", TITLE_LENGTH, f"editions.{language}.title")
    if not title:
        raise Refused(_("The title is missing (%(language)s). Give it one.") % {"language": language})
    lead = tidy_line(_text(said.get("lead"), f"editions.{language}.lead"))
    body = sanitise(words.tidy_html(_body(said, language)))
    if rules.archive and not words.plain(body) and not rules.map.title_is_enough:
        sentence = _(
            "The text is missing (%(language)s). Give it one, or say title_is_enough = true in the map."
        )
        raise Refused(sentence % {"language": language})
    if rules.archive and not lead:
        lead, body = words.lead_from(body)
    return {"title": title, "lead": lead, "body": body}


def _body(said: dict, language: str) -> str:
    """Parsers of HTML take their time with marks nested by the thousand: those are no text of an office."""
    body = _text(said.get("body"), f"editions.{language}.body")
    if len(body) > BODY_LENGTH or body.count("<") > BODY_MARKS:
        sentence = _("The text is longer than %(letters)d characters or %(marks)d marks. Split the item.")
        raise Refused(sentence % {"letters": BODY_LENGTH, "marks": BODY_MARKS})
    return body


def _known_language(language: str, rules: Rules):
    if language not in rules.languages:
        sentence = _("The office has no language “%(language)s”. It has: %(languages)s.")
        raise Refused(sentence % {"language": language, "languages": ", ".join(rules.languages)})


def _moments(row: dict, rules: Rules) -> tuple[datetime.date, datetime.datetime]:
    """The local day, and the moment of publication: noon of the day when no hour is known."""
    date, published = _day(row), _moment(row, rules)
    if date is None and published is None:
        raise Refused(_("The date is missing. Give the day, such as 2014-12-23."))
    if date is None:
        date = published.date()
    unknown_hour = published and rules.map.midnight_is_unknown and published.time() == datetime.time()
    if published is None or unknown_hour:
        day = published.date() if published else date
        published = datetime.datetime.combine(day, NOON, rules.zone)
    _possible(date, published, rules)
    return date, published


def _possible(date: datetime.date, published: datetime.datetime, rules: Rules):
    """Refuse a day that looks like a mistake, and what an archive cannot hold yet.

    An hour of today that lies ahead, such as noon, counts as now.
    """
    now = timezone.now()
    today = now.astimezone(rules.zone).date()
    if not EARLIEST_YEAR <= date.year <= today.year + YEARS_AHEAD:
        raise Refused(_("The date %(date)s cannot be right. Correct it.") % {"date": date})
    if rules.archive and (date > today or (published > now and published.date() > today)):
        sentence = _("An archive holds nothing of %(date)s yet: the day lies ahead. Take it in as a draft.")
        raise Refused(sentence % {"date": max(date, published.date())})


def _day(row: dict) -> datetime.date | None:
    said = _line(row, "date", 100)
    try:
        return datetime.date.fromisoformat(said) if said else None
    except ValueError as error:
        sentence = _("“%(date)s” is not a day. Write it like 2014-12-23, or give its format in the map.")
        raise Refused(sentence % {"date": said}) from error


def _moment(row: dict, rules: Rules) -> datetime.datetime | None:
    said = _line(row, "published", 100)
    if not said:
        return None
    try:
        moment = datetime.datetime.fromisoformat(said)
    except ValueError as error:
        sentence = _(
            "“%(moment)s” is not a moment. Write it like 2014-12-23T18:00:00+03:00, "
            "or give its format in the map."
        )
        raise Refused(sentence % {"moment": said}) from error
    if moment.year < EARLIEST_YEAR or moment.year > 9000:
        raise Refused(_("The moment %(moment)s cannot be right. Correct it.") % {"moment": said})
    return moment if moment.tzinfo else _local(moment, said, rules.map.zone)


def _local(moment: datetime.datetime, said: str, zone: zoneinfo.ZoneInfo | None) -> datetime.datetime:
    if zone is None:
        sentence = _("“%(moment)s” has no zone. Write its offset, such as +03:00, or name a zone in the map.")
        raise Refused(sentence % {"moment": said})
    here = moment.replace(tzinfo=zone)
    there_and_back = here.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None)
    if there_and_back != moment:
        sentence = _("The hour %(moment)s does not exist in %(zone)s. Correct it, or write its offset.")
        raise Refused(sentence % {"moment": said, "zone": zone})
    if here.utcoffset() != here.replace(fold=1).utcoffset():
        sentence = _("The hour %(moment)s exists twice in %(zone)s. Write which one, by its offset.")
        raise Refused(sentence % {"moment": said, "zone": zone})
    return here


def _picture(said: dict, number: int, rules: Rules) -> Picture:
    where = f"photos.{number}"
    file, source_url = _line(said, "file", 255, f"{where}.file"), _address(said, "source_url", where)
    if not file and not source_url:
        raise Refused(
            _("Photo %(number)d has neither a file nor a source_url. Give one.") % {"number": number}
        )
    return Picture(
        file=file,
        source_url=source_url,
        credit=_line(said, "credit", 200, f"{where}.credit"),
        captions=_by_language(said, "caption", where, rules),
        descriptions=_by_language(said, "alt", where, rules),
    )


def _document(said: dict, number: int, rules: Rules) -> Document:
    where = f"files.{number}"
    file = _line(said, "file", 255, f"{where}.file")
    if not file:
        raise Refused(_("File %(number)d has no file name. Give it.") % {"number": number})
    titles = _by_language(said, "title", where, rules)
    if any(len(title) > 200 for title in titles.values()):
        raise Refused(
            _("The title of file %(number)d is longer than 200 characters. Shorten it.") % {"number": number}
        )
    return Document(file=file, titles=titles)


def _by_language(said: dict, name: str, where: str, rules: Rules) -> dict[str, str]:
    texts = {}
    for language, text in _table(said, name).items():
        _known_language(language, rules)
        if line := tidy_line(_text(text, f"{where}.{name}.{language}")):
            texts[language] = line
    return texts


def _table(row: dict, name: str) -> dict:
    found = row.get(name)
    if found is None or found == "":
        return {}
    if not isinstance(found, dict):
        raise Refused(_("“%(name)s” must be an object with languages, such as “en”.") % {"name": name})
    return found


def _numbered(row: dict, name: str):
    found = row.get(name) or []
    if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
        raise Refused(_("“%(name)s” must be a list of objects.") % {"name": name})
    return enumerate(found, start=1)


def _lines(row: dict, name: str, limit: int) -> list[str]:
    """Several lines, each once; a single text counts as a list of one."""
    found = row.get(name) or []
    found = [found] if isinstance(found, str) else found
    if not isinstance(found, list):
        raise Refused(_("“%(name)s” must be a list of texts.") % {"name": name})
    return list(dict.fromkeys(filter(None, (_line({name: one}, name, limit) for one in found))))


def _address(row: dict, name: str, where: str = "") -> str:
    said = _line(row, name, 200, f"{where}.{name}".lstrip("."))
    if said:
        try:
            is_web_address(said)
        except ValidationError as error:
            sentence = _("“%(address)s” is not a web address. Write it in full, with https://.")
            raise Refused(sentence % {"address": said}) from error
    return said


def _old_addresses(row: dict) -> list[str]:
    """Paths, with their query, under which readers knew the item."""
    paths = [path_of(said) for said in _lines(row, "old_addresses", PATH_LENGTH)]
    for path in paths:
        if not path.startswith("/") or "\0" in path or len(path) > PATH_LENGTH:
            sentence = _("“%(address)s” is no address of a page. Write its path, such as /news/123.html.")
            raise Refused(sentence % {"address": path})
    return paths


def _line(row: dict, name: str, limit: int, where: str = "") -> str:
    line = tidy_line(_text(row.get(name), where or name))
    if len(line) > limit:
        sentence = _("“%(name)s” is longer than %(limit)d characters. Shorten it.")
        raise Refused(sentence % {"name": where or name, "limit": limit})
    return line


def _text(found: Any, name: str) -> str:
    """The text, in composed form and without stray control characters."""
    if found is None:
        return ""
    if not isinstance(found, str):
        raise Refused(_("“%(name)s” must be a text.") % {"name": name})
    if "\0" in found or HALF_A_PAIR.search(found):
        sentence = _("“%(name)s” holds a character that is none (NUL or half a surrogate pair). Remove it.")
        raise Refused(sentence % {"name": name})
    return unicodedata.normalize("NFC", LOST_CONTROL.sub("", found))
