"""One photograph or file that people may have seen: recalled from everywhere, or replaced at its address."""

import zoneinfo

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news import documents, outbox, previews, replay, uploads, workflow
from news.chronicle import PAGE_SIZE
from news.models import Attachment, Effect, EmbargoReading, FileChange, Photo, Record

from . import desk, make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
WHY = {"en": "The wrong person is shown."}
BETTER = {"en": "The right person."}


@pytest.fixture
def spokesman():
    return make.user("Spokesman")


def with_picture(**approval):
    """A public release with two photographs and a file; the first photograph and the file."""
    first, second = make.uploaded(size=(700, 500)), make.uploaded(size=(600, 400))
    first.words.update(caption="The wrong person", description="The wrong person, speaking")
    release = make.gallery(make.release(), first, second)
    file = make.attachment(release)
    edition = make.approved(release, **approval)
    return edition, release.gallery.first().photo, file


def address(photo, width=320):
    return reverse("photo", args=[photo.token, width, "jpg"])


def text(client, path) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


# Recall


def test_a_recalled_photograph_is_gone_from_every_page_edition_and_address_at_once(client, spokesman):
    edition, photo, _file = with_picture()
    make.approved(edition.publication, change_note="A word.")
    old = edition.get_absolute_url()
    today = timezone.localdate(timezone=zoneinfo.ZoneInfo("Europe/Moscow"))
    pages = [old, "/en/", "/en/news/", f"{old}photos/", f"{old}history/", f"{old}history/1/"]
    pages += [f"{page}?on={today}" for page in ("/en/", old)]
    shown = {path for path in pages if photo.token[:6] in text(client, path)}
    assert shown == {*pages} - {f"{old}history/"}
    assert client.get(address(photo)).status_code == 200

    workflow.recall(photo, by=spokesman, reasons=WHY)

    for path in pages:
        page = text(client, path)
        assert photo.token not in page, path
        assert "wrong person, speaking" not in page, path
    assert client.get(f"{old}photos/2/").status_code == 404
    for path in (address(photo), address(photo, 640), address(photo, 700)):
        gone, absent = client.get(path), client.get(path.replace(photo.token, "A" * 22))
        assert (gone.status_code, gone.headers, gone.content) == (404, absent.headers, absent.content)
        assert client.head(path).status_code == 404


def test_a_recalled_file_is_gone_and_history_still_names_what_was_changed(client, spokesman):
    edition, _photo, file = with_picture()
    old, door = edition.get_absolute_url(), reverse("file", args=[file.token, file.name])
    assert file.name in text(client, old)

    workflow.recall(file, by=spokesman, reasons=WHY)

    assert file.token not in text(client, old)
    assert client.get(door).status_code == 404
    for path in (f"{old}history/", "/en/record/"):
        page = text(client, path)
        assert WHY["en"] in page
        assert file.sha256 in page


def test_recalled_under_embargo_is_gone_for_the_press_and_told_to_nobody_else(client, spokesman):
    edition, photo, _file = with_picture(live_from=make.now() + HOUR, press_from=make.now())
    before = client.get("/en/record/").content
    client.force_login(make.user("Accredited press"))
    page = f"/press{edition.get_absolute_url()}"
    assert photo.token in text(client, page)

    workflow.recall(photo, by=spokesman, reasons=WHY)

    assert photo.token not in text(client, page)
    assert client.get(f"/press{address(photo)}").status_code == 404
    assert Client().get("/en/record/").content == before


def test_a_shared_preview_shows_no_recalled_picture_and_no_recalled_file(client, spokesman):
    edition, photo, file = with_picture()
    draft = make.draft(edition.publication, change_note="A word.")
    token = previews.link(draft, by=make.user("Writer"), until=make.now() + HOUR)
    door = f"/preview/{token}/photos/{photo.token}/320.jpg"
    assert client.get(door).status_code == 200

    workflow.recall(photo, by=spokesman, reasons=WHY)
    workflow.recall(file, by=spokesman, reasons=WHY)

    page = text(client, f"/preview/{token}/")
    assert photo.token not in page
    assert file.token not in page
    assert client.get(door).status_code == 404
    assert client.get(f"/preview/{token}/files/{file.token}/{file.name}").status_code == 404


