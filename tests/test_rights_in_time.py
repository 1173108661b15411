"""From when, until when, and under which embargo of its own a photograph may be shown: the clock decides."""

import datetime
import io
import itertools
import json
import zipfile

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from news import replay, workflow
from news.models import Edition, EditionFacet, EmbargoReading, Photo, Record
from news.search import index

from . import desk, make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
NOWHERE = "A" * 22
DAYS = datetime.timedelta(days=3)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def spokesman():
    return make.user("Spokesman")


def pictured(*, count=3, **approval):
    """A release with photographs: the edition, and the first of them, which the test limits."""
    photos = [make.uploaded(size=(600 - 40 * number, 400)) for number in range(count)]
    photos[0].words.update(caption="Xylophone gala", description="A xylophone is played")
    release = make.gallery(make.release(slug="summit"), *photos)
    return make.approved(release, **approval), photos[0]


def limited(photo, **moments):
    """As the verb leaves it, at a moment that lies in the past too."""
    Photo.objects.filter(pk=photo.pk).update(**moments)
    photo.refresh_from_db()
    editions = Edition.objects.about("photo", photo.pk)
    index.write_again(editions)
    return photo


def pages_of(edition) -> list[str]:
    item = edition.get_absolute_url()
    day = timezone.localdate()
    found = [
        "",
        "photos/",
        "photos/1/",
        "photos/2/",
        "photos/3/",
        "history/",
        "history/1/",
        "print/",
        "cite.bib",
    ]
    paths = [item + below for below in found]
    paths += [f"{item}?on={day}", f"/en/?on={day}", "/en/", "/en/news/", "/en/feed.atom", "/en/news/feed.rss"]
    paths += [
        "/en/search/?q=xylophone",
        "/en/search/?q=xylofone",
        "/en/record/",
        "/sitemap.xml",
        "/news-sitemap.xml",
    ]
    paths += [f"/oembed?url=http://localhost:8000{item}photos/{number}/" for number in (1, 2, 3)]
    return [*paths, "/en/sitemap-pages.xml", f"{item}photos/photographs.zip"]


def doors_of(photo) -> list[str]:
    door = f"/photos/{photo.token}/"
    return [f"{door}{width}.{kind}" for width in (320, 640, 600) for kind in ("jpg", "webp", "avif")] + [
        f"{door}print.jpg"
    ]


def seen(client, path) -> tuple:
    response = client.get(path)
    return response.status_code, sorted(response.headers.items()), response.getvalue()


def text(client, path) -> str:
    return client.get(path).getvalue().decode()


# The rule


def test_a_row_that_is_read_and_a_query_answer_alike_at_every_moment():
    now = timezone.now()
    moments = [None, now - 2 * HOUR, now - HOUR, now + HOUR]
    photo = make.photo()
    for use_from, use_until, embargo in itertools.product(moments, moments, moments):
        if use_until and any(moment and moment >= use_until for moment in (use_from, embargo)):
            continue
        limited(photo, use_from=use_from, use_until=use_until, embargo_until=embargo)
        for at, ahead in itertools.product([now - 3 * HOUR, now, now + 2 * HOUR], [False, True]):
            row = Photo.objects.filter(pk=photo.pk)
            assert photo.stands(at, ahead=ahead) == row.standing(at, ahead=ahead).exists()
            assert photo.is_known(at, ahead=ahead) == row.known(at, ahead=ahead).exists()


@pytest.mark.parametrize("name", ["use_from", "embargo_until"])
def test_the_database_refuses_an_end_that_lies_before_a_beginning(name):
    photo = make.photo()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(**{name: make.now() + HOUR}, use_until=make.now())


# Before its moment


def test_before_its_moment_the_site_is_as_if_the_photograph_were_not_there(client):
    edition, photo = pictured()
    limited(photo, embargo_until=timezone.now() + HOUR)
    client.get(f"{edition.get_absolute_url()}photos/photographs.zip").getvalue()  # kept from now on
    before = {path: seen(client, path) for path in pages_of(edition)}

    facts = edition.facts | {"photographs": edition.facts["photographs"][1:]}
    make.behind_the_house("UPDATE news_edition SET facts = %s WHERE id = %s", json.dumps(facts), edition.pk)
    EditionFacet.objects.filter(facet="photo", thing=photo.pk).delete()
    cache.clear()
    edition.refresh_from_db()
    index.write_again(Edition.objects.filter(pk=edition.pk))

    for path, answer in before.items():
        assert answer == seen(client, path), path
    assert b"".join(answer[2] for answer in before.values()).count(b"ylophone gala") == 0


