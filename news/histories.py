"""The editions of an item that were ever public, in one language; what changed from one to another.

What was never public does not exist here, neither as a row nor as a gap: editions are counted anew, in the
order in which they became public. An end still to come is not told: it would announce the next edition.
"""

import datetime
from dataclasses import dataclass

from django.db.models.fields.json import KT
from django.utils import timezone

from .as_it_stands import as_it_was
from .comparing import Line, changed, compare, paragraphs
from .factsheet import lines_of
from .models import Edition, Precision
from .placing import in_words


@dataclass(frozen=True)
class Version:
    """One edition that was ever public. `number` counts these, from 1; `until` is None while it is live.

    `state`: "present", "superseded", "withdrawn", or "withdrawn later": superseded first, and taken away with
    the item. The words of the last two are not shown again; `withdrawal` is the edition that has the reason.
    """

    number: int
    edition: Edition
    until: datetime.datetime | None
    state: str
    withdrawal: Edition | None = None
    after_withdrawal: bool = False

    @property
    def is_readable(self) -> bool:
        return self.withdrawal is None

    @property
    def note(self) -> str:
        return self.edition.change_note if self.is_readable else ""


def versions(publication_id: int, language: str, at: datetime.datetime) -> list[Version]:
    """All that were ever public by that moment (aware), oldest first; text and facts are not loaded."""
    rows = Edition.objects.once_live(at).filter(publication=publication_id, language=language)
    rows = rows.select_related("publication").defer("body", "facts")
    rows = list(rows.annotate(precision=KT("facts__date_precision")).order_by("live_from", "number"))
    withdrawals = [row for row in rows if row.withdrawal_reason and row.live_until <= at]
    found: list[Version] = []
    for number, row in enumerate(rows, start=1):
        until = row.live_until if row.live_until and row.live_until <= at else None
        withdrawal = next((gone for gone in withdrawals if gone.live_until > row.live_from), None)
        again = bool(found) and found[-1].edition.withdrawal_reason != ""
        found.append(Version(number, row, until, _state(row, until, withdrawal), withdrawal, again))
    return found


def _state(row: Edition, until, withdrawal: Edition | None) -> str:
    if row is withdrawal:
        return "withdrawn"
    if withdrawal:
        return "withdrawn later"
    return "superseded" if until else "present"


def changes(every: list[Version]) -> list[Version]:
    """Those of the versions that say what they changed, newest first."""
    return [version for version in reversed(every) if version.note]


def moved_from(every: list[Version], day: datetime.date) -> list[datetime.date]:
    """Other days that were announced for what takes place on this day, in the order of the editions.

    A day told on it or afterwards was no announcement: another one is the correction of a mistake.
    """
    said = [version.edition for version in every if version.is_readable]
    announced = [
        edition.date
        for edition in said
        if edition.precision == Precision.DAY and timezone.localdate(edition.live_from) < edition.date
    ]
    return [other for other in dict.fromkeys(announced) if other != day]


@dataclass(frozen=True)
class Comparison:
    older: Version
    newer: Version
    title: Line
    lead: Line
    text: list[Line]
    facts: list[tuple[str, list[Line]]]  # only the headings, and below them the lines, that differ

    @property
    def is_same(self) -> bool:
        return not (self.facts or self.text_changed or changed([self.title, self.lead]))

    @property
    def text_changed(self) -> bool:
        return changed(self.text)


def comparison(older: Version, newer: Version) -> Comparison:
    """Word by word. Both must be readable."""
    editions = Edition.objects.in_bulk([older.edition.pk, newer.edition.pk])
    before, after = editions[older.edition.pk], editions[newer.edition.pk]
    old, new = as_it_was(before.facts), as_it_was(after.facts)
    texts = [in_words(one.body, facts.get("photographs", [])) for one, facts in ((before, old), (after, new))]
    return Comparison(
        older,
        newer,
        compare([before.title], [after.title])[0],
        compare([before.lead], [after.lead])[0],
        compare(paragraphs(*texts), paragraphs(*reversed(texts))),
        _facts(old, new),
    )


def _facts(old: dict, new: dict) -> list[tuple[str, list[Line]]]:
    before, after = dict(lines_of(old)), dict(lines_of(new))
    groups = []
    for heading in dict.fromkeys([*before, *after]):
        lines = [line for line in compare(before.get(heading, []), after.get(heading, [])) if changed([line])]
        if lines:
            groups.append((heading, lines))
    return groups