def test_the_press_that_opened_it_under_embargo_is_told_once_and_why(spokesman):
    edition, photo, _file = with_picture(live_from=make.now() + HOUR, press_from=make.now())
    read, listed, unread = (make.user("Accredited press", email=f"{n}@press.example") for n in range(3))
    for person, what in [(read, "page"), (read, "photograph"), (listed, "title")]:
        EmbargoReading.objects.create(edition=edition, person=person, what=what)
    workflow.lift(edition, by=make.user("Editor"))

    workflow.recall(photo, by=spokesman, reasons=WHY)
    sent = [effect.to for effect, what in outbox.send_due() if effect.kind == "recalled" and what == "sent"]

    assert sent == [read]
    assert unread not in sent
    assert [message.to for message in mail.outbox if WHY["en"] in message.body] == [[read.email]]
    assert not Effect.objects.due().exists()


def test_the_letter_speaks_the_language_that_was_read_and_the_desk_counts_it(client, spokesman):
    edition, photo, _file = with_picture(language="ru", live_from=make.now() + HOUR, press_from=make.now())
    reader = make.user("Accredited press", email="reader@press.example")
    client.force_login(reader)
    assert client.get(f"/press{edition.get_absolute_url()}photos/photographs.zip").status_code == 200
    workflow.lift(edition, by=make.user("Editor"))

    workflow.recall(photo, by=spokesman, reasons={"ru": "Ошибка."})
    client.force_login(spokesman)
    page = reverse("desk_photo_recall", args=[photo.token])
    assert "0 journalists told by mail, 1 letter waits" in text(client, page)
    list(outbox.send_due())

    [letter] = [message for message in mail.outbox if message.to == [reader.email]]
    assert "Ошибка." in letter.body
    assert "не используйте" in letter.body
    assert edition.get_absolute_url() in letter.body
    assert "1 journalist told by mail" in text(client, page)


@pytest.mark.parametrize("gone", [{"email": ""}, {"is_active": False}])
def test_the_desk_names_the_readers_whom_no_letter_reaches(client, spokesman, gone):
    edition, photo, _file = with_picture(live_from=make.now() + HOUR, press_from=make.now())
    read, told, listed = (
        make.user("Accredited press", **({"email": f"{name}@press.example", "username": name} | more))
        for name, more in [("Reader", gone), ("Told", {}), ("Listed", gone)]
    )
    for person, what in [(read, "page"), (told, "photograph"), (listed, "title")]:
        EmbargoReading.objects.create(edition=edition, person=person, what=what)
    client.force_login(spokesman)
    page = reverse("desk_photo_recall", args=[photo.token])
    sentence = "No letter reaches these readers; tell them yourself: Reader."

    assert sentence in text(client, page)
    workflow.recall(photo, by=spokesman, reasons=WHY)
    assert sentence in text(client, page)


def test_the_press_is_told_of_a_better_photograph_too(spokesman):
    edition, photo, _file = with_picture(live_from=make.now() + HOUR, press_from=make.now())
    reader = make.user("Accredited press", email="reader@press.example")
    EmbargoReading.objects.create(edition=edition, person=reader, what="photograph")

    workflow.replace(photo, make.picture(size=(900, 700)), by=spokesman, reasons={"en": "Sharper."})
    list(outbox.send_due())

    assert ["Sharper." in message.body for message in mail.outbox if message.to == [reader.email]] == [True]


def test_a_recall_takes_every_row_of_the_same_bytes_and_tells_each_reader_once(client, spokesman):
    edition, photo, file = with_picture(live_from=make.now() + HOUR, press_from=make.now())
    again, photo_again, file_again = with_picture(live_from=make.now() + HOUR, press_from=make.now())
    Photo.objects.filter(pk=photo_again.pk).update(sha256=photo.sha256)
    reader = make.user("Accredited press", email="reader@press.example")
    for one in (edition, again):
        EmbargoReading.objects.create(edition=one, person=reader, what="page")
        workflow.lift(one, by=make.user("Editor"))
    addresses = [address(photo), address(photo_again)]
    addresses += [reverse("file", args=[row.token, row.name]) for row in (file, file_again)]
    assert {client.get(path).status_code for path in addresses} == {200}

    workflow.recall(photo, by=spokesman, reasons=WHY)
    workflow.recall(file, by=spokesman, reasons=WHY)

    assert {client.get(path).status_code for path in addresses} == {404}
    assert Effect.objects.filter(kind="recalled", to=reader).count() == 2
    assert WHY["en"] in text(client, f"{again.get_absolute_url()}history/")
    replay.verify()


def test_the_page_says_what_was_recalled_from_it_and_when(client, spokesman):
    edition, photo, _file = with_picture()
    workflow.recall(photo, by=spokesman, reasons=WHY)

    page = text(client, edition.get_absolute_url())

    assert "A photograph that was here has been recalled" in page
    assert WHY["en"] in page


