"""Photographs in pieces, by tus 1.0.0: https://tus.io/protocols/resumable-upload, rule by rule."""

import base64
import datetime
import errno
import io
import os
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.http import UnreadablePostError
from django.test import Client
from django.utils.http import parse_http_date
from tusclient.client import TusClient

from news import storage, unfinished, uploads
from news.models import FileChange, Photo

from . import make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office", "disk")]

BEGIN = "/desk/photos/resumable/"
BYTES = "application/offset+octet-stream"
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "unfinished"


@pytest.fixture
def photographer(client):
    person = make.user("Photographer")
    client.force_login(person)
    return person


def jpeg(**options) -> bytes:
    return make.picture(size=(600, 400), **options).read()


def spelled(name: str) -> str:
    return "filename " + base64.b64encode(name.encode()).decode()


def ask(client, method: str, path: str, content: bytes = b"", **headers):
    """A request by the protocol; headers as upload_offset=5, None for one that is left out."""
    kind = {"Content-Type": BYTES} if content or method == "PATCH" else {}
    named = TUS | kind | {name.replace("_", "-").title(): str(value) for name, value in headers.items()}
    given = {name: value for name, value in named.items() if value != "None"}
    return client.generic(method, path, content, "", headers=given)


def begun(client, content: bytes, name="DSC_1.jpg", **headers) -> str:
    """The address of a new upload for that content."""
    response = ask(
        client, "POST", BEGIN, upload_length=len(content), upload_metadata=spelled(name), **headers
    )
    assert response.status_code == 201, response.content
    return response["Location"]


def send(client, path: str, content: bytes, offset: int):
    return ask(client, "PATCH", path, content, upload_offset=offset)


def offset_of(client, path: str) -> int:
    return int(ask(client, "HEAD", path)["Upload-Offset"])


def whole(client, content: bytes, **more):
    return send(client, begun(client, content, **more), content, 0)


def test_a_photograph_comes_in_pieces_and_is_in_the_library_with_the_last(client, photographer):
    content = jpeg()
    path = begun(client, content)

    first = send(client, path, content[:1000], 0)
    assert (first.status_code, first["Upload-Offset"]) == (204, "1000")
    assert not Photo.objects.exists()
    last = send(client, path, content[1000:], 1000)

    photo = Photo.objects.get()
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(content)))
    assert (photo.name, photo.uploaded_by, photo.size_bytes) == ("DSC_1.jpg", photographer, len(content))
    assert photo.original.open().read() == content
    assert client.get(path).json() == {"name": "DSC_1.jpg", "photo": photo.token, "sentence": "Stored."}


@pytest.mark.usefixtures("photographer")
def test_it_may_come_with_its_announcement(client):
    content = jpeg()

    response = ask(client, "POST", BEGIN, content, upload_length=len(content))

    assert (response.status_code, response["Upload-Offset"]) == (201, str(len(content)))
    assert client.get(response["Location"]).json()["photo"] == Photo.objects.get().token


@pytest.mark.usefixtures("photographer")
def test_what_was_cut_off_goes_on_where_it_stopped(client, monkeypatch):
    content = jpeg()
    path, cut = begun(client, content), len(content) * 9 // 10

    def pieces(request):
        yield content[:cut]
        raise UnreadablePostError

    with monkeypatch.context() as broken:
        broken.setattr("news.admin.resumable.pieces", pieces)
        send(client, path, content, 0)

    head = ask(client, "HEAD", path)
    assert (head["Upload-Offset"], head["Upload-Length"]) == (str(cut), str(len(content)))
    assert head["Upload-Metadata"] == spelled("DSC_1.jpg")
    assert "no-store" in head["Cache-Control"]
    assert send(client, path, content[cut:], cut).status_code == 204
    assert Photo.objects.get().original.open().read() == content


@pytest.mark.usefixtures("photographer")
def test_a_piece_for_another_place_is_refused_and_not_written(client):
    content = jpeg()
    path = begun(client, content)
    send(client, path, content[:1000], 0)

    assert send(client, path, content[500:], 500).status_code == 409
    assert send(client, path, content[1500:], 1500).status_code == 409
    assert offset_of(client, path) == 1000


