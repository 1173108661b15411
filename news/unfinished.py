"""Uploads on their way: what has come of each file waits on this disk until all of it is there.

`MEDIA_ROOT/unfinished/<person>/<token>.json` says what was announced and, in the end, what became of it; the
bytes lie beside it in `<token>.part`, and how many have come is that file's size, written down nowhere else.
A folder for each person: nobody finds another's. No address leads here.
"""

import datetime
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

LIFE = datetime.timedelta(days=2)  # from the last byte on
IDLE = datetime.timedelta(hours=1)  # after that an upload gives way where there are too many
MOST = 100  # of one person
MOST_BYTES = 4 * 1024**3  # of one person, as announced
SPARE_BYTES = 64 * 1024**2  # what the disk keeps for everything else


class TooMany(Exception):
    """This person has too much on its way already."""


class DiskRefuses(Exception):
    """The disk is full or broken; nothing of what was to be written is left on it."""


class Moved(Exception):
    """Bytes were to be written where the file does not end: another request was faster."""


class Gone(Exception):
    """It was cancelled, or has waited too long."""


@dataclass(frozen=True)
class Upload:
    """One file of one person: `length` in bytes, and `metadata` as it was sent."""

    folder: Path
    token: str
    length: int
    metadata: str = ""
    outcome: dict | None = None

    @property
    def note(self) -> Path:
        return self.folder / f"{self.token}.json"

    @property
    def part(self) -> Path:
        return self.folder / f"{self.token}.part"

    @property
    def offset(self) -> int:
        """How many bytes have come. Raises Gone."""
        if self.outcome is not None:
            return self.length
        with _or_gone():
            return self.part.stat().st_size

    @property
    def expires_at(self) -> datetime.datetime:
        with _or_gone():
            return _touched_at(self.note) + LIFE

    def receive(self, pieces: Iterable[bytes], offset: int):
        """Write the pieces from that offset on, each as soon as it comes.

        The file is locked for each piece only: a connection that hangs keeps nobody else from going on.
        Raises Moved, Gone, and DiskRefuses, whereupon nothing of these pieces stays.
        """
        began = offset
        with self._opened() as part:
            for piece in pieces:
                with _locked(part):
                    if os.fstat(part).st_size != offset:
                        raise Moved
                    try:
                        _write(part, piece, offset)
                    except OSError as error:
                        os.ftruncate(part, began)
                        raise DiskRefuses from error
                offset += len(piece)
            os.fsync(part)
        with _or_gone():
            os.utime(self.note)

    def finish(self, take: Callable[[File], dict]) -> "Upload":
        """Give the whole file to `take`, once, whoever asks; its answer is kept and the bytes are not.

        What `take` raises leaves the bytes where they are. Raises Gone.
        """
        try:
            with self._opened() as part, _locked(part):
                known = _read(self.note)
                if known.outcome is None:
                    with self.part.open("rb") as file:
                        known = replace(known, outcome=take(File(file)))
                    known.write_down()
                    self.part.unlink()
                return known
        except Gone:
            known = _read(self.note)
            if known.outcome is None:
                raise
            return known  # another request has finished it in between

    def discard(self):
        self.note.unlink(missing_ok=True)
        self.part.unlink(missing_ok=True)

    def write_down(self):
        kept = asdict(self)
        words = json.dumps({name: kept[name] for name in ("length", "metadata", "outcome")})
        temporary = self.folder / f"{self.token}.new"
        temporary.write_text(words, "utf-8")
        os.replace(temporary, self.note)

    @contextmanager
    def _opened(self) -> Iterator[int]:
        with _or_gone():
            part = os.open(self.part, os.O_RDWR)
        try:
            yield part
        finally:
            os.close(part)


def begin(person: int, length: int, metadata: str = "") -> Upload:
    """Make room for a file of that many bytes. Raises TooMany or DiskRefuses."""
    folder = _root() / str(person)
    _keep_within_bounds(folder, length)
    upload = Upload(folder, secrets.token_urlsafe(16), length, metadata)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < length + SPARE_BYTES:
            raise DiskRefuses
        upload.part.touch(mode=0o600, exist_ok=False)
        upload.write_down()
    except OSError as error:
        with suppress(OSError):
            upload.discard()
        raise DiskRefuses from error
    return upload


def find(person: int, token: str) -> Upload:
    """The person's own upload of that name. Raises Gone."""
    upload = _read(_root() / str(person) / f"{token}.json")
    if upload.expires_at <= timezone.now():
        upload.discard()
        raise Gone
    return upload


def outdated(at: datetime.datetime) -> Iterator[Path]:
    """Files of uploads that nobody has gone on with for LIFE at that moment (aware)."""
    for path in sorted(_root().glob("*/*")):
        with suppress(FileNotFoundError):
            if _touched_at(path) <= at - LIFE:
                yield path


def _keep_within_bounds(folder: Path, length: int):
    """Idle uploads give way, the oldest first; raises TooMany where that is not enough."""
    on_their_way = []
    for part in sorted(folder.glob("*.part"), key=lambda part: part.stat().st_mtime):
        with suppress(Gone):
            on_their_way.append(_read(part.with_suffix(".json")))
    while len(on_their_way) >= MOST or sum(one.length for one in on_their_way) + length > MOST_BYTES:
        oldest = on_their_way.pop(0) if on_their_way else None
        if oldest is None or _touched_at(oldest.part) > timezone.now() - IDLE:
            raise TooMany
        oldest.discard()


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "unfinished"


def _read(note: Path) -> Upload:
    with _or_gone():
        return Upload(note.parent, note.stem, **json.loads(note.read_text("utf-8")))


def _write(part: int, piece: bytes, offset: int):
    left = memoryview(piece)
    while left:
        written = os.pwrite(part, left, offset)
        left, offset = left[written:], offset + written


def _touched_at(path: Path) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)


@contextmanager
def _locked(part: int):
    fcntl.flock(part, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(part, fcntl.LOCK_UN)


@contextmanager
def _or_gone():
    try:
        yield
    except FileNotFoundError as error:
        raise Gone from error
