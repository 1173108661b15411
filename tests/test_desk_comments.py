"""Comments beside the words: said, read and resolved in place, without a script."""

import pytest

from news import workflow
from news.models import Comment

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.fixture
def writer(client):
    person = make.user("Writer", first_name="Ann", last_name="Lee")
    client.force_login(person)
    return person


def address(item, verb="comment") -> str:
    return f"/desk/news/{item.kind}/{item.pk}/{verb}/"


def say(client, edition, text, language="en"):
    return client.post(address(edition.publication), {"language": language, "text": text})


def page(client, item) -> str:
    return client.get(desk.page(item)).content.decode()


def test_a_comment_stands_beside_the_words_with_its_author(client, writer):
    edition = make.draft()

    response = say(client, edition, "Is the date <b>right</b>?")

    assert response.url == f"{desk.page(edition.publication)}#comments-en"
    shown = page(client, edition.publication)
    assert "Is the date &lt;b&gt;right&lt;/b&gt;?" in shown
    assert "Ann Lee" in shown
    assert Comment.objects.get().edition == edition


def test_a_return_with_a_comment_shows_it_to_the_writer(client, writer):
    edition = make.in_review(by=writer)

    workflow.return_to_draft(edition, by=make.user("Editor"), comment="Name the place.")

    assert "Name the place." in page(client, edition.publication)


def test_a_resolved_comment_is_folded_away_and_says_who_resolved_it(client, writer):
    edition = make.draft()
    comment = workflow.comment(edition, by=make.user("Editor"), text="Name the place.")

    response = client.post(address(edition.publication, "resolve"), {"comment": comment.pk})

    comment.refresh_from_db()
    assert response.status_code == 302
    assert comment.resolved_by == writer
    shown = page(client, edition.publication)
    assert shown.index("1 resolved") < shown.index("Name the place.") < shown.index("resolved by Ann Lee")


def test_an_open_comment_stays_when_the_next_edition_begins(client, writer):
    edition = make.approved()
    workflow.comment(edition, by=make.user("Editor"), text="Next time with a map.")
    workflow.revise(edition, by=writer)

    assert "Next time with a map." in page(client, edition.publication)


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_a_comment_that_says_nothing_or_too_much_is_answered_with_a_sentence(client, writer, text):
    edition = make.draft()

    client.post(address(edition.publication), {"language": "en", "text": text})

    assert Comment.objects.count() == 0
    assert 'class="error"' in page(client, edition.publication)


@pytest.mark.parametrize("role", ["Writer", "Editor", "Spokesman", "Photographer", "Administrator"])
def test_everybody_who_works_on_the_item_may_comment(client, role):
    client.force_login(make.user(role))
    edition = make.draft()

    assert say(client, edition, "Seen.").status_code == 302
    assert Comment.objects.count() == 1


def test_nobody_else_reads_or_writes_comments(client):
    edition = make.draft()
    comment = workflow.comment(edition, by=make.user("Editor"), text="Between us.")
    item = edition.publication

    for person in (None, make.user("Accredited press")):
        if person:
            client.force_login(person)
        assert say(client, edition, "Mine").status_code == 302
        assert client.post(address(item, "resolve"), {"comment": comment.pk}).status_code == 302
    comment.refresh_from_db()
    assert (Comment.objects.count(), comment.resolved_at) == (1, None)


def test_a_comment_is_resolved_on_the_page_of_its_own_item_only(client, writer):
    comment = workflow.comment(make.draft(), by=writer, text="Here.")
    other = make.release()

    for number in (comment.pk, "x", "", "9" * 40):
        assert client.post(address(other, "resolve"), {"comment": number}).status_code == 404


def test_comments_are_posted_and_only_where_there_are_words(client, writer):
    edition = make.draft()

    assert client.get(address(edition.publication)).status_code == 405
    assert client.get(address(edition.publication, "resolve")).status_code == 405
    assert say(client, edition, "Nobody wrote this yet.", "ru").status_code == 404


def test_the_fields_of_a_comment_are_no_part_of_the_items_own_form(client, writer):
    edition = make.draft()

    assert "text" not in desk.shown(client, edition.publication)
    assert desk.fields(client.get(desk.page(edition.publication)), "comment-en")["language"] == ["en"]
