"""Documents that go with an item: what they are is told by their content, not by their name alone."""

import hashlib
import zipfile
from pathlib import PurePath
from typing import NamedTuple

from django.core.files.base import File
from django.utils.translation import gettext as _

from .models import Attachment, FileChange
from .models.photos import new_token

MAX_BYTES = 50 * 1024 * 1024
OPEN_DOCUMENT = "application/vnd.openxmlformats-officedocument"
ZIP = b"PK\x03\x04"


class Kind(NamedTuple):
    """A content type, the bytes with which it begins, and the part that such an archive must have."""

    content_type: str
    start: bytes = b""
    part: str = ""


KINDS = {
    "pdf": Kind("application/pdf", b"%PDF-"),
    "docx": Kind(f"{OPEN_DOCUMENT}.wordprocessingml.document", ZIP, "word/document.xml"),
    "xlsx": Kind(f"{OPEN_DOCUMENT}.spreadsheetml.sheet", ZIP, "xl/workbook.xml"),
    "odt": Kind("application/vnd.oasis.opendocument.text", ZIP, "content.xml"),
    "csv": Kind("text/csv"),
}


class Refused(Exception):
    """Nothing was stored. `sentence` names the file and says what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def examined(file: File) -> Attachment:
    """An unsaved row with what the content says of the file: kind, size in bytes, SHA-256. Raises Refused."""
    kind = kind_of(file)
    if file.size > MAX_BYTES:
        raise Refused(
            _("“%(name)s” is larger than %(size)d MB. Make it smaller.")
            % {"name": file.name, "size": MAX_BYTES // 1024**2}
        )
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    if FileChange.objects.recalled(digest.hexdigest()):
        raise Refused(
            _("“%(name)s” was recalled: it is not offered again. Choose another file.") % {"name": file.name}
        )
    return Attachment(
        token=new_token(),
        name=PurePath(file.name).name[:255],
        content_type=kind.content_type,
        size_bytes=file.size,
        sha256=digest.hexdigest(),
    )


def kind_of(file: File) -> Kind:
    """What the file is, by its name and its content; read from the start again. Raises Refused."""
    extension = PurePath(file.name).suffix.lower().lstrip(".")
    if extension not in KINDS:
        raise Refused(
            _("“%(name)s” is of another kind: PDF, DOCX, XLSX, ODT and CSV files can be attached.")
            % {"name": file.name}
        )
    kind = KINDS[extension]
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    binary = extension == "csv" and b"\x00" in head
    if not head or binary or not head.startswith(kind.start) or not has_part(file, kind.part):
        raise Refused(
            _("“%(name)s” is not a %(type)s file inside. Export it again and add that.")
            % {"name": file.name, "type": extension.upper()}
        )
    return kind


def has_part(file: File, part: str) -> bool:
    """Whether the archive has that part; true where none is asked for."""
    if not part:
        return True
    try:
        with zipfile.ZipFile(file) as archive:
            archive.getinfo(part)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
    finally:
        file.seek(0)
    return True
