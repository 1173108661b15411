"""Documents that go with an item: what they are is told by their content, not by their name alone."""

import codecs
import hashlib
import re
import zipfile
from pathlib import PurePath
from typing import NamedTuple

from django.core.files.base import File
from django.utils.translation import gettext as _

from . import portable
from .disclosures import Damaged, disclosed
from .models import Attachment, FileChange
from .models.photos import new_token
from .uploads import clean_name

MAX_BYTES = 50 * 1024 * 1024
# Of the archive that an office file is: what it would take when it is opened.
MAX_PARTS = 5_000
MAX_UNPACKED = 500 * 1024 * 1024
MAX_PART = 32 * 1024 * 1024  # of a part that we read

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"  # of Office before 2007, and what is under a password since
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "application/vnd.oasis.opendocument.text"

RUNS = re.compile(r"(^|/)(vbaProject|vbaData|activeX|macrosheets|Basic|Scripts)(\.|/|\d)", re.IGNORECASE)
MARKUP = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


class Kind(NamedTuple):
    """A content type and, of an archive, the part by which it is told with what that part says."""

    content_type: str
    part: str = ""
    says: bytes = b""


KINDS = {
    "pdf": Kind("application/pdf"),
    "docx": Kind(WORD, "[Content_Types].xml", f"{WORD}.main+xml".encode()),
    "xlsx": Kind(EXCEL, "[Content_Types].xml", f"{EXCEL}.main+xml".encode()),
    "odt": Kind(TEXT, "mimetype", TEXT.encode()),
    "csv": Kind("text/csv"),
}


class TooMuch(Exception):
    """A part is larger than MAX_PART, whatever the archive says of it."""


class Refused(Exception):
    """Nothing was stored. `sentence` names the file and says what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def kept(file: File) -> Attachment:
    """The unsaved row of a file that is stored; nothing is, where it is refused. Raises Refused."""
    row = examined(file)
    try:
        row.file.save(row.name, file, save=False)
    except OSError as error:
        raise Refused(
            _("“%(name)s” could not be kept: the server's disk refuses it. Tell the administrator.")
            % {"name": row.name}
        ) from error
    return row


def examined(file: File) -> Attachment:
    """An unsaved row with what the content says of the file: kind, size in bytes, SHA-256, and what it tells
    besides its text. Raises Refused.
    """
    name = clean_name(file.name or "")
    if not file.size:
        raise Refused(_("“%(name)s” is empty. Choose the file again.") % {"name": name})
    if file.size > MAX_BYTES:
        raise Refused(
            _("“%(name)s” is larger than %(size)d MB. Make it smaller.")
            % {"name": name, "size": MAX_BYTES // 1024**2}
        )
    kind = kind_of(name)
    try:
        told = look_into(file, name, kind)
    except TooMuch as error:
        raise too_much(name) from error
    except (
        Damaged,
        zipfile.BadZipFile,
        KeyError,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise not_so(name) from error
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    if FileChange.objects.recalled(digest.hexdigest()):
        raise Refused(
            _("“%(name)s” was recalled: it is not offered again. Choose another file.") % {"name": name}
        )
    return Attachment(
        token=new_token(),
        name=name,
        content_type=kind.content_type,
        size_bytes=file.size,
        sha256=digest.hexdigest(),
        told=told,
    )


def kind_of(name: str) -> Kind:
    """What the name promises. Raises Refused."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in KINDS:
        raise Refused(
            _("“%(name)s” is of another kind: PDF, DOCX, XLSX, ODT and CSV files can be attached.")
            % {"name": name}
        )
    return KINDS[extension]


def not_so(name: str) -> Refused:
    kind = PurePath(name).suffix.lstrip(".").upper()
    return Refused(
        _("“%(name)s” is not a %(type)s file inside. Export it again and add that.")
        % {"name": name, "type": kind}
    )


def look_into(file: File, name: str, kind: Kind) -> dict:
    """What the file tells besides its text, once it is certain that it is of that kind. Raises Refused."""
    file.seek(0)
    head = file.read(8)
    if kind.part:
        if head.startswith(COMPOUND):
            raise Refused(
                _(
                    "“%(name)s” is under a password, or of an old format. "
                    "Save it without a password, in the present format, and add that."
                )
                % {"name": name}
            )
        return look_into_archive(file, name, kind)
    right = head.startswith(b"%PDF-") if kind is KINDS["pdf"] else is_table(file)
    if not right:
        raise not_so(name)
    return portable.disclosed(file) if kind is KINDS["pdf"] else {}


def is_table(file: File) -> bool:
    """Whether it is text, and no page, drawing or program that only calls itself a table."""
    file.seek(0)
    start = file.read(4096)
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    if MARKUP.match(text) or text.startswith(("%PDF-", "#!")):
        return False
    return wide or not any(NOT_TEXT.search(chunk) for chunk in file.chunks())


def look_into_archive(file: File, name: str, kind: Kind) -> dict:
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        parts = {part.filename: part for part in archive.infolist()}
        _require_bounds(name, archive.infolist())
        if any(part.flag_bits & 1 for part in parts.values()):
            raise under_a_password(name)
        if kind.says not in _read(archive, parts[kind.part]):
            raise not_so(name) if not _has_macros(archive, parts) else with_macros(name)
        if _has_macros(archive, parts):
            raise with_macros(name)
        manifest = parts.get("META-INF/manifest.xml")
        if manifest and b":encryption-data" in _read(archive, manifest):
            raise under_a_password(name)
        return disclosed(list(parts), lambda part: _Bounded(archive.open(part)))


def _require_bounds(name: str, parts: list[zipfile.ZipInfo]):
    """Refuse what no office program writes: too much, too many, two of one name, paths that lead outside."""
    names = [part.filename for part in parts]
    outside = any(path.startswith("/") or "\\" in path or ".." in path.split("/") for path in names)
    if (
        outside
        or len(set(names)) < len(names)
        or len(names) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
    ):
        raise too_much(name)


def too_much(name: str) -> Refused:
    return Refused(
        _(
            "“%(name)s” holds more than a document may, or in another order. "
            "Open it, save it under another name and add that."
        )
        % {"name": name}
    )


def _has_macros(archive: zipfile.ZipFile, parts: dict) -> bool:
    types = parts.get("[Content_Types].xml")
    return any(map(RUNS.search, parts)) or bool(types and b"macroEnabled" in _read(archive, types))


def with_macros(name: str) -> Refused:
    return Refused(
        _("“%(name)s” holds macros, which run on the reader's computer. Save it without macros and add that.")
        % {"name": name}
    )


def under_a_password(name: str) -> Refused:
    return Refused(
        _("“%(name)s” is under a password. Save it without a password and add that.") % {"name": name}
    )


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    return _Bounded(archive.open(part)).read()


class _Bounded:
    """A part of an archive that being read; raises TooMuch beyond MAX_PART bytes."""

    def __init__(self, file):
        self.file, self.left = file, MAX_PART

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(self.left + 1 if size < 0 else min(size, self.left + 1))
        self.left -= len(content)
        if self.left < 0:
            raise TooMuch
        return content
