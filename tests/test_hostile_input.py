"""What no browser sends: characters a database refuses, keys that are none. An answer, never an error."""

import pytest
from django.urls import reverse

from news.models import Comment, Edition, Release, State

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

NULLS = "a\x00b"
NO_KEYS = ["²", "abc", "-1", "9" * 30, "9" * 5000, "", "1 OR 1=1"]


def answered(response) -> int:
    assert response.status_code < 500
    return response.status_code


def test_nul_is_taken_out_of_words_and_facts_and_the_words_are_kept(client, editor):
    release = make.draft(by=editor).publication
    form = desk.shown(client, release)

    desk.save(client, release, {"words-en-title": "Kept\x00 words", "outlet": NULLS}, form)

    assert Edition.objects.get().title == "Kept words"
    assert Release.objects.get().outlet == "ab"


def test_a_draft_that_saves_itself_keeps_the_words_without_nul(client, editor):
    edition = make.draft(by=editor)
    form = desk.shown(client, edition.publication)
    address = f"/desk/news/release/{edition.publication_id}/draft/en/"

    answer = client.post(address, {**form, "words-en-lead": "Lead\x00 kept"})

    assert answered(answer) == 200
    edition.refresh_from_db()
    assert edition.lead == "Lead kept"


@pytest.mark.parametrize("text", [NULLS, "\x00"])
def test_nul_in_a_plain_post_of_the_desk_is_no_error(client, editor, text):
    edition, photo = make.in_review(), make.photo()
    home = f"/desk/news/release/{edition.publication_id}"
    posts = {
        f"{home}/comment/": {"language": "en", "text": text},
        f"{home}/resolve/": {"comment": text},
        f"{home}/present/": {"language": text},
        f"{home}/preview/en/share/": {"hours": text, "revoke": text},
        f"{home}/move/": {"verb": "return_to_draft", "edition": edition.pk, "comment": text},
        f"{home}/embargo/": {"readers": text},
        "/desk/photos/upload/": {"publication": text, "credit": text},
        "/desk/photos/describe/": {"token": photo.token, f"{photo.token}-en-caption": text},
        "/desk/login/": {"username": text, "password": text},
        "/press/login/": {"username": text, "password": text},
        "/desk/language/": {"language": text, "next": text},
    }
    for address, data in posts.items():
        answered(client.post(address, data))
        answered(client.post(address, {name + "\x00": value for name, value in data.items()}))
    assert not any("\x00" in comment.text for comment in Comment.objects.all())


@pytest.mark.parametrize(
    "address",
    [
        "/en/record/?after=%00",
        "/en/news/?after=%00&year=%00&topic=%00",
        "/en/officials/?on=%00",
        "/desk/autocomplete/?app_label=news&model_name=release&field_name=place&term=%00",
        "/desk/news/photo/?q=a%00",
        "/desk/news/release/?q=%00",
        "/desk/photos/describe/?publication=%00",
        "/desk/photos/upload/?publication=%00",
        "/press/login/?next=%00",
        "/photos/%00/320.jpg",
        "/files/AAAA/%00.pdf",
        "/preview/%00/",
        "/desk/news/release/%00/change/",
    ],
)
def test_nul_in_an_address_is_no_error(client, editor, address):
    answered(client.get(address))


def test_nul_in_a_cookie_is_no_error(client):
    for name in ("sessionid", "csrftoken", "messages", "django_language"):
        client.cookies[name] = "aaaaaaaaaaaa\x00bbbbbbbbbbbbbbbbbbbb"

    for address in ("/desk/", "/press/", "/en/"):
        answered(client.get(address))


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_chooses_nothing(client, editor, key):
    release = make.draft().publication
    form = desk.shown(client, release)
    answered(desk.save(client, release, {"place": key, "topics": key, "words-en-edition": key}, form))
    edition = Edition.objects.get()
    moves = {"verb": "withdraw", "edition": key, "replaced_by": key, f"seen-{edition.pk}": key}
    answered(client.post(f"/desk/news/release/{release.pk}/move/", moves))
    answered(client.post(f"/desk/news/release/{release.pk}/resolve/", {"comment": key}))
    answered(client.post(f"/desk/news/release/{release.pk}/embargo/", {"readers": key}))
    answered(client.post("/desk/news/session/add/", {"bodies": key, "date": "2014-12-23"}))
    answered(client.post("/desk/news/term/add/", {"official": key, "position": key}))
    answered(client.post("/desk/news/chairmanship/add/", {"body": key, "state": key, "handed_over_at": key}))
    answered(client.post("/desk/news/bundle/add/", {"name": "B", "item": key, "language": key}))
    answered(client.get(f"/desk/news/release/{key or 0}/change/"))
    answered(client.get(reverse("admin:news_release_changelist"), {"words": key, "form": key, "e": key}))


def test_a_key_that_is_none_comes_back_with_a_sentence(client, editor):
    release = make.draft().publication

    page = desk.save(client, release, {"place": "²"}).content.decode()

    assert "Select a valid choice" in page
    assert not State.objects.exists()


ENDS = ["0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59-12:00", "0001-01-01T00:00+14:00"]


@pytest.mark.parametrize("moment", ENDS)
def test_the_ends_of_the_calendar_are_asked_back(client, editor, moment):
    edition = make.in_review()
    item = edition.publication
    confirmed = {"past_is_now": "yes", "press_past_is_now": "yes"}

    for field in ("live_from", "press_from"):
        moments = {"when": "later", "live_from": "2040-01-01T10:00", field: moment} | confirmed
        assert desk.move(client, item, "approve", **moments).status_code == 400
    page = client.get(f"/desk/news/release/{item.pk}/preview/en/", {"at": moment}).content.decode()

    assert "Look at the year" in page
    edition.refresh_from_db()
    assert edition.status == "in_review"


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "0000-13", "²", "10000-01", "-1", "2040-00"])
def test_the_calendar_of_the_first_page_answers_whatever_month(client, editor, month):
    assert answered(client.get("/desk/", {"month": month})) == 200


@pytest.mark.parametrize("day", ["0214-12-23", "0001-01-01"])
def test_a_year_that_slipped_is_asked_back(client, editor, day):
    release = make.draft().publication

    page = desk.save(client, release, {"date": day}).content.decode()

    assert "Look at the year" in page


@pytest.mark.parametrize("day", ["0214-12-23", "9999-12-31"])
@pytest.mark.parametrize("precision", ["day", "quarter", "year"])
def test_any_day_of_the_calendar_has_an_address(client, day, precision):
    edition = make.approved(make.release(date=make.day(day), date_precision=precision))

    address = edition.get_absolute_url()

    assert address.startswith(f"/en/news/{day.replace('-', '/')}/")
    for path in (address, f"{address}history/", "/en/news/", "/en/"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("path", ["record/?publication=", "release/?date__year=", "session/?publication="])
def test_a_number_that_no_column_holds_is_no_error_in_a_list_of_the_desk(client, path):
    make.office()
    client.force_login(make.user("Spokesman"))

    assert client.get(f"/desk/news/{path}{'9' * 30}").status_code in (200, 302)