@pytest.mark.parametrize("moments", [{"use_from": HOUR}, {"embargo_until": HOUR}, {"use_until": -HOUR}])
def test_what_may_not_be_shown_is_the_same_404_as_what_does_not_exist(client, moments):
    _edition, photo = pictured()
    assert {client.get(path).status_code for path in doors_of(photo)} == {200, 404}
    limited(photo, **{name: timezone.now() + away for name, away in moments.items()})

    for path in doors_of(photo):
        for headers in (
            {},
            {"range": "bytes=0-9"},
            {"if-none-match": "*"},
            {"if-range": '"x"', "range": "bytes=5-"},
        ):
            gone, absent = (
                client.get(p, headers=headers) for p in (path, path.replace(photo.token, NOWHERE))
            )
            assert (gone.status_code, gone.headers, gone.content) == (404, absent.headers, absent.content), (
                path
            )
        assert client.head(path).status_code == 404


def test_at_its_moment_it_is_there_and_nothing_has_run(client):
    edition, photo = pictured()
    limited(photo, embargo_until=timezone.now())

    assert photo.token in text(client, edition.get_absolute_url())
    assert client.get(doors_of(photo)[0]).status_code == 200


def found(client, question: str) -> list[str]:
    return [
        edition.publication.slug for edition in client.get("/en/search/", {"q": question}).context["found"]
    ]


@pytest.mark.parametrize("moment", ["embargo_until", "use_from"])
def test_search_finds_its_caption_from_its_moment_on_and_nothing_has_run(client, moment):
    _edition, photo = pictured()
    questions = [
        "xylophone",
        "xylophones",
        '"gala xylophone"',
        '"xylophone gala"',
        "ksilofon title",
        "xylofone",
    ]
    at_all_times = [found(client, question) for question in questions]
    limited(photo, **{moment: timezone.now() + HOUR})
    assert [found(client, question) for question in questions] == [[]] * 6

    Photo.objects.filter(pk=photo.pk).update(**{moment: timezone.now()})

    assert [found(client, question) for question in questions] == at_all_times
    assert at_all_times.count(["summit"]) == 5


def test_what_search_meets_by_a_caption_stands_among_the_others_by_its_day(client):
    days = [datetime.date(2014, 12, number) for number in (21, 22, 23)]
    photos = [make.photo(words={"en": "A xylophone", "ru": "Ксилофон"}) for _day in days]
    Photo.objects.filter(pk=photos[1].pk).update(embargo_until=timezone.now() + HOUR)
    for day, photo in zip(days, photos, strict=True):
        make.approved(make.gallery(make.release(slug=f"on-{day}", date=day), photo))
    assert found(client, "xylophone") == ["on-2014-12-23", "on-2014-12-21"]

    Photo.objects.filter(pk=photos[1].pk).update(embargo_until=timezone.now())

    assert found(client, "xylophone") == ["on-2014-12-23", "on-2014-12-22", "on-2014-12-21"]


def test_a_caption_is_not_met_while_another_photograph_of_the_item_waits_or_once_it_is_recalled(client):
    edition, photo = pictured()
    other = edition.publication.gallery.last().photo
    limited(photo, embargo_until=timezone.now() + HOUR)
    limited(other, embargo_until=timezone.now() + 2 * HOUR)
    Photo.objects.filter(pk=photo.pk).update(embargo_until=timezone.now())
    assert found(client, "xylophone") == []

    Photo.objects.filter(pk=other.pk).update(embargo_until=timezone.now())
    assert found(client, "xylophone") == ["summit"]
    workflow.recall(photo, by=make.user("Spokesman"), reasons={"en": "A mistake."})

    assert found(client, "xylophone") == []


