"""The desk's preview as of any moment, and links that open one edition to a reader without an account."""

import datetime
import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from news import previews, workflow
from news.models import Edition

from . import desk, make
from .make import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def link(edition, by=None, hours=24) -> str:
    edition = Edition.objects.select_related("publication").get(pk=edition.pk)
    until = timezone.now() + hours * HOUR
    return f"/preview/{previews.link(edition, by=by or make.user('Writer'), until=until)}/"


def opens(address: str) -> bool:
    """To somebody without an account."""
    status = Client().get(address).status_code
    assert status in (200, 404)
    return status == 200


# As of a moment


def at(client, edition, moment: str) -> str:
    item = edition.publication
    address = f"/desk/news/{item.kind}/{item.pk}/preview/{edition.language}/"
    return client.get(address, {"at": moment}).content.decode()


def test_the_preview_shows_what_will_be_public_at_that_moment(client, writer):
    first = make.approved(title="The old words")
    second = make.in_review(first.publication, title="The new words", change_note="New.")
    moment = datetime.datetime(2040, 12, 24, 7, 1, tzinfo=datetime.UTC)  # 10:01 in Moscow
    workflow.approve(second, by=make.user("Editor"), live_from=moment)

    before, then = (at(client, first, f"2040-12-24T10:0{minute}") for minute in (0, 1))

    assert "<h1" in before
    assert "The old words" in before
    assert "The new words" not in before
    assert "The new words" in then
    assert "As it will look on 24 December 2040, 10:01" in then


def test_the_preview_of_a_moment_at_which_nothing_is_public_says_so(client, writer):
    edition = make.approved(title="Later", live_from=make.now() + HOUR)

    page = at(client, edition, "2014-12-24T10:01")

    assert "Then nothing of it is public." in page
    assert "Later" in page


def test_the_preview_leads_to_what_will_be_public_then(client, writer):
    session = make.approved(make.session(), title="The session", live_from=make.now() + HOUR)
    statement = make.draft(make.statement(session=session.publication.child))

    assert "The session" not in at(client, statement, "")
    assert ">The session</a>" in at(client, statement, "2040-12-24T10:01")


def test_a_preview_leads_through_what_is_to_come_with_it_by_previews_of_the_same_moment(client, writer):
    later = make.now() + HOUR
    public = make.approved(make.release(), title="Long public")
    others = [make.approved(make.release(), title=title, live_from=later) for title in ("First", "Second")]
    session = make.approved(make.session(), title="The session", live_from=later)
    body = f'<p><a href="{others[0].get_absolute_url()}">the first</a> of them</p>'
    shown = make.draft(make.statement(session=session.publication.child), body=body)
    beside = make.draft(title="In the list")

    statement, release = (at(client, one, "2040-12-24T10:01") for one in (shown, beside))

    def preview(edition) -> str:
        item = edition.publication
        return f'<a href="/desk/news/{item.kind}/{item.pk}/preview/en/?at=2040-12-24T10%3A01">'

    assert f"{preview(session)}The session</a>" in statement
    assert f"{preview(others[0])}the first</a> of them" in statement
    assert f"{preview(others[1])}Second</a>" in release
    assert f'<a href="{public.get_absolute_url()}">Long public</a>' in release
    hidden = [edition.get_absolute_url() for edition in (session, *others)]
    assert [address for address in hidden if f'<a href="{address}' in statement + release] == []
    client.force_login(make.user("Photographer"))
    assert client.get(html.unescape(re.search(r'/desk/\S*\?at=[^"]*', statement).group())).status_code == 200


def test_the_reader_of_a_link_is_led_nowhere_that_is_not_public(client):
    secret, public = make.draft(make.release(slug="a-secret")), make.approved(make.release(slug="known"))
    hidden = make.official(slug="hidden", public_from=make.now() + HOUR)
    body = "".join(
        f'<p><a href="{address}">{words}</a></p>'
        for address, words in (
            (secret.get_absolute_url(), "The secret"),
            (public.get_absolute_url(), "What is known"),
            (f"/en/officials/{hidden.slug}/", "Somebody"),
            ("/en/no/such/page/", "Nothing"),
        )
    )

    page = Client().get(link(make.draft(body=body))).content.decode()

    assert "<a>The secret</a>" in page and "a-secret" not in page
    assert "<a>Somebody</a>" in page and "hidden" not in page
    assert f'<a href="{public.get_absolute_url()}" ' in page and '<a href="/en/no/such/page/" ' in page


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [("2030-10-27T02:30", "comes twice"), ("2030-03-31T02:30", "does not exist"), ("soon", "Write the day")],
)
def test_an_hour_that_is_none_is_asked_back_by_the_preview(client, writer, moment, sentence):
    make.office(time_zone="Europe/Berlin")

    assert sentence in at(client, make.draft(), moment)


# Links


def test_a_link_opens_one_edition_to_a_reader_without_an_account(client, writer):
    edition = make.draft(title="Nobody has read this")
    item = edition.publication
    address = f"/desk/news/release/{item.pk}/preview/en/share/"
    assert "without an account" in client.get(address).content.decode()

    page = client.post(address, {"hours": "1"}).content.decode()
    token = re.search(r"/preview/[^/<]{40,}/", page).group()

    response = Client().get(token)
    assert response.status_code == 200
    assert "Nobody has read this" in response.content.decode()
    assert "not public yet" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    edition.refresh_from_db()
    assert edition.facts == {}


