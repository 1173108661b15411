"""Documents that go with an item: accepted by what they are, and what they tell besides their text."""

import io
import struct
import time
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from news import documents, portable
from news.disclosures import sentences

from . import make

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>A. Author</dc:creator>'
    "<cp:lastModifiedBy>B. Saver</cp:lastModifiedBy></cp:coreProperties>"
)
APP = '<Properties xmlns="x"><Company>An office</Company><Template>C:/secret.dotm</Template></Properties>'


def packed(parts: dict, **options) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, **options)
    return buffer.getvalue()


def types(main: str, more="") -> str:
    return f'<Types xmlns="x"><Override PartName="/main.xml" ContentType="{main}.main+xml"/>{more}</Types>'


def docx(body="<w:p/>", **parts) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": types(documents.WORD), "word/document.xml": document} | parts)


def xlsx(sheets="", **parts) -> bytes:
    book = f'<workbook xmlns="x"><sheets><sheet name="Sheet1"/>{sheets}</sheets></workbook>'
    return packed({"[Content_Types].xml": types(documents.EXCEL), "xl/workbook.xml": book} | parts)


def odt(content="", meta="", **parts) -> bytes:
    spaces = 'xmlns:office="o" xmlns:text="t" xmlns:meta="m" xmlns:dc="d"'
    return packed(
        {
            "mimetype": documents.TEXT,
            "content.xml": f"<office:document-content {spaces}>{content}</office:document-content>",
            "meta.xml": f"<office:document-meta {spaces}>{meta}</office:document-meta>",
        }
        | parts
    )


pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def examined(content: bytes, name: str):
    return documents.examined(ContentFile(content, name=name))


def refusal_of(content: bytes, name: str) -> str:
    with pytest.raises(documents.Refused) as refusal:
        examined(content, name)
    assert f"“{name}”" in refusal.value.sentence
    return refusal.value.sentence


