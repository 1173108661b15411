"""`import_items`: what comes in, what is refused, and that nothing is half stored."""

import datetime
import io
import json
import os
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from PIL import Image

from news import record, workflow
from news.importing import formats
from news.models import (
    Attachment,
    Edition,
    Form,
    GalleryPhoto,
    Photo,
    PhotoWords,
    Place,
    Publication,
    Record,
    Status,
    Topic,
)

from . import desk, make

pytestmark = pytest.mark.django_db

MAPS = settings.BASE_DIR / "docs" / "maps"
EVERYTHING = [Publication, Edition, Photo, PhotoWords, GalleryPhoto, Attachment, Topic, Place, Record]


@pytest.fixture(autouse=True)
def _office():
    make.office()


def row(**fields) -> dict:
    words = {"title": "A meeting", "lead": "They met.", "body": "<p>They met and spoke.</p>"}
    words |= {name: fields.pop(name) for name in list(fields) if name in words}
    return {"kind": "release", "form": "news", "date": "2014-12-23", "editions": {"en": words}} | fields


def bring(source, *, by=None, archive=False, **options) -> list[dict]:
    """Run the command over rows, lines of bytes or a path; the result of each row."""
    return told(source, by=by, archive=archive, **options)[0]


def told(source, *, by=None, archive=False, **options) -> tuple[list[dict], str]:
    if not isinstance(source, Path):
        lines = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in source]
        source = make_file(b"\n".join(lines))
    if "map" in options and not isinstance(options["map"], Path):
        options["map"] = make_file(options["map"].encode())
    out, err = io.StringIO(), io.StringIO()
    by = by or make.user("Spokesman" if archive else "Writer")
    arguments = ["--as", "archive"] if archive else []
    arguments += [
        f"--{name.replace('_', '-')}={value}" for name, value in options.items() if value is not True
    ]
    arguments += ["--dry-run"] if options.get("dry_run") else []
    call_command("import_items", source, *arguments, format="jsonl", by=by.username, stdout=out, stderr=err)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def make_file(content: bytes) -> Path:
    path = settings.MEDIA_ROOT / "imports" / str(next(make.numbers))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def picture(path: Path, colour="navy") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), colour).save(path)
    return path


def reason(*rows, **options) -> str:
    """Why the one row was refused."""
    result = bring(rows, **options)[0]
    assert result["status"] == "refused"
    assert result["slug"] == ""
    return result["reason"]


def rows_of_everything() -> dict:
    return {model.__name__: model.objects.count() for model in EVERYTHING}


def files_of_media() -> set[Path]:
    folders = [settings.MEDIA_ROOT / name for name in ("originals", "files")]
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


# What comes in


def test_a_native_line_becomes_a_draft_that_is_not_public(client):
    by = make.user("Writer")

    results = bring([row(slug="a-meeting")], by=by)

    assert results == [{"row": 1, "status": "stored", "slug": "a-meeting", "reason": ""}]
    edition = Edition.objects.get()
    assert (edition.title, edition.lead, edition.body) == (
        "A meeting",
        "They met.",
        "<p>They met and spoke.</p>",
    )
    assert edition.status == Status.DRAFT
    assert edition.written_by == edition.publication.facts_changed_by == by
    assert not Edition.objects.live().exists()
    assert client.get(edition.get_absolute_url()).status_code == 404
    assert not Record.objects.exists()


def test_a_release_with_date_title_lead_and_body_has_no_blockers():
    bring([row()])

    edition = workflow.submit(Edition.objects.get(), by=make.user("Writer"))
    assert workflow.approve(edition, by=make.user("Editor")).status == Status.APPROVED


def test_an_archive_is_public_under_its_own_past_moment_with_a_line_in_the_record_each():
    by = make.user("Spokesman")

    bring([row(published="2014-12-23T18:00:00+03:00"), row(slug="b", date="2001-01-02")], by=by, archive=True)

    first, second = Edition.objects.live().order_by("id")
    assert first.live_from == first.first_live_from == make.moment("2014-12-23 15:00")
    assert first.date == make.day("2014-12-23")
    assert second.live_from == make.moment("2001-01-02 09:00"), "noon of the office's own zone"
    assert [(line.verb, line.by, line.slug) for line in Record.objects.all()] == [
        ("archive", by, first.publication.slug),
        ("archive", by, "b"),
    ]
    lines = list(Record.objects.order_by("id"))
    assert [line.hash for line in lines] == [record.line_hash(line) for line in lines]


