"""The folder of files that goes with an import: nothing outside it is ever opened."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.utils.translation import gettext as _

from ..models import Attachment
from . import Refused

DOCUMENT_BYTES = 50 * 1024 * 1024
OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
DOCUMENTS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".rtf": (b"{\\rtf", "application/rtf"),
    ".docx": (b"PK\x03\x04", f"{OPEN_XML}wordprocessingml.document"),
    ".xlsx": (b"PK\x03\x04", f"{OPEN_XML}spreadsheetml.sheet"),
    ".pptx": (b"PK\x03\x04", f"{OPEN_XML}presentationml.presentation"),
    ".odt": (b"PK\x03\x04", f"{OPEN_DOCUMENT}text"),
    ".ods": (b"PK\x03\x04", f"{OPEN_DOCUMENT}spreadsheet"),
}


@dataclass(frozen=True)
class Folder:
    root: Path | None

    def open(self, name: str) -> File:
        """The file of that relative name. Raises Refused for anything outside the folder, or no file."""
        if self.root is None:
            sentence = _("The row names the file “%(name)s”. Say with --files where it is.")
            raise Refused(sentence % {"name": name})
        outside = Refused(
            _("“%(name)s” is not a file in the folder of --files. Put it there and name it relative to it.")
            % {"name": name}
        )
        if "\\" in name or Path(name).is_absolute() or ".." in Path(name).parts:
            raise outside
        root = self.root.resolve()
        try:
            path = (root / name).resolve(strict=True)
            if not path.is_relative_to(root):
                raise outside
            # What is opened is what is checked; a pipe must not keep us waiting.
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except (OSError, ValueError, RuntimeError) as error:
            raise outside from error
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise outside
        return File(os.fdopen(descriptor, "rb"), name=Path(name).name)


def document(file: File) -> Attachment:
    """An unsaved attachment with what its content says of it. Raises Refused for kinds not accepted."""
    kind = DOCUMENTS.get(Path(file.name).suffix.lower())
    if kind is None or not file.read(8).startswith(kind[0]):
        sentence = _("“%(name)s” is not a document that is accepted. Bring one of: %(kinds)s.")
        raise Refused(sentence % {"name": file.name, "kinds": ", ".join(DOCUMENTS)})
    if file.size > DOCUMENT_BYTES:
        sentence = _("“%(name)s” is larger than %(size)d MB. Make it smaller.")
        raise Refused(sentence % {"name": file.name, "size": DOCUMENT_BYTES // 1024**2})
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return Attachment(
        file=file,
        name=file.name,
        content_type=kind[1],
        size_bytes=file.size,
        sha256=digest.hexdigest(),
    )
