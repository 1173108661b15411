"""Under embargo: accredited press reads it, by name, and nobody else can tell that it is there."""

import datetime
import re
import zoneinfo

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from news import dates, sign_in, workflow
from news.models import Edition, EmbargoReading, SignIn

from . import make
from .make import HOUR, PASSWORD, moment
from .test_accessibility import AXE, violations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

NOWHERE = "A" * 22
LOGIN = "/press/login/"
ABSENT = "/press/en/news/2014/12/23/absent/"


def item(state: str, slug="secret"):
    """A release with a photograph and a file, in that state; its press addresses by surface."""
    release = make.release(slug=slug)
    photo, file = make.uploaded(), make.attachment(release)
    make.gallery(release, photo)
    now = timezone.now()
    if state == "draft":
        make.draft(release)
    elif state == "in review":
        make.in_review(release)
    elif state == "scheduled":
        make.approved(release, live_from=now + 2 * HOUR, press_from=now + HOUR)
    elif state == "scheduled without the press":
        make.approved(release, live_from=now + 2 * HOUR)
    elif state == "under embargo":
        make.approved(release, live_from=now + 2 * HOUR + HOUR / 6 + HOUR / 60, press_from=now)
    elif state == "cancelled":
        edition = make.approved(release, live_from=now + HOUR, press_from=now)
        workflow.cancel_schedule(edition, by=make.user("Editor"))
    elif state == "published":
        make.approved(release)
    release.surfaces = {
        "page": f"/press/en/news/2014/12/23/{slug}/",
        "gallery": f"/press/en/news/2014/12/23/{slug}/photos/",
        "picture page": f"/press/en/news/2014/12/23/{slug}/photos/1/",
        "photograph": f"/press/photos/{photo.token}/320.jpg",
        "file": f"/press/files/{file.token}/report.pdf",
    }
    return release


def sign_in_as(client, role):
    person = None if role == "nobody" else make.user(None if role == "reader" else role)
    if person:
        client.force_login(person)
    return person


def answer(client, path):
    """Everything that tells one answer from another, the address itself aside."""
    response = client.get(path)
    headers = {name: value for name, value in response.items() if name != "Date"}
    return response.status_code, headers, response.getvalue()


def absent_like(path: str) -> str:
    return re.sub(r"/(photos|files)/[\w-]{22}/", rf"/\1/{NOWHERE}/", path.replace("/secret/", "/absent/"))


HIDDEN = ["draft", "in review", "scheduled", "scheduled without the press", "cancelled"]


@pytest.mark.parametrize("role", ["Accredited press", "Writer", "Spokesman", "Administrator"])
def test_what_is_under_embargo_is_read_by_accredited_press_and_by_staff(client, role):
    release = item("under embargo")
    person = sign_in_as(client, role)

    for surface, path in release.surfaces.items():
        EmbargoReading.objects.all().delete()
        response = client.get(path)
        assert response.status_code == 200, surface
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "no-referrer"
        reading = EmbargoReading.objects.get()
        what = {"photograph": "photograph", "file": "file"}.get(surface, "page")
        assert (reading.person, reading.edition.publication_id, reading.what) == (person, release.pk, what)


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("role", ["Accredited press", "Spokesman"])
def test_what_is_not_under_embargo_is_the_same_404_as_nothing(client, role, state):
    release = item(state)
    sign_in_as(client, role)

    for path in release.surfaces.values():
        hidden = answer(client, path)
        assert hidden[0] == 404, path
        assert hidden == answer(client, absent_like(path)), path
    assert not EmbargoReading.objects.exists()


def test_what_is_public_is_read_at_its_public_address(client):
    release = item("published")
    sign_in_as(client, "Accredited press")

    for surface, path in release.surfaces.items():
        response = client.get(path)
        if surface in ("photograph", "file"):
            assert response.status_code == 200
        else:
            assert (response.status_code, response["Location"]) == (302, path.removeprefix("/press"))
    assert not EmbargoReading.objects.exists()


