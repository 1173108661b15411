"""Random verbs, two editors and chosen moments, against a model of what should be public."""

import datetime
import functools
import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from news import replay, workflow
from news.models import Edition, ShownState
from news.workflow.moves import PUBLIC

from . import make
from .make import HOUR

LANGUAGES = ["en", "ru"]
HOURS = range(1, 6)
FOREVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def where(fits: str):
    """Only when one of the languages stands so; then in that one, whichever was drawn."""

    def wrapped(step):
        @functools.wraps(step)
        def in_a_language(self, language, **drawn):
            if not getattr(self, fits)(language):
                language = next(other for other in LANGUAGES if getattr(self, fits)(other))
            return step(self, language, **drawn)

        return precondition(lambda self: any(getattr(self, fits)(language) for language in LANGUAGES))(
            in_a_language
        )

    return wrapped


class Office(RuleBasedStateMachine):
    """One item, two languages, two editors who each remember what they last saw.

    `plan` is the model: language -> [number, from, until], in order; until an hour given, for good, or never.
    """

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    @initialize()
    def open(self):
        self.writer, self.spokesman = PEOPLE
        self.item, self.plan, self.base = make.release(), {"en": [], "ru": []}, make.now()
        self.seen = [{}, {}]

    # The model

    def put(self, edition):
        rows = self.plan[edition.language]
        if rows and rows[-1][2] == FOREVER:
            rows[-1][2] = edition.live_from
        rows.append([edition.number, edition.live_from, FOREVER])

    def before(self, row, rows):
        return next((other for other in rows if other[2] == row[1]), None)

    def is_live(self, language):
        return any(begins <= make.now() < ends for _number, begins, ends in self.plan[language])

    def is_waiting(self, language):
        return any(begins > make.now() for _number, begins, _ends in self.plan[language])

    def is_gone(self, language):
        return bool(self.plan[language]) and not self.is_live(language) and not self.is_waiting(language)

    # The verbs

    def newest(self, language, *states):
        rows = Edition.objects.filter(publication=self.item.pk, language=language).order_by("-number")
        return next((row for row in rows if row.state() in states), None)

    def attempt(self, verb, edition, **given):
        """What the verb made; None where it refused with a sentence."""
        if edition is None:
            return None
        try:
            with transaction.atomic():
                return getattr(workflow, verb)(edition, **given)
        except workflow.Refused as refusal:
            assert str(refusal)
            return None

    languages = st.sampled_from(LANGUAGES)
    editors = st.sampled_from([0, 1])

    def begun(self, language):
        words = {"title": "T", "lead": "L", "body": "<p>B</p>", "change_note": "N"}
        try:
            with transaction.atomic():
                return workflow.start(self.item, language, by=self.writer, **words)
        except workflow.Refused:
            assert Edition.objects.working().filter(publication=self.item.pk, language=language).exists()

    @rule(language=languages)
    def begin(self, language):
        aside = self.newest(language, ShownState.SET_ASIDE)
        if aside is None or not self.attempt("take_up", aside, by=self.writer):
            self.begun(language)

    @rule(language=languages, editor=editors)
    def look(self, language, editor):
        edition = self.newest(language, ShownState.DRAFT)
        self.seen[editor][language] = edition and (edition.pk, edition.lock_version)

    @rule(language=languages, editor=editors)
    def save_what_was_seen(self, language, editor):
        pk, version = self.seen[editor].get(language) or (None, None)
        edition = Edition.objects.filter(pk=pk).first()
        if edition is None:
            return
        fresh = edition.lock_version == version and edition.state() == ShownState.DRAFT
        saved = self.attempt("write", edition, by=self.writer, seen=version, title=f"T by {editor}")
        assert bool(saved) is fresh
        self.seen[editor][language] = None

    @rule(language=languages)
    def hand_in_or_back(self, language):
        if draft := self.newest(language, ShownState.DRAFT):
            self.attempt("submit", draft, by=self.writer)
        elif edition := self.newest(language, ShownState.IN_REVIEW):
            self.attempt("return_to_draft", edition, by=self.spokesman, comment="Not yet.")

    @rule(language=languages, hours=st.sampled_from([None, *HOURS]))
    def approve(self, language, hours):
        moment = hours and self.base + hours * HOUR
        edition = self.newest(language, ShownState.IN_REVIEW)
        if edition is None:
            draft = self.newest(language, ShownState.DRAFT) or self.begun(language)
            edition = workflow.submit(draft, by=self.writer)
        made = self.attempt("approve", edition, by=self.spokesman, live_from=moment)
        last = self.plan[language][-1:]
        assert (made is None) is bool(last and last[0][1] >= (moment or make.now()))
        if made:
            self.put(made)

    @rule(language=languages)
    def alone(self, language):
        working = self.newest(language, ShownState.DRAFT, ShownState.IN_REVIEW) or self.begun(language)
        made = self.attempt("publish_alone", working, by=self.spokesman)
        if made:
            self.put(made)

    @rule(language=languages)
    @where("is_waiting")
    def cancel(self, language):
        edition = self.newest(language, ShownState.SCHEDULED)
        if self.attempt("cancel_schedule", edition, by=self.spokesman):
            rows = self.plan[language]
            row = next(row for row in rows if row[0] == edition.number)
            if earlier := self.before(row, rows):
                earlier[2] = row[2]
            rows.remove(row)

    @rule(language=languages, hours=st.sampled_from([0, *HOURS]))
    @where("is_waiting")
    def move(self, language, hours):
        edition = self.newest(language, ShownState.SCHEDULED)
        moved = self.attempt("reschedule", edition, by=self.spokesman, live_from=self.base + hours * HOUR)
        if moved:
            rows = self.plan[language]
            row = next(row for row in rows if row[0] == edition.number)
            if earlier := self.before(row, rows):
                earlier[2] = moved.live_from
            row[1] = moved.live_from

    @rule(language=languages)
    @where("is_live")
    def withdraw(self, language):
        edition = self.newest(language, *PUBLIC)
        gone = self.attempt("withdraw", edition, by=self.spokesman, reason="Wrong.")
        assert bool(gone) is bool(edition)
        if gone:
            rows = self.plan[language]
            rows[:] = [row for row in rows if row[1] <= gone.live_until]
            rows[-1][2] = gone.live_until

    @rule(language=languages)
    @where("is_gone")
    def reinstate(self, language):
        edition = self.newest(language, ShownState.WITHDRAWN)
        again = self.attempt("reinstate", edition, by=self.spokesman)
        if again:
            self.put(again)

    @rule(language=languages)
    @where("is_live")
    def correct(self, language):
        edition = self.newest(language, *PUBLIC)
        self.attempt("correct", edition, by=self.writer, note="The date.")

    # What must hold

    @invariant()
    def the_public_sees_what_the_model_says_now(self):
        if hasattr(self, "plan"):
            self.compare(make.now())

    @rule(hours=st.sampled_from([*HOURS]), half=st.sampled_from([0, 0.5]))
    def ask(self, hours, half):
        self.compare(self.base + (hours + half) * HOUR)

    def compare(self, moment):
        expected = [
            (language, number)
            for language, rows in self.plan.items()
            for number, begins, ends in rows
            if begins <= moment < ends
        ]
        live = Edition.objects.live(moment).filter(publication=self.item.pk).order_by("language")
        assert list(live.values_list("language", "number")) == expected

    def teardown(self):
        try:
            for hours in HOURS if hasattr(self, "plan") else ():
                self.compare(self.base + hours * HOUR)
                self.compare(self.base + (hours + 0.5) * HOUR)
            replay.verify()  # and the record tells the same
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)


PEOPLE = ()


@pytest.mark.django_db
def test_after_any_verbs_the_public_sees_what_the_model_says():
    global PEOPLE
    PEOPLE = (make.user("Writer"), make.user("Spokesman"))
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=int(os.environ.get("EXAMPLES", 12)),
            stateful_step_count=40,
            deadline=None,
            phases=[
                Phase.generate
            ],  # a failing run of verbs is short enough to read; shrinking takes minutes
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
