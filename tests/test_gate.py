"""What is not public is nowhere: on no page, in no list, under no name."""

from copy import deepcopy
from functools import partial

import pytest
from django.core.handlers.base import BaseHandler
from django.test import Client, RequestFactory
from django.utils import timezone

from news import workflow
from news.models import SECTIONS, Chairmanship, EditionFacet, Membership, OldPath, PressContact

from . import make
from .addresses import public_paths
from .make import HOUR, day

pytestmark = pytest.mark.django_db

ORIGIN = "http%3A%2F%2Flocalhost:8000"
SURFACES = [
    "/en/",
    "/en/?on=2024-02-29",
    "/ru/",
    "/en/sessions/",
    "/en/statements/",
    "/en/decisions/",
    "/en/news/",
    "/en/news/?year=2014",
    "/en/news/?topic=secret",
    "/en/sessions/?body=csc&year=2014",
    "/en/archive/",
    "/en/archive/2014/12/",
    "/en/search/?q=secret",
    "/en/search/?q=secrte",
    "/en/search/?q=sekrets+moscow",
    "/en/search/?q=moscow",
    "/en/sessions/2014/12/23/session-moscow/",
    "/ru/sessions/2014/12/23/session-moscow/",
    "/en/sessions/2014/12/23/session-moscow/?on=2024-02-29",
    "/en/sessions/2014/12/23/session-moscow/photos/",
    "/en/sessions/2014/12/23/session-moscow/photos/1/",
    "/en/officials/",
    "/en/officials/nikolai-bordyuzha/",
    "/en/officials/nikolai-bordyuzha/?on=2014-12-23",
    "/en/bodies/",
    "/en/bodies/csc/",
    "/en/bodies/csc/?on=2014-12-23",
    "/en/states/",
    "/en/states/tajikistan/",
    "/en/topics/",
    "/en/topics/crisis-response/",
    "/en/contact/",
    "/en/about/",
    "/en/officials/secret-person/",
    "/en/bodies/secret-body/",
    "/en/states/secret-state/",
    "/en/topics/secret/",
    "/en/news/2014/12/23/secret-release/",
    "/en/news/2014/12/23/secret-release/photos/",
    "/en/news/?after=secret-release",
    "/ru/feed.atom",
    "/en/sessions/feed.rss",
    "/en/news/feed.rss?year=2014",
    "/en/news/feed.atom?after=secret-release",
    "/before/release.html",
    "/en/statements/feed.atom?official=secret-person",
    "/en/topics/secret/feed.atom",
    "/ru/calendar.ics",
    "/ru/sitemap-pages.xml",
    "/ru/sessions/2014/12/23/session-moscow/print/",
    "/ru/sessions/2014/12/23/session-moscow/cite.bib",
    f"/oembed?url={ORIGIN}/en/sessions/2014/12/23/session-moscow/%23quote-1",
    f"/oembed?url={ORIGIN}/en/sessions/2014/12/23/session-moscow/photos/1/",
    f"/oembed?url={ORIGIN}/en/sessions/2014/12/23/secret-session/",
]
OF_THE_PRESS = ["/press/", "/press/en/news/2014/12/23/secret-release/"]


def whole_site(client, case, more=()):
    """Every public address there is, those of hidden things too: status, headers, bytes."""
    return {
        path: (response.status_code, sorted(response.headers.items()), response.getvalue())
        for path in [*SURFACES, *public_paths(case), *secret_paths(), *more]
        for response in [client.get(path)]
    }


def secret_paths():
    for kind, section in SECTIONS.items():
        item = f"/en/{section}/2014/12/23/secret-{kind.value}/"
        below = ["", "photos/", "photos/1/", "history/", "history/1/", "print/", "cite.bib"]
        yield from (item + part for part in below)
        yield f"/en/{section}/2014/12/23/older-secret-{kind.value}/"
        yield f"/ru/{section}/2014/12/23/secret-{kind.value}/"


once = make.once(make.everything)


@pytest.fixture
def case(once):
    return deepcopy(once)


@pytest.fixture(scope="module")
def before(once, django_db_blocker):
    """The whole site as it is without the secrets of any test here."""
    with django_db_blocker.unblock():
        return whole_site(Client(), once, OF_THE_PRESS)