def test_both_languages_of_a_row_are_one_publication():
    words = {language: {"title": language, "lead": "l", "body": "<p>b</p>"} for language in ("en", "ru")}

    bring([row(editions=words)], archive=True)

    publication = Publication.objects.get()
    assert {edition.language for edition in publication.editions.live()} == {"en", "ru"}
    assert publication.editions.get(language="ru").translation_of.language == "en"


def test_every_kind_comes_in_where_its_facts_suffice():
    body = make.body()
    kinds = {"session": "regular", "decision": "protocol", "statement": "interview", "release": "coverage"}
    rows = [
        row(kind=kind, form=form, bodies=[body.slug], outlet="The Times", title=kind)
        for kind, form in kinds.items()
    ]

    results = bring(rows, archive=True)

    assert [result["status"] for result in results] == ["stored"] * 4
    assert {edition.kind: edition.form for edition in Edition.objects.live()} == kinds


def test_the_same_title_on_other_days_gets_an_address_of_its_own():
    results = bring([row(date="2014-12-23"), row(date="2014-12-24"), row(date="2014-12-25")])

    assert [result["slug"] for result in results] == ["a-meeting", "a-meeting-2", "a-meeting-3"]


def test_a_russian_title_gives_an_address_in_latin_letters():
    words = {"ru": {"title": "7–10 мая: Съезд «щита»", "lead": "л", "body": "<p>т</p>"}}

    assert bring([row(editions=words)])[0]["slug"] == "7-10-maya-sezd-shchita"


def test_an_archive_takes_a_missing_lead_from_the_first_paragraph():
    texts = {
        "moved": "<p>The day’s news &amp; more.</p><p>The rest.</p>",
        "copied": "<p><b>Chair:</b> Good day. Sit down.</p><p>The rest.</p>",
        "only": "<p>One sentence. Another.</p>",
    }

    bring([row(title=title, slug=title, lead="", body=body) for title, body in texts.items()], archive=True)

    words = {edition.title: (edition.lead, edition.body) for edition in Edition.objects.all()}
    assert words["moved"] == ("The day’s news & more.", "<p>The rest.</p>")
    assert words["copied"] == (
        "Chair: Good day.",
        "<p><strong>Chair:</strong> Good day. Sit down.</p><p>The rest.</p>",
    )
    assert words["only"] == ("One sentence.", "<p>One sentence. Another.</p>")


def test_a_draft_without_a_lead_is_left_to_its_editor():
    bring([row(lead="")])

    assert Edition.objects.get().lead == ""


def test_hostile_html_does_not_come_in():
    body = (
        "<p onclick=alert(1)>Good<script>alert(1)</script><svg onload=alert(1)></svg></p>"
        '<a href="javascript:alert(1)">one</a><a href="/relative">two</a><a href="https://example.org/">three</a>'
        "<iframe src=//example.org></iframe><style>p{}</style>&lt;…&gt;"
    )

    bring([row(body=body, title="<b>Bold</b> &amp; plain")], archive=True)

    edition = Edition.objects.get()
    assert edition.title == "<b>Bold</b> &amp; plain", "a title is text, escaped where it is shown"
    assert edition.body == (
        '<p>Good</p>onetwo<a href="https://example.org/" rel="noopener noreferrer">three</a>&lt;…&gt;'
    )


def test_topics_of_the_office_are_found_and_others_left_out_with_a_note():
    known = make.topic("Security")

    result = bring([row(topics=["security", "Weather"])])[0]

    assert result["status"] == "stored"
    assert "Weather" in result["reason"]
    assert list(Publication.objects.get().topics.all()) == [known]
    assert Topic.objects.count() == 1


def test_topics_and_places_are_made_only_when_the_map_says_so():
    said = 'create_topics = true\ncreate_places = true\n[fields]\ntopics = "topics"\nplace = "place"\n'
    said += 'date = "date"\n[editions.en]\ntitle = "title"\n'
    theirs = {"title": "T", "date": "2014-12-23", "topics": ["Weather", "weather"], "place": "Minsk"}

    bring([theirs, theirs | {"title": "U"}], map=said)

    assert [topic.name for topic in Topic.objects.all()] == ["Weather"]
    assert [str(place.named("en", make.DAY)) for place in Place.objects.all()] == ["Minsk"]
    assert Place.objects.get().publications.count() == 2


