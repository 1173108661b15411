"""Photographs in the text, where the editor put them: on every page, in print, in feeds."""

import re

import pytest
from playwright.sync_api import expect

from news import placing, previews, workflow
from news.blockers import blockers, doubts
from news.models import SearchEntry

from . import make
from .make import HOUR
from .test_desk_in_a_browser import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def text_with(*photographs) -> str:
    return "<p>Before.</p>" + "".join(
        f"<p>{placing.line_for(one.token)}</p><p>After.</p>" for one in photographs
    )


def placed(count=3, which=(1,), publication=None, **approval):
    """A public release whose text places some of its photographs; the edition and all of them."""
    photographs = [make.photo(words={"en": f"Caption {n}", "ru": f"Подпись {n}"}) for n in range(count)]
    release = make.gallery(publication or make.release(), *photographs)
    body = text_with(*(photographs[number] for number in which))
    return make.approved(release, body=body, **approval), photographs


def page_of(client, path) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_it_stands_between_its_paragraphs_with_caption_credit_and_the_way_to_its_page(client):
    edition, photographs = placed()
    path, second = edition.get_absolute_url(), photographs[1].token

    page = page_of(client, path)

    text = page.partition('<div class="text">')[2].partition("</div>")[0]
    assert re.search(
        rf"<p>Before\.</p>.*<figure.*{path}photos/{second[:6]}/.*{second}.*Caption 1.*Press service"
        r".*</figure>.*<p>After\.</p>",
        text,
        re.DOTALL,
    )
    assert "[[photo" not in page


def test_it_is_not_shown_a_second_time_above_or_below(client):
    edition, (first, second, third) = placed(which=(0,))

    page = page_of(client, edition.get_absolute_url())

    above, text = page.partition('<div class="text">')[::2]
    below = text.partition('class="strip')[2]
    assert second.token in above.partition("<article")[2]
    assert first.token not in above.partition("<article")[2] + below
    assert second.token in below and third.token in below
    assert f'href="{edition.get_absolute_url()}photos/{third.token[:6]}/"' in below
    assert "View all 3 photographs" in below


def test_another_order_of_the_gallery_and_another_file_change_nothing_of_it(client):
    photo = make.uploaded(size=(700, 500))
    release = make.gallery(make.release(), make.photo(), photo)
    edition = make.approved(release, body=text_with(photo))
    release.gallery.filter(photo=photo).update(sort_order=0)
    workflow.replace(
        photo, make.picture(size=(800, 600)), by=make.user("Spokesman"), reasons={"en": "Sharper."}
    )

    text = page_of(client, edition.get_absolute_url()).partition('<div class="text">')[2]

    assert f"{photo.token}/800.jpg 800w" in text.partition("</figure>")[0]


def test_an_approved_edition_stays_as_it_was(client):
    edition, (_first, second, _third) = placed()
    second.words.update(caption="Changed since")
    edition.publication.gallery.all().delete()

    page = page_of(client, edition.get_absolute_url())

    assert "Caption 1" in page and second.token in page


def test_a_recalled_one_leaves_no_gap_and_no_sign(client):
    edition, (_first, second) = placed(2)
    workflow.recall(second, by=make.user("Spokesman"), reasons={"en": "A mistake.", "ru": "Ошибка."})

    for path in ("", "print/", "history/1/"):
        page = page_of(client, edition.get_absolute_url() + path)
        assert "<figure" not in page.partition('<div class="text">')[2].partition("</div>")[0]
        assert placing.sign_of(second.token) not in page
        assert "[[photo" not in page


def test_print_and_feed_have_it_where_it_stands_with_absolute_addresses_in_the_feed(client, settings):
    edition, photographs = placed()

    printed = page_of(client, f"{edition.get_absolute_url()}print/")
    feed = page_of(client, "/en/feed.atom")

    assert re.search(rf"Before\..*{photographs[1].token}.*Caption 1.*After\.", printed, re.DOTALL)
    figure = (
        rf"Before\..*&lt;img src=&quot;{settings.SITE_URL}/photos/{photographs[1].token}.*Caption 1.*After\."
    )
    assert re.search(figure.replace("&quot;", '(?:"|&quot;)'), feed, re.DOTALL)
    assert "[[photo" not in printed + feed


def test_the_press_and_who_holds_a_preview_have_it_through_their_own_doors(client):
    edition, (_first, second, _third) = placed(live_from=make.now() + HOUR, press_from=make.now())
    draft = make.draft(make.gallery(make.release(), second), body=text_with(second))
    token = previews.link(draft, by=make.user("Writer"), until=make.now() + HOUR)

    preview = page_of(client, f"/preview/{token}/")
    client.force_login(make.user("Accredited press"))
    press = page_of(client, f"/press{edition.get_absolute_url()}")

    for page, door in ((preview, f"/preview/{token}"), (press, "/press")):
        text = page.partition('<div class="text">')[2].partition("</div>")[0]
        assert f"{door}/photos/{second.token}/" in text
        assert f'"/photos/{second.token}/' not in text
    assert f"/press{edition.get_absolute_url()}photos/{second.token[:6]}/" in press


