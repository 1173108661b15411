"""The same door with uploads in an object store, on moto's own S3 server.

moto and what it needs are ten times the size of everything else here, so they are in no requirements:
`pip install -r requirements/s3.txt "moto[s3]" flask flask-cors` lets these run.
"""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from news import renditions, uploads
from pressoffice.settings import bucket

from . import make

NEEDED = "needs django-storages[s3] and moto with flask: see the top of the file"
moto = pytest.importorskip("moto.server", reason=NEEDED)
boto3 = pytest.importorskip("boto3", reason=NEEDED)
pytest.importorskip("storages.backends.s3", reason=NEEDED)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    server = moto.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture(autouse=True)
def store(server, settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    boto3.client("s3", endpoint_url=server, region_name="us-east-1").create_bucket(Bucket="office")
    settings.STORAGES = settings.STORAGES | {"default": bucket("office", server, "us-east-1")}
    make.office()


def test_a_photograph_is_kept_shown_printed_and_removed_there(client):
    photo = make.uploaded(size=(700, 500))
    release = make.release(slug="summit")
    make.gallery(release, photo)
    make.approved(release)

    shown = client.get(f"/photos/{photo.token}/320.webp")
    printed = client.get(f"/photos/{photo.token}/print.jpg")
    part = client.get(f"/photos/{photo.token}/print.jpg", headers={"range": "bytes=0-1"})
    first, second = (
        client.get(f"{make.Edition.objects.get().get_absolute_url()}photos/photographs.zip")
        for _each in range(2)
    )

    assert Image.open(io.BytesIO(shown.getvalue())).size == (320, 229)
    assert Image.open(io.BytesIO(printed.getvalue())).size == (700, 500)
    assert (part.status_code, part.getvalue()) == (206, b"\xff\xd8")
    content = first.getvalue()
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert (second.getvalue(), second["Accept-Ranges"]) == (content, "bytes")
    assert renditions.make_all(photo) > 0
    renditions.remove_all(photo)
    assert not default_storage.exists(renditions.path(photo, 320, "webp"))
    assert default_storage.exists(photo.original.name)


def test_a_document_is_sent_from_there_with_its_name(client):
    release = make.release()
    file = make.attachment(release)
    make.approved(release)

    response = client.get(f"/files/{file.token}/report.pdf")

    assert response.getvalue() == b"%PDF-1.7 report"
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert (
        client.get(f"/files/{file.token}/report.pdf", headers={"range": "bytes=-6"}).getvalue() == b"report"
    )


def test_a_store_that_is_away_is_said_in_a_sentence(settings):
    settings.STORAGES = settings.STORAGES | {"default": bucket("nowhere", "http://127.0.0.1:9", "us-east-1")}

    with pytest.raises(uploads.Refused, match="disk refuses it"):
        uploads.store(make.picture(), by=None)