# Photographs and files


def test_photographs_come_from_the_folder_with_their_words_in_order(tmp_path):
    picture(tmp_path / "day" / "one.jpg", "navy")
    picture(tmp_path / "two.png", "maroon")
    photos = [
        {
            "file": "two.png",
            "caption": {"en": "Second", "ru": "Вторая"},
            "alt": {"en": "Red"},
            "credit": "Me",
        },
        {"file": "day/one.jpg"},
        {"source_url": "https://example.org/three.jpg", "caption": {"en": "Third"}},
    ]

    bring([row(photos=photos)], files=tmp_path)

    shown = [row.photo for row in Publication.objects.get().gallery.order_by("sort_order")]
    assert [photo.name for photo in shown] == ["two.png", "one.jpg", "three.jpg"]
    assert [bool(photo.original) for photo in shown] == [True, True, False]
    assert shown[0].credit == "Me"
    assert shown[0].words.get(language="en").description == "Red"
    assert shown[0].words.get(language="ru").caption == "Вторая"
    assert shown[2].source_url == "https://example.org/three.jpg"


def test_an_imported_gallery_counts_its_places_from_one_as_the_desk_does(client, tmp_path):
    for name in ("one.jpg", "two.jpg", "three.jpg"):
        picture(tmp_path / name, {"one.jpg": "navy", "two.jpg": "maroon"}.get(name, "olive"))
    bring([row(photos=[{"file": "one.jpg"}, {"file": "two.jpg"}, {"file": "three.jpg"}])], files=tmp_path)
    item = Publication.objects.get()
    client.force_login(make.user("Writer"))

    desk.save(client, item, {"gallery-2-sort_order": 1})

    names = [one.photo.name for one in item.gallery.select_related("photo")]
    assert names == ["three.jpg", "one.jpg", "two.jpg"]


def test_a_picture_that_the_library_has_already_is_used_and_keeps_its_words(tmp_path):
    picture(tmp_path / "one.jpg")
    rows = [
        row(slug=slug, photos=[{"file": "one.jpg", "caption": {"en": f"For {slug}"}, "credit": slug}])
        for slug in ("a", "b")
    ]

    bring(rows, files=tmp_path)

    photo = Photo.objects.get()
    assert photo.galleries.count() == 2
    assert photo.credit == "a"
    assert [words.caption for words in photo.words.all()] == ["For a"]


def test_files_come_with_their_titles(tmp_path):
    (tmp_path / "text.pdf").write_bytes(b"%PDF-1.7 text")

    bring([row(files=[{"file": "text.pdf", "title": {"en": "The text"}}])], files=tmp_path, archive=True)

    file = Attachment.objects.live().get()
    assert (file.name, file.content_type, file.size_bytes) == ("text.pdf", "application/pdf", 13)
    assert file.words.get().title == "The text"
    assert file.file.read() == b"%PDF-1.7 text"


@pytest.mark.parametrize("place", ["photos", "files"])
@pytest.mark.parametrize(
    "name",
    ["../secret.pdf", "in/../../secret.pdf", "{root}/secret.pdf", "out.pdf", "out/secret.pdf", "", "in"],
)
def test_a_file_outside_the_folder_is_never_opened(tmp_path, place, name):
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-secret")
    folder = tmp_path / "folder"
    (folder / "in").mkdir(parents=True)
    os.symlink(tmp_path / "secret.pdf", folder / "out.pdf")
    os.symlink(tmp_path, folder / "out")

    reason(row(**{place: [{"file": name.format(root=tmp_path)}]}), files=folder)

    assert not any(rows_of_everything().values())


def test_a_pipe_in_the_folder_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")

    assert "pipe.pdf" in reason(row(files=[{"file": "pipe.pdf"}]), files=tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("page.html", b"<p>", "“page.html” is of another kind"),
        ("text.pdf", b"<script>", "“text.pdf” is not a PDF file inside"),
        ("run.exe", b"MZ", "“run.exe” is of another kind"),
    ],
)
def test_a_document_of_another_kind_is_refused(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)

    assert sentence in reason(row(files=[{"file": name}]), files=tmp_path)


def test_a_picture_that_is_none_refuses_the_row_and_leaves_no_file(tmp_path):
    picture(tmp_path / "good.jpg")
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff broken")
    before = files_of_media()

    sentence = reason(row(photos=[{"file": "good.jpg"}, {"file": "bad.jpg"}]), files=tmp_path)

    assert "bad.jpg" in sentence
    assert not any(rows_of_everything().values())
    assert files_of_media() == before