ACCEPTED = {
    "report.pdf": PDF,
    "report.docx": docx(),
    "report.xlsx": xlsx(),
    "report.odt": odt(),
    "utf-8.csv": "имя,число\r\nа,1\r\n".encode("utf-8-sig"),
    "windows.csv": "имя;число\r\nа;1\r\n".encode("cp1251"),
    "excel.csv": "имя\tчисло\r\n".encode("utf-16"),
    "СНИМОК.PDF": PDF,
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_documents_of_the_five_kinds_are_taken_as_what_they_are(name):
    row = examined(ACCEPTED[name], name)

    assert row.name == name
    assert row.content_type == documents.KINDS[name.lower().rpartition(".")[2]].content_type
    assert row.size_bytes == len(ACCEPTED[name])
    assert len(row.sha256) == 64


HTML = b"<!doctype html><script>alert(1)</script>"
NOT_THAT = {
    "page.csv": HTML,
    "page-later.csv": b"\xef\xbb\xbf \r\n <html><body>",
    "wide-page.csv": "<script>alert(1)</script>".encode("utf-16"),
    "drawing.csv": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "program.csv": b"#!/bin/sh\nrm -rf /\n",
    "binary.csv": b"a,b\n" + bytes(range(256)),
    "late-binary.csv": b"a,b\n" * 40_000 + b"\x00",
    "report.csv": PDF,
    "page.pdf": HTML,
    "text.docx": b"PK\x03\x04 and no more",
    "cut-off.docx": docx()[:-30],
    "table.docx": xlsx(),
    "text.odt": docx(),
    "other.odt": packed({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<a/>"}),
    "archive.docx": packed({"word/document.xml": "<a/>"}),
    "broken.docx": docx(**{"docProps/core.xml": "<a><b></a>"}),
    "billion.docx": docx(**{"docProps/core.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "outside.docx": docx(**{"docProps/core.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
}


@pytest.mark.parametrize("name", NOT_THAT)
def test_what_only_calls_itself_a_document_is_refused_by_name(name):
    assert "inside. Export it again" in refusal_of(NOT_THAT[name], name)


def test_other_kinds_and_nothing_at_all_are_refused():
    assert "of another kind" in refusal_of(HTML, "page.html")
    assert "of another kind" in refusal_of(b"<svg/>", "drawing.svg")
    assert "is empty" in refusal_of(b"", "empty.pdf")


MACROS = {
    "vba.docx": docx(**{"word/vbaProject.bin": b"x"}),
    "renamed.docx": packed(
        {
            "[Content_Types].xml": '<T ContentType="application/vnd.ms-word.macroEnabled.main+xml"/>',
            "word/document.xml": "<a/>",
        }
    ),
    "vba.xlsx": xlsx(**{"xl/vbaProject.bin": b"x"}),
    "old.xlsx": xlsx(**{"xl/macrosheets/sheet1.xml": "<a/>"}),
    "controls.docx": docx(**{"word/activeX/activeX1.xml": "<a/>"}),
    "basic.odt": odt(**{"Basic/Standard/Module1.xml": "<a/>"}),
    "script.odt": odt(**{"Scripts/python/run.py": "print()"}),
}


@pytest.mark.parametrize("name", MACROS)
def test_a_document_that_runs_something_is_refused(name):
    assert "holds macros" in refusal_of(MACROS[name], name)


def encrypted_zip() -> bytes:
    """As an archiver with a password marks its members: bit 0 of the flags, in both headers."""
    content = bytearray(docx())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            struct.pack_into("<H", content, start + at, 1)
            start = content.find(signature, start + 4)
    return bytes(content)


LOCKED = {
    "office.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage" * 99,
    "archiver.docx": encrypted_zip(),
    "office.odt": odt(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
}


@pytest.mark.parametrize("name", LOCKED)
def test_a_document_under_a_password_is_refused(name):
    assert "under a password" in refusal_of(LOCKED[name], name)


def lying_about_its_size() -> bytes:
    """A part of 33 MB whose headers say 100 bytes."""
    content = bytearray(docx(**{"docProps/core.xml": " " * (documents.MAX_PART + 1024)}))
    content = content.replace(struct.pack("<I", documents.MAX_PART + 1024), struct.pack("<I", 100))
    return bytes(content)


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch):
    large = b"\0" * (1024 * 1024)
    monkeypatch.setattr(documents, "MAX_UNPACKED", 3 * len(large))
    bomb = docx(**{f"word/media/{number}.bin": large for number in range(4)})

    assert len(bomb) < 10_000
    assert "more than a document may" in refusal_of(bomb, "bomb.docx")
    assert "more than a document may" in refusal_of(
        docx(**{f"{number}": "" for number in range(documents.MAX_PARTS)}), "many.docx"
    )


def test_a_part_that_is_larger_than_it_says_is_not_read_to_its_end():
    refusal_of(lying_about_its_size(), "lying.docx")


def test_a_part_that_is_too_large_to_look_into_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MAX_PART", 4000)

    assert "more than a document may" in refusal_of(docx("<w:p/>" * 1000), "long.docx")


@pytest.mark.parametrize("path", ["../evil.sh", "/etc/passwd", "word/../../x", "C:\\evil"])
def test_paths_that_lead_outside_are_refused(path):
    assert "in another order" in refusal_of(docx(**{path: "x"}), "outside.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    buffer = io.BytesIO(docx())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", "<other/>")

    assert "in another order" in refusal_of(buffer.getvalue(), "twice.docx")


def test_names_lose_folders_and_invisible_signs():
    assert examined(PDF, "a\u202efdp.exe.pdf").name == "afdp.exe.pdf"
    assert len(examined(PDF, "й" * 300 + ".pdf").name) == 255


# What they tell


TELLING = {
    "word.docx": (
        docx(
            '<w:p><w:ins w:author="x"/><w:del w:author="x"/><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>',
            **{
                "docProps/core.xml": CORE,
                "docProps/app.xml": APP,
                "word/comments.xml": f"<w:comments {W}><w:comment/></w:comments>",
            },
        ),
        [
            "It says it was written by A. Author.",
            "It says it was last saved by B. Saver.",
            "It names the organisation “An office”.",
            "It names its template: C:/secret.dotm.",
            "It has hidden text.",
            "It has 1 comment.",
            "It has 2 tracked changes.",
        ],
    ),
    "excel.xlsx": (
        xlsx(
            '<sheet name="Salaries" state="hidden"/><sheet name="More" state="veryHidden"/>',
            **{"xl/comments1.xml": "<comments xmlns='x'><comment/><comment/></comments>"},
        ),
        ["It has hidden sheets: Salaries, More.", "It has 2 comments."],
    ),
    "writer.odt": (
        odt(
            "<text:tracked-changes><text:changed-region><dc:creator>X</dc:creator></text:changed-region>"
            "</text:tracked-changes><office:annotation><dc:creator>Y</dc:creator></office:annotation>",
            "<office:meta><meta:initial-creator>A. Author</meta:initial-creator>"
            "<dc:creator>B. Saver</dc:creator></office:meta>",
        ),
        [
            "It says it was written by A. Author.",
            "It says it was last saved by B. Saver.",
            "It has 1 comment.",
            "It has 1 tracked change.",
        ],
    ),
    "clean.docx": (
        docx(**{"docProps/app.xml": "<Properties><Template>Normal.dotm</Template></Properties>"}),
        [],
    ),
}


@pytest.mark.parametrize("name", TELLING)
def test_what_a_document_tells_besides_its_text_is_said_in_sentences(name):
    content, said = TELLING[name]

    assert sentences(examined(content, name).told) == said


@pytest.mark.django_db
def test_the_desk_sees_it_before_it_is_published_and_nobody_after(client):
    make.office()
    release = make.release()
    file = make.attachment(
        release, name="word.docx", told=examined(TELLING["word.docx"][0], "word.docx").told
    )
    edition = make.in_review(release)
    client.force_login(make.user("Editor"))
    desk = reverse("admin:news_release_change", args=[release.pk])

    before = client.get(desk).content.decode()
    make.workflow.approve(edition, by=make.user("Editor"))
    public = client.get(edition.get_absolute_url()).content.decode()

    assert "It says it was last saved by B. Saver." in before
    assert "Files that tell more than their text" in before
    assert "B. Saver" not in public
    assert "Files that tell more" not in client.get(desk).content.decode()
    assert file.sha256 in public
    assert "15\xa0bytes" in public


# A PDF


def pdf(*, annotations=(), files=(), script="", **said) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": text for name, text in said.items()})
    for annotation in annotations:
        writer.add_annotation(0, annotation)
    for name in files:
        writer.add_attachment(name, b"inside")
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.fixture
def patience(monkeypatch):
    """A machine that is busy with other tests may take longer."""
    monkeypatch.setattr(portable, "SECONDS", 20)


@pytest.mark.usefixtures("patience")
def test_what_a_pdf_tells_besides_its_text_is_said():
    from pypdf.annotations import FreeText, Link

    content = pdf(
        Author="Anna Author",
        Company="Ministry",
        Creator="Writer",
        Producer="LibreOffice",
        ModDate="D:20141222101010+03'00'",
        annotations=[
            FreeText(text="cut?", rect=(1, 1, 9, 9)),
            Link(rect=(1, 1, 9, 9), url="https://a.example/"),
        ],
        files=["draft.docx"],
        script="app.alert(1)",
    )

    assert sentences(examined(content, "report.pdf").told) == [
        "It says it was written by Anna Author.",
        "It names the organisation “Ministry”.",
        "It names the program it was made with: Writer, LibreOffice.",
        "It says it was last changed on 22 December 2014.",
        "It holds a program that runs when it is opened.",
        "It holds other files: draft.docx.",
        "It has 1 comment.",
    ]


@pytest.mark.usefixtures("patience")
def test_a_pdf_that_cannot_be_read_is_taken_and_the_desk_is_told_to_look():
    told = examined(PDF, "report.pdf").told

    assert told == {"unread": True}
    assert "open it and read its properties" in sentences(told)[0]


def test_a_pdf_that_keeps_its_reader_busy_is_given_up_and_what_was_said_before_is_kept(monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text('print(\'{"author": "Anna"}\', flush=True)\nwhile True: pass\n')
    monkeypatch.setattr(portable, "__file__", str(endless))
    began = time.monotonic()

    told = examined(PDF, "report.pdf").told

    assert "unread" in told
    assert told.get("author", "Anna") == "Anna"
    assert time.monotonic() - began < portable.SECONDS + 1