@pytest.mark.usefixtures("photographer")
def test_two_windows_that_send_one_upload_store_it_once_and_whole(client, monkeypatch):
    content = jpeg()
    path = begun(client, content)

    def pieces(request):
        yield content[:1000]
        monkeypatch.undo()
        send(client, path, content[1000:2000], 1000)  # the other window, in between
        yield content[1000:]

    monkeypatch.setattr("news.admin.resumable.pieces", pieces)
    assert send(client, path, content, 0).status_code == 409

    assert offset_of(client, path) == 2000
    assert send(client, path, content[2000:], 2000).status_code == 204
    assert send(client, path, b"", len(content)).status_code == 204
    assert Photo.objects.get().original.open().read() == content


@pytest.mark.usefixtures("photographer")
def test_the_window_that_finishes_second_is_told_what_the_first_was(disk):
    upload, answers = unfinished.begin(1, 4), []
    upload.receive([b"jpeg"], 0)

    def taken(file):
        answers.append(file.read())
        return {"photo": "token"}

    assert upload.finish(taken).outcome == upload.finish(taken).outcome == {"photo": "token"}
    assert answers == [b"jpeg"]


def test_an_upload_is_its_persons_own(client, photographer):
    content = jpeg()
    path = begun(client, content)
    client.force_login(make.user("Administrator"))

    answers = [ask(client, method, path) for method in ("HEAD", "GET", "DELETE")]
    answers.append(send(client, path, content, 0))
    absent = [ask(client, "HEAD", f"{BEGIN}AAAAAAAAAAAAAAAAAAAAAA")]

    assert {answer.status_code for answer in answers + absent} == {404}
    client.force_login(photographer)
    assert offset_of(client, path) == 0


@pytest.mark.parametrize("role", [None, "Accredited press", "nobody"])
def test_nobody_else_may(client, role):
    if role != "nobody":
        client.force_login(make.user(role))

    assert ask(client, "POST", BEGIN, upload_length=5).status_code == 403
    assert ask(client, "OPTIONS", BEGIN).status_code == 403


def test_who_lost_the_right_in_the_middle_goes_no_further(client, photographer):
    content = jpeg()
    path = begun(client, content)
    photographer.groups.clear()

    assert send(client, path, content, 0).status_code == 403
    assert not Photo.objects.exists()


def test_another_site_can_begin_or_cancel_nothing(photographer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(photographer)
    page = client.get("/desk/photos/upload/")
    token = {"X-Csrftoken": page.context["csrf_token"]}

    assert ask(client, "POST", BEGIN, upload_length=5).status_code == 403
    path = begun(client, b"12345", **token)
    for method in ("PATCH", "DELETE"):
        assert ask(client, method, path, upload_offset=0).status_code == 403
    hidden = ask(client, "GET", path, x_http_method_override="DELETE")
    assert hidden.status_code == 409
    assert ask(client, "PATCH", path, b"1", upload_offset=0, **token).status_code == 204


@pytest.mark.usefixtures("photographer")
def test_what_the_server_speaks_is_asked_by_options(client):
    for path in (BEGIN, begun(client, jpeg())):
        response = ask(client, "OPTIONS", path, tus_resumable=None)
        assert response.status_code == 204
        assert response["Tus-Version"] == response["Tus-Resumable"] == "1.0.0"
        assert response["Tus-Extension"] == "creation,creation-with-upload,expiration,termination"
        assert response["Tus-Max-Size"] == str(uploads.MAX_BYTES)


@pytest.mark.usefixtures("photographer")
@pytest.mark.parametrize("version", [None, "0.2.2", "1.0.1"])
def test_another_version_is_answered_with_ours(client, version):
    path = begun(client, jpeg())

    for method in ("HEAD", "PATCH", "DELETE"):
        response = ask(client, method, path, tus_resumable=version)
        assert (response.status_code, response["Tus-Version"]) == (412, "1.0.0")
    assert ask(client, "POST", BEGIN, upload_length=5, tus_resumable=version).status_code == 412


@pytest.mark.usefixtures("photographer")
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"upload_length": "-1"}, 400),
        ({"upload_length": "1e3"}, 400),
        ({"upload_length": "٣"}, 400),
        ({"upload_length": "9" * 40}, 400),
        ({"upload_length": 0}, 422),
        ({"upload_length": uploads.MAX_BYTES + 1}, 413),
        ({"upload_length": 5, "upload_metadata": "filename ***"}, 400),
        ({"upload_length": 5, "upload_metadata": "filename /w=="}, 400),
        ({"upload_length": 5, "upload_metadata": "filename " + "QUFB" * 5000}, 400),
        ({"upload_length": 5, "upload_defer_length": 1}, 400),
        ({"upload_length": 5, "upload_concat": "partial"}, 400),
    ],
)
def test_an_announcement_that_cannot_be_is_refused_and_leaves_nothing(client, disk, headers, status):
    response = ask(client, "POST", BEGIN, **headers)
    assert response.status_code == status
    assert response.json()["sentence"].endswith(".")
    assert list(disk.glob("*/*")) == []