def test_files_named_without_a_folder_are_refused():
    assert "--files" in reason(row(photos=[{"file": "one.jpg"}]))


# What is refused, by row


GOOD = json.dumps(row()).encode()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"{", "not JSON"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"\xff\xfe{", "not UTF-8"),
        ("{}".encode("utf-16"), "not UTF-8"),
        (b'{"a": ' + b"[" * 100_000, "nested"),
        (b'{"a": "' + b"x" * formats.LINE_BYTES + b'"}', "longer than"),
        (row(title=""), "title is missing"),
        (row(title="x" * 501), "longer than 500"),
        (row(title=["x"]), "must be a text"),
        (row(title="a\0b"), "NUL"),
        (row(body="a\ud800b"), "surrogate"),
        (row(body="<ul><li>" * 20_000), "Split the item"),
        (row(date=""), "date is missing"),
        (row(date="2014-02-30"), "not a day"),
        (row(date="23.12.2014"), "not a day"),
        (row(date="2999-01-01"), "cannot be right"),
        (row(date="0001-01-01"), "cannot be right"),
        (row(published="yesterday"), "not a moment"),
        (row(published="2014-12-23T18:00"), "no zone"),
        (row(kind="poem"), "no kind “poem”"),
        (row(form="protocol"), "no form “protocol”"),
        (row(form="coverage"), "who published it"),
        (row(editions={}), "no words"),
        (row(editions=[]), "must be an object"),
        (row(editions={"en": "text"}), "must be an object"),
        (row(editions={"xx": {"title": "T"}}), "no language “xx”"),
        (row(bodies=["unknown"]), "no body “unknown”"),
        (row(photos=[{}]), "neither a file"),
        (row(photos=["one.jpg"]), "list of objects"),
        (row(photos=[{"source_url": "javascript:alert(1)"}]), "not a web address"),
        (row(outlet_url="ftp://example.org"), "not a web address"),
        (row(topics=["x" * 101]), "longer than 100"),
    ],
)
def test_a_wrong_line_is_refused_with_a_sentence_and_the_others_go_on(line, sentence):
    first, second = bring([line, GOOD])

    assert first["status"] == "refused"
    assert sentence in first["reason"]
    assert (second["row"], second["status"]) == (2, "stored")
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": ""}, "text is missing"),
        ({"date": "2050-01-01"}, "lies ahead"),
        ({"kind": "session", "form": "regular"}, "which body met"),
        ({"kind": "statement", "form": "interview"}, "outlet"),
    ],
)
def test_an_archive_takes_nothing_that_could_not_have_been_public(wrong, sentence):
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)  # noqa: DTZ011 - two days ahead anywhere
    wrong = {name: str(tomorrow) if value == "2050-01-01" else value for name, value in wrong.items()}

    assert sentence in reason(row(**wrong), archive=True)
    assert not any(rows_of_everything().values())


def test_a_byte_order_mark_and_empty_lines_do_no_harm():
    results = bring([b"\xef\xbb\xbf" + GOOD, b"", b"  ", json.dumps(row(title="B")).encode() + b"\r"])

    assert [(result["row"], result["status"]) for result in results] == [(1, "stored"), (4, "stored")]


def test_the_same_rows_again_are_refused_and_nothing_is_stored_twice():
    rows = [row(origin="https://example.org/1"), row(title="Without an origin")]
    bring(rows)
    before = rows_of_everything()

    results = bring(rows)

    assert [result["reason"] for result in results] == [
        "already here: a-meeting",
        "already here: without-an-origin",
    ]
    assert rows_of_everything() == before


def test_a_row_twice_in_one_file_is_stored_once():
    results = bring([row(), row()])

    assert [result["status"] for result in results] == ["stored", "refused"]