def test_a_photograph_recalled_before_its_own_embargo_was_over_is_told_to_nobody(client, spokesman):
    edition, photo, _file = with_picture()
    Photo.objects.filter(pk=photo.pk).update(embargo_until=make.now() + HOUR)
    item = edition.get_absolute_url()
    pages = [item, f"{item}history/", "/en/record/"]
    before = [client.get(path).content for path in pages]

    workflow.recall(photo, by=spokesman, reasons=WHY)

    assert [client.get(path).content for path in pages] == before


def test_a_portrait_recalled_before_its_official_is_announced_is_told_to_nobody(client, spokesman):
    portrait = make.photo()
    make.official(portrait=portrait, public_from=make.now() + HOUR)
    before = client.get("/en/record/").content

    workflow.recall(portrait, by=spokesman, reasons=WHY | {"ru": "Не тот человек."})

    assert client.get("/en/record/").content == before


def test_a_recalled_photograph_that_comes_back_as_a_better_one_has_its_line(client, spokesman):
    edition, photo, _file = with_picture()
    workflow.recall(photo, by=spokesman, reasons=WHY)

    workflow.replace(photo, make.picture(size=(800, 600)), by=spokesman, reasons=BETTER)

    for path in ("/en/record/", f"{edition.get_absolute_url()}history/"):
        assert BETTER["en"] in text(client, path)


def test_a_portrait_is_recalled_too(client, spokesman):
    portrait = make.uploaded(size=(400, 400))
    official = make.official(portrait=portrait)
    assert portrait.token in text(client, f"/en/officials/{official.slug}/")

    workflow.recall(portrait, by=spokesman, reasons={"en": "Wrong.", "ru": "Ошибка."})

    assert portrait.token not in text(client, f"/en/officials/{official.slug}/")
    assert client.get(address(portrait)).status_code == 404
    assert "Ошибка." in text(client, "/ru/record/")


def test_recalled_bytes_are_not_taken_again(spokesman):
    file = make.picture(size=(500, 400))
    photo = make.uploaded(file)
    make.approved(make.gallery(make.release(), photo))
    workflow.recall(photo, by=spokesman, reasons=WHY)

    file.seek(0)
    with pytest.raises(uploads.Refused, match="was recalled"):
        make.uploaded(file)


def test_a_recalled_file_is_not_taken_again(spokesman):
    _edition, _photo, file = with_picture()
    workflow.recall(file, by=spokesman, reasons=WHY)

    with pytest.raises(documents.Refused, match="was recalled"):
        documents.examined(ContentFile(b"%PDF-1.7 report", name="again.pdf"))


def test_the_next_edition_neither_freezes_nor_waits_for_what_was_recalled(spokesman):
    edition, photo, file = with_picture()
    workflow.recall(photo, by=spokesman, reasons=WHY)
    workflow.recall(file, by=spokesman, reasons=WHY)
    photo.words.all().delete()
    file.words.all().delete()

    facts = make.approved(edition.publication, change_note="A word.").facts

    assert photo.pk not in [row["id"] for row in facts["photographs"]]
    assert "files" not in facts


def test_what_is_taken_out_of_the_item_is_out_of_the_next_edition_and_history_keeps_it(client):
    edition, photo, file = with_picture()
    item, page = edition.publication, edition.get_absolute_url()
    client.force_login(make.user("Writer"))
    form = desk.shown(client, item)
    assert form["attachments-0-id"] == [str(file.pk)]

    saved = desk.save(client, item, {"attachments-0-DELETE": "on", "gallery-0-DELETE": "on"}, form)

    assert saved.status_code == 302
    assert file.token in text(client, page)
    assert client.get(address(photo)).status_code == 200
    assert "attachments-0-id" not in desk.shown(client, item)
    make.approved(item, change_note="One picture and the file are out.")
    now = text(client, page)
    assert photo.token not in now
    assert file.token not in now
    for path in (address(photo), reverse("file", args=[file.token, file.name])):
        assert client.get(path).status_code == 404
    assert file.sha256 in text(client, f"{page}history/1/")


# Replace


def test_a_better_photograph_stands_at_the_same_address_in_its_own_size(client, spokesman):
    edition, photo, _file = with_picture()
    before, page = client.get(address(photo)), edition.get_absolute_url()
    assert "700w" in text(client, page)

    workflow.replace(photo, make.picture(size=(1000, 800)), by=spokesman, reasons={"en": "Sharper."})

    after = client.get(address(photo))
    assert after.status_code == 200
    assert b"".join(before) != b"".join(after)
    assert before["ETag"] != after["ETag"]
    assert client.get(address(photo), headers={"if-none-match": before["ETag"]}).status_code == 200
    for path in (page, f"{page}photos/1/"):
        assert "1000w" in text(client, path), path
        assert "700w" not in text(client, path), path
    assert f"/photos/{photo.token}/square-50-50/640.jpg" in text(client, f"{page}photos/")
    assert "Sharper." in text(client, f"{page}history/")


