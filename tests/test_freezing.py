"""What approval freezes, and what it finds missing."""

import pytest

from news import workflow
from news.blockers import blockers
from news.models import Chairmanship, Precision, PressContact

from . import make
from .make import day

pytestmark = pytest.mark.django_db


def test_the_person_has_the_title_of_that_day():
    position = make.position(en="Prime Minister")
    position.names.all().delete()
    position.names.create(language="en", name="Chairman of the Government", ends_on=day("2015-01-01"))
    position.names.create(language="en", name="Prime Minister", starts_on=day("2015-01-01"))
    session = make.session()
    make.participation(session, term=make.term(position=position, official=make.official(en="Ann Example")))

    assert make.approved(session).facts["participants"][0]["title"] == "Chairman of the Government"


def test_acting_is_part_of_the_title():
    position = make.position(en="Secretary General", ru="Генеральный секретарь")
    position.names.filter(language="ru").update(acting_name="и. о. Генерального секретаря")
    position.names.filter(language="en").update(acting_name="Acting Secretary General")
    session = make.session()
    make.participation(session, term=make.term(position=position, acting=True))

    english, russian = make.approved(session, "en"), make.approved(session, "ru")

    assert english.facts["participants"][0]["title"] == "Acting Secretary General"
    assert russian.facts["participants"][0]["title"] == "и. о. Генерального секретаря"


def test_a_place_is_called_what_it_was_called_that_day():
    place = make.place()
    place.names.all().delete()
    for language, old, new in (("en", "Astana", "Nur-Sultan"), ("ru", "Астана", "Нур-Султан")):
        place.names.create(language=language, name=old, ends_on=day("2019-03-23"))
        place.names.create(language=language, name=new, starts_on=day("2019-03-23"))

    before = make.approved(make.session(place=place, date=day("2018-11-08")))
    after = make.approved(make.session(place=place, date=day("2019-11-08")))

    assert before.facts["place"]["name"] == "Astana"
    assert after.facts["place"]["name"] == "Nur-Sultan"


def test_a_place_within_a_place_names_both():
    moscow = make.place(en="Moscow")
    palace = make.place(en="Grand Kremlin Palace", within=moscow)

    assert make.approved(make.session(place=palace)).facts["place"]["name"] == "Grand Kremlin Palace, Moscow"


def test_facts_changed_after_approval_are_not_public_until_the_next_edition():
    session = make.session()
    participation = make.participation(session)
    edition = make.approved(session)
    participation.delete()

    edition.refresh_from_db()
    assert len(edition.facts["participants"]) == 1


def test_the_chair_names_the_chairing_state():
    body, state = make.body(), make.state(en="Russia")
    session = make.session(bodies=[body])
    term = make.term()
    make.seat(term, body, state)
    make.participation(session, term=term, is_chair=True)

    assert make.approved(session).facts["chairing_state"]["name"] == "Russia"


def test_a_guest_sits_in_no_body_of_the_session():
    session = make.session()
    make.participation(session)

    assert make.approved(session).facts["participants"][0]["guest"] is True


def test_a_next_session_known_as_a_half_year_stays_a_half_year():
    session = make.session(next_session_on=day("2015-07-01"), next_session_precision=Precision.HALF_YEAR)

    assert make.approved(session).facts["next_session"] == {
        "on": "2015-07-01",
        "precision": "half_year",
        "place": None,
    }


def test_photographs_are_frozen_in_the_order_of_the_gallery():
    session = make.session()
    first, second = make.photo(), make.photo()
    make.gallery(session, second, first)

    facts = make.approved(session).facts
    assert [photo["token"] for photo in facts["photographs"]] == [second.token, first.token]


def test_each_language_freezes_its_own_captions():
    session = make.gallery(make.session(), make.photo(words={"en": "The hall", "ru": "Зал"}))

    assert make.approved(session, "ru").facts["photographs"][0]["caption"] == "Зал"


PEOPLE = ["vladimir-putin", "emomali-rahmon"]


def sentences(publication, language="en", **words):
    return blockers(make.draft(publication, language, **words))


def test_a_release_with_date_title_lead_and_text_has_no_blockers():
    assert sentences(make.release()) == []


def test_a_photograph_without_a_description_is_named_by_its_number():
    session = make.gallery(make.session(), make.photo(), make.photo(words={"ru": "Зал"}))

    assert sentences(session) == ["Photo 2 has no description."]


def test_photographs_without_descriptions_are_named_in_one_sentence():
    bare = [make.photo(words={}) for _each in range(5)]
    session = make.gallery(make.session(), *bare[:3], make.photo(), *bare[3:])

    assert sentences(session) == ["Photos 1–3, 5, 6 have no description."]


def test_who_is_in_a_picture_is_frozen_with_the_titles_of_that_day_and_language():
    case = make.model_case()
    photo = make.photo()
    putin, rahmon = (case.session.participations.get(term__official__slug=slug).term for slug in PEOPLE)
    for number, term in enumerate((rahmon, putin)):
        photo.people.create(term=term, sort_order=number)
    release = make.gallery(make.release(), photo)

    edition = make.approved(release, "ru")

    people = edition.facts["photographs"][0]["people"]
    assert [(person["name"], person["title"]) for person in people] == [
        ("Эмомали Рахмон", "Президент"),
        ("Владимир Путин", "Президент России"),
    ]
    assert {row.thing for row in edition.facets.filter(facet="pictured")} == {
        putin.official_id,
        rahmon.official_id,
    }


