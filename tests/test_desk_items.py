"""The page of an item: facts and words saved together, nothing overwritten, nothing lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from news import workflow
from news.admin import states
from news.models import Decision, Edition, Release, Session, Status

from . import desk, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def new(client, kind: str) -> dict:
    return desk.fields(client.get(f"/desk/news/{kind}/add/"), f"{kind}_form")


def test_a_session_is_made_in_one_go_facts_words_people_statement_and_decisions(client, writer):
    council, moscow = make.body(), make.place()
    chair = make.term()
    make.seat(chair, council)
    form = new(client, "session") | {
        "date": "2014-12-23",
        "form": "regular",
        "place": moscow.pk,
        "bodies": [council.pk],
        "words-en-title": "Session of the Council",
        "words-en-body": "<p>They met.</p>",
        "words-ru-title": "Заседание Совета",
        "words-en-theme": "Peace",
        "participations-TOTAL_FORMS": "1",
        "participations-0-term": chair.pk,
        "participations-0-is_chair": "on",
        "participations-0-manner": "in_person",
        "participations-0-sort_order": "0",
        "new_statement-0-title_en": "Statement of the heads of state",
        "new_statement-0-title_ru": "Заявление глав государств",
        "new_decision-0-title_en": "Decision on the crisis response",
        "_continue": "Save",
    }

    response = client.post("/desk/news/session/add/", form)

    session = Session.objects.get()
    assert response.status_code == 302
    assert session.slug == "session-of-the-council"
    assert set(session.editions.values_list("language", "title")) == {
        ("en", "Session of the Council"),
        ("ru", "Заседание Совета"),
    }
    assert session.participations.get().term == chair
    assert session.words.get().theme == "Peace"
    statement = session.statements.get()
    assert (statement.date, list(statement.bodies.all())) == (session.date, [council])
    assert set(statement.editions.values_list("language", "status")) == {("en", "draft"), ("ru", "draft")}
    assert Decision.objects.get().editions.get().title == "Decision on the crisis response"


@pytest.mark.parametrize("kind", ["session", "statement", "decision", "release"])
def test_every_kind_is_begun_with_a_date_and_a_title(client, writer, kind):
    form = new(client, kind) | {"date": "2014-12-23", "words-ru-title": "Ещё одно сообщение", "_save": "Save"}

    response = client.post(f"/desk/news/{kind}/add/", form)

    edition = Edition.objects.get()
    assert response.status_code == 302
    assert edition.publication.slug == "eshche-odno-soobshchenie"
    assert (edition.language, edition.written_by, edition.kind) == ("ru", writer, kind)


def test_an_item_without_a_title_and_an_address_is_asked_for_one(client, writer):
    response = client.post("/desk/news/release/add/", new(client, "release") | {"date": "2014-12-23"})

    assert "Give it a title, or write its address." in response.content.decode()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("written", ["2014-12-23", "23.12.2014"])
def test_a_day_may_be_written_as_the_office_writes_it(client, writer, language, written):
    client.cookies["django_language"] = language

    client.post(
        "/desk/news/release/add/", new(client, "release") | {"date": written, "words-en-title": "A day"}
    )

    assert str(Release.objects.get().date) == "2014-12-23"


@pytest.mark.parametrize("written", ["12/23/2014", "03/04/2014", "23 December"])
def test_a_day_written_otherwise_is_asked_back_with_an_example(client, writer, written):
    data = new(client, "release") | {"date": written, "words-en-title": "A day"}

    response = client.post("/desk/news/release/add/", data)

    assert "Write the day as 2014-12-23 or 23.12.2014." in response.content.decode()
    assert not Release.objects.exists()


def test_saving_an_untouched_page_changes_nothing(client, writer):
    session = make.session()
    make.participation(session)
    make.gallery(session)
    make.draft(session, body="<h2>One</h2>\n<p>Two <strong>three</strong>.</p>")
    before = list(Edition.objects.values_list("lock_version", flat=True)), session.lock_version

    response = desk.save(client, session, {})

    session.refresh_from_db()
    assert response.status_code == 302
    assert (list(Edition.objects.values_list("lock_version", flat=True)), session.lock_version) == before
    assert session.facts_changed_by is None


def test_changed_words_do_not_claim_the_facts_and_changed_facts_do(client, writer):
    release = make.release()
    make.draft(release)

    desk.save(client, release, {"words-en-title": "A better title"})
    release.refresh_from_db()
    assert release.editions.get().title == "A better title"
    assert release.facts_changed_by is None

    desk.save(client, release, {"date": "2014-12-24"})
    release.refresh_from_db()
    assert (str(release.date), release.facts_changed_by) == ("2014-12-24", writer)


def test_a_stale_page_gets_both_texts_and_overwrites_nothing(client, writer):
    release = make.release()
    edition = make.draft(release)
    form = desk.shown(client, release)
    workflow.write(edition, by=make.user("Writer"), title="The colleague's title")

    response = desk.save(client, release, {"words-en-title": "My title"}, form)

    page = response.content.decode()
    edition.refresh_from_db()
    assert response.status_code == 409
    assert "My title" in page
    assert "The colleague&#x27;s title" in page
    assert edition.title == "The colleague's title"

    again = desk.fields(response, "release_form")
    assert desk.save(client, release, {}, again).status_code == 302
    edition.refresh_from_db()
    assert edition.title == "My title"


def test_two_people_in_two_languages_do_not_disturb_each_other(client, writer):
    release = make.release()
    make.draft(release, "en")
    russian = make.draft(release, "ru")
    form = desk.shown(client, release)
    workflow.write(russian, by=make.user("Writer"), title="Новое название")

    response = desk.save(client, release, {"words-en-title": "New title"}, form)

    assert response.status_code == 302
    titles = dict(release.editions.values_list("language", "title"))
    assert titles == {"en": "New title", "ru": "Новое название"}


def test_words_that_were_submitted_meanwhile_come_back_to_copy(client, writer):
    release = make.release()
    edition = make.draft(release, by=writer)
    form = desk.shown(client, release)
    workflow.submit(edition, by=writer)

    response = desk.save(client, release, {"words-en-lead": "A sentence not to be lost."}, form)

    assert response.status_code == 409
    assert "A sentence not to be lost." in response.content.decode()


def test_a_language_that_a_colleague_began_meanwhile_is_a_conflict(client, writer):
    release = make.release()
    form = desk.shown(client, release)
    make.draft(release, "ru", title="Первое")

    response = desk.save(client, release, {"words-ru-title": "Второе"}, form)

    assert response.status_code == 409
    assert release.editions.get().title == "Первое"


def test_stale_facts_show_what_is_stored_now_and_keep_what_was_not_touched(client, writer):
    release = make.release(date=make.day("2014-12-23"), outlet="")
    form = desk.shown(client, release)
    colleague = make.user("Writer")
    workflow.change_facts(release, by=colleague)
    type(release).objects.filter(pk=release.pk).update(date=make.day("2014-12-25"))

    response = desk.save(client, release, {"outlet": "An agency"}, form)

    assert response.status_code == 409
    assert "2014-12-25" in response.content.decode()
    again = desk.fields(response, "release_form")
    assert desk.save(client, release, {}, again).status_code == 302
    release.refresh_from_db()
    assert (str(release.date), release.outlet) == ("2014-12-25", "An agency")


def test_facts_that_two_people_changed_are_shown_beside_each_other(client, writer):
    release = make.release(outlet="")
    form = desk.shown(client, release)
    workflow.change_facts(release, by=make.user("Writer"))
    type(release).objects.filter(pk=release.pk).update(outlet="Their agency")

    response = desk.save(client, release, {"outlet": "My agency"}, form)

    page = response.content.decode()
    release.refresh_from_db()
    assert response.status_code == 409
    assert "My agency" in page
    assert "Their agency" in page
    assert release.outlet == "Their agency"


def test_a_theme_that_two_people_wrote_is_shown_beside_the_other(client, writer):
    session = make.session()
    form = desk.shown(client, session)
    workflow.change_facts(session, by=make.user("Writer"))
    session.words.create(language="en", theme="Their theme")

    response = desk.save(client, session, {"words-en-theme": "My theme"}, form)

    page = response.content.decode()
    assert response.status_code == 409
    assert "My theme" in page
    assert "Their theme" in page
    assert session.words.get().theme == "Their theme"
    assert desk.save(client, session, {}, desk.fields(response, "session_form")).status_code == 302
    assert session.words.get().theme == "My theme"


def test_lists_that_a_colleague_changed_meanwhile_are_not_put_back(client, writer):
    session = make.session()
    first = make.participation(session)
    form = desk.shown(client, session)
    workflow.change_facts(session, by=make.user("Writer"))
    first.delete()
    second = make.participation(session)

    response = desk.save(client, session, {"by_video": "on"}, form)

    again = desk.fields(response, "session_form")
    assert response.status_code == 409
    assert desk.save(client, session, {}, again).status_code == 302
    session.refresh_from_db()
    assert session.by_video
    assert session.participations.get() == second


def test_dates_for_the_press_are_written_in_the_offices_hours_and_only_once(client, writer):
    form = new(client, "release") | {"date": "2014-12-23", "words-en-title": "They meet"}
    for row, hour in enumerate(["18:00", "18:00"]):
        form |= {f"press_events-{row}-kind": "briefing", f"press_events-{row}-at_0": "2014-12-22"}
        form |= {f"press_events-{row}-at_1": hour}
    form["press_events-TOTAL_FORMS"] = "2"

    refused = client.post("/desk/news/release/add/", form)
    stored = client.post("/desk/news/release/add/", form | {"press_events-1-at_1": "19:00"})

    assert "Please correct the duplicate" in refused.content.decode()
    assert stored.status_code == 302
    events = Release.objects.get().press_events.all()
    assert [event.at for event in events] == [
        make.moment("2014-12-22 15:00"),
        make.moment("2014-12-22 16:00"),
    ]


def test_an_official_of_another_day_is_refused_at_the_row(client, writer):
    past = make.term(starts_on=make.day("1999-01-01"), ends_on=make.day("2005-01-01"))
    form = new(client, "session") | {
        "date": "2014-12-23",
        "words-en-title": "A session",
        "participations-TOTAL_FORMS": "1",
        "participations-0-term": past.pk,
        "participations-0-manner": "in_person",
        "participations-0-sort_order": "0",
    }

    response = client.post("/desk/news/session/add/", form)

    page = response.content.decode()
    assert f"{past.official} was not in office as {past.position} on that day." in page
    assert "A session" in page
    assert not Session.objects.exists()


def test_a_chair_from_no_participating_body_is_refused(client, writer):
    session = make.session()
    stranger = make.term()

    response = desk.save(
        client,
        session,
        {
            "participations-TOTAL_FORMS": "1",
            "participations-0-term": stranger.pk,
            "participations-0-is_chair": "on",
            "participations-0-manner": "in_person",
            "participations-0-sort_order": "0",
        },
    )

    assert "chairs but sits in no body of this session" in response.content.decode()
    assert not session.participations.exists()


def test_the_words_of_a_file_that_is_refused_are_kept_with_the_sentence(client, writer):
    release = make.release()
    make.draft(release)
    wrong = SimpleUploadedFile("plan.pdf", b"MZ not a pdf", "application/pdf")
    right = SimpleUploadedFile("plan-2.pdf", b"%PDF-1.7 and so on", "application/pdf")

    response = desk.save(client, release, {"date": "", "new_files": [wrong, right]})

    page = response.content.decode()
    assert "“plan.pdf” is not a PDF file inside." in page
    again = desk.fields(response, "release_form")
    desk.save(client, release, {"date": "2014-12-23"}, again)
    attachment = release.attachments.get()
    assert (attachment.name, attachment.size_bytes) == ("plan-2.pdf", 18)
    assert attachment.content_type == "application/pdf"
    assert attachment.file.read() == b"%PDF-1.7 and so on"


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.html", b"<p>"), ("a.docx", b"PK\x03\x04 no"), ("a.csv", b"a\x00b"), ("a.pdf", b"")],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(client, writer, name, content):
    release = make.release()

    response = desk.save(client, release, {"new_files": [SimpleUploadedFile(name, content)]})

    assert not release.attachments.exists()
    assert name in client.get(response.url).content.decode()


def test_words_in_review_are_shown_and_not_offered_for_change(client, writer):
    edition = make.in_review(make.release(), by=writer)

    form = desk.shown(client, edition.publication)

    assert "words-en-title" not in form
    assert edition.title in client.get(desk.page(edition.publication)).content.decode()


def test_facts_of_a_published_item_may_be_changed_and_the_page_says_what_that_means(client, writer):
    edition = make.approved(make.release(outlet="Then"))
    release = edition.publication

    page = client.get(desk.page(release)).content.decode()
    desk.save(client, release, {"outlet": "Now"})

    release.refresh_from_db()
    edition.refresh_from_db()
    assert "These facts are working facts" in page
    assert release.outlet == "Now"
    assert edition.facts["outlet"]["name"] == "Then"


def test_the_page_of_what_is_withdrawn_or_waits_says_what_the_public_sees(client, writer):
    gone, ahead = make.withdrawn(make.approved()), make.approved(live_from=timezone.now() + make.HOUR)

    withdrawn = client.get(desk.page(gone.publication)).content.decode()
    waiting = client.get(desk.page(ahead.publication)).content.decode()

    assert "the item is withdrawn, and no reader sees them" in withdrawn
    assert "The public sees the notice of withdrawal in its place" in withdrawn
    assert "at the moment that is set, the public reads the approved ones" in waiting
    assert not [page for page in (withdrawn, waiting) if "until the next edition is approved" in page]


def test_withdrawn_items_are_found_by_their_state_also_while_the_next_edition_is_in_work(client, writer):
    gone, ongoing, back = (make.withdrawn(make.approved()) for _each in range(3))
    make.draft(ongoing.publication)
    workflow.reinstate(back, by=make.user("Spokesman"))
    one = make.withdrawn(make.approved())
    make.approved(one.publication, "ru")
    make.approved(live_from=timezone.now() + make.HOUR)

    rows = client.get("/desk/news/release/?words=withdrawn").context["cl"].result_list

    badges = {row.pk: [str(badge) for badge in states.badges_of(row.editions.all())] for row in rows}
    assert badges == {
        gone.publication_id: ["withdrawn"],
        ongoing.publication_id: ["withdrawn + draft"],
        one.publication_id: ["withdrawn", "published"],
    }


@pytest.mark.django_db(transaction=True)  # a lock outside a transaction fails on PostgreSQL only here
def test_what_was_approved_cannot_be_deleted_and_drafts_can(client):
    client.force_login(make.user("Editor"))
    kept, gone = make.approved().publication, make.draft().publication

    refused = client.post(f"/desk/news/release/{kept.pk}/delete/", {"post": "yes"})
    deleted = client.post(f"/desk/news/release/{gone.pk}/delete/", {"post": "yes"})

    assert refused.url == desk.page(kept)
    assert deleted.status_code == 302
    assert list(Edition.objects.values_list("publication", flat=True)) == [kept.pk]
    page = client.get(desk.page(kept)).content.decode()
    assert "it cannot be deleted" in page


def test_topics_are_chosen_from_the_offices_own(client, writer):
    topic = make.topic()
    release = make.release()

    desk.save(client, release, {"topics": [topic.pk]})

    assert list(release.topics.all()) == [topic]
    desk.save(client, release, {"outlet": "An agency"})
    assert list(release.topics.all()) == [topic]


def test_saving_and_submitting_is_one_button(client, writer):
    release = make.release()
    make.draft(release)

    response = desk.save(client, release, {"words-en-title": "Ready"}, button="_submit")

    assert response.url == desk.page(release)
    edition = release.editions.get()
    assert (edition.title, edition.status) == ("Ready", Status.IN_REVIEW)
    page = client.get(response.url).content.decode()
    assert "Submitted for review." in page
    assert "edit it again" not in page


def test_the_chairmanship_that_was_handed_on_is_entered_with_the_session(client, writer):
    session, state = make.session(), make.state()

    desk.save(
        client,
        session,
        {
            "chairmanships_handed_over-TOTAL_FORMS": "1",
            "chairmanships_handed_over-0-body": session.bodies.get().pk,
            "chairmanships_handed_over-0-state": state.pk,
            "chairmanships_handed_over-0-starts_on": "2014-12-23",
            "chairmanships_handed_over-0-starts_precision": "day",
            "chairmanships_handed_over-0-ends_precision": "day",
        },
    )

    session.refresh_from_db()
    assert session.chairmanships_handed_over.get().state == state
    assert session.facts_changed_by == writer


@pytest.mark.parametrize("key", ["²", "9" * 20, "0x1", "%00"])
@pytest.mark.parametrize("name", ["change", "delete"])
def test_an_address_that_leads_to_no_item_leads_to_the_first_page(client, key, name):
    client.force_login(make.user("Spokesman"))

    for answer in (client.get, client.post):
        response = answer(f"/desk/news/session/{key}/{name}/")

        assert response.status_code == 302
        assert response.url == "/desk/"


def test_the_sheet_of_a_new_item_sent_again_finds_the_first(client, writer):
    form = new(client, "release") | {"date": "2014-12-23", "words-en-title": "Twice", "_continue": "Save"}
    client.post("/desk/news/release/add/", form)

    again = client.post("/desk/news/release/add/", form, follow=True)

    item = Release.objects.get()
    assert again.redirect_chain == [(desk.page(item), 302)]
    assert "sent twice, it is one item" in again.content.decode()


def test_submit_pressed_after_save_submits_the_item_that_was_saved(client, writer):
    form = new(client, "decision") | {"date": "2014-12-23", "words-en-title": "A decision"}
    client.post("/desk/news/decision/add/", form | {"_continue": "Save"})

    client.post("/desk/news/decision/add/", form | {"_submit": "Submit"})

    assert Edition.objects.get().status == Status.IN_REVIEW


def test_a_sheet_that_was_written_on_after_it_was_saved_loses_nothing(client, writer):
    form = new(client, "release") | {"date": "2014-12-23", "words-en-title": "First", "_continue": "Save"}
    client.post("/desk/news/release/add/", form)

    again = client.post("/desk/news/release/add/", form | {"words-en-title": "Second"}, follow=True)

    assert set(Edition.objects.values_list("title", flat=True)) == {"First", "Second"}
    first = Edition.objects.get(title="First").publication
    assert f'is an item too: <a href="{desk.page(first)}">First</a>' in again.content.decode()


def pictures(*names):
    return [make.picture(name=name, size=(60, 40)) for name in names]


def test_captions_are_pasted_with_the_photographs_of_a_new_item(client, writer):
    form = new(client, "release") | {
        "date": "2014-12-23",
        "words-en-title": "With pictures",
        "new_photographs": pictures("DSC_9.jpg", "DSC_10.jpg"),
        "new-photographer": "A. Photographer",
        "pasted-caption_en": "The hall\nThe table",
        "pasted-caption_ru": "DSC_10: Стол\nDSC_9: Зал",
        "pasted-description_ru": "Пустой зал\nДлинный стол",
        "pasted-caption_describes": "on",
        "_continue": "Save",
    }

    client.post("/desk/news/release/add/", form)

    rows = [row.photo for row in Release.objects.get().gallery.all()]
    assert [list(photo.words.values_list("caption", "description")) for photo in rows] == [
        [("The hall", "The hall"), ("Зал", "Пустой зал")],
        [("The table", "The table"), ("Стол", "Длинный стол")],
    ]
    assert {photo.photographer for photo in rows} == {"A. Photographer"}


def test_a_list_that_does_not_fit_gets_a_sentence_and_nothing_is_lost(client, writer):
    form = new(client, "release") | {
        "date": "2014-12-23",
        "words-en-title": "With pictures",
        "new_photographs": pictures("DSC_1.jpg", "DSC_2.jpg"),
        "new-credit": "Press service",
        "pasted-caption_en": "Only one",
    }

    response = client.post("/desk/news/release/add/", form | {"_continue": "Save"})
    assert "The list has 1 text for 2 photographs." in response.content.decode()
    assert "Please correct the error below." in response.content.decode()
    assert not Release.objects.exists()

    kept = desk.fields(response, "release_form")
    assert kept["pasted-caption_en"] == ["Only one"]
    assert kept["new-credit"] == ["Press service"]
    client.post("/desk/news/release/add/", kept | {"pasted-caption_en": "One\nTwo", "_continue": "Save"})
    captions = [row.photo.words.get().caption for row in Release.objects.get().gallery.all()]
    assert captions == ["One", "Two"]


def test_a_list_may_be_for_the_pictures_that_are_added_only(client, writer):
    release = make.gallery(make.release(), make.photo(name="DSC_0.jpg"))
    make.draft(release)

    desk.save(client, release, {"new_photographs": pictures("DSC_1.jpg"), "pasted-caption_en": "The new one"})

    first, second = (row.photo for row in release.gallery.all())
    assert second.words.get(language="en").caption == "The new one"
    assert first.words.get(language="en").caption != "The new one"


def test_pasted_captions_are_changed_facts_of_every_item_that_shows_the_picture(client, writer):
    photo = make.photo()
    release, other = make.gallery(make.release(), photo), make.gallery(make.release(), photo)
    make.draft(release)
    seen = other.lock_version

    desk.save(client, release, {"pasted-caption_en": "New"})

    other.refresh_from_db()
    assert (other.lock_version, other.facts_changed_by) == (seen + 1, writer)