def test_a_day_before_its_moment_shows_the_item_without_it(client):
    edition, photo = pictured()
    limited(photo, embargo_until=timezone.now())
    make.behind_the_house(
        "UPDATE news_edition SET live_from = %s, first_live_from = %s WHERE id = %s",
        timezone.now() - DAYS,
        timezone.now() - DAYS,
        edition.pk,
    )
    day = timezone.localdate() - datetime.timedelta(days=1)

    page = text(client, f"{edition.get_absolute_url()}?on={day}")

    assert photo.token[:6] not in page
    assert "Xylophone" not in page


# After it


def test_when_a_licence_ends_the_picture_is_gone_and_the_caption_says_since_when(client):
    edition, photo = pictured()
    item = edition.get_absolute_url()
    shown = [path for path in pages_of(edition)[:-1] if photo.token in text(client, path)]
    assert item in shown

    limited(photo, use_until=timezone.now())

    for path in shown:
        assert photo.token not in text(client, path), path
    for path in (item, f"{item}photos/"):
        page = text(client, path)
        assert "Xylophone gala" in page
        assert "may no longer be shown" in page
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{item}photos/photographs.zip").getvalue()))
    assert sum(name.endswith(".jpg") for name in archive.namelist()) == 2
    assert b"Xylophone" not in archive.read("captions-en.csv")
    assert "Xylophone" in text(client, "/en/search/?q=xylophone")


def test_search_does_not_know_what_a_page_drops_when_a_licence_ends(client):
    _edition, photo = pictured()
    assert "Title" in text(client, "/en/search/?q=played")

    limited(photo, use_until=timezone.now() + HOUR)
    Photo.objects.filter(pk=photo.pk).update(use_until=timezone.now())  # as the clock would: nobody is told

    assert "Nothing was found" in text(client, "/en/search/?q=played")
    assert "played" not in text(client, "/en/search/?q=plaied").split("<main")[1]
    assert "Nothing was found" not in text(client, "/en/search/?q=gala")


def test_yesterdays_page_shows_no_picture_whose_licence_ended_today(client):
    _edition, photo = pictured()
    limited(photo, use_until=timezone.now())
    assert not Photo.objects.live(timezone.now() - HOUR).filter(pk=photo.pk).exists()
    assert photo.token not in text(client, f"/en/?on={timezone.localdate()}")


def test_of_a_picture_whose_licence_is_over_no_day_and_no_edition_says_more_than_its_caption(client):
    edition, photo = pictured()
    item, day = edition.get_absolute_url(), timezone.localdate()
    pages = [item, f"{item}photos/", f"{item}?on={day}", f"{item}history/1/"]
    assert "A xylophone is played" in text(client, pages[2])

    limited(photo, use_until=timezone.now())

    for path in pages:
        page = text(client, path)
        assert "Xylophone gala" in page, path
        assert "may no longer be shown" in page, path
        assert "A xylophone is played" not in page, path


@pytest.mark.parametrize("gone", ["use_until", "embargo_until", "recalled_at"])
def test_page_gallery_archive_and_print_count_what_is_shown(client, gone):
    elsewhere = make.photo(width=0, height=0, source_url="https://archive.example/1")
    first, second, last = (make.uploaded(size=(600 - 40 * number, 400)) for number in range(3))
    release = make.gallery(make.release(slug="summit"), elsewhere, first, second, last)
    edition = make.archived(release)
    limited(first, **{gone: timezone.now() + (HOUR if gone == "embargo_until" else -HOUR)})
    item = edition.get_absolute_url()

    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{item}photos/photographs.zip").getvalue()))

    assert "2 of 2" in text(client, f"{item}photos/{last.token[:6]}/")
    assert f"photos/{second.token[:6]}/" in text(client, f"{item}photos/")
    assert last.token in text(client, f"{item}photos/2/")
    names = [name for name in archive.namelist() if name.endswith(".jpg")]
    assert names == ["2014-12-23-summit-01.jpg", "2014-12-23-summit-02.jpg"]
    printed = client.get(f"/photos/{last.token}/print.jpg")
    assert f'filename="{names[1]}"' in printed["Content-Disposition"]
    assert archive.read(names[1]) == printed.getvalue()


def test_no_copy_is_kept_past_the_end_of_a_licence_and_nothing_hidden_shortens_one(client):
    _edition, photo = pictured()
    assert client.get(doors_of(photo)[0])["Cache-Control"] == "public, max-age=3600, s-maxage=60"

    limited(photo, use_until=timezone.now() + datetime.timedelta(seconds=30.9))

    kept = client.get(doors_of(photo)[0])["Cache-Control"]
    assert kept in {f"public, max-age={left}, s-maxage={left}" for left in range(25, 31)}


