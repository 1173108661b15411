"""A ZIP that can be read from any byte on, as other programs read it."""

import io
import shutil
import subprocess
import zipfile

import pytest

from news import zipping

from . import make

CONTENT = {
    "captions-ru.csv": b"\xef\xbb\xbf" + "Подпись".encode(),
    "снимок-01.jpg": b"\xff\xd8" * 5000,
    "empty": b"",
}


def members(content=CONTENT):
    return [zipping.text(name, data) for name, data in content.items()]


def whole() -> bytes:
    return zipping.Archive(members(), make.DAY).read()


def test_it_is_a_zip_that_others_read():
    with zipfile.ZipFile(io.BytesIO(whole())) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == CONTENT
        assert {row.date_time[:3] for row in read.infolist()} == {(2014, 12, 23)}
        assert {row.compress_type for row in read.infolist()} == {zipfile.ZIP_STORED}


def test_unzip_finds_nothing_wrong(tmp_path):
    if not shutil.which("unzip"):
        pytest.skip("no unzip: apt-get install unzip")
    (tmp_path / "all.zip").write_bytes(whole())

    said = subprocess.run(["unzip", "-t", "all.zip"], cwd=tmp_path, capture_output=True, text=True)

    assert said.returncode == 0, said.stdout
    assert "No errors detected" in said.stdout


def test_as_a_stream_and_as_a_file_it_is_the_same_bytes():
    file = zipping.Archive(members(), make.DAY)

    assert b"".join(zipping.streamed(members(), make.DAY)) == file.read() == whole()
    assert file.size == len(whole())


def test_it_is_the_same_from_every_byte_on():
    content, file = whole(), zipping.Archive(members(), make.DAY)

    for start in range(0, len(content), 97):
        file.seek(start)
        read = b""
        while piece := file.read(1000):
            read += piece
        assert read == content[start:], start


def test_what_is_not_read_is_not_opened():
    def may_not():
        raise AssertionError("opened")

    closed = zipping.Member("closed.jpg", 10_000, 1, may_not)
    file = zipping.Archive([*members(), closed, zipping.text("last.txt", b"last")], make.DAY)

    file.seek(-200, io.SEEK_END)
    assert file.read(10)
    with pytest.raises(AssertionError, match="opened"):
        file.seek(0)
        file.read()


def test_its_etag_is_another_one_whenever_a_byte_differs():
    etag = zipping.Archive(members(), make.DAY).etag

    assert zipping.Archive(members(), make.DAY).etag == etag
    assert zipping.Archive(members(CONTENT | {"empty": b"!"}), make.DAY).etag != etag
    assert zipping.Archive(members(dict(reversed(CONTENT.items()))), make.DAY).etag != etag
    assert zipping.Archive(members(), make.day("2014-12-24")).etag != etag


def test_a_member_that_shrank_breaks_off_instead_of_moving_what_follows():
    shorter = zipping.Member("photo.jpg", 10, 1, lambda: io.BytesIO(b"short"))

    with pytest.raises(OSError, match="shorter"):
        zipping.Archive([shorter], make.DAY).read()


class Sparse(io.RawIOBase):
    """A file of that many zeros that takes no room."""

    def __init__(self, size):
        self.size, self.at = size, 0

    def tell(self):
        return self.at

    def seek(self, offset, whence=io.SEEK_SET):
        self.at = offset + {0: 0, 1: self.at, 2: self.size}[whence]
        return self.at

    def read(self, size=-1):
        size = min(size, self.size - self.at)
        self.at += size
        return bytes(size)


def test_over_four_gigabytes_it_is_still_read_by_others():
    size = 3 * 1024**3
    large = [zipping.Member(f"{n}.jpg", size, 0, lambda: Sparse(size)) for n in range(3)]
    file = zipping.Archive([*large, zipping.text("last.txt", b"last")], make.DAY)

    with zipfile.ZipFile(io.BufferedReader(file)) as read:
        assert [row.file_size for row in read.infolist()] == [size, size, size, 4]
        assert read.read("last.txt") == b"last"
        assert read.getinfo("2.jpg").header_offset > 2**32
