"""One door for photographs and files: what is not public is not there."""

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from news.models import Edition

from . import make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

STATES = ["draft", "in review", "scheduled", "withdrawn"]
NOWHERE = "A" * 22


def bring_into(state: str, publication) -> Edition:
    if state == "draft":
        return make.draft(publication)
    if state == "in review":
        return make.in_review(publication)
    if state == "scheduled":
        return make.approved(publication, live_from=timezone.now() + HOUR)
    edition = make.approved(publication)
    Edition.objects.filter(pk=edition.pk).update(live_until=timezone.now())
    return edition


def address(photo, width=320, extension="jpg", door="/photos/"):
    return f"{door}{photo.token}/{width}.{extension}"


def answer(client, path, **options):
    """Everything that tells one answer from another; the day and hour of the answer do not."""
    response = client.get(path, **options)
    headers = {name: value for name, value in response.items() if name != "Date"}
    return response.status_code, headers, response.getvalue().replace(path.encode(), b"")


@pytest.fixture
def published():
    photo = make.uploaded()
    make.approved(make.gallery(make.release(), photo))
    return photo


@pytest.mark.parametrize(
    ("extension", "content_type"),
    [("jpg", "image/jpeg"), ("webp", "image/webp"), ("avif", "image/avif")],
)
def test_a_public_photograph_is_answered_in_its_widths_for_an_hour_at_most(
    client, published, extension, content_type
):
    response = client.get(address(published, 640, extension))

    content = response.getvalue()
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Content-Length"] == str(len(content))
    assert response["Cache-Control"] == "public, max-age=3600, s-maxage=60"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.has_header("Vary")
    assert not response.cookies


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("extension", ["jpg", "webp", "avif"])
def test_a_photograph_of_what_is_not_public_is_not_told_apart_from_none(client, state, extension):
    photo = make.uploaded()
    bring_into(state, make.gallery(make.release(), photo))

    hidden = answer(client, address(photo, 320, extension))

    assert hidden[0] == 404
    assert hidden == answer(client, f"/photos/{NOWHERE}/320.{extension}")


@pytest.mark.parametrize("state", STATES)
def test_a_file_of_what_is_not_public_is_not_told_apart_from_none(client, state):
    release = make.release()
    file = make.attachment(release)
    bring_into(state, release)

    hidden = answer(client, f"/files/{file.token}/report.pdf")

    assert hidden[0] == 404
    assert hidden == answer(client, f"/files/{NOWHERE}/report.pdf")


def test_a_hidden_photograph_is_not_told_by_its_validators_either(client):
    photo = make.uploaded()
    shown = make.approved(make.gallery(make.release(), photo))
    etag = client.get(address(photo))["ETag"]
    Edition.objects.filter(pk=shown.pk).update(live_until=timezone.now())

    assert client.get(address(photo), headers={"if-none-match": etag}).status_code == 404
    assert client.get(address(photo), headers={"if-none-match": "*"}).status_code == 404


def test_a_photograph_in_the_library_alone_is_nowhere(client):
    assert client.get(address(make.uploaded())).status_code == 404


def test_a_photograph_shown_by_two_items_stays_as_long_as_one_is_public(client):
    photo = make.uploaded()
    first, second = (make.approved(make.gallery(make.release(), photo)) for _each in range(2))

    Edition.objects.filter(pk=first.pk).update(live_until=timezone.now())
    assert client.get(address(photo)).status_code == 200
    Edition.objects.filter(pk=second.pk).update(live_until=timezone.now())
    assert client.get(address(photo)).status_code == 404


@pytest.mark.parametrize(
    "rendition",
    [
        "321.jpg",
        "0320.jpg",
        "0.jpg",
        "2560.jpg",
        "320.gif",
        "320.jpeg",
        "320.JPG",
        "320.svg",
        "9999999999.jpg",
    ],
)
def test_a_width_or_format_that_is_not_declared_is_not_there(client, published, rendition):
    hidden = answer(client, f"/photos/{published.token}/{rendition}")

    assert hidden == answer(client, f"/photos/{NOWHERE}/{rendition}")


