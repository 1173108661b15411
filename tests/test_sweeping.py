"""What nobody can ask for any more goes; everything else stays."""

import io
import json
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from news import documents, prints, renditions, tasks, unfinished
from news.models import Edition, Photo

from . import make
from .make import HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    return make.office()


def swept(days=3) -> dict:
    """What the command says, when everything that is kept is that many days old."""
    moment = make.now().timestamp() - days * 24 * 3600
    for folder, _folders, files in os.walk(default_storage.location):
        for name in files:
            os.utime(os.path.join(folder, name), (moment, moment))
    out = io.StringIO()
    call_command("sweep_files", stdout=out)
    return json.loads(out.getvalue())


def test_uploads_of_a_form_that_was_never_sent_go_after_two_days():
    left = documents.kept(ContentFile(b"%PDF-1.7", name="left.pdf"))
    kept = make.attachment(make.release())
    photo = make.uploaded(size=(30, 20))

    assert swept(days=1)["orphans"] == 0
    assert swept()["orphans"] == 1
    assert not default_storage.exists(left.file.name)
    assert default_storage.exists(kept.file.name)
    assert default_storage.exists(photo.original.name)


def test_an_upload_that_broke_off_goes_two_days_after_its_last_byte():
    upload = unfinished.begin(1, 10)
    upload.receive([b"jpeg"], 0)

    assert swept(days=1)["unfinished"] == 0
    assert upload.offset == 4
    assert swept()["unfinished"] == 2
    assert list(upload.folder.iterdir()) == []


def test_renditions_with_words_that_nobody_has_now_go_and_no_others():
    release, photo = make.release(), make.uploaded(size=(30, 20))
    Photo.objects.filter(pk=photo.pk).update(credit="Public")
    make.gallery(release, photo)
    make.approved(release)
    Photo.objects.filter(pk=photo.pk).update(credit="Scheduled")
    make.approved(release, live_from=make.now() + HOUR, change_note="The credit.")
    paths = {}
    for credit in ("Public", "Scheduled", "At the desk", "Of yesterday"):
        photo.credit = credit
        renditions.make(photo, 30, "jpg")
        paths[credit] = renditions.path(photo, 30, "jpg")
    Photo.objects.filter(pk=photo.pk).update(credit="At the desk")
    [printed] = prints.prints(Photo.objects.all(), Edition.objects.live())
    renditions.make_print(printed.photo, printed.said)

    assert swept() == {"orphans": 0, "outdated": 1, "unfinished": 0}
    assert [credit for credit, path in paths.items() if not default_storage.exists(path)] == ["Of yesterday"]
    assert swept() == {"orphans": 0, "outdated": 0, "unfinished": 0}


def test_renditions_of_a_photograph_that_is_gone_go():
    photo = make.uploaded(size=(30, 20))
    made = renditions.make_all(photo)
    token = photo.token
    photo.delete()

    assert swept() == {"orphans": 1, "outdated": made, "unfinished": 0}
    assert token not in "".join(default_storage.listdir("renditions")[0])


def test_a_worker_makes_the_prints_of_what_was_approved(django_capture_on_commit_callbacks, monkeypatch):
    asked = []
    monkeypatch.setattr("news.tasks.make_prints", type("Task", (), {"enqueue": asked.append}))
    release = make.release()
    make.gallery(release, make.uploaded(size=(30, 20)))
    with django_capture_on_commit_callbacks(execute=True):
        edition = make.approved(release, live_from=make.now() + HOUR)

    assert asked == [edition.pk]


def test_those_are_the_ones_that_readers_get_at_the_moment(monkeypatch):
    release = make.release()
    make.gallery(release, make.uploaded(size=(30, 20)))
    edition = make.approved(release, live_from=make.now() + HOUR)

    assert tasks.make_prints.func(edition.pk) == 1

    [wanted] = prints.prints(Photo.objects.all(), Edition.objects.live(edition.live_from))
    monkeypatch.setattr(renditions.pictures, "in_full", None)
    assert renditions.make_print(wanted.photo, wanted.said).size
    assert tasks.make_prints.func(0) == 0