def test_a_portrait_whose_licence_has_ended_is_not_shown(client):
    portrait = make.uploaded(size=(400, 400))
    official = make.official(portrait=portrait)
    page = f"/en/officials/{official.slug}/"
    assert portrait.token in text(client, page)

    limited(portrait, use_until=timezone.now())

    assert portrait.token not in text(client, page)
    assert portrait.token not in text(client, "/en/officials/")


# The press


def test_a_photograph_under_an_embargo_of_its_own_is_read_under_press_and_noted(client):
    edition, photo = pictured()
    limited(photo, embargo_until=timezone.now() + HOUR)
    reader = make.user("Accredited press")
    client.force_login(reader)
    item = f"/press{edition.get_absolute_url()}"

    assert edition.title in text(client, "/press/")
    assert "Photographs under embargo until" in text(client, item)
    for path in (f"{item}photos/", f"{item}photos/1/"):
        assert photo.token in text(client, path), path
    assert client.get(f"/press{doors_of(photo)[0]}").status_code == 200
    names = zipfile.ZipFile(io.BytesIO(client.get(f"{item}photos/photographs.zip").getvalue())).namelist()
    assert sum(name.endswith(".jpg") for name in names) == 3

    noted = EmbargoReading.objects.filter(person=reader, edition=edition).values_list("what", flat=True)
    assert sorted(noted) == ["file", "page", "page", "page", "photograph"]


@pytest.mark.parametrize("why", ["another is named", "it may not be used yet", "no press"])
def test_nobody_else_reads_it_there(client, why):
    edition, photo = pictured()
    limited(photo, embargo_until=timezone.now() + HOUR)
    if why == "another is named":
        edition.publication.press_readers.add(make.user("Accredited press"))
    if why == "it may not be used yet":
        limited(photo, use_from=timezone.now() + HOUR)
    client.force_login(make.user(None if why == "no press" else "Accredited press"))

    assert client.get(f"/press{doors_of(photo)[0]}").status_code in (302, 404)
    assert client.get(f"/press{edition.get_absolute_url()}").status_code == 302
    if why != "no press":
        assert edition.get_absolute_url() not in text(client, "/press/").split(">Latest<")[0]


def test_with_its_item_under_embargo_a_photograph_waits_for_both_moments(client):
    now = timezone.now()
    edition, photo = pictured(live_from=now + HOUR, press_from=now)
    limited(photo, embargo_until=now + 2 * HOUR)

    assert not Photo.objects.live(now + HOUR).filter(pk=photo.pk).exists()
    assert Photo.objects.live(now + 2 * HOUR).filter(pk=photo.pk).exists()
    client.force_login(make.user("Accredited press"))
    page = text(client, f"/press{edition.get_absolute_url()}photos/")
    assert photo.token in page
    assert "This photograph is under embargo until" in page


def test_an_archive_for_the_press_holds_no_words_of_another_item_under_embargo(client):
    now = timezone.now()
    edition, photo = pictured(count=1, live_from=now + HOUR, press_from=now)
    photo.words.update(caption="Secret of the other item")
    make.approved(make.gallery(make.release(), photo), live_from=now + 2 * HOUR, press_from=now)
    client.force_login(make.user("Accredited press"))

    answer = client.get(f"/press{edition.get_absolute_url()}photos/photographs.zip").getvalue()

    assert b"Xylophone" in answer
    assert b"Secret of the other item" not in answer


# Who decides


def moments(client, photo, **fields):
    path = f"{reverse('desk_limits')}?photo={photo.token}"
    return client.post(path, desk.fields(client.get(path), "limits_form") | fields)


def test_of_what_is_in_work_who_describes_photographs_says_when_they_may_be_shown(client):
    photo = make.photo()
    release = make.gallery(make.release(), photo)
    draft = make.draft(release)
    before = draft.publication.lock_version
    client.force_login(make.user("Writer"))

    assert moments(client, photo, embargo_until="2031-05-01T10:00").status_code == 302

    photo.refresh_from_db()
    assert photo.embargo_until == make.moment("2031-05-01T07:00")
    release.refresh_from_db()
    assert release.lock_version == before + 1
    assert not Record.objects.filter(verb="limit").exists()
    assert "Under an embargo of its own" in text(client, f"/desk/news/photo/{photo.pk}/change/")


