"""Addresses for decades: what was public leads on from every address it had; what was hidden had none."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from news import workflow
from news.models import Edition, OldSlug, Publication

from . import make
from .make import HOUR
from .test_importing import bring, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

OLD, NEW = "/en/news/2014/12/23/old-words/", "/en/news/2014/12/23/new-words/"


def renamed(thing, slug="new-words"):
    thing.slug = slug
    thing.save()
    return thing


def leads_to(client, path: str) -> str | int:
    """Where the address leads for ever, or its status."""
    response = client.get(path)
    return response.headers["Location"] if response.status_code == 301 else response.status_code


@pytest.mark.parametrize("below", ["", "photos/", "photos/1/", "history/"])
def test_a_public_item_leads_on_from_its_old_address_with_all_below_it(client, below):
    publication = make.gallery(make.release(slug="old-words"))
    make.approved(publication)

    renamed(publication)

    assert leads_to(client, OLD + below) == NEW + below
    assert client.get(NEW + below).status_code == 200


def test_every_old_address_leads_to_the_present_one_in_one_step(client):
    publication = make.release(slug="old-words")
    make.approved(publication)
    renamed(renamed(publication, "older-words"))

    assert leads_to(client, OLD) == NEW
    assert leads_to(client, "/en/news/2014/12/23/older-words/") == NEW


def test_a_slug_may_come_back(client):
    publication = make.release(slug="old-words")
    make.approved(publication)
    renamed(renamed(publication), "old-words")

    assert client.get(OLD).status_code == 200
    assert leads_to(client, NEW) == OLD


@pytest.mark.parametrize("state", make.HIDDEN)
def test_a_hidden_item_had_no_address(client, state):
    publication = make.release(slug="old-words")
    make.STATES[state](publication)
    renamed(publication)

    absent = client.get("/en/news/2014/12/23/absent/")
    hidden = client.get(OLD)

    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert not OldSlug.objects.exists()


def test_an_old_address_says_nothing_of_a_language_that_was_never_public(client):
    publication = make.release(slug="old-words")
    make.approved(publication)
    make.approved(publication, "ru", live_from=make.now() + HOUR)
    renamed(publication)

    assert leads_to(client, OLD.replace("/en/", "/ru/")) == 404


def test_what_was_withdrawn_says_so_at_its_old_address_too(client):
    edition = make.approved(make.release(slug="old-words"))
    make.withdrawn(edition)
    renamed(edition.publication)

    assert leads_to(client, OLD) == 410


def test_no_new_item_takes_an_address_that_leads_elsewhere(client):
    publication = make.release(slug="old-words")
    make.approved(publication)
    renamed(publication)

    newcomer = make.release(slug="old-words")
    make.approved(newcomer)

    assert newcomer.slug == "old-words-2"
    assert leads_to(client, OLD) == NEW


@pytest.mark.parametrize(
    ("kind", "make_thing"),
    [("officials", make.official), ("bodies", make.body), ("states", make.state)],
)
def test_officials_bodies_and_states_lead_on_too(client, kind, make_thing):
    thing = renamed(make_thing(slug="old-words"))

    assert leads_to(client, f"/ru/{kind}/old-words/") == f"/ru/{kind}/new-words/"
    namesake = make_thing(slug="another")
    namesake.slug = "old-words"
    with pytest.raises(ValidationError, match="leads there"):
        namesake.full_clean()
    assert thing.slug == "new-words"


def test_things_that_were_hidden_had_no_address(client):
    renamed(make.official(slug="old-words", public_from=make.now() + HOUR))

    assert leads_to(client, "/en/officials/old-words/") == 404


def test_a_topic_leads_on_with_its_feed(client):
    publication = make.release()
    publication.topics.add("Old words")
    make.approved(publication)

    renamed(publication.topics.get())

    assert leads_to(client, "/en/topics/old-words/") == "/en/topics/new-words/"
    assert leads_to(client, "/en/topics/old-words/feed.atom") == "/en/topics/new-words/feed.atom"


@pytest.mark.parametrize("model", [make.release, make.official, make.body, make.state])
def test_the_database_lets_no_old_slug_shadow_a_present_one(model):
    thing, other = model(slug="taken"), model(slug="free")
    kind = thing.ADDRESS_KIND
    OldSlug.objects.create(kind=kind, slug="was-here", thing=thing.pk)

    def refused(write):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()

    refused(lambda: OldSlug.objects.create(kind=kind, slug="taken", thing=other.pk))
    table = Publication if kind == "item" else type(thing)
    refused(lambda: table.objects.filter(pk=other.pk).update(slug="was-here"))
    OldSlug.objects.create(kind="topic", slug="taken", thing=1)


def test_the_record_is_whole_after_a_change_of_address(capsys):
    publication = make.release(slug="old-words")
    make.approved(publication)
    renamed(publication)

    call_command("verify_record")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("/news/123.html", "/news/123.html"),
        ("https://old.example/press?id=7&lang=en#top", "/press?id=7&lang=en"),
        ("/новости/один", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%BE%D0%B4%D0%B8%D0%BD"),
        ("/en/news/123/", "/en/news/123/?utm_source=x"),
        ("/detail.php?id=7", "/detail.php?id=7&utm_source=tg&UTM_Medium=post"),
        ("/detail.php?id=7", "/detail.php?fbclid=x&id=7"),
        ("/detail.php?id=7", "/detail.php?_openstat=a;b;c&id=7&yclid=1&ysclid=2&gclid=3&mc_cid=4&mc_eid=5"),
        ("/detail.php?id=7&lang=en", "/detail.php?lang=en&id=7"),
        ("/detail.php?lang=en&id=7&utm_source=site", "/detail.php?id=7&lang=en"),
        ("/detail.php?%D0%B8=%D0%B4&n=1", "/detail.php?n=1&%D0%B8=%D0%B4&igshid=z"),
    ],
)
def test_an_old_address_given_at_import_leads_to_the_item(client, said, asked):
    bring([row(old_addresses=[said])], archive=True)

    assert leads_to(client, asked) == "/en/news/2014/12/23/a-meeting/"


def test_what_an_old_address_asked_for_matters(client):
    bring([row(old_addresses=["/detail.php?id=7"])], archive=True)

    for other in ("/detail.php", "/detail.php?id=8", "/detail.php?id=7&lang=ru", "/detail.php?utm_source=tg"):
        assert leads_to(client, other) == 404


def test_a_changed_slug_leads_on_whatever_others_added(client):
    publication = make.release(slug="old-words")
    make.approved(publication)
    renamed(publication)

    assert leads_to(client, f"{OLD}?utm_source=tg&fbclid=x") == f"{NEW}?utm_source=tg&fbclid=x"
    assert client.get(f"{OLD}?utm_source=tg", follow=True).status_code == 200


def test_an_imported_draft_has_no_old_address_until_it_is_public(client):
    writer = make.user("Writer")
    bring([row(old_addresses="/old.html")], by=writer)
    absent = client.get("/absent")

    hidden = client.get("/old.html")
    assert (hidden.status_code, hidden.content) == (404, absent.content)

    edition = workflow.submit(Edition.objects.get(), by=writer)
    make.withdrawn(workflow.approve(edition, by=make.user("Editor")))
    assert client.get("/old.html", follow=True).status_code == 410


def test_an_old_address_leads_to_the_item_that_had_it_first(client):
    rows = [row(old_addresses=["/old.html"]), row(slug="other", title="Other", old_addresses=["/old.html"])]
    _one, other = bring(rows, archive=True)

    assert "/old.html" in other["reason"]
    assert leads_to(client, "/old.html") == "/en/news/2014/12/23/a-meeting/"


@pytest.mark.parametrize("said", ["news", "http://[x"])
def test_what_is_no_path_is_refused(said):
    (result,) = bring([row(old_addresses=[said])])

    assert (result["status"], "Write its path" in result["reason"]) == ("refused", True)


@pytest.mark.parametrize("path", ["/%00", "/%ED%A0%80", "/" + "x" * 5000, "/?q=%00", "/?%ED%A0%80"])
def test_an_address_that_none_can_keep_is_a_plain_404(client, path):
    assert client.get("/nowhere" + path).status_code == 404


# Mistyped ones


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(
            (f"/en/news/2014/12/23/words{stray}", "/en/news/2014/12/23/words/")
            for stray in ("/)", ".", ").", "/%3E")
        ),
        ("/en/news/2014/12/23/words/photos/%C2%BB,", "/en/news/2014/12/23/words/photos/"),
        ("/en/feed.atom)", "/en/feed.atom"),
        ("/en/contact/%E2%80%8B%0A", "/en/contact/"),
        ("/robots.txt/", "/robots.txt"),
        ("/en//news/", "/en/news/"),
        ("/EN/", "/en/"),
        ("/RU", "/ru/"),
        ("/En/News/?year=2014", "/en/news/?year=2014"),
        ("/en/search).?q=%D1%8F", "/en/search/?q=%D1%8F"),
        ("/)", "/"),
        ("/en/words.", 404),
        ("/photos/Words/320.jpg.", "/photos/Words/320.jpg"),
        ("/en/bodies/" + "a" * 3000 + ")", 404),
        ("/press/login.", 302),
        ("/preview/Words/)", "/preview/Words/"),
        ("/en/news/%0D%0ASet-Cookie:a/)", 404),
    ],
)
def test_an_address_with_something_too_much_leads_to_the_one_that_is_meant(client, typed, meant):
    assert leads_to(client, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("//en/news/", "/en/news/"), ("///ru", "/ru/"), ("//elsewhere.example/", None)]
)
def test_an_address_that_begins_with_two_slashes_leads_to_no_other_site(client, typed, meant):
    assert client.get("/", PATH_INFO=typed).headers.get("Location") == meant


@pytest.mark.parametrize("path", ["//[", "//x]/", "//[en]/news/", "//\xe2\x84\x80.com/"])
def test_an_address_that_is_no_address_of_the_web_is_a_plain_404(client, path):
    assert client.get("/", PATH_INFO=path).status_code == 404


def test_a_mended_address_of_a_preview_is_kept_by_no_cache(client):
    assert "no-store" in client.get("/preview/Words/)").headers["Cache-Control"]


def test_it_does_not_tell_whether_there_is_something(client):
    make.draft(make.release(slug="hidden"))

    assert leads_to(client, "/en/news/2014/12/23/hidden/).") == "/en/news/2014/12/23/hidden/"
    assert leads_to(client, "/en/news/2014/12/23/absent/).") == "/en/news/2014/12/23/absent/"


def test_what_is_sent_to_such_an_address_is_not_sent_on(client):
    assert client.post("/en/news/)").status_code == 404