@pytest.mark.parametrize("role", ["nobody", "reader"])
@pytest.mark.parametrize("state", ["draft", "scheduled", "under embargo", "published"])
def test_who_may_not_read_here_is_led_to_the_sign_in_from_every_address_alike(client, state, role):
    paths = list(item(state).surfaces.values())
    sign_in_as(client, role)

    for path in [*paths, *map(absent_like, paths), "/press/", "/press/en/", "/press/xx/", "/press/any/thing"]:
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next={path}")
        assert response["Cache-Control"] == "private, no-store"
        assert response.content == b""


def test_where_readers_are_named_the_others_find_nothing(client):
    release = item("under embargo")
    named = make.user("Accredited press")
    release.press_readers.add(named)
    sign_in_as(client, "Accredited press")

    for path in release.surfaces.values():
        assert answer(client, path)[0] == 404
        assert answer(client, path) == answer(client, absent_like(path))
    assert "secret" not in client.get("/press/").content.decode()

    client.force_login(named)
    for path in release.surfaces.values():
        assert client.get(path).status_code == 200
    assert "/press/en/news/2014/12/23/secret/" in client.get("/press/").content.decode()


ASKING = [
    {},
    {"range": "bytes=0-1"},
    {"if-none-match": "*"},
    {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"},
]


@pytest.mark.parametrize("headers", ASKING)
def test_no_way_of_asking_opens_files_to_who_is_not_named(client, headers):
    release = make.gallery(make.release(), make.uploaded(size=(400, 300)))
    photo, file = release.photographs.get(), make.attachment(release)
    edition = make.approved(release, live_from=make.now() + HOUR, press_from=make.now())
    named, other = make.user("Accredited press"), make.user("Accredited press")
    release.press_readers.add(named)
    page = edition.get_absolute_url()
    paths = [f"/photos/{photo.token}/{width}.jpg" for width in (320, 400)]
    paths += [
        f"/files/{file.token}/report.pdf",
        page,
        f"{page}photos/",
        f"{page}photos/1/",
        f"{page}history/",
    ]
    nothing = [path.replace(photo.token, "A" * 22).replace(file.token, "A" * 22) for path in paths]
    nothing = [path.replace(release.slug, "nothing") for path in nothing]
    client.force_login(other)

    for path, absent in zip(paths, nothing, strict=True):
        for ask in (client.get, client.head):
            for door in ("", "/press"):
                answers = [ask(door + address, headers=headers) for address in (path, absent)]
                assert {answer.status_code for answer in answers} == {404}, door + path
                assert answers[0].content == answers[1].content
                assert "ETag" not in answers[0].headers
    assert not EmbargoReading.objects.filter(person=other).exists()
    client.force_login(named)
    assert client.get(f"/press{paths[0]}", headers=headers).status_code in (200, 206, 304, 412)
    assert EmbargoReading.objects.filter(person=named).count() == 1


def test_a_picture_of_an_earlier_edition_is_no_way_into_a_later_one(client):
    release = make.gallery(make.release(), make.uploaded(size=(400, 300)), make.uploaded(size=(400, 300)))
    dropped = release.gallery.first().photo
    first = make.approved(release)
    release.gallery.filter(photo=dropped).delete()
    later = make.approved(
        release, live_from=make.now() + HOUR, press_from=make.now(), change_note="One less."
    )
    client.force_login(make.user("Accredited press"))
    address = f"/photos/{dropped.token}/320.jpg"
    assert client.get(address).status_code == 200

    workflow.lift(later, by=make.user("Editor"))

    assert client.get(address).status_code == client.get(f"/press{address}").status_code == 404
    page = client.get(first.get_absolute_url()).content.decode()
    assert dropped.token not in page
    history = client.get(f"{first.get_absolute_url()}history/1/").content.decode()
    assert dropped.token[:6] in history
    assert dropped.token not in history


def test_staff_read_what_only_named_press_may(client):
    release = item("under embargo")
    release.press_readers.add(make.user("Accredited press"))
    sign_in_as(client, "Writer")

    assert client.get(release.surfaces["page"]).status_code == 200


def test_who_loses_the_right_reads_no_more(client):
    release = item("under embargo")
    person = sign_in_as(client, "Accredited press")
    assert client.get(release.surfaces["page"]).status_code == 200

    person.groups.clear()

    assert client.get(release.surfaces["page"]).status_code == 302


def test_the_list_holds_what_is_under_embargo_newest_moment_first_in_every_language(client):
    now = timezone.now()
    soon = make.approved(live_from=now + HOUR, press_from=now, title="Soon")
    later = make.approved(soon.publication, "ru", live_from=now + 3 * HOUR, press_from=now, title="Позже")
    make.approved(live_from=now + HOUR, title="Hidden title")
    public = make.approved(title="Everybody knows")
    sign_in_as(client, "Accredited press")

    page = client.get("/press/", headers={"accept-language": "en"}).content.decode()

    places = [page.index(words) for words in ("Позже", "Soon", ">Latest<", "Everybody knows")]
    assert places == sorted(places)
    assert f'href="/press{soon.get_absolute_url()}"' in page
    assert f'href="/press{later.get_absolute_url()}"' in page
    assert f'href="{public.get_absolute_url()}"' in page
    assert "Hidden title" not in page
    assert "in 59 minutes" in page


def test_the_list_speaks_the_readers_language(client):
    sign_in_as(client, "Accredited press")

    assert client.get("/press/", headers={"accept-language": "ru"})["Content-Language"] == "ru"
    assert '<html lang="ru"' in client.get("/press/ru/").content.decode()
    assert client.get("/press/de/").status_code == 404


def test_the_page_is_the_public_page_with_the_embargo_above_and_below(client):
    release = item("under embargo")
    make.approved(release, "ru", live_from=timezone.now() + 2 * HOUR, press_from=timezone.now())
    edition = Edition.objects.get(language="en")
    sign_in_as(client, "Accredited press")

    page = client.get(release.surfaces["page"]).content.decode()
    edition = workflow.lift(edition, by=make.user("Editor"))
    public = client.get(edition.get_absolute_url()).content.decode()

    head, foot = [found.start() for found in re.finditer("Under embargo until", page)]
    assert head < page.index("<h1>") < page.index("Back to all news") < foot
    assert "(<span" not in page and "UTC)" in page
    assert "Public in 2 hours 10 minutes" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "/photos/" in page and 'src="/photos/' not in page and " /photos/" not in page
    assert 'href="/press/ru/' in page
    assert "There is no edition of this page" not in page
    article = re.compile(r"<article.*?</article>", re.S)
    shown = article.search(page).group().replace("/press/", "/")
    there = article.search(public).group()
    without_languages = re.compile(r'<p class="missing-languages">.*?</p>', re.S)
    assert shown.split() == without_languages.sub("", there).split()


def test_the_gallery_leads_back_to_the_item_under_embargo(client):
    release = item("under embargo")
    sign_in_as(client, "Accredited press")

    for surface in ("gallery", "picture page"):
        page = client.get(release.surfaces[surface]).content.decode()
        assert page.count("Under embargo until") == 2
        assert f'href="{release.surfaces["page"]}"' in page
        assert 'href="/en/news/2014/12/23/secret/' not in page


def test_a_correction_under_embargo_is_read_beside_the_public_words(client):
    first = make.approved(title="First words")
    draft = workflow.correct(first, by=make.user("Writer"), note="A date was wrong.")
    workflow.write(draft, by=make.user("Writer"), title="Second words")
    draft = workflow.submit(Edition.objects.get(pk=draft.pk), by=make.user("Writer"))
    workflow.approve(
        draft, by=make.user("Editor"), live_from=timezone.now() + HOUR, press_from=timezone.now()
    )
    sign_in_as(client, "Accredited press")

    assert "Second words" in client.get(f"/press{first.get_absolute_url()}").content.decode()
    assert "First words" in client.get(first.get_absolute_url()).content.decode()


def test_a_lifted_embargo_is_public_and_gone_from_the_press_at_once(client):
    release = item("under embargo")
    path = release.surfaces["page"]
    sign_in_as(client, "Accredited press")
    assert client.get(path.removeprefix("/press")).status_code == 404

    workflow.lift(Edition.objects.get(), by=make.user("Editor"))

    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, path.removeprefix("/press"))
    assert client.get(response["Location"]).status_code == 200
    assert path not in client.get("/press/").content.decode()


