"""Every edition that was ever public, what changed between them; and nothing that never was."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import placing, workflow
from news.comparing import GONE, NEW, SAME, Piece, compare, paragraphs
from news.models import Edition, last_day

from . import make
from .make import HOUR, day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def text_of(response) -> str:
    html = re.sub(r"<(style|script).*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def history(client, edition, question=""):
    response = client.get(f"{edition.get_absolute_url()}history/{question}")
    assert response.status_code == 200, response.status_code
    return response


def corrected(edition, note="The number was wrong.", **words):
    same = {"title": edition.title, "lead": edition.lead, "body": edition.body}
    return make.approved(edition.publication, edition.language, change_note=note, **same | words)


def test_an_item_that_never_changed_says_so(client):
    edition = make.approved()

    words = text_of(history(client, edition))

    assert "Edition 1 present" in words
    assert "Nothing has changed since it was published." in words


def test_what_went_and_what_came_is_said_in_marks_and_in_words(client):
    first = make.approved(body="<p>Seven states took part.</p>")
    second = corrected(first, body="<p>Six states took part.</p>")

    page = history(client, second)

    html = page.content.decode()
    assert re.search(
        r'<del><span class="unseen">\[deleted: </span>Seven<span class="unseen">\]</span></del>', html
    )
    assert re.search(
        r'<ins><span class="unseen">\[inserted: </span>Six<span class="unseen">\]</span></ins>', html
    )
    assert "What changed: The number was wrong." in text_of(page)


def test_editions_stand_newest_first_with_the_moments_in_two_zones(client):
    first = make.archived(live_from=make.moment("2014-12-24 22:30"))
    corrected(first)

    words = text_of(history(client, first))

    assert words.index("Edition 2") < words.index("Edition 1")
    assert "25 December 2014, 01:30 Moscow time (24 December 2014, 22:30 UTC)" in words


def test_facts_and_files_are_compared_too(client):
    session = make.session(place=make.place(en="Moscow"))
    putin = make.term(official=make.official(en="Vladimir Putin"), position=make.position(en="President"))
    make.participation(session, term=putin)
    make.gallery(session, make.photo(words={"en": "The table"}))
    file = make.attachment(session, content=b"%PDF-1.7 first")
    first = make.approved(session)
    file.delete()
    other = make.attachment(session, content=b"%PDF-1.7 second")
    session.gallery.all().delete()
    make.gallery(session, make.photo(words={"en": "The hall"}))
    session.place = make.place(en="Astana")
    session.save()
    session.participations.update(manner="absent")
    corrected(first)

    words = text_of(history(client, first))

    assert "[deleted: Moscow]" in words
    assert "[inserted: Astana]" in words
    assert "[deleted: table]" in words
    assert other.sha256 in words
    assert "absent" in words
    assert "Date 23" not in words


def test_any_two_editions_can_be_compared(client):
    first = make.approved(title="One")
    corrected(first, title="Two")
    corrected(first, title="Three")

    assert "[deleted: Two]" in text_of(history(client, first))
    assert "[deleted: One] [inserted: Three]" in text_of(history(client, first, "?from=1&to=3")).replace(
        "][", "] ["
    )


@pytest.mark.parametrize(
    ("question", "status"),
    [("?from=1", 400), ("?from=1&to=x", 400), ("?from=1&to=1", 400), ("?from=1&to=9", 404)],
)
def test_a_question_nobody_can_answer_is_refused(client, question, status):
    first = make.approved()
    corrected(first)

    assert client.get(f"{first.get_absolute_url()}history/{question}").status_code == status


def test_an_edition_to_come_is_no_row_no_end_and_no_gap(client):
    first = make.approved()
    url = f"{first.get_absolute_url()}history/"
    before = client.get(url).content
    make.approved(first.publication, live_from=timezone.now() + HOUR, change_note="Secret note")

    assert client.get(url).content == before
    assert client.get(f"{url}2/").status_code == 404
    assert client.get(f"{url}?from=1&to=2").status_code == 404


def test_an_edition_that_was_set_aside_leaves_no_gap_in_the_numbers(client):
    first = make.approved()
    second = make.approved(first.publication, live_from=timezone.now() + HOUR, change_note="Later")
    workflow.cancel_schedule(second, by=make.user("Editor"))
    second = Edition.objects.get(pk=second.pk)
    workflow.submit(second, by=second.written_by)
    workflow.approve(second, by=make.user("Editor"), live_from=timezone.now() + HOUR)
    draft = make.draft(first.publication, change_note="Now")
    workflow.cancel_schedule(Edition.objects.get(pk=second.pk), by=make.user("Editor"))
    workflow.submit(draft, by=draft.written_by)
    public = workflow.approve(draft, by=make.user("Editor"))

    assert public.number > 2
    words = text_of(history(client, first))
    assert "Edition 2 present" in words
    assert "Edition 3" not in words


def test_nobodys_name_from_the_desk_stands_in_it(client):
    first = make.approved()
    corrected(first)

    words = text_of(history(client, first))

    for person in (first.written_by, first.approved_by):
        assert person.username not in words


def test_a_superseded_edition_has_its_own_address_and_leads_to_the_present(client):
    first = make.approved(title="The old title", body="<p>Old words.</p>")
    second = corrected(first, title="The new title")

    response = client.get(f"{first.get_absolute_url()}history/1/")

    words = text_of(response)
    assert "Superseded: this is edition 1." in words
    assert "The old title" in words
    assert "Old words." in words
    assert f'href="{second.get_absolute_url()}"' in response.content.decode()
    assert "Home News The new title History Edition 1" in " ".join(words.split())
    assert "the present one" in text_of(client.get(f"{first.get_absolute_url()}history/2/"))


def test_the_page_says_what_was_corrected_newest_first_and_leads_to_the_history(client):
    first = make.approved()
    assert "Corrected" not in text_of(client.get(first.get_absolute_url()))
    corrected(first, "First note.")
    corrected(first, "Second note.")

    page = client.get(first.get_absolute_url())

    words = text_of(page)
    assert words.index("Second note.") < words.index("First note.")
    assert "Corrected on" in words
    assert f'href="{first.get_absolute_url()}history/"' in page.content.decode()


def test_withdrawn_words_are_not_shown_again_nor_those_that_came_before_them(client):
    first = make.approved(title="Secret cause one")
    second = corrected(first, "Secret note", title="Secret cause two")
    make.withdrawn(second, "It was wrong.")
    url = f"{first.get_absolute_url()}history/"
    gone = client.get(url)
    assert (gone.status_code, "Secret cause" in text_of(gone)) == (410, False)

    again = make.approved(first.publication, title="Clean words", change_note="Published anew.")

    page = history(client, again)
    words = text_of(page)
    assert "Secret" not in page.content.decode()
    assert "Reason of the withdrawal: It was wrong." in words
    assert "Edition 1 withdrawn with the item" in words
    assert "Edition 3 present" in words
    assert client.get(f"{url}?from=1&to=3").status_code == 404
    for number in (1, 2):
        notice = client.get(f"{url}{number}/")
        assert (notice.status_code, "Secret" in text_of(notice)) == (410, False)
        assert "It was wrong." in text_of(notice)
    item = text_of(client.get(first.get_absolute_url()))
    assert "Secret" not in item
    assert "Published again on" in item


def test_an_item_never_public_has_no_history(client):
    edition = make.draft(make.release(slug="hidden"))
    absent = client.get("/en/news/2014/12/23/absent/history/")

    for path in ("history/", "history/1/"):
        hidden = client.get(f"{edition.get_absolute_url()}{path}")
        assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_the_history_moves_with_the_item(client):
    first = make.approved()
    publication = first.publication
    publication.date = day("2014-12-24")
    publication.save()
    second = corrected(first)

    response = client.get(f"{first.get_absolute_url()}history/")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"{second.get_absolute_url()}history/",
    )


def test_a_withdrawal_says_why_when_and_what_replaces_it_only_while_that_is_public(client):
    successor = make.release()
    edition = make.approved()
    workflow.withdraw(edition, by=make.user("Spokesman"), reason="A forgery.", replaced_by=successor)
    before = text_of(client.get(edition.get_absolute_url()))
    assert "A forgery." in before
    assert "UTC" in before
    assert "Replaced by" not in before

    live = make.approved(successor, title="The true one")

    page = client.get(edition.get_absolute_url())
    assert page.status_code == 410
    assert "Replaced byThe true one" in text_of(page)
    assert f'href="{live.get_absolute_url()}"' in page.content.decode()


def test_a_history_costs_at_most_twelve_queries(client):
    case = make.model_case()
    edition = case.editions[case.session, "en"]
    for number in range(5):
        corrected(edition, f"Note {number}.")

    for path in ("history/", "history/?from=1&to=4", "history/2/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{edition.get_absolute_url()}{path}").status_code == 200
        assert len(captured) <= 12


def test_words_are_compared_and_spaces_between_two_changes_belong_to_both():
    (line,) = compare(["The council met in Moscow."], ["The council met in Nur Sultan."])

    assert line == [
        Piece(SAME, "The council met in "),
        Piece(GONE, "Moscow"),
        Piece(NEW, "Nur Sultan"),
        Piece(SAME, "."),
    ]


def test_the_address_of_a_link_is_compared_with_its_words():
    assert paragraphs('<p>See <a href="https://a.example/">here</a>.</p><ul><li>One</li></ul>') == [
        "See here (https://a.example/).",
        "One",
    ]


def test_the_address_of_a_link_stands_only_where_it_is_what_changed():
    armenia, on = '<a href="/armenia/">Armenia</a>', '<a href="/m/">on</a>'
    old = f'<p>{armenia} was <a href="/a/">absent</a>, <a href="/n/">see</a>.</p>'
    new = f'<p>{armenia} was <a href="/b/">absent</a>, <a href="/n/">look</a> {on}.</p>'

    assert paragraphs(old, new) == ["Armenia was absent (/a/), see."]
    assert paragraphs(new, old) == ["Armenia was absent (/b/), look on (/m/)."]
    swapped = '<a href="/2/">one</a> <a href="/1/">two</a>'
    assert paragraphs('<a href="/1/">one</a> <a href="/2/">two</a>', swapped) == ["one (/1/) two (/2/)"]


def test_a_comparison_shows_no_address_of_a_link_that_stayed(client):
    link = '<a href="/en/states/armenia/">Armenia</a>'
    first = make.approved(body=f"<p>{link} was absent.</p>")
    second = corrected(first, body=f"<p>{link} was represented.</p>")

    words = text_of(history(client, second))

    assert "Armenia was [deleted: absent][inserted: represented]." in words
    assert "(/en/states/armenia/)" not in words


def test_an_edition_shows_the_photographs_that_anybody_may_see_now(client):
    hall, table, gone, over = (make.photo(words={"en": f"The {n}"}) for n in ("hall", "table", "tree", "sea"))
    body = f"<p>Before.</p><p>{placing.line_for(table.token)}</p><p>{placing.line_for(gone.token)}</p>"
    first = make.approved(make.gallery(make.release(), hall, table, gone, over), body=body)
    first.publication.gallery.filter(photo=gone).delete()
    corrected(first, body="<p>Before.</p>")
    workflow.limit([over], {"use_until": timezone.now()}, by=make.user("Spokesman"))

    response = client.get(f"{first.get_absolute_url()}history/1/")

    page = response.content.decode()
    shown = set(re.findall(r'src="/photos/(\w+)', page.partition("<main")[2].replace("-", "_")))
    assert shown == {photo.token.replace("-", "_") for photo in (hall, table)}
    assert page.index("Before.") < page.index(table.token) < page.index(hall.token)
    words = text_of(response)
    assert "[Photograph: The tree]" in words
    assert f"picture {over.token[:6]}" in words and f"picture {hall.token[:6]}" not in words


def test_a_paragraph_too_long_to_compare_by_words_is_compared_whole():
    old, new = "a " * 3000, "b " * 3000

    assert compare([old], [new]) == [[Piece(GONE, old), Piece(NEW, new)]]


@pytest.mark.parametrize("kind", make.KINDS)
def test_every_kind_has_its_form_to_print_and_each_edition_a_page(client, kind):
    edition = make.approved(make.KINDS[kind]())
    if kind == "decision":
        edition.publication.child.statuses.create(status="adopted", starts_on=edition.date)
        edition = make.approved(edition.publication, change_note="Adopted.")
    page = edition.get_absolute_url()

    assert [client.get(f"{page}{below}").status_code for below in ("print/", "history/1/", "history/")] == [
        200
    ] * 3


@pytest.mark.parametrize(
    ("precision", "language", "machine", "words"),
    [
        ("year", "en", "2014", "since 2014"),
        ("year", "ru", "2014", "сайте с 2014 года"),
        ("half_year", "en", "2014", "since 2014"),
        ("month", "en", "2014-07", "since July 2014"),
        ("month", "ru", "2014-07", "сайте с июля 2014 года"),
    ],
)
def test_what_an_archive_dates_by_a_period_claims_no_day_of_publication(
    client, precision, language, machine, words
):
    release = make.release(date=day("2014-07-01"), date_precision=precision)
    last = last_day(release.date, precision)
    edition = make.archived(release, language, live_from=make.moment(f"{last} 15:00"))
    page = edition.get_absolute_url()

    for below in ("history/", "history/1/", "print/"):
        assert words in text_of(client.get(f"{page}{below}")), below
    head = client.get(page).content.decode()
    assert f'"datePublished": "{machine}", "dateModified": "{machine}"' in head
    assert f'article:published_time" content="{machine}"' in head
    record = client.get(f"/{language}/record/").content.decode()
    assert f'<time datetime="{machine}">' in record
    for path in (page, f"{page}history/", f"{page}history/1/", f"{page}print/"):
        assert f'datetime="{last}' not in client.get(path).content.decode()

    make.approved(release, language, change_note="A number.")

    corrected = client.get(page).content.decode()
    assert f'"datePublished": "{machine}", "dateModified": "20' in corrected
    assert f'"dateModified": "{machine}"' not in corrected


def test_what_an_archive_gave_a_moment_keeps_it(client):
    release = make.release(date=day("2014-12-01"), date_precision="month")
    edition = make.archived(release, live_from=make.moment("2014-12-23 06:00"))

    assert "since 23 December 2014, 09:00" in text_of(client.get(f"{edition.get_absolute_url()}history/"))


def test_the_history_tells_that_the_form_was_changed(client):
    release = make.release(form="news")
    make.approved(release)
    release.form = "announcement"
    release.save()
    edition = make.approved(release, change_note="An announcement.")

    page = client.get(f"{edition.get_absolute_url()}history/").content.decode()

    assert "Announcement" in page


def test_an_edition_that_was_taken_over_from_an_archive_is_said_to_be(client):
    taken_over = "Taken over from an archive"

    assert taken_over in text_of(history(client, make.archived(live_from=make.moment("2014-12-23 06:00"))))
    assert taken_over not in text_of(history(client, make.approved()))
