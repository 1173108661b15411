"""A ZIP whose every byte is known before the first is sent: a download goes on where it broke off.

Stored, not deflated: photographs do not get smaller. ZIP File Format Specification (APPNOTE) 6.3, with its
64-bit records where an archive grows over 4 GB; a single member stays below that.
"""

import bisect
import datetime
import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import BinaryIO, NamedTuple

MAX_32 = 0xFFFFFFFF
PLAIN, LARGE = 20, 45  # the version of the specification that a reader needs
MADE_BY = 3 << 8 | LARGE  # Unix: names and rights are as there
UTF_8 = 0x0800
MODE = 0o100644 << 16
PIECE = 256 * 1024


class Member(NamedTuple):
    """A file of `size` bytes with that CRC-32; `open` gives it, and raises OSError when it may not be had."""

    name: str
    size: int
    crc: int
    open: Callable[[], BinaryIO]


def text(name: str, content: bytes) -> Member:
    return Member(name, len(content), zlib.crc32(content), lambda: io.BytesIO(content))


def crc_of(file: BinaryIO) -> int:
    crc = 0
    while piece := file.read(PIECE):
        crc = zlib.crc32(piece, crc)
    return crc


def laid_out(members: Iterable[Member], day: datetime.date) -> Iterator[bytes | Member]:
    """What an archive consists of, in order; each member is asked for when its turn has come.

    `day` is the date of all members, from 1980 on as the format has no earlier one.
    """
    directory, at = [], 0
    for member in members:
        header = _header(member, day)
        directory.append(_directory_entry(member, day, at))
        at += len(header) + member.size
        yield header
        yield member
    entries = b"".join(directory)
    yield entries + _end(len(directory), len(entries), at)


def streamed(members: Iterable[Member], day: datetime.date) -> Iterator[bytes]:
    """The archive from its first byte to its last, for members that are still being made."""
    for part in laid_out(members, day):
        if isinstance(part, bytes):
            yield part
            continue
        with part.open() as file:
            while piece := file.read(PIECE):
                yield piece


class Archive(io.RawIOBase):
    """The archive as a file that can be read from anywhere; its members are opened as they are read."""

    def __init__(self, members: Iterable[Member], day: datetime.date):
        self.parts = list(laid_out(members, day))
        sizes = [len(part) if isinstance(part, bytes) else part.size for part in self.parts]
        self.starts = [0, *accumulate(sizes)]
        self.size, self.at = self.starts[-1], 0
        self.open_part, self.file = None, None

    @property
    def etag(self) -> str:
        """Of all names, sizes and checks: another one whenever a byte differs."""
        return hashlib.sha256(b"".join(part for part in self.parts if isinstance(part, bytes))).hexdigest()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        return self.at

    def readinto(self, buffer) -> int:
        if self.at >= self.size:
            return 0
        number = bisect.bisect_right(self.starts, self.at) - 1
        wanted = min(len(buffer), self.starts[number + 1] - self.at)
        content = self._read(number, self.at - self.starts[number], wanted)
        if not content:
            raise OSError(f"part {number} of an archive is shorter than it was")
        buffer[: len(content)] = content
        self.at += len(content)
        return len(content)

    def _read(self, number: int, offset: int, size: int) -> bytes:
        part = self.parts[number]
        if isinstance(part, bytes):
            return part[offset : offset + size]
        if self.open_part != number:
            self._let_go()
            self.file, self.open_part = part.open(), number
        if self.file.tell() != offset:
            self.file.seek(offset)
        return self.file.read(size)

    def _let_go(self):
        if self.file:
            self.file.close()
        self.open_part, self.file = None, None

    def close(self):
        self._let_go()
        super().close()


def _common(member: Member, day: datetime.date, needed: int) -> tuple[bytes, bytes]:
    """What both headers of a member share, and its name."""
    date = max(day.year - 1980, 0) << 9 | day.month << 5 | day.day
    name = member.name.encode()
    fields = (needed, UTF_8, 0, 0, date, member.crc, member.size, member.size, len(name))
    return struct.pack("<HHHHHIIIH", *fields), name


def _header(member: Member, day: datetime.date) -> bytes:
    common, name = _common(member, day, PLAIN)
    return b"PK\x03\x04" + common + struct.pack("<H", 0) + name


def _directory_entry(member: Member, day: datetime.date, at: int) -> bytes:
    far = at >= MAX_32
    extra = struct.pack("<HHQ", 1, 8, at) if far else b""
    common, name = _common(member, day, LARGE if far else PLAIN)
    rest = struct.pack("<HHHHII", len(extra), 0, 0, 0, MODE, MAX_32 if far else at)
    return b"PK\x01\x02" + struct.pack("<H", MADE_BY) + common + rest + name + extra


def _end(count: int, size: int, at: int) -> bytes:
    """The end of the directory that begins `at` and has that size; in 64 bits too where 32 do not do."""
    large = b""
    if at >= MAX_32 or size >= MAX_32:
        record = struct.pack("<QHHIIQQQQ", 44, MADE_BY, LARGE, 0, 0, count, count, size, at)
        large = b"PK\x06\x06" + record + b"PK\x06\x07" + struct.pack("<IQI", 0, at + size, 1)
        size, at = min(size, MAX_32), min(at, MAX_32)
    return large + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, size, at, 0)