def test_what_was_withdrawn_is_told_by_the_public_notice(client):
    edition = make.withdrawn(make.approved())
    sign_in_as(client, "Accredited press")

    response = client.get(f"/press{edition.get_absolute_url()}", follow=True)

    assert response.redirect_chain == [(edition.get_absolute_url(), 302)]
    assert response.status_code == 410


# Noted by name


def test_a_title_in_the_list_is_noted_the_first_time(client):
    item("under embargo")
    person = sign_in_as(client, "Accredited press")

    client.get("/press/")
    client.get("/press/")

    reading = EmbargoReading.objects.get()
    assert (reading.person, reading.what) == (person, "title")


def test_a_photograph_of_two_languages_is_noted_once(client):
    release = item("under embargo")
    make.approved(release, "ru", live_from=timezone.now() + HOUR, press_from=timezone.now())
    sign_in_as(client, "Accredited press")

    client.get(release.surfaces["photograph"])

    assert EmbargoReading.objects.count() == 1


def test_what_cannot_be_noted_is_not_read(client, monkeypatch):
    release = item("under embargo")
    sign_in_as(client, "Accredited press")

    def refuse(*_args, **_options):
        raise DatabaseError("read-only")

    monkeypatch.setattr(type(EmbargoReading.objects), "bulk_create", refuse)

    for path in ["/press/", *release.surfaces.values()]:
        response = client.get(path)
        assert response.status_code == 503
        assert response["Cache-Control"] == "private, no-store"
        assert "secret" not in response.content.decode()