def changed(before, client, case) -> list[str]:
    """The addresses that answer anything else than before."""
    after = whole_site(client, case, OF_THE_PRESS)
    return [path for path in before if before[path] != after[path]]


def secret_items(case, publish):
    """One item of each kind about everything that is public already, in that state of secrecy."""
    for kind, factory in make.KINDS.items():
        bodies = {"bodies": [case.body]} if kind in ("session", "decision") else {}
        publication = factory(slug=f"older-secret-{kind}", **bodies)
        publication.bodies.set([case.body])
        publication.topics.add(case.topic, "Secret")
        publication.related.create(other=case.session)
        make.gallery(publication)
        publication.quotes.create(language="en", term=case.official.terms.get(), text="A secret")
        if kind == "session":
            make.participation(publication, term=case.official.terms.get())
        if kind in ("statement", "decision"):
            publication.session = case.session
            publication.save()
        make.attachment(publication, content=b"secret")
        publish(publication)
        OldPath.objects.create(path=f"/before/{kind}.html", publication_id=publication.pk)
        publication.slug = f"secret-{kind}"
        publication.save()
        workflow.comment(publication.editions.first(), by=make.user("Editor"), text="A secret")


@pytest.mark.parametrize("state", make.HIDDEN)
def test_the_public_site_is_the_same_byte_for_byte_with_hidden_items(client, case, before, state):
    secret_items(case, make.STATES[state])

    assert changed(before, client, case) == []


@pytest.mark.parametrize("state", make.HIDDEN)
def test_the_public_site_is_the_same_byte_for_byte_with_the_next_edition_of_what_is_public(
    client, case, before, state
):
    hide = {
        "draft": make.draft,
        "in review": make.in_review,
        "set aside": make.set_aside,
        "in a bundle": lambda *item, **note: make.bundle(make.in_review(*item, **note)),
        "scheduled": partial(make.approved, live_from=timezone.now() + HOUR),
        "under embargo": partial(make.approved, live_from=timezone.now() + HOUR, press_from=timezone.now()),
    }[state]
    notes = {} if state == "set aside" else {"change_note": "Secret"}

    make.attachment(case.session, "secret.pdf", b"secret")
    for publication in (case.session, case.statement, case.decision, case.coverage):
        publication.topics.add("Secret")
        make.gallery(publication)
        hide(publication, **notes)

    assert changed(before, client, case) == []


def test_the_public_site_is_the_same_byte_for_byte_when_press_reads_what_is_under_embargo(
    client, case, before
):
    now = timezone.now()
    secret_items(case, lambda publication: make.approved(publication, live_from=now + HOUR, press_from=now))
    press = Client()
    press.force_login(make.user("Accredited press"))

    assert press.get("/press/en/news/2014/12/23/secret-release/").status_code == 200

    assert changed(before, client, case) == []
    theirs = whole_site(press, case)
    assert [path for path in SURFACES if before[path] != theirs[path]] == []


def test_the_public_site_is_the_same_byte_for_byte_with_facts_that_are_not_public_yet(client, case, before):
    later = timezone.now() + HOUR
    hidden = {"public_from": later}

    person = make.official(slug="secret-person", portrait=make.photo(), **hidden)
    make.term(official=person, position=case.official.terms.get().position, acting=True)
    office = make.position(en="Secret office", **hidden)
    make.term(official=case.official, position=office)
    make.term(official=case.official, position=make.position(en="Secret term"), **hidden)
    state = make.state(slug="secret-state", **hidden)
    Membership.objects.create(state=state)
    Membership.objects.create(state=case.state, basis="treaty", status="observer", **hidden)
    make.body(slug="secret-body", within=case.body, **hidden)
    Chairmanship.objects.create(body=case.preceding.bodies.get(), state=state)
    PressContact.objects.create(term=case.official.terms.first(), telephones="secret", **hidden)
    PressContact.objects.create(term=person.terms.get(), telephones="secret")
    case.body.names.create(language="en", name="Secret name", starts_on=day("2013-01-01"), **hidden)
    seat = make.seat(case.chair.terms.get(), case.body, case.state)
    type(seat).objects.filter(pk=seat.pk).update(**hidden)

    assert changed(before, client, case) == []