def test_of_what_is_approved_the_spokesman_alone_says_it_and_the_record_tells(client, spokesman):
    _edition, photo = pictured()
    client.force_login(make.user("Editor"))
    assert moments(client, photo, use_until="2031-05-01T10:00").status_code == 400
    assert Photo.objects.limited().count() == 0

    client.force_login(spokesman)
    assert moments(client, photo, use_until="2031-05-01T10:00").status_code == 302

    line = Record.objects.get(verb="limit")
    assert (line.by, line.slug, line.note) == (
        spokesman,
        photo.address,
        "use_until 2031-05-01T07:00:00+00:00",
    )
    replay.verify()
    Photo.objects.filter(pk=photo.pk).update(use_until=None)
    with pytest.raises(replay.Wrong, match="other moments"):
        replay.verify()


def test_an_approval_records_when_its_photographs_may_be_shown():
    photo = make.uploaded(size=(300, 200))
    workflow.limit([photo], {"embargo_until": timezone.now() + HOUR}, by=make.user("Writer"))
    make.approved(make.gallery(make.release(), photo))

    assert Record.objects.filter(verb="limit").count() == 1
    replay.verify()


def test_two_who_set_moments_at_once_do_not_overwrite_each_other(client, spokesman):
    _edition, photo = pictured()
    client.force_login(spokesman)
    moments(client, photo, use_until="2031-05-01T10:00")

    late = moments(client, photo, **{f"seen-{photo.token}": "", "use_until": "2032-05-01T10:00"})

    assert late.status_code == 409
    photo.refresh_from_db()
    assert photo.use_until.year == 2031


def test_who_came_second_sees_what_is_there_and_may_send_the_page_again(client, spokesman):
    _edition, photo = pictured()
    client.force_login(spokesman)
    path = f"{reverse('desk_limits')}?photo={photo.token}"
    page = desk.fields(client.get(path), "limits_form")
    moments(client, photo, use_until="2031-05-01T10:00")

    late = client.post(path, page | {"use_from": "2020-05-01T10:00"})

    assert late.status_code == 409
    assert client.post(path, desk.fields(late, "limits_form")).status_code == 302
    photo.refresh_from_db()
    assert (photo.use_from.year, photo.use_until.year) == (2020, 2031)


def test_a_whole_gallery_is_limited_at_once_and_what_differs_stays(client, spokesman):
    edition, photo = pictured()
    early = make.moment("2030-01-01T00:00")
    workflow.limit([photo], {"use_from": early}, by=spokesman)
    client.force_login(spokesman)
    path = f"{reverse('desk_limits')}?publication={edition.publication.slug}"
    rows = client.get(path).context["rows"]
    said = {f"seen-{row.photo.token}": row.seen for row in rows} | {
        "ticked": [row.photo.token for row in rows]
    }

    client.post(path, said | {"use_until": "2031-05-01T10:00", "keep-use_from": "yes"})

    photos = Photo.objects.filter(galleries__publication=edition.publication)
    assert {row.use_until.year for row in photos} == {2031}
    assert [row.use_from for row in photos.order_by("galleries__sort_order")] == [early, None, None]


def test_of_a_gallery_nothing_is_limited_that_nobody_ticked(client, spokesman):
    edition, _photo = pictured()
    client.force_login(spokesman)
    path = f"{reverse('desk_limits')}?publication={edition.publication.slug}"
    form = desk.fields(client.get(path), "limits_form")

    refused = client.post(path, form | {"use_until": "2020-05-01T10:00"})

    assert "Choose at least one photograph." in refused.content.decode()
    assert not Photo.objects.exclude(use_until=None).exists()


def test_an_hour_that_comes_twice_is_asked_back(client, spokesman, office):
    office.time_zone = "Europe/Vienna"
    office.save()
    _edition, photo = pictured()
    client.force_login(spokesman)

    asked = moments(client, photo, use_until="2031-10-26T02:30")

    assert asked.status_code == 400
    assert "comes twice" in asked.content.decode()
    assert asked.content.decode().count('type="radio" name="use_until"') == 2