def test_readings_are_past_keeping_after_their_days(client):
    release = item("under embargo")
    sign_in_as(client, "Accredited press")
    client.get(release.surfaces["page"])
    days = datetime.timedelta(days=EmbargoReading.KEPT_DAYS)

    assert not EmbargoReading.objects.past_keeping(timezone.now() + days - HOUR).exists()
    assert EmbargoReading.objects.past_keeping(timezone.now() + days + HOUR).exists()


# The desk


@pytest.mark.parametrize("role", ["Editor", "Spokesman"])
def test_who_approves_names_who_may_read_and_sees_who_did(client, role):
    release = item("under embargo")
    named, other = make.user("Accredited press"), make.user("Accredited press")
    client.force_login(other)
    client.get(release.surfaces["page"])
    sign_in_as(client, role)
    path = f"/desk/news/release/{release.pk}/embargo/"
    assert f'href="{path}"' in client.get(f"/desk/news/release/{release.pk}/change/").content.decode()

    page = client.get(path).content.decode()
    response = client.post(path, {"readers": [named.pk]})

    assert other.username in page.split("Who read it under embargo", 1)[1]
    assert response.status_code == 302
    assert list(release.press_readers.all()) == [named]
    release.refresh_from_db()
    assert release.lock_version == 1  # not one of the facts that are approved


def test_only_accredited_press_can_be_named(client):
    release = item("under embargo")
    sign_in_as(client, "Editor")
    stranger = make.user()

    page = client.post(f"/desk/news/release/{release.pk}/embargo/", {"readers": [stranger.pk]})

    assert page.status_code == 200
    assert not release.press_readers.exists()


@pytest.mark.parametrize(("role", "seen", "named"), [("Writer", 403, 403), ("Administrator", 200, 403)])
def test_others_name_nobody(client, role, seen, named):
    release = item("under embargo")
    sign_in_as(client, role)
    path = f"/desk/news/release/{release.pk}/embargo/"

    assert client.get(path).status_code == seen
    assert client.post(path, {"readers": [make.user("Accredited press").pk]}).status_code == named
    assert not release.press_readers.exists()


def test_all_readings_are_listed_at_the_desk_and_changed_by_nobody(client):
    release = item("under embargo")
    person = sign_in_as(client, "Accredited press")
    client.get(release.surfaces["page"])
    sign_in_as(client, "Spokesman")
    reading = EmbargoReading.objects.get()
    path = "/desk/news/embargoreading/"

    assert person.username in client.get(path).content.decode()
    assert client.get(f"{path}add/").status_code == 403
    assert client.post(f"{path}{reading.pk}/change/", {"name": "changed"}).status_code == 403
    assert client.post(f"{path}{reading.pk}/delete/", {"post": "yes"}).status_code == 403


