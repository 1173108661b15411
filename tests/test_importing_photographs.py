"""`import_photos`: a folder into the library and into a gallery, a line for each file."""

import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from news.models import GalleryPhoto, Photo

from . import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.fixture
def folder(tmp_path):
    for name in ("DSC_10.jpg", "DSC_9.jpg", "снимок.png"):
        format = "PNG" if name.endswith("png") else "JPEG"
        (tmp_path / name).write_bytes(make.picture(size=(30, 20), format=format).read())
    (tmp_path / "page.jpg").write_bytes(b"<html>")
    (tmp_path / ".hidden").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "outside.jpg").symlink_to("/etc/hostname")
    return tmp_path


def bring(folder, by="Writer", **options) -> list[dict]:
    out = io.StringIO()
    call_command("import_photos", str(folder), by=make.user(by).username, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_file_has_a_line_in_the_order_of_names_and_the_gallery_has_that_order(folder):
    release = make.release(slug="summit")

    lines = bring(folder, publication="summit")

    assert [(line["file"], line["status"]) for line in lines] == [
        ("DSC_9.jpg", "stored"),
        ("DSC_10.jpg", "stored"),
        ("outside.jpg", "refused"),
        ("page.jpg", "refused"),
        ("снимок.png", "stored"),
    ]
    assert list(lines[0]) == ["file", "status", "reason", "caption", "credit", "url"]
    assert "cannot be read as a picture" in lines[3]["reason"]
    shown = [row.photo.name for row in release.gallery.select_related("photo")]
    assert shown == ["DSC_9.jpg", "DSC_10.jpg", "снимок.png"]


def test_the_address_answers_once_it_is_public(folder, client):
    release = make.release(slug="summit")
    path = bring(folder, publication="summit")[0]["url"].removeprefix("http://localhost:8000")

    assert client.get(path).status_code == 404
    for photo in Photo.objects.all():
        photo.words.create(language="en", description="What is to be seen")
    make.approved(release)
    assert client.get(path)["Content-Type"] == "image/jpeg"


def test_the_same_folder_again_adds_nothing(folder):
    make.release(slug="summit")
    bring(folder, publication="summit")
    again = bring(folder, publication="summit")

    assert [line["status"] for line in again].count("stored") == 3
    assert "Already in the library" in again[0]["reason"]
    assert (Photo.objects.count(), GalleryPhoto.objects.count()) == (3, 3)


def test_without_an_item_they_are_in_the_library_alone(folder):
    bring(folder, by="Photographer")

    assert (Photo.objects.count(), GalleryPhoto.objects.count()) == (3, 0)


def test_facts_that_changed_ask_for_another_approval(folder):
    release = make.release(slug="summit")
    before = release.lock_version

    bring(folder, publication="summit")

    release.refresh_from_db()
    assert release.lock_version == before + 1


@pytest.mark.parametrize(
    ("by", "options", "sentence"),
    [
        ("Accredited press", {}, "Ask a photographer"),
        ("Writer", {"publication": "nowhere"}, "There is no item “nowhere”"),
    ],
)
def test_who_may_not_is_told_before_anything_is_stored(folder, by, options, sentence):
    make.release(slug="summit")

    with pytest.raises(CommandError, match=sentence):
        bring(folder, by=by, **options)
    assert not Photo.objects.exists()


def test_no_folder_and_nobody_of_that_name_are_said(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        bring(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="There is no user"):
        call_command("import_photos", str(tmp_path), by="nobody")


def test_a_disk_that_fills_up_in_the_middle_keeps_what_was_whole_and_says_the_rest(folder, monkeypatch):
    save, kept = default_storage._save, []

    def fills_up(name, content):
        if kept:
            raise OSError(28, "No space left on device")
        kept.append(name)
        return save(name, content)

    monkeypatch.setattr(default_storage, "_save", fills_up)
    lines = bring(folder)

    assert [line["status"] for line in lines].count("stored") == Photo.objects.count() == 1
    assert "disk refuses it" in lines[1]["reason"]