def test_a_link_ends_after_its_hours(client):
    edition = make.draft()
    token = link(edition, hours=24).split("/")[2]

    just_before = timezone.now() + 23.9 * HOUR
    assert previews.opened(token, just_before)
    assert previews.opened(token, just_before + HOUR) is None


def published(edition):
    edition = workflow.submit(edition, by=make.user("Writer"))
    workflow.approve(edition, by=make.user("Editor"))


ENDINGS = {
    "the words change": lambda edition, maker: workflow.write(edition, by=maker, title="Other words"),
    "the facts change": lambda edition, maker: workflow.change_facts(edition.publication, by=maker),
    "it is submitted": lambda edition, maker: workflow.submit(edition, by=maker),
    "it is published": lambda edition, maker: published(edition),
    "its maker leaves": lambda edition, maker: (
        type(maker).objects.filter(pk=maker.pk).update(is_active=False)
    ),
    "its maker's role is taken away": lambda edition, maker: maker.groups.clear(),
    "it is deleted": lambda edition, maker: edition.delete(),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_link_dies_when(ending):
    edition, maker = make.draft(), make.user("Writer")
    address = link(edition, by=maker)
    assert opens(address)

    ENDINGS[ending](edition, maker)

    assert not opens(address)


def test_a_link_dies_when_the_edition_before_is_withdrawn():
    first = make.approved()
    draft = make.draft(first.publication)
    address = link(draft)
    assert opens(address)

    make.withdrawn(first)

    assert not opens(address)


def test_a_link_to_what_is_scheduled_dies_at_its_moment():
    edition = make.approved(live_from=make.now() + HOUR)
    token = link(edition).split("/")[2]
    live_from = Edition.objects.get().live_from

    assert previews.opened(token, live_from - HOUR / 3600)
    assert previews.opened(token, live_from) is None


def test_a_dead_link_and_one_that_never_was_are_the_same():
    edition = make.draft()
    dead = link(edition)
    workflow.write(edition, by=make.user("Writer"), title="Other words")
    forged = dead[:-3] + ("aa/" if dead[-3:] != "aa/" else "bb/")

    answers = [Client().get(address) for address in (dead, forged, "/preview/nothing/")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_link_opens_the_pictures_and_files_of_its_edition_only():
    release, other = make.release(), make.release()
    own, foreign = make.uploaded(), make.uploaded()
    make.gallery(release, own)
    make.gallery(other, foreign)
    file, foreign_file = make.attachment(release), make.attachment(other)
    address = link(make.draft(release))

    page = Client().get(address).content.decode()
    assert f"{address}photos/{own.token}/" in page
    assert f"{address}files/{file.token}/report.pdf" in page
    assert 'src="/photos/' not in page

    picture = Client().get(f"{address}photos/{own.token}/320.jpg")
    assert picture.status_code == 200
    assert picture.headers["Cache-Control"] == "private, no-store"
    assert opens(f"{address}files/{file.token}/report.pdf")
    assert not opens(f"{address}photos/{foreign.token}/320.jpg")
    assert not opens(f"{address}files/{foreign_file.token}/report.pdf")
    assert not opens(f"/photos/{own.token}/320.jpg")


def test_a_link_is_made_by_who_may_begin_words_and_of_what_is_not_public(client):
    edition, public = make.draft(), make.approved()
    client.force_login(make.user("Photographer"))
    address = "/desk/news/release/{}/preview/en/share/"
    assert client.post(address.format(edition.publication_id)).status_code == 403

    client.force_login(make.user("Editor"))
    assert client.post(address.format(edition.publication_id)).status_code == 200
    assert client.post(address.format(public.publication_id)).status_code == 404


def test_that_a_link_was_made_stands_in_the_history_of_the_item(client, writer):
    edition = make.draft()
    client.post(f"/desk/news/release/{edition.publication_id}/preview/en/share/")

    history = client.get(desk.page(edition.publication).replace("change", "history")).content.decode()

    assert "A link to the preview (en)" in history


def test_staff_see_the_open_links_of_an_edition_and_take_one_back_alone(client, writer):
    edition = make.draft()
    first, second, ended = link(edition, hours=1), link(edition, hours=72), link(edition, hours=0)
    address = f"/desk/news/release/{edition.publication_id}/preview/en/share/"
    (row, other) = client.get(address).context["open_links"]

    assert client.post(address, {"revoke": row.pk}).status_code == 302

    assert [opens(first), opens(second), opens(ended)] == [False, True, False]
    assert client.get(address).context["open_links"] == [other]
    assert (
        "was taken back"
        in client.get(desk.page(edition.publication).replace("change", "history")).content.decode()
    )


def test_a_link_of_another_item_is_not_taken_back_from_here(client, writer):
    edition, other = make.draft(), make.draft()
    address = link(other)
    pk = other.preview_links.get().pk

    for key in (pk, "²", "0"):
        client.post(f"/desk/news/release/{edition.publication_id}/preview/en/share/", {"revoke": key})

    assert opens(address)


def test_a_browser_may_send_the_form_that_makes_a_link(client, writer):
    edition = make.draft()
    page = client.get(f"/desk/news/release/{edition.publication_id}/preview/en/share/")

    # Under no-referrer browsers send "Origin: null" with the form, which is refused as a forgery.
    assert page.headers["Referrer-Policy"] == "same-origin"