# Signing in


def enter(client, person, password=PASSWORD, path=LOGIN, **options):
    return client.post(path, {"username": person, "password": password}, **options)


@pytest.mark.parametrize(
    ("wanted", "onward"),
    [
        ("", "/press/"),
        ("?next=/press/en/news/2014/12/23/secret/", "/press/en/news/2014/12/23/secret/"),
        ("?next=//elsewhere.example/press/", "/press/"),
        ("?next=https://elsewhere.example/", "/press/"),
        ("?next=/desk/", "/press/"),
    ],
)
def test_signing_in_leads_to_what_was_asked_for_here(client, wanted, onward):
    person = make.user("Accredited press")

    response = enter(client, person.username, path=LOGIN + wanted)

    assert (response.status_code, response["Location"]) == (302, onward)
    assert client.get("/press/").status_code == 200


def test_every_refusal_is_the_same_sentence(client):
    reader, press = make.user(), make.user("Accredited press")
    gone = make.user("Accredited press", is_active=False)

    said = {
        re.search(r'class="refused" role="alert">([^<]+)<', response.content.decode()).group(1)
        for response in [
            enter(client, "nobody-of-this-name"),
            enter(client, press.username, "wrong"),
            enter(client, reader.username),
            enter(client, gone.username),
        ]
    }

    assert len(said) == 1
    assert not client.session.keys()


def test_signing_out_is_a_post(client):
    sign_in_as(client, "Accredited press")

    client.get("/press/logout/")
    assert client.get("/press/").status_code == 200
    client.post("/press/logout/")
    assert client.get("/press/").status_code == 302


def test_the_sign_in_speaks_the_language_of_the_page_that_led_to_it_or_of_the_browser(client):
    contact = client.get("/ru/contact/").content.decode()
    led = client.get(re.search(r'href="(/press/[^"]*)"', contact).group(1), headers={"Accept-Language": "en"})
    in_russian = client.get(led.url, headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="ru"' in in_russian
    assert "Вход для прессы" in in_russian
    assert 'href="/press/login/?next=%2Fpress%2Fen%2F"' in in_russian
    assert "С этими данными войти нельзя" in enter(client, "nobody", path=led.url).content.decode()
    for path, asked, shown in [
        (LOGIN, "ru", "ru"),
        (LOGIN, "en", "en"),
        (f"{LOGIN}?next=/press/", "ru", "ru"),
        (f"{LOGIN}?next=/press/xx/", "ru", "ru"),
        (f"{LOGIN}?next=https://evil.example/ru/", "en", "en"),
        (f"{LOGIN}?next=/press/en/news/2014/12/23/secret/", "ru", "en"),
    ]:
        page = client.get(path, headers={"Accept-Language": asked}).content.decode()
        assert f'<html lang="{shown}"' in page, path


def test_signed_in_and_out_the_language_stays(client):
    person = make.user("Accredited press")
    entered = enter(client, person.username, path=f"{LOGIN}?next=/press/ru/")
    assert entered.url == "/press/ru/"

    page = client.get("/press/ru/").content.decode()
    left = client.post(re.search(r'action="(/press/logout/[^"]*)"', page).group(1))

    assert '<html lang="ru"' in client.get(left.url, headers={"Accept-Language": "en"}).content.decode()


def test_the_forms_of_the_press_hold_against_forgery():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user("Accredited press"))

    assert client.post("/press/logout/").status_code == 403
    assert enter(client, "name").status_code == 403
    assert client.get("/press/")["Referrer-Policy"] == "same-origin"  # the form needs its origin


@pytest.mark.parametrize(("path", "role"), [(LOGIN, "Accredited press"), ("/desk/login/", "Editor")])
def test_a_password_is_not_guessed(client, path, role):
    person = make.user(role)
    for _each in range(sign_in.OF_ADDRESS_ON_ACCOUNT):
        enter(client, person.username, "wrong", path)

    response = enter(client, person.username, path=path)

    assert response.status_code == 200
    assert "Too many attempts" in response.content.decode()
    assert not client.session.keys() & {"_auth_user_id"}
    SignIn.objects.update(at=timezone.now() - sign_in.WINDOW - HOUR)
    assert enter(client, person.username, path=path).status_code == 302