def test_a_row_that_breaks_half_way_leaves_nothing(tmp_path, monkeypatch):
    picture(tmp_path / "one.jpg")
    (tmp_path / "text.pdf").write_bytes(b"%PDF-1.7")
    before = files_of_media()
    said = 'create_topics = true\ncreate_places = true\n[fields]\ndate = "date"\ntopics = "topics"\n'
    said += 'place = "place"\n[editions.en]\ntitle = "title"\nbody = "body"\n[photos]\nfrom = "photos"\n'
    said += 'file = "file"\ncaption.en = "file"\n[files]\nfrom = "files"\nfile = "file"\n'
    theirs = {"title": "T", "body": "B", "date": "2014-12-23", "topics": ["Weather"], "place": "Minsk"}
    theirs |= {"photos": [{"file": "one.jpg"}], "files": [{"file": "text.pdf"}]}

    append = record.append

    def refuses(*arguments, **options):
        append(*arguments, **options)
        raise workflow.Refused("Not today.")

    with monkeypatch.context() as context:
        context.setattr(record, "append", refuses)
        assert reason(theirs, map=said, files=tmp_path, archive=True) == "Not today."

    assert not any(rows_of_everything().values())
    assert files_of_media() == before
    assert bring([theirs], map=said, files=tmp_path, archive=True)[0]["status"] == "stored"


def test_a_crash_loses_only_rows_that_were_not_reported(tmp_path, monkeypatch):
    picture(tmp_path / "one.jpg")
    before = files_of_media()
    start = workflow.start

    def breaks(publication, *arguments, **options):
        if publication.slug == "b":
            raise KeyboardInterrupt
        return start(publication, *arguments, **options)

    monkeypatch.setattr(workflow, "start", breaks)
    with pytest.raises(KeyboardInterrupt):
        bring([row(slug="a", photos=[{"file": "one.jpg"}]), row(slug="b")], files=tmp_path)

    assert not any(rows_of_everything().values())
    assert files_of_media() == before


def test_a_dry_run_checks_everything_and_stores_nothing(tmp_path):
    picture(tmp_path / "one.jpg")
    before = files_of_media()
    rows = [row(photos=[{"file": "one.jpg"}]), row(title=""), row(photos=[{"file": "one.jpg"}])]

    results, progress = told(rows, files=tmp_path, archive=True, dry_run=True)

    assert [result["status"] for result in results] == ["stored", "refused", "refused"]
    assert "Dry run" in results[0]["reason"]
    assert "Dry run: nothing was stored." in progress
    assert not any(rows_of_everything().values())
    assert files_of_media() == before


def test_progress_is_told_on_the_error_stream():
    _results, progress = told([row(), row(title="")])

    assert "1 stored, 1 refused" in progress
    assert "rows/s" in progress


# What is refused as a whole


@pytest.mark.parametrize("role", ["Writer", "Editor", "Photographer"])
def test_an_archive_needs_its_own_right(role):
    with pytest.raises(CommandError, match="may not"):
        bring([row()], by=make.user(role), archive=True)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("role", ["Spokesman", "Administrator"])
def test_spokesman_and_administrator_may_take_over_an_archive(role):
    assert bring([row()], by=make.user(role), archive=True)[0]["status"] == "stored"


def test_a_reader_may_not_bring_in_drafts():
    with pytest.raises(CommandError, match="may not write"):
        bring([row()], by=make.user("Accredited press"))


def test_an_unknown_or_inactive_user_is_one_sentence():
    gone = make.user("Spokesman", is_active=False)

    with pytest.raises(CommandError, match=f"no user “{gone.username}”"):
        bring([row()], by=gone)


def test_a_file_or_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        bring(tmp_path / "none.jsonl")
    with pytest.raises(CommandError, match="not a folder"):
        bring([row()], files=tmp_path / "none")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("create_topics = true\nzone = Moscow", "line 2"),
        ('zone = "Mars/Olympus"', "Mars/Olympus"),
        ('zone = "../etc"', "../etc"),
        ("zone = 3", "“3”"),
        ('colour = "red"', "colour"),
        ('[fields]\ntitel = "title"', "fields.titel"),
        ("[editions.en]\ntitle = 3", "editions.en.title"),
        ('[editions.en]\ntitle = { form = "title" }', "editions.en.title.form"),
        ("[editions.en]\ntitle = { }", "editions.en.title"),
        ('[editions.en]\nbody = { from = "b", as = "word" }', "editions.en.body.as"),
        ('[editions.en]\nbody = { from = "b", find = "(" }', "editions.en.body.find"),
        ('[editions.en]\nbody = { from = "b", replace = ["a"] }', "editions.en.body.replace"),
        ('[photos]\nfile = "file"', "photos.from"),
        ('create_topics = "yes"', "create_topics"),
    ],
)
def test_a_wrong_map_is_a_sentence_that_names_the_line_or_the_field(said, sentence):
    with pytest.raises(CommandError) as refusal:
        bring([row()], map=said)
    assert sentence in str(refusal.value)


