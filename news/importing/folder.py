"""The folder of files that goes with an import: nothing outside it is ever opened."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.utils.translation import gettext as _

from .. import documents
from ..models import Attachment
from . import Refused


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
    """An unsaved attachment whose file is stored. Raises Refused for kinds not accepted."""
    try:
        return documents.kept(file)
    except documents.Refused as refusal:
        raise Refused(refusal.sentence) from refusal