def test_the_owner_is_not_locked_out_by_strangers(client):
    owner = make.user("Accredited press")
    enter(client, owner.username, REMOTE_ADDR="192.0.2.1")
    account = sign_in.keyed("account", owner.username)
    SignIn.objects.bulk_create(
        SignIn(address=f"stranger {number}", account=account, succeeded=False)
        for number in range(sign_in.ON_ACCOUNT)
    )

    assert enter(client, owner.username, REMOTE_ADDR="192.0.2.1").status_code == 302
    assert "Too many" in enter(client, owner.username, REMOTE_ADDR="192.0.2.2").content.decode()


def test_one_address_does_not_try_account_after_account(client):
    for number in range(sign_in.OF_ADDRESS):
        enter(client, f"name-{number}", "wrong", REMOTE_ADDR="192.0.2.9")

    person = make.user("Accredited press")
    assert "Too many" in enter(client, person.username, REMOTE_ADDR="192.0.2.9").content.decode()
    assert enter(client, person.username, REMOTE_ADDR="192.0.2.8").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (2, "10.0.0.1, 203.0.113.5, 198.51.100.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_an_address_is_what_the_trusted_proxies_saw(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert sign_in.address_of(request) == address


def test_no_address_and_no_name_is_kept_of_who_signs_in(client):
    enter(client, "a-name", "wrong", REMOTE_ADDR="192.0.2.1")

    kept = SignIn.objects.get()
    assert "192.0.2.1" not in kept.address and "a-name" not in kept.account


# Words


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        ("2014-12-24 07:00", "Europe/Moscow", "24 December 2014, 10:00 Moscow time (07:00 UTC)"),
        (
            "2014-12-23 22:30",
            "Europe/Moscow",
            "24 December 2014, 01:30 Moscow time (23 December 2014, 22:30 UTC)",
        ),
        ("2014-12-24 07:00", "UTC", "24 December 2014, 07:00 UTC"),
        ("2014-12-24 07:00", "Asia/Tokyo", "24 December 2014, 16:00 Asia/Tokyo (07:00 UTC)"),
    ],
)
def test_the_moment_is_told_in_the_offices_zone_and_in_utc(at, zone, words):
    assert dates.until(moment(at), zoneinfo.ZoneInfo(zone)).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "in less than a minute"),
        (1, "in 1 minute"),
        (130, "in 2 hours 10 minutes"),
        (120, "in 2 hours"),
        (1440, "in 1 day"),
        (1445, "in 1 day"),
        (3000, "in 2 days 2 hours"),
    ],
)
def test_the_countdown_has_its_two_largest_parts(minutes, words):
    at = moment("2014-12-24 07:00")

    assert dates.countdown(at + datetime.timedelta(minutes=minutes), at) == words


# In a browser


@pytest.mark.django_db(transaction=True)
def test_the_press_pages_stand_in_nobodys_way(page, live_server):
    release = item("under embargo")
    person = make.user("Accredited press")
    paths = ["/press/", *list(release.surfaces.values())[:3], "/press/nothing/"]

    def look(path):
        page.goto(live_server.url + path)
        page.evaluate(AXE)
        for scheme, rules in (
            ("light", None),
            ("dark", {"runOnly": {"type": "rule", "values": ["color-contrast"]}}),
        ):
            page.emulate_media(color_scheme=scheme)
            found.extend(
                f"{path}: {problem}" for problem in (violations(page, rules) if rules else violations(page))
            )
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path

    found = []
    look(LOGIN)
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", "wrong")
    page.click("main button")
    page.evaluate(AXE)
    found += violations(page)
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    assert page.url == f"{live_server.url}/press/"
    for path in paths:
        look(path)
    page.goto(f"{live_server.url}/press/")
    page.click("main form button")
    assert page.url == f"{live_server.url}{LOGIN}?next=%2Fpress%2Fen%2F"  # in the language that was read

    assert found == []