def test_a_better_file_keeps_name_and_address_and_the_page_tells_its_fingerprint(client, spokesman):
    edition, _photo, file = with_picture()
    old, door = file.sha256, reverse("file", args=[file.token, file.name])

    change = workflow.replace(
        file, ContentFile(b"%PDF-1.7 better", name="v2.pdf"), by=spokesman, reasons={"en": "A page lacked."}
    )

    file.refresh_from_db()
    assert b"".join(client.get(door)) == b"%PDF-1.7 better"
    assert file.sha256 != old
    page = text(client, edition.get_absolute_url())
    assert old not in page
    assert change.earlier.read() == b"%PDF-1.7 report"
    assert old in text(client, f"{edition.get_absolute_url()}history/")
    assert old in text(client, f"{edition.get_absolute_url()}history/1/")


def test_what_was_recalled_comes_back_only_as_another_file(client, spokesman):
    _edition, photo, _file = with_picture()
    with photo.original.open() as file:
        same = ContentFile(file.read(), name="same.jpg")
    workflow.recall(photo, by=spokesman, reasons=WHY)

    with pytest.raises(workflow.Refused, match="recalled"):
        workflow.replace(photo, same, by=spokesman, reasons=WHY)
    workflow.replace(photo, make.picture(), by=spokesman, reasons={"en": "The right person."})

    assert client.get(address(photo)).status_code == 200
    assert not photo.original.storage.exists(f"{photo.original.name}_")


def test_a_file_of_another_kind_does_not_take_the_address(spokesman):
    _edition, photo, file = with_picture()
    folder = file.file.storage.listdir(f"files/{file.token[:2]}")[1]

    with pytest.raises(documents.Refused, match="same kind"):
        workflow.replace(file, ContentFile(b"a;b\n", name="b.csv"), by=spokesman, reasons=WHY)
    with pytest.raises(uploads.Refused):
        workflow.replace(photo, ContentFile(b"no picture", name="b.jpg"), by=spokesman, reasons=WHY)
    assert file.file.storage.listdir(f"files/{file.token[:2]}")[1] == folder
    assert not FileChange.objects.exists()


# The record


def test_one_line_for_each_change_and_the_replay_knows_them(spokesman):
    _edition, photo, file = with_picture()
    lines = Record.objects.count()

    workflow.recall(photo, by=spokesman, reasons=WHY)
    workflow.replace(photo, make.picture(), by=spokesman, reasons=WHY)
    workflow.recall(file, by=spokesman, reasons=WHY)

    assert Record.objects.count() == lines + 3
    assert replay.verify()[0] == lines + 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"recalled_at": None}, "recalled in one place"),
        ({"sha256": "0" * 64}, "another file"),
    ],
)
def test_a_recall_undone_behind_the_house_is_found(spokesman, change, sentence):
    _edition, photo, _file = with_picture()
    workflow.recall(photo, by=spokesman, reasons=WHY)

    Photo.objects.filter(pk=photo.pk).update(**change)

    with pytest.raises(replay.Wrong, match=sentence):
        replay.verify()


def test_a_recall_that_no_line_speaks_of_is_found():
    _edition, _photo, file = with_picture()

    Attachment.objects.filter(pk=file.pk).update(recalled_at=make.now())

    with pytest.raises(replay.Wrong, match=f"files/{file.token}"):
        replay.verify()


def test_the_public_record_pages_through_changes_of_files_in_their_order(client, spokesman):
    edition, photo, _file = with_picture()
    for number in range(24):
        workflow.replace(photo, make.picture(), by=spokesman, reasons={"en": f"Better {number}."})
    make.withdrawn(edition)

    first = text(client, "/en/record/")
    after = first.split("after=")[1].split('"')[0]
    second = text(client, f"/en/record/?after={after}")

    found = [f"Better {number}." in first for number in range(24)]
    on_the_first = PAGE_SIZE - 1  # and the withdrawal
    assert found == [number >= 24 - on_the_first for number in range(24)]
    assert all(f"Better {number}." in second for number in range(24 - on_the_first))
    assert f"Better {24 - on_the_first}." not in second


# Who may, and how it is asked


@pytest.mark.parametrize("role", ["Editor", "Writer", "Photographer", "Administrator"])
def test_only_the_spokesman_recalls_and_replaces(client, role):
    _edition, photo, _file = with_picture()
    person = make.user(role)
    client.force_login(person)

    with pytest.raises(workflow.Refused, match="role"):
        workflow.recall(photo, by=person, reasons=WHY)
    assert client.get(reverse("desk_photo_recall", args=[photo.token])).status_code == 403