@pytest.mark.usefixtures("photographer")
def test_a_piece_that_cannot_be_is_refused_and_not_written(client):
    path = begun(client, b"12345")

    bare = ask(client, "PATCH", path, b"123")
    assert bare.status_code == 400
    sentence = "Upload-Offset must be a whole number. Load the page again, then choose the file again."
    assert bare.json() == {"sentence": sentence}
    assert ask(client, "PATCH", path, b"123", upload_offset="-1").json() == {"sentence": sentence}
    assert ask(client, "PATCH", path, b"123456", upload_offset=0).status_code == 413
    assert ask(client, "PATCH", path, b"123", upload_offset=0, transfer_encoding="chunked").status_code == 411
    plain = client.generic("PATCH", path, b"123", "image/jpeg", headers=TUS | {"Upload-Offset": "0"})
    assert plain.status_code == 415
    assert ask(client, "PUT", path, b"123").status_code == 405
    assert ask(client, "PATCH", BEGIN, b"123", upload_offset=0).status_code == 405
    assert offset_of(client, path) == 0


@pytest.mark.usefixtures("photographer")
def test_a_proxy_that_knows_only_post_hides_no_method(client):
    content = jpeg()
    path = begun(client, content)

    ask(client, "POST", path, content[:9], upload_offset=0, x_http_method_override="PATCH")
    assert offset_of(client, path) == 9
    assert ask(client, "POST", path, x_http_method_override="DELETE").status_code == 204
    assert ask(client, "HEAD", path).status_code == 404


@pytest.mark.usefixtures("photographer")
def test_what_is_cancelled_is_gone(client, disk):
    content = jpeg()
    path = begun(client, content)
    send(client, path, content[:1000], 0)

    assert ask(client, "DELETE", path).status_code == 204

    assert list(disk.glob("*/*")) == []
    assert {ask(client, method, path).status_code for method in ("HEAD", "DELETE", "GET")} == {404}
    assert send(client, path, content, 0).status_code == 404


@pytest.mark.usefixtures("photographer")
def test_an_upload_waits_two_days_after_its_last_byte(client, disk):
    path = begun(client, jpeg())

    expires = parse_http_date(ask(client, "HEAD", path)["Upload-Expires"])
    left = datetime.datetime.fromtimestamp(expires, datetime.UTC) - make.now()
    assert datetime.timedelta(days=2) - HOUR < left <= datetime.timedelta(days=2)

    aged(disk, datetime.timedelta(days=2, seconds=1))
    assert ask(client, "HEAD", path).status_code == 404
    assert list(disk.glob("*/*")) == []


def aged(disk, by: datetime.timedelta):
    moment = (make.now() - by).timestamp()
    for path in disk.glob("*/*"):
        os.utime(path, (moment, moment))


@pytest.mark.usefixtures("photographer")
def test_one_person_has_only_so_much_on_the_way(client, disk, monkeypatch):
    monkeypatch.setattr(unfinished, "MOST", 2)
    monkeypatch.setattr(unfinished, "MOST_BYTES", 1000)
    paths = [begun(client, b"1" * 400) for _time in range(2)]

    assert ask(client, "POST", BEGIN, upload_length=400).status_code == 429
    ask(client, "DELETE", paths[0])
    assert ask(client, "POST", BEGIN, upload_length=900).status_code == 429
    aged(disk, HOUR * 2)
    begun(client, b"1" * 900)
    assert ask(client, "HEAD", paths[1]).status_code == 404  # the idle one gave way
    client.force_login(make.user("Writer"))
    begun(client, b"1" * 900)


def full(*args, **more):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.usefixtures("photographer")
def test_a_disk_that_is_full_in_the_middle_keeps_what_it_had(client, monkeypatch):
    content = jpeg()
    path = begun(client, content)
    send(client, path, content[:1000], 0)
    write, written = os.pwrite, []

    def fills(*args):
        written.append(write(*args) if not written else full())
        return written[-1]

    with monkeypatch.context() as disk:
        disk.setattr("news.admin.resumable.PIECE", 1000)
        disk.setattr("news.unfinished.os.pwrite", fills)
        response = send(client, path, content[1000:], 1000)

    assert response.status_code == 507
    assert "the server's disk refuses it" in response.json()["sentence"]
    assert offset_of(client, path) == 1000
    assert not Photo.objects.exists()
    assert send(client, path, content[1000:], 1000).status_code == 204