@pytest.mark.parametrize("path", ["originals", "original", "320", "../320.jpg", "..%2f..%2fdb.sqlite3"])
def test_the_original_and_other_paths_are_not_public(client, published, path):
    assert client.get(f"/photos/{published.token}/{path}").status_code == 404


def test_the_folder_of_uploads_is_not_served(client, published):
    assert client.get(f"/media/{published.original.name}").status_code == 404
    assert client.get(f"/{published.original.name}").status_code == 404


def test_who_has_it_already_is_told_so_without_the_bytes(client, published):
    first = client.get(address(published))

    second = client.get(address(published), headers={"if-none-match": first["ETag"]})

    assert second.status_code == 304
    assert second.getvalue() == b""
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == first["Cache-Control"]


def test_head_answers_as_get_without_the_bytes(client, published):
    got, head = client.get(address(published)), client.head(address(published))

    assert head.status_code == 200
    assert head.getvalue() == b""
    assert head["Content-Length"] == got["Content-Length"]
    assert head["ETag"] == got["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_door_only_reads(client, published, method):
    assert getattr(client, method)(address(published)).status_code == 405


def test_signed_in_or_not_the_public_door_answers_the_same(client, published):
    before = answer(client, address(published))

    client.force_login(make.user("Spokesman"))

    assert answer(client, address(published)) == before


def test_a_photograph_costs_one_query(client, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client.get(address(published))


def test_a_missing_original_is_a_missing_page(client, published):
    default_storage.delete(published.original.name)

    assert client.get(address(published)).status_code == 404


def test_a_kept_rendition_needs_no_original(client, published):
    client.get(address(published)).getvalue()
    default_storage.delete(published.original.name)

    assert client.get(address(published)).status_code == 200


NAMES = {
    "report.pdf": 'attachment; filename="report.pdf"',
    "отчёт.pdf": "attachment; filename*=utf-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf",
    'a"b;c.pdf': 'attachment; filename="a\\"b;c.pdf"',
}


@pytest.mark.parametrize("name", NAMES)
def test_a_public_file_is_saved_under_its_own_name_and_runs_nothing(client, name):
    release = make.release()
    file = make.attachment(release, name=name)
    make.approved(release)

    response = client.get(f"/files/{file.token}/{name}")

    assert response.getvalue() == b"%PDF-1.7 report"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == NAMES[name]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_has_one_address(client):
    release = make.release()
    file = make.attachment(release)
    make.approved(release)

    assert client.get(f"/files/{file.token}/other.pdf").status_code == 404


def desk_addresses(photo, file):
    return [
        address(photo, door="/desk/photos/"),
        f"/desk/photos/{photo.token}/original",
        f"/desk/files/{file.token}/{file.name}",
    ]


@pytest.mark.parametrize("role", ["Writer", "Editor", "Spokesman", "Photographer", "Administrator"])
def test_staff_see_what_is_not_public_and_no_cache_keeps_it(client, role):
    photo, file = make.uploaded(), make.attachment(make.release())
    client.force_login(make.user(role))

    for path in desk_addresses(photo, file):
        response = client.get(path)
        assert response.status_code == 200, path
        assert response["Cache-Control"] == "private, no-store"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("role", [None, "Accredited press", "nobody"])
def test_the_desks_door_is_no_door_for_anybody_else(client, role):
    photo, file = make.uploaded(), make.attachment(make.release())
    if role != "nobody":
        client.force_login(make.user(role))

    for path in desk_addresses(photo, file):
        token = path.split("/")[3]
        hidden, absent = answer(client, path), answer(client, path.replace(token, NOWHERE))
        assert hidden[0] == 404
        assert hidden == absent


def test_the_original_comes_back_as_it_was_sent_and_is_only_saved(client):
    sent = make.picture(name="DSC_1.jpg")
    photo = make.uploaded(sent)
    client.force_login(make.user("Photographer"))

    response = client.get(f"/desk/photos/{photo.token}/original")

    sent.seek(0)
    assert response.getvalue() == sent.read()
    assert response["Content-Disposition"] == 'attachment; filename="DSC_1.jpg"'