def test_the_desk_asks_before_it_recalls_and_a_stale_form_does_nothing(client, spokesman):
    _edition, photo, _file = with_picture()
    client.force_login(spokesman)
    home, ask = (
        reverse("admin:news_photo_change", args=[photo.pk]),
        reverse("desk_photo_recall", args=[photo.token]),
    )
    assert ask in text(client, home)
    page = client.get(ask)
    seen = page.context["form"]["seen"].value()
    assert client.post(ask, {"seen": seen, "reason_en": " "}).status_code == 400
    workflow.replace(photo, make.picture(), by=spokesman, reasons=WHY)

    assert client.post(ask, {"seen": seen, "reason_en": "Wrong."}).status_code == 409
    photo.refresh_from_db()
    assert photo.recalled_at is None
    assert client.post(ask, {"seen": photo.sha256, "reason_en": "Wrong."}).status_code == 302
    photo.refresh_from_db()
    assert photo.recalled_at
    assert "nobody outside sees it" in text(client, home)


def test_the_desk_replaces_a_file_and_keeps_the_old_one(client, spokesman):
    edition, _photo, file = with_picture()
    client.force_login(spokesman)
    ask = reverse("desk_file_replace", args=[file.token])
    home = reverse("admin:news_release_change", args=[edition.publication_id])
    assert ask in text(client, home)

    better = ContentFile(b"%PDF-1.7 better", name="v2.pdf")
    answer = client.post(ask, {"seen": file.sha256, "reason_en": "Better.", "file": better})

    assert answer.url == home
    earlier = reverse("desk_earlier", args=[FileChange.objects.get().pk])
    assert earlier in text(client, ask)
    assert b"".join(client.get(earlier)) == b"%PDF-1.7 report"
    client.logout()
    assert client.get(earlier).status_code == 404


def test_what_is_only_in_work_is_taken_out_and_not_recalled(client, spokesman):
    photo = make.uploaded()
    make.draft(make.gallery(make.release(), photo))
    client.force_login(spokesman)

    assert client.get(reverse("desk_photo_recall", args=[photo.token])).status_code == 404
    with pytest.raises(workflow.Refused, match="take it out"):
        workflow.recall(photo, by=spokesman, reasons=WHY)


def test_what_was_recalled_is_found_by_no_word_of_it(client, spokesman):
    edition, photo, _file = with_picture(title="Summit")
    photo.words.update(caption="Zanzibarian", description="Zanzibarian")
    edition = make.approved(edition.publication, change_note="A caption.", title="Summit")
    search = "/en/search/?q="
    assert "Zanzibarian" in text(client, f"{search}zanzibarian")

    workflow.recall(photo, by=spokesman, reasons=WHY)

    assert edition.get_absolute_url() not in text(client, f"{search}zanzibarian")
    assert "Zanzibarian" not in text(client, f"{search}summit")
    assert "anzibarian</a>" not in text(client, f"{search}zanzibariam")


def test_who_replaces_a_picture_does_not_approve_an_item_in_review_that_shows_it(spokesman):
    _edition, photo, _file = with_picture()
    waiting = make.in_review(make.gallery(make.release(), photo))
    seen = waiting.publication.lock_version

    workflow.replace(photo, make.picture(size=(1000, 800)), by=spokesman, reasons={"en": "Sharper."})

    with pytest.raises(workflow.Refused):
        workflow.approve(waiting, by=spokesman)
    with pytest.raises(workflow.Conflict):
        workflow.approve(waiting, by=make.user("Editor"), facts_seen=seen)


def test_sending_the_same_picture_again_changes_nothing_of_what_an_item_shows(client):
    photo = make.uploaded(size=(640, 480))
    Photo.objects.filter(pk=photo.pk).update(credit="")
    make.in_review(make.gallery(make.release(), photo))
    photo.original.open()

    uploads.store(ContentFile(photo.original.read(), name="again.jpg"), by=make.user("Editor"))

    photo.refresh_from_db()
    assert photo.credit == ""


def test_the_record_does_not_name_a_file_of_what_was_withdrawn(client, spokesman):
    edition, _photo, file = with_picture()
    Attachment.objects.filter(pk=file.pk).update(name="secret-name.pdf")
    file.refresh_from_db()
    workflow.recall(file, by=spokesman, reasons=WHY)
    assert "secret-name.pdf" in text(client, "/en/record/")

    make.withdrawn(edition)

    assert "secret-name.pdf" not in text(client, "/en/record/")