def test_a_person_in_a_picture_needs_a_name_in_the_language_of_the_words():
    term, photo = make.term(), make.photo()
    term.official.names.filter(language="ru").delete()
    photo.people.create(term=term)

    assert any("has no name" in sentence for sentence in sentences(make.gallery(make.release(), photo), "ru"))


def test_a_session_must_say_which_body_met():
    assert sentences(make.session(bodies=[])) == ["Say which body met."]


def test_a_participant_who_was_not_in_office_that_day_is_named():
    session = make.session()
    term = make.term(official=make.official(en="Ann Example"), starts_on=day("2015-01-01"))
    make.participation(session, term=term)

    (sentence,) = sentences(session)
    assert sentence.startswith("Ann Example was not in office as President")


def test_a_chair_from_no_participating_body_is_refused():
    session = make.session()
    term = make.term(official=make.official(en="Ann Example"))
    make.participation(session, term=term, is_chair=True)

    assert sentences(session) == [
        "Ann Example chairs but sits in no body of this session. Correct the chair or the bodies."
    ]


def test_a_name_missing_in_the_language_is_asked_for():
    body = make.body(en="Council of Ministers")
    body.names.filter(language="ru").delete()

    (sentence,) = sentences(make.session(bodies=[body]), "ru")
    assert sentence == "“Council of Ministers” has no name in this language (Russian)."


def test_an_acting_title_missing_is_asked_for():
    session = make.session()
    make.participation(session, term=make.term(position=make.position(en="Secretary General"), acting=True))

    assert sentences(session) == ["The title “Secretary General” has no acting form."]


def test_a_decision_known_by_its_title_only_needs_no_text():
    assert sentences(make.decision(text_public=False), body="") == []
    assert sentences(make.decision(text_public=True), body="") == ["The text is missing."]


def test_an_interview_names_its_outlet():
    assert sentences(make.statement(form="interview")) == ["Name the outlet of the interview."]


def test_a_new_name_that_is_not_public_yet_is_not_frozen():
    state = make.state(en="Old Name")
    state.names.create(
        language="en", name="New Name", starts_on=make.DAY, public_from=make.now() + 2 * make.HOUR
    )
    now, later = make.decision(), make.decision()
    for decision in (now, later):
        decision.signatures.create(state=state)

    shown = make.approved(now).facts["signatures"][0]["state"]["name"]
    by_then = make.approved(later, live_from=make.now() + 3 * make.HOUR)

    assert shown == "Old Name"
    assert by_then.facts["signatures"][0]["state"]["name"] == "New Name"


def test_a_publication_speaks_under_the_name_that_it_announces():
    state, decision = make.state(en="Old Name"), make.decision()
    state.names.create(language="en", name="New Name", starts_on=make.DAY, announced_by=decision)
    decision.signatures.create(state=state)

    assert make.approved(decision).facts["signatures"][0]["state"]["name"] == "New Name"


@pytest.mark.parametrize("part", ["seat", "state", "chairmanship"])
def test_who_sits_and_who_takes_the_chair_is_frozen_only_when_the_public_may_know(part):
    council, state, term = make.body(), make.state(en="Newland"), make.term()
    session = make.session(bodies=[council])
    seat = make.seat(term, council, state)
    chair = Chairmanship.objects.create(body=council, state=state, handed_over_at=session)
    make.participation(session, term=term)
    hidden = {"seat": seat, "state": state, "chairmanship": chair}[part]
    hidden.public_from = make.now() + 2 * make.HOUR
    hidden.save()

    before = make.approved(session, live_from=make.now() + make.HOUR)
    after = make.approved(session, "ru", live_from=hidden.public_from)

    assert [row["state"] is None for row in before.facts["participants"]] == [part != "chairmanship"]
    assert ("chairmanship_passes_to" in before.facts) == (part == "seat")
    assert after.facts["participants"][0]["state"] == after.facts["chairmanship_passes_to"]


def test_a_bundle_speaks_under_the_names_and_chairs_that_one_of_it_announces():
    council, state, decision = make.body(), make.state(en="Old Name"), make.decision()
    session = make.session(bodies=[council])
    state.names.create(language="en", name="New Name", starts_on=make.DAY, announced_by=decision)
    Chairmanship.objects.create(
        body=council, state=state, handed_over_at=session, announced_by=decision, starts_on=make.DAY
    )
    bundle = make.bundle(make.in_review(session), make.in_review(decision))

    workflow.approve_bundle(bundle, by=make.user("Editor"))

    assert session.editions.get().facts["chairmanship_passes_to"]["name"] == "New Name"


@pytest.mark.parametrize("part", ["official", "position", "itself"])
def test_a_contact_whose_office_is_not_public_yet_is_not_frozen(part):
    term = make.term()
    PressContact.objects.create(term=term, email="press@example.org")
    hidden = {"official": term.official, "position": term.position, "itself": term}[part]
    hidden.public_from = make.now() + make.HOUR
    hidden.save()

    assert "contacts" not in make.approved().facts


def test_a_contact_whose_term_is_over_by_the_day_of_the_item_is_not_named():
    gone = make.term(starts_on=day("2010-01-01"), ends_on=day("2013-12-31"))
    PressContact.objects.create(term=gone, telephones="+7 495 000-00-01")

    edition = make.approved(make.release(date=day("2014-12-23")))

    assert "contacts" not in edition.facts