def test_search_and_comparisons_know_its_words_and_not_its_sign(client):
    edition, (_first, second, _third) = placed()
    make.approved(edition.publication, body="<p>Before.</p>", change_note="Without it.")

    compared, earlier = (
        page_of(client, f"{edition.get_absolute_url()}history/{which}") for which in ("", "1/")
    )

    assert "[Photograph: Caption 1]" in compared
    assert f'"/photos/{second.token}/' in earlier
    assert "[[photo" not in compared + earlier
    sign = placing.sign_of(second.token)
    assert not any(sign.casefold() in words for words in SearchEntry.objects.values_list("words", flat=True))


# At the desk


def test_a_line_that_names_no_photograph_of_the_gallery_is_missing_something():
    photo = make.photo()
    edition = make.draft(body=text_with(photo))

    assert blockers(edition) == [
        "The text places a photograph that is not in the gallery: "
        f"{placing.line_for(photo.token)}. Add it there, or take the line out."
    ]
    make.gallery(edition.publication, photo)
    assert blockers(edition) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>See %s here.</p>",
        "<ul><li>%s</li></ul>",
        "<p>Text.</p>%s",
        "<blockquote><p>Said.</p><p>%s</p><p>Said, too.</p></blockquote>",
        "<ol><li><p>One.</p><p>%s</p></li><li><p>Two.</p></li></ol>",
    ],
)
def test_one_that_stands_within_other_words_is_said_to_be_wrong(body):
    photo = make.photo()
    edition = make.draft(
        make.gallery(make.release(), photo), body=f"<p>Text.</p>{body % placing.line_for(photo.token)}"
    )

    (sentence,) = blockers(edition)

    assert "in a paragraph of its own" in sentence


@pytest.mark.parametrize("line", ["[[Photo Kq3x9Z]]", "[[ photo Kq3x9Z]]", f"[[photo {60 * 'x'}]]"])
def test_one_that_is_written_wrongly_is_not_published_as_it_is(line):
    (sentence,) = blockers(make.draft(body=f"<p>Text.</p><p>{line}</p>"))

    assert line in sentence


@pytest.mark.parametrize("bound", ["<blockquote>{}</blockquote>", "<ol><li>{}</li><li><p>Two.</p></li></ol>"])
def test_no_line_tears_a_quotation_or_a_list_apart(bound):
    token = "abc123" + "A" * 16
    words = bound.format("<p>Said.</p>{}<p>Said, too.</p>")

    body = words.format(f"<p>{placing.line_for(token)}</p>")

    assert placing.pieces(body, [{"token": token}]) == [placing.Piece(words.format(""))]
    assert placing.beside(body, [{"token": token}]) == [{"token": token}]


def test_a_picture_is_no_text():
    photo = make.photo()
    edition = make.draft(make.gallery(make.release(), photo), body=f"<p>{placing.line_for(photo.token)}</p>")

    assert blockers(edition) == ["The text is missing."]


def test_two_languages_that_place_different_photographs_are_a_doubt_and_hold_nothing_up():
    photo = make.photo()
    release = make.gallery(make.release(), photo)
    edition = make.draft(release, body=text_with(photo))
    russian = make.draft(release, "ru")

    (doubt,) = doubts(release)

    assert "English" in doubt and "Russian" in doubt
    assert blockers(edition) == blockers(russian) == []
    workflow.write(russian, by=russian.written_by, body=text_with(photo))
    assert doubts(release) == []


def test_the_desk_shows_the_line_beside_each_photograph_and_below_each_text(client, writer):
    photo = make.photo()
    edition = make.draft(make.gallery(make.release(), photo))

    page = page_of(client, f"/desk/news/release/{edition.publication_id}/change/")

    assert page.count(f"<code>{placing.line_for(photo.token)}</code>") == 2
    assert f'<code class="sign">{placing.line_for(photo.token)}</code>' in page


@pytest.mark.django_db(transaction=True)
def test_with_a_script_a_click_on_the_photograph_places_it_after_the_paragraph(page, live_server):
    photo = make.uploaded(size=(60, 40))
    edition = make.draft(make.gallery(make.release(), photo), body="<p>First.</p><p>Second.</p>")
    page.add_init_script("window.requestAnimationFrame = (then) => setTimeout(then, 60000)")  # a busy machine
    sign_in(page, live_server, "Writer")
    page.goto(f"{live_server.url}/desk/news/release/{edition.publication_id}/change/")
    column = page.locator("section[aria-labelledby=words-en-heading]")
    column.locator(".ProseMirror[contenteditable=true] p", has_text="First.").click()

    column.get_by_text("Place a photograph in the text").click()
    column.get_by_role("button", name=placing.line_for(photo.token)).click()
    page.keyboard.type("!")

    text = f"<p>First.</p><p>{placing.line_for(photo.token)}</p><p>!Second.</p>"
    expect(page.locator("#id_words-en-body")).to_have_value(text)
    page.click("[name=_save]")
    page.wait_for_url("**/desk/news/release/")
    edition.refresh_from_db()
    assert edition.body == text


def test_nothing_that_is_written_in_such_a_line_becomes_markup():
    lines = ("[[photo <b>x]]", "[[photo Kq3x9Z]]", "[[photo abc123]]")
    body = "<p>{}</p><p>{}</p><p>{}</p><p>End.</p>".format(*lines)

    pieces = placing.pieces(body, [{"token": "abc123" + "A" * 16}])

    assert [bool(piece.photo) for piece in pieces] == [False, True, False]
    assert "".join(piece.text for piece in pieces) == "<p>[[photo x]]</p><p>End.</p>"
