"""One import from the first row to the last, in short transactions."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from .. import workflow
from ..models import User
from . import Refused, rows
from .storing import Store, already_here, origin_of, refuse_known, remove_orphans
from .vocabulary import may_create

# Others write between two transactions: SQLite lets one writer in at a time.
BATCH_ROWS = 25
BATCH_SECONDS = 0.5

STORED, REFUSED = "stored", "refused"


@dataclass(frozen=True)
class Result:
    row: int
    status: str
    slug: str = ""
    reason: str = ""


def person_called(username: str) -> User:
    """Who answers for an import. Raises Refused."""
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        sentence = _("There is no user “%(by)s”. Give the username of somebody who may sign in.")
        raise Refused(sentence % {"by": username})
    return person


def require_right(by: User, rules: rows.Rules):
    """Raises Refused when this person may not do such an import at all."""
    needed = ["news.add_publication", "news.add_edition", "news.change_edition"]
    if rules.archive and not by.has_perm("news.archive_edition"):
        sentence = _("%(user)s may not take over an archive. Ask the spokesman or an administrator.")
        raise Refused(sentence % {"user": by})
    if not by.has_perms(needed):
        raise Refused(_("%(user)s may not write items. Ask a writer or an editor.") % {"user": by})
    if (rules.map.create_topics or rules.map.create_places) and not may_create(by):
        sentence = _("%(user)s may not add topics and places. Take create_… out of the map.")
        raise Refused(sentence % {"user": by})


def run(records: Iterable, store: Store, *, dry_run: bool = False) -> Iterator[Result]:
    """Store the rows, yielding the result of each after its transaction is through.

    `records` yields (row number, dict or Refused). A dry run does everything and rolls it back.
    """
    records, going, seen = iter(records), True, {}
    while going:
        results, written, began = [], [], time.monotonic()
        try:
            with transaction.atomic():
                for number, record in records:
                    results.append(_row(number, record, store, seen))
                    written += store.written
                    if len(results) == BATCH_ROWS or time.monotonic() - began > BATCH_SECONDS:
                        break
                else:
                    going = False
                transaction.set_rollback(dry_run)
        except BaseException:
            remove_orphans(written)
            raise
        if dry_run:
            remove_orphans(written)
            store.vocabulary = type(store.vocabulary).read()
        else:
            seen.clear()
        yield from results


def _row(number: int, record: dict | Refused, store: Store, seen: dict[str, str]) -> Result:
    """One row in a savepoint of its own: all of it or nothing."""
    store.begin()
    try:
        if isinstance(record, Refused):
            raise record
        row = store.rules.map.apply(record)
        item = rows.read(row, store.rules)
        item = item if item.origin else replace(item, origin=origin_of(record))
        if item.origin in seen:
            raise already_here(seen[item.origin])
        with transaction.atomic():
            slug = store.item(item).slug
    except (Refused, workflow.Refused) as refusal:
        store.discard()
        return Result(number, REFUSED, reason=str(refusal))
    except (IntegrityError, DataError) as error:
        store.discard()
        return Result(number, REFUSED, reason=_sentence(error, item.origin))
    except BaseException:
        store.discard()
        raise
    seen[item.origin] = slug
    return Result(number, STORED, slug, " ".join(item.notes))


def _sentence(error: Exception, origin: str) -> str:
    """Why the database refused: somebody else brought the same row in, or a rule of its own."""
    try:
        refuse_known(origin)
    except Refused as refusal:
        return str(refusal)
    return _("The database refuses it: %(error)s") % {"error": " ".join(str(error).split())}
