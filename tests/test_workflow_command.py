"""`manage.py workflow`: the verbs for tools; several items move together or not at all."""

import itertools
import json

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connections, transaction

from news import workflow
from news.models import Comment, Edition

from . import make
from .make import HOUR

pytestmark = pytest.mark.django_db


class Told:
    def __init__(self, code, rows, sentence):
        self.code, self.rows, self.sentence = code, rows, sentence


@pytest.fixture
def run(capsys, monkeypatch):
    """Run `manage.py workflow …` as from a shell: exit code, rows, sentence."""
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's own transaction goes on

    def run(verb, *words, by):
        command = load_command_class(get_commands()["workflow"], "workflow")
        code = 0
        try:
            command.run_from_argv(["manage.py", "workflow", verb, *map(str, words), "--by", by.username])
        except SystemExit as leaving:
            code = leaving.code
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Told(code, [json.loads(line) for line in told.out.splitlines()], told.err)

    return run


@pytest.fixture
def people():
    return {role.lower(): make.user(role) for role in ("Writer", "Editor", "Spokesman")}


def test_an_item_goes_from_draft_to_public_to_withdrawn_and_back(run, people, settings):
    edition = make.draft()
    slug = edition.publication.slug

    assert run("submit", slug, by=people["writer"]).rows[0]["state"] == "in_review"
    told = run("approve", slug, by=people["editor"])
    assert (told.code, told.rows) == (
        0,
        [
            {
                "slug": slug,
                "language": "en",
                "number": 1,
                "state": "published",
                "url": settings.SITE_URL + edition.get_absolute_url(),
            }
        ],
    )
    assert run("withdraw", slug, "--reason", "Wrong.", by=people["spokesman"]).rows[0]["state"] == "withdrawn"
    again = run("reinstate", slug, by=people["spokesman"]).rows[0]
    assert (again["state"], again["number"]) == ("published", 2)


def test_a_moment_is_read_with_its_zone(run, people):
    edition = make.in_review()

    told = run(
        "approve", edition.publication.slug, "--live-from", "2099-01-31T10:00:00+03:00", by=people["editor"]
    )

    assert told.rows[0]["state"] == "scheduled"
    edition.refresh_from_db()
    assert edition.live_from == make.moment("2099-01-31 07:00")


@pytest.mark.parametrize(
    "text",
    ["2099-01-31T10:00:00", "2099-01-31", "tomorrow", "2099-13-31T10:00:00Z", "0001-01-01T00:00:00+14:00"],
)
def test_a_moment_without_its_zone_is_wrong_usage_and_nothing_moves(run, people, text):
    edition = make.in_review()

    told = run("approve", edition.publication.slug, "--live-from", text, by=people["editor"])

    assert told.code == 2
    assert text in told.sentence
    assert not Edition.objects.live().exists()


def test_a_past_moment_counts_as_now(run, people):
    edition = make.in_review()

    told = run(
        "approve", edition.publication.slug, "--live-from", "2014-12-23T10:00:00Z", by=people["editor"]
    )

    assert told.rows[0]["state"] == "published"


def test_the_press_reads_first(run, people):
    edition = make.in_review()
    moments = ["--live-from", "2099-01-31T10:00:00Z", "--press-from", "2014-12-23T10:00:00Z"]

    told = run("approve", edition.publication.slug, *moments, by=people["editor"])

    assert told.rows[0]["state"] == "under_embargo"
    assert run("lift", edition.publication.slug, by=people["editor"]).rows[0]["state"] == "published"


def test_several_items_move_together_or_not_at_all(run, people):
    good, empty = make.in_review(), make.in_review(body="")
    slugs = [good.publication.slug, empty.publication.slug]

    told = run("approve", *slugs, by=people["editor"])
    assert (told.code, told.rows) == (1, [])
    assert "The text is missing." in told.sentence
    assert not Edition.objects.live().exists()

    workflow.return_to_draft(empty, by=people["editor"])
    workflow.write(empty, by=people["writer"], body="<p>Now there is.</p>")
    workflow.submit(empty, by=people["writer"])
    told = run("approve", *slugs, by=people["editor"])
    assert [row["slug"] for row in told.rows] == slugs


def test_withdraw_and_reinstate_take_every_language_unless_one_is_named(run, people):
    english = make.approved()
    make.approved(english.publication, "ru")
    slug = english.publication.slug

    told = run("withdraw", slug, "--reason", "Wrong.", by=people["spokesman"])
    assert [(row["language"], row["state"]) for row in told.rows] == [
        ("en", "withdrawn"),
        ("ru", "withdrawn"),
    ]
    told = run("reinstate", slug, by=people["spokesman"])
    assert [row["language"] for row in told.rows] == ["en", "ru"]
    told = run("withdraw", slug, "--reason", "Wrong.", "--language", "ru", by=people["spokesman"])
    assert [row["language"] for row in told.rows] == ["ru"]


