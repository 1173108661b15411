"""What a file tells besides its text: who wrote it, what was struck out, what is only hidden.

For the desk, before the file is published. Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300) are
read here, PDF by `portable`.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .text import tidy_line

MAX_TEXT = 100  # of what is quoted in a sentence

# What stands where, by the local name of its element.
ABOUT = {
    "docProps/core.xml": {"creator": "author", "lastModifiedBy": "last_saved_by"},
    "docProps/app.xml": {"Company": "company", "Manager": "manager", "Template": "template"},
    "meta.xml": {"initial-creator": "author", "creator": "last_saved_by"},
}
COUNTED = {
    "ins": "tracked_changes",
    "del": "tracked_changes",
    "moveFrom": "tracked_changes",
    "changed-region": "tracked_changes",
    "vanish": "hidden_text",
    "hidden-text": "hidden_text",
    "comment": "comments",
    "annotation": "comments",
}
# Pictures inside a document are not looked into.
PARTS = re.compile(
    r"docProps/(core|app)\.xml|word/(document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|xl/workbook\.xml|xl/comments\d*\.xml|meta\.xml|content\.xml",
    re.IGNORECASE,
)


class Damaged(Exception):
    """A part is no well-formed XML, or XML that may not be read."""


def disclosed(names: list[str], open_part: Callable) -> dict:
    """What the parts of an archive tell, to be kept: texts by name, counts by name, names of hidden sheets.

    `open_part(name)` gives a part as a file. Raises Damaged.
    """
    found, counts, sheets = {}, Counter(), []
    for name in filter(PARTS.fullmatch, names):
        for element in _elements(open_part(name)):
            local = element.tag.rpartition("}")[2]
            if name in ABOUT:
                text = tidy_line(element.text or "")[:MAX_TEXT]
                found |= {ABOUT[name][local]: text} if local in ABOUT[name] and text else {}
            elif local == "sheet" and element.get("state", "visible") != "visible":
                sheets.append(element.get("name", "")[:MAX_TEXT])
            elif local in COUNTED:
                counts[COUNTED[local]] += 1
    if found.get("template", "").lower() in ("normal", "normal.dotm", "normal.dot"):
        del found["template"]
    return found | counts | ({"hidden_sheets": sheets} if sheets else {})


def _elements(file) -> Iterator[Element]:
    """Each element once it is read; nothing of the tree is kept."""
    try:
        path = []
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                path.append(element)
                continue
            yield element
            path.pop()
            if path:
                path[-1].remove(element)
    except (ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError) as error:
        raise Damaged from error


def sentences(told: dict) -> list[str]:
    """For the desk, what `disclosed` found: the most telling last."""
    said = []
    if told.get("unread"):
        said.append(_("It could not be looked into: open it and read its properties before it is published."))
    if told.get("locked"):
        said.append(_("It is encrypted, and was not looked into: readers may need a password."))
    if told.get("author"):
        said.append(_("It says it was written by %(name)s.") % {"name": told["author"]})
    if told.get("last_saved_by"):
        said.append(_("It says it was last saved by %(name)s.") % {"name": told["last_saved_by"]})
    if told.get("manager"):
        said.append(_("It names %(name)s as the manager.") % {"name": told["manager"]})
    if told.get("company"):
        said.append(_("It names the organisation “%(name)s”.") % {"name": told["company"]})
    if told.get("template"):
        said.append(_("It names its template: %(name)s.") % {"name": told["template"]})
    if told.get("program") or told.get("producer"):
        programs = ", ".join(dict.fromkeys(filter(None, [told.get("program"), told.get("producer")])))
        said.append(_("It names the program it was made with: %(name)s.") % {"name": programs})
    if told.get("changed_on"):
        day = datetime.date.fromisoformat(told["changed_on"])
        said.append(_("It says it was last changed on %(day)s.") % {"day": date_format(day, "DATE_FORMAT")})
    if told.get("runs"):
        said.append(_("It holds a program that runs when it is opened."))
    if told.get("files_inside"):
        names = ", ".join(told["files_inside"])
        said.append(_("It holds other files: %(names)s.") % {"names": names})
    if told.get("hidden_text"):
        said.append(_("It has hidden text."))
    if told.get("hidden_sheets"):
        names = ", ".join(told["hidden_sheets"])
        said.append(_("It has hidden sheets: %(names)s.") % {"names": names})
    if count := told.get("comments"):
        said.append(
            ngettext("It has %(count)d comment.", "It has %(count)d comments.", count) % {"count": count}
        )
    if count := told.get("tracked_changes"):
        said.append(
            ngettext("It has %(count)d tracked change.", "It has %(count)d tracked changes.", count)
            % {"count": count}
        )
    return said