# Moments


ZONED = 'zone = "Europe/Moscow"\n[fields]\npublished = { from = "t", formats = ["%d %B %Y %H:%M"] }\n'
ZONED += '[editions.en]\ntitle = "title"\nbody = "title"\n'


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("10 June 2010 22:00", "2010-06-10 18:00"),
        ("9 February 2003 19:55", "2003-02-09 16:55"),
        ("19 December 2012 15:30", "2012-12-19 11:30"),
        ("1 December 2014 18:00", "2014-12-01 15:00"),
    ],
)
def test_a_local_hour_counts_by_the_offset_of_its_own_day(local, utc):
    bring([{"title": "T", "t": local}], map=ZONED, archive=True)

    edition = Edition.objects.get()
    assert edition.live_from == make.moment(utc)
    assert edition.date == make.moment(utc).date()


@pytest.mark.parametrize(
    ("local", "sentence"),
    [("26 October 2014 01:30", "exists twice"), ("27 March 2011 02:30", "does not exist")],
)
def test_an_hour_that_exists_twice_or_never_is_asked_back(local, sentence):
    assert sentence in reason({"title": "T", "t": local}, map=ZONED, archive=True)


def test_a_midnight_that_means_unknown_becomes_noon_of_that_day():
    said = "midnight_is_unknown = true\n" + ZONED

    bring([{"title": "T", "t": "1 March 2003 00:00"}], map=said, archive=True)

    assert Edition.objects.get().live_from == make.moment("2003-03-01 09:00")


# Maps


def test_a_map_reads_paths_constants_tables_months_and_text():
    said = """
months = ["января", "февраля", "марта", "апреля", "мая", "июня",
          "июля", "августа", "сентября", "октября", "ноября", "декабря"]
[fields]
kind = { value = "statement" }
form = { from = "meta.type", table = { "Rede" = "speech" }, otherwise = "commentary" }
date = { from = ["meta.none", "meta.days.0"], formats = ["%d %m %Y"] }
origin = "https://example.org/{number}"
outlet = { from = "meta.type" }
[editions.ru]
title = "title"
lead = { from = "text", find = "Lead: ([^.]*\\\\.)" }
[editions.ru.body]
from = "text"
as = "text"
drop_start = ["{title}", "\\\\d+"]
drop_end = ["Tags.*"]
replace = [["x", "y"]]
"""
    theirs = {
        "number": 7,
        "title": "Two  words",
        "text": "Two words 12 One <x> & Lead: it is.\nline\n\nTwo\nTags: none. End",
        "meta": {"type": "Rede", "days": ["4 Мая 2025"]},
    }

    bring([theirs], map=said)

    edition = Edition.objects.get()
    assert (edition.kind, edition.form, edition.date) == ("statement", "speech", make.day("2025-05-04"))
    assert edition.publication.origin == "https://example.org/7"
    assert edition.publication.outlet == "Rede"
    assert (edition.title, edition.lead) == ("Two words", "it is.")
    assert edition.body == "<p>One &lt;y&gt; &amp; Lead: it is.<br>line</p>\n<p>Two</p>"


def test_words_that_render_an_item_of_the_day_become_its_other_language():
    rendering = row(title="Встреча", renders={"en": "A\xa0meeting"}, origin="ru-1")
    rendering["editions"] = {"ru": rendering["editions"].pop("en")}
    other_day = rendering | {"date": "2014-12-24", "origin": "ru-2"}
    bring([row(origin="en-1")], archive=True)

    results = bring([rendering, other_day, rendering], archive=True)

    assert [result["status"] for result in results] == ["stored", "stored", "refused"]
    original = Publication.objects.get(origin="en-1")
    assert {edition.language for edition in original.editions.live()} == {"en", "ru"}
    assert results[0]["slug"] == original.slug
    assert Publication.objects.get(origin="ru-2").editions.get().language == "ru"


# Real files