def test_the_next_edition_is_written_from_a_file(run, people, tmp_path):
    edition = make.approved()
    slug = edition.publication.slug
    words = tmp_path / "words.json"
    words.write_text(json.dumps({"title": "Новый заголовок", "body": "<p>Right.</p>"}), encoding="utf-8")

    told = run("revise", slug, "--words", words, "--note", "The title.", by=people["writer"])

    assert (told.rows[0]["number"], told.rows[0]["state"]) == (2, "draft")
    draft = Edition.objects.working().get()
    assert (draft.title, draft.body, draft.lead) == ("Новый заголовок", "<p>Right.</p>", edition.lead)
    assert draft.change_note == "The title."


def test_half_a_character_in_a_file_of_words_is_left_out(run, people, tmp_path):
    slug, words = make.approved().publication.slug, tmp_path / "words.json"
    words.write_text('{"title": "Wh\\ud800ole"}')

    run("revise", slug, "--words", words, by=people["writer"])

    assert Edition.objects.working().get().title == "Whole"


@pytest.mark.parametrize("content", ["{", "[]", '{"title": 1}', '{"facts": "x"}', "\xff"])
def test_a_file_of_words_that_is_none_is_wrong_usage(run, people, tmp_path, content):
    edition = make.approved()
    words = tmp_path / "words.json"
    words.write_bytes(content.encode("latin-1"))

    assert run("revise", edition.publication.slug, "--words", words, by=people["writer"]).code == 2
    assert (
        run("revise", edition.publication.slug, "--words", tmp_path / "none", by=people["writer"]).code == 2
    )


def test_the_note_of_a_return_is_a_comment(run, people):
    edition = make.in_review()

    run("return_to_draft", edition.publication.slug, "--note", "Shorter, please.", by=people["editor"])

    assert Comment.objects.get().text == "Shorter, please."


def test_a_withdrawal_leads_to_its_successor(run, people):
    edition, other = make.approved(), make.release()

    run(
        "withdraw",
        edition.publication.slug,
        "--reason",
        "Wrong.",
        "--replaced-by",
        other.slug,
        by=people["spokesman"],
    )

    edition.publication.refresh_from_db()
    assert edition.publication.replaced_by_id == other.pk


def test_a_bundle_moves_when_it_is_named_as_a_whole(run, people):
    bundle = make.bundle()
    slugs = list(bundle.editions.values_list("publication__slug", flat=True))

    told = run("approve", slugs[0], by=people["editor"])
    assert told.code == 1
    assert slugs[1] in told.sentence
    told = run("approve", *slugs, "--live-from", "2099-01-31T10:00:00Z", by=people["editor"])
    assert [row["state"] for row in told.rows] == ["scheduled"] * 2
    assert run("lift", slugs[1], by=people["editor"]).code == 1
    assert [row["state"] for row in run("lift", *slugs, by=people["editor"]).rows] == ["published"] * 2


VERBS = [verb for verb in workflow.MOVES if verb not in ("write", "take_over")]
NEEDED = {"reschedule": ["--live-from", "2099-01-31T10:00:00Z"], "withdraw": ["--reason", "Wrong."]}


def test_every_verb_answers_with_a_sentence_from_every_state(run, people):
    now = make.now()
    editions = [
        make.draft(),
        make.in_review(),
        make.approved(live_from=now + HOUR),
        make.approved(live_from=now + HOUR, press_from=now),
        make.approved(),
        make.approved(make.approved().publication, change_note="New."),
        make.withdrawn(make.approved()),
        make.draft(language="ru"),
    ]

    for edition, verb in itertools.product(editions, VERBS):
        with transaction.atomic():
            told = run(verb, edition.publication.slug, *NEEDED.get(verb, []), by=people["spokesman"])
            transaction.set_rollback(True)
        assert told.code in (0, 1)
        assert bool(told.sentence) is bool(told.code)
        assert bool(told.rows) is not bool(told.code)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["approve", "no-such-item"], 1, "There is no item “no-such-item”"),
        (["publish", "item"], 2, "invalid choice"),
        (["approve"], 2, "SLUG"),
        (["approve", "item", "--reason", "x"], 2, "--reason does not go with approve"),
        (["reschedule", "item"], 2, "--live-from"),
    ],
)
def test_wrong_usage_and_refusals_have_a_code_and_a_sentence(run, people, words, code, sentence):
    told = run(*words, by=people["editor"])

    assert told.code == code
    assert sentence in told.sentence


def test_nobody_who_has_left_acts(people):
    edition = make.in_review()
    people["editor"].is_active = False
    people["editor"].save()

    with pytest.raises(CommandError, match="Nobody who may act here"):
        call_command("workflow", "approve", edition.publication.slug, by=people["editor"].username)


def test_a_title_longer_than_its_column_is_refused_with_a_sentence(run, people, tmp_path):
    edition = make.approved()
    words = tmp_path / "words.json"
    words.write_text(json.dumps({"title": "long " * 200, "lead": "nul \x00"}))

    told = run("revise", edition.publication.slug, "--words", words, by=people["writer"])

    assert told.code == 1
    assert "more than 500 characters" in told.sentence