@pytest.mark.usefixtures("photographer")
def test_a_disk_that_is_full_at_the_end_loses_no_byte(client, monkeypatch):
    content = jpeg()
    path = begun(client, content)

    with monkeypatch.context() as disk:
        disk.setattr(storage.DurableStorage, "_save", full)
        assert send(client, path, content, 0).status_code == 507
    assert not Photo.objects.exists()
    assert ask(client, "GET", path).status_code == 409

    assert send(client, path, b"", len(content)).status_code == 204
    assert Photo.objects.get().original.open().read() == content


@pytest.mark.usefixtures("photographer")
def test_no_upload_is_begun_for_which_the_disk_has_no_room(client, disk, monkeypatch):
    monkeypatch.setattr(unfinished, "SPARE_BYTES", 2**62)

    assert ask(client, "POST", BEGIN, upload_length=5).status_code == 507
    assert list(disk.glob("*/*")) == []


def test_where_nothing_can_be_written_a_sentence_says_so(client, photographer, disk):
    disk.write_text("a file where the folder should be")

    response = ask(client, "POST", BEGIN, upload_length=5)

    assert response.status_code == 507
    assert "Tell the administrator" in response.json()["sentence"]


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "text")
    return content.getvalue()


@pytest.mark.usefixtures("photographer")
@pytest.mark.parametrize(
    "content",
    [
        zipped(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"\xff\xd8\xff",
    ],
    ids=["zip", "svg", "html", "beginning"],
)
def test_what_is_no_photograph_is_refused_in_a_sentence_and_nothing_of_it_stays(client, disk, content):
    path = begun(client, content, name="DSC_1.jpg")

    response = send(client, path, content, 0)

    assert response.status_code == 422
    assert "“DSC_1.jpg” cannot be read as a picture" in response.json()["sentence"]
    assert client.get(path).json() == response.json()
    assert send(client, path, b"", len(content)).json() == response.json()
    assert not Photo.objects.exists()
    assert list(disk.glob("*/*.part")) == []


@pytest.mark.usefixtures("photographer")
def test_what_the_library_has_is_named_and_not_stored_again(client):
    content = jpeg()
    photo = uploads.store(ContentFile(content, name="first.jpg"), by=make.user("Writer"))

    path = begun(client, content, name="second.jpg")
    assert send(client, path, content, 0).status_code == 204

    assert client.get(path).json()["photo"] == photo.token == Photo.objects.get().token
    assert "Already in the library" in client.get(path).json()["sentence"]


@pytest.mark.usefixtures("photographer")
def test_what_was_recalled_is_refused_here_too(client, monkeypatch):
    monkeypatch.setattr(type(FileChange.objects), "recalled", lambda *args: True)

    response = whole(client, jpeg())

    assert response.status_code == 422
    assert "was recalled" in response.json()["sentence"]


@pytest.mark.usefixtures("photographer")
@pytest.mark.parametrize("name", ["../../etc/passwd", "א" * 300 + "\u202e.jpg", "\x00.jpg", ""])
def test_a_name_is_words_and_leads_nowhere(client, name):
    whole(client, jpeg(), name=name)

    kept = Photo.objects.get().name
    assert 0 < len(kept) <= uploads.MAX_NAME
    assert not {"/", "\\", "\u202e", "\x00"} & {*kept}


@pytest.mark.django_db(transaction=True)
def test_a_client_of_others_sends_in_pieces_and_goes_on(live_server, photographer, disk):
    own = Client()
    own.force_login(photographer)
    token = own.get("/desk/photos/upload/").context["csrf_token"]
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in own.cookies.items())
    tus = TusClient(
        live_server.url + BEGIN,
        headers={"Cookie": cookies, "X-CSRFToken": str(token), "Referer": live_server.url},
    )
    content = jpeg(format="PNG")
    metadata = {"filename": "DSC_7.png", "filetype": "image/png"}

    first = tus.uploader(file_stream=io.BytesIO(content), chunk_size=700, metadata=metadata)
    first.upload_chunk()
    again = tus.uploader(file_stream=io.BytesIO(content), url=first.url, chunk_size=700)
    assert again.offset == 700
    again.upload()

    assert Photo.objects.get().name == "DSC_7.png"
    assert Photo.objects.get().original.open().read() == content