def test_what_is_hidden_and_what_never_was_get_the_same_answer(client, case):
    make.draft(make.release(slug="hidden"))

    hidden = client.get("/en/news/2014/12/23/hidden/")
    absent = client.get("/en/news/2014/12/23/absent/")

    assert (hidden.status_code, hidden.headers, hidden.content) == (404, absent.headers, absent.content)


@pytest.mark.parametrize("kind", make.KINDS)
def test_an_item_is_everywhere_at_its_moment(client, kind):
    make.office()
    body, topic, official = make.body(slug="body"), make.topic("Topic"), make.official(slug="person")
    publication = make.KINDS[kind](slug="the-item")
    publication.bodies.set([body])
    publication.topics.add(topic)
    publication.quotes.create(language="en", term=make.term(official=official), text="Words")
    edition = make.approved(make.gallery(publication), title="The very item")

    pages = [
        "/en/",
        f"/en/{publication.section}/",
        edition.get_absolute_url(),
        f"{edition.get_absolute_url()}photos/",
        "/en/topics/topic/",
        "/en/officials/person/",
    ]
    pages += ["/en/bodies/body/"] if kind != "release" else []
    assert [page for page in pages if b"The very item" not in client.get(page).content] == []


def test_public_pages_read_no_cookie_session_or_user(client, case, before):
    client.force_login(make.user("Spokesman"))
    client.cookies["django_language"] = "ru"
    signed_in = whole_site(client, case)

    assert {path: before[path] for path in signed_in} == signed_in


def test_public_pages_set_no_cookie_and_live_in_caches_for_a_constant_minute_at_most(client, case):
    for path in SURFACES:
        response = client.get(path)
        assert not response.cookies, path
        errors = response.status_code >= 400
        lifetime = "public, max-age=0, s-maxage=5" if errors else "public, max-age=0, s-maxage=30"
        assert response.headers["Cache-Control"] == lifetime, path


def test_unknown_parameters_change_nothing(client, case):
    for path in SURFACES:
        glue = "&" if "?" in path else "?"
        assert client.get(f"{path}{glue}utm_source=x&debug=1").content == client.get(path).content, path


@pytest.mark.parametrize("path", SURFACES)
def test_only_reading_is_answered(client, case, path):
    assert client.head(path).status_code == client.get(path).status_code
    if client.get(path).status_code == 200:
        assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/en/", "/en/feed.atom", "/en/calendar.ics", "/sitemap.xml", "/en/nothing/"]
)
def test_an_answer_to_head_is_that_to_get_without_its_content(client, case, path):
    handler = BaseHandler()  # a test's client takes the content away by itself
    handler.load_middleware()
    got, head = (handler.get_response(RequestFactory().generic(method, path)) for method in ("GET", "HEAD"))

    assert (head.status_code, head.content) == (got.status_code, b"") and got.content
    assert got.headers["Content-Length"] == head.headers["Content-Length"] == str(len(got.content))


def test_a_reader_who_has_the_page_gets_no_second_copy(client, case):
    etag = client.get("/en/").headers["ETag"]

    again = client.get("/en/", headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_facets_of_hidden_editions_carry_nothing_into_pages(client, case):
    edition = make.approved(make.release(), live_from=timezone.now() + HOUR)
    EditionFacet.objects.create(edition=edition, facet="topic", thing=make.topic("Hidden topic").pk)

    assert b"Hidden topic" not in client.get("/en/topics/").content
    assert client.get("/en/topics/hidden-topic/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/en/", "/en/absent/", "/photos/absent/320.jpg", "/office.css"])
@pytest.mark.parametrize("cookie", ["sessionid=x", "csrftoken=y", "messages=z", "django_language=ru"])
def test_a_public_page_answers_the_same_whatever_cookie_comes_along(client, path, cookie):
    make.office()
    before = client.get(path)

    client.cookies.load(cookie)
    response = client.get(path)

    assert not response.cookies
    assert (response.content, dict(response.headers)) == (before.content, dict(before.headers))