def test_all_english_releases_come_in(real_data):
    path = real_data / "press" / "kremlin_en.jsonl"
    theirs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    storable = [one for one in theirs if one["title"].strip() and (one["date"] or one["published"])]

    results = bring(path, map=MAPS / "kremlin_en.toml", archive=True)

    assert Counter(result["status"] for result in results) == {"stored": len(storable)}
    assert len(storable) == len(theirs) == 634
    editions = {
        edition.publication.origin: edition
        for edition in Edition.objects.live().select_related("publication")
    }
    assert editions.keys() == {one["url"] for one in theirs}
    assert Record.objects.count() == len({result["slug"] for result in results}) == 634
    moments = {
        "28132": "2003-02-09 16:55",
        "8014": "2010-06-10 18:00",
        "17164": "2012-12-19 11:30",
        "47124": "2014-12-01 15:00",
    }
    for number, moment in moments.items():
        edition = editions[f"http://en.kremlin.ru/events/president/news/{number}"]
        assert edition.live_from == make.moment(moment)
    for one in theirs:
        edition = editions[one["url"]]
        assert edition.title == " ".join(one["title"].split())
        assert str(edition.date) == one["date"] or edition.form == Form.ANNOUNCEMENT
        assert len(edition.facts.get("photographs", [])) == len(one["photos"])
        assert len(edition.facts.get("topics", [])) == len({topic.casefold() for topic in one["topics"]})
        assert bool(edition.facts.get("place")) == bool(one["place"].strip())
    assert (
        Edition.objects.filter(form=Form.ANNOUNCEMENT).count() == sum(not one["date"] for one in theirs) == 30
    )
    assert Photo.objects.filter(original="", credit="Kremlin.ru, CC BY 4.0").count() == sum(
        len(one["photos"]) for one in theirs
    )
    for edition in editions.values():
        for mark in ("<script", "<sup", "<i>", "<b>", 'href="/', "<h3>See also</h3>\n<h3>"):
            assert mark not in edition.body
    summit = editions["http://en.kremlin.ru/events/president/news/17164"].facts["photographs"]
    captions = [photo["caption"] for one in theirs if one["id"] == 17164 for photo in one["photos"]]
    assert [photo["caption"] for photo in summit] == [" ".join(caption.split()) for caption in captions]


def test_all_russian_releases_come_in_with_both_ends_cut(real_data):
    path = real_data / "press" / "kremlin_ru.jsonl"
    theirs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    titled = next(one for one in theirs if one["en_title"] and one["date"])
    english = row(date=titled["date"], title=titled["en_title"], origin="english")
    bring([english], archive=True)

    results = bring(path, map=MAPS / "kremlin_ru.toml", archive=True)

    assert Counter(result["status"] for result in results) == {"stored": 117}
    assert len(theirs) == 117
    editions = {edition.title: edition for edition in Edition.objects.live().in_language("ru")}
    joined = editions[titled["title"]]
    assert joined.publication.origin == "english"
    assert Publication.objects.count() == 117
    for one in theirs:
        same = Edition.objects.in_language("ru").filter(title=" ".join(one["title"].split()))
        days = {one["date"]} if one["date"] else {str(edition.date) for edition in same}
        (edition,) = [edition for edition in same if str(edition.date) in days][:1]
        assert edition.lead
        assert edition.body
        for junk in (
            "Статус материала",
            "Дата публикации",
            "Ссылка на материал",
            "События " + one["title"][:20],
        ):
            assert junk not in edition.body
        if one["lead"]:
            assert not edition.body.startswith(f"<p>{one['lead'][:40]}") or len(edition.body) < 400
    hours = {
        edition.live_from.astimezone(datetime.timezone(datetime.timedelta(hours=3))).strftime(
            "%Y-%m-%d %H:%M"
        )
        for edition in Edition.objects.in_language("ru")
    }
    wanted = {f"{one['date']} {one['time'].replace('00:00', '12:00')}" for one in theirs if one["date"]}
    assert wanted <= hours


def test_the_real_files_again_store_nothing_twice(real_data):
    for language in ("en", "ru"):
        lines = (real_data / "press" / f"kremlin_{language}.jsonl").read_bytes().splitlines()[40:60]
        said = MAPS / f"kremlin_{language}.toml"
        bring(lines, map=said, archive=True)
        before = rows_of_everything()

        results = bring(lines, map=said, archive=True)

        assert all(result["reason"].startswith("already here: ") for result in results)
        assert rows_of_everything() == before


def test_a_field_whose_name_cannot_be_printed_does_not_end_the_import():
    results = bring([row(**{"\ud800": "x"}), row(title="Another meeting")])

    assert [result["status"] for result in results] == ["stored", "stored"]
    assert json.dumps(results, ensure_ascii=False).encode()
