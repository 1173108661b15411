import datetime
import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from news import workflow
from news.models import Bundle, Edition, Publication, ShownState, User

VERBS = [verb for verb in workflow.MOVES if verb not in ("write", "take_over")]
EVERY_LANGUAGE = ("withdraw", "reinstate")
OPTIONS = {
    "live_from": ("approve", "publish_alone", "reschedule"),
    "press_from": ("approve", "publish_alone", "reschedule"),
    "note": ("return_to_draft", "revise", "correct", "reinstate"),
    "reason": ("withdraw",),
    "replaced_by": ("withdraw",),
    "words": ("revise", "correct"),
}
BUNDLE_VERBS = {
    "approve": workflow.approve_bundle,
    "cancel_schedule": workflow.cancel_bundle,
    "reschedule": workflow.move_bundle,
    "lift": workflow.lift_bundle,
}


class WrongUsage(CommandError):
    def __init__(self, sentence):
        super().__init__(sentence, returncode=2)


class Command(BaseCommand):
    help = (
        "Move items as the desk does; several move together or not at all. "
        "The verbs are: " + ", ".join(VERBS) + "."
    )

    def add_arguments(self, parser):
        parser.add_argument("verb", choices=VERBS, metavar="VERB", type=lambda verb: verb.replace("-", "_"))
        parser.add_argument("slugs", nargs="+", metavar="SLUG")
        parser.add_argument("--by", required=True, metavar="USER", help="the user name of who acts")
        parser.add_argument("--language", help="default: en; withdraw and reinstate take every language")
        parser.add_argument("--live-from", metavar="T", help="ISO 8601 with zone; a past one counts as now")
        parser.add_argument("--press-from", metavar="T", help="ISO 8601 with zone")
        parser.add_argument("--note", metavar="S", help="what changed; the comment of return_to_draft")
        parser.add_argument("--reason", metavar="S", help="public reason of a withdrawal")
        parser.add_argument("--replaced-by", metavar="SLUG", help="where the notice of a withdrawal leads")
        parser.add_argument("--words", metavar="FILE", help="JSON with title, lead, body")

    def handle(self, verb, slugs, by, **options):
        given = understood(verb, options)
        try:
            with transaction.atomic():
                editions = move(verb, list(dict.fromkeys(slugs)), person(by), options["language"], given)
                lines = [told(edition) for edition in editions]
        except workflow.Refused as refusal:
            raise CommandError("\n".join(map(str, refusal.sentences))) from None
        except OperationalError:
            raise CommandError(_("The database is busy. Nothing was changed; try again.")) from None
        for line in lines:
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def understood(verb: str, options: dict) -> dict:
    """The options that were given, read. Raises WrongUsage with a sentence."""
    given = {}
    for name, verbs in OPTIONS.items():
        if options[name] is None:
            continue
        if verb not in verbs:
            raise WrongUsage(f"--{name.replace('_', '-')} does not go with {verb}: leave it out.")
        given[name] = READERS.get(name, str)(options[name])
    if verb == "reschedule" and "live_from" not in given:
        raise WrongUsage("Say to which moment: --live-from T.")
    return given


def moment(text: str) -> datetime.datetime:
    try:
        read = parse_datetime(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise WrongUsage(f"“{text}” is no moment with its zone: write it like 2026-01-31T10:00:00+03:00.")
    try:
        return read.astimezone(datetime.UTC)
    except OverflowError:
        raise WrongUsage(f"“{text}” lies outside the calendar.") from None


def words(name: str) -> dict[str, str]:
    try:
        read = json.loads(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongUsage(f"{name} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise WrongUsage(f"{name} is not JSON: give it title, lead and body.") from None
    if not isinstance(read, dict) or not all(isinstance(text, str) for text in read.values()):
        raise WrongUsage(f"{name} is an object of texts: title, lead, body.")
    if unknown := sorted(set(read) - {"title", "lead", "body"}):
        raise WrongUsage(f"{name} has more than title, lead and body: {', '.join(unknown)}.")
    return read


READERS = {"live_from": moment, "press_from": moment, "words": words}


def person(name: str) -> User:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(_("Nobody who may act here is called “%(name)s”.") % {"name": name})
    return user


def item(slug: str) -> Publication:
    publication = Publication.objects.filter(slug=slug).first()
    if publication is None:
        raise CommandError(_("There is no item “%(slug)s”.") % {"slug": slug})
    return publication


def move(verb: str, slugs: list[str], by: User, language: str | None, given: dict) -> list[Edition]:
    publications = [item(slug) for slug in slugs]
    pks = [row.pk for row in publications]
    list(Bundle.objects.filter(pk__in=bundles_of(pks)).order_by("pk").select_for_update())
    workflow.lock_publications(*pks)
    if "replaced_by" in given:
        given["replaced_by"] = item(given["replaced_by"])
    if verb == "return_to_draft" and "note" in given:
        given["comment"] = given.pop("note")
    if verb in ("reinstate", "correct"):
        given.setdefault("note", "")
    if verb == "withdraw":
        given.setdefault("reason", "")
    given |= given.pop("words", {})
    if verb == "withdraw" and language is None:
        gone = [workflow.withdraw_everywhere(one, by=by, **given) for one in publications]
        return [edition for editions in gone for edition in editions]
    chosen = [edition for row in publications for edition in choose(verb, row, language)]
    bundles = whole_bundles(verb, chosen)
    moved, act = [], getattr(workflow, verb)
    for bundle in bundles:
        BUNDLE_VERBS[verb](bundle, by=by, **given)
        moved += bundle.editions.select_related("publication").order_by("publication", "language")
    return moved + [act(edition, by=by, **given) for edition in chosen if edition.bundle not in bundles]


def choose(verb: str, publication: Publication, language: str | None) -> list[Edition]:
    """The editions the verb is meant for: of one language, the newest from which it can start."""
    everywhere = language is None and verb in EVERY_LANGUAGE
    rows = publication.editions.order_by("language", "-number")
    if not everywhere:
        rows = rows.filter(language=language or "en")
    newest, fitting = {}, {}
    for edition in rows:
        newest.setdefault(edition.language, edition)
        if edition.state() in workflow.MOVES[verb].starts and _is_meant(verb, edition):
            fitting.setdefault(edition.language, edition)
    if fitting:
        return list(fitting.values())
    where = {"slug": publication.slug, "verb": verb, "language": language or "en"}
    if not newest:
        raise CommandError(_("“%(slug)s” has no words in this language (%(language)s).") % where)
    starts = ", ".join(str(state.label) for state in workflow.MOVES[verb].starts)
    where |= {"state": next(iter(newest.values())).state().label, "starts": starts}
    raise CommandError(_("“%(slug)s” is %(state)s: %(verb)s is for what is one of: %(starts)s.") % where)


def _is_meant(verb: str, edition: Edition) -> bool:
    """Of several that stand alike: the one withdrawn last, the one that owes a review."""
    if verb == "review":
        return edition in Edition.objects.owing_review()
    return edition.state() != ShownState.WITHDRAWN or bool(edition.withdrawal_reason)


def bundles_of(publications: list[int]):
    return Edition.objects.filter(publication__in=publications).exclude(bundle=None).values("bundle")


def whole_bundles(verb: str, chosen: list[Edition]) -> list[Bundle]:
    """The bundles of these editions, when each is named as a whole. Raises Refused for a part of one."""
    if verb not in BUNDLE_VERBS:
        return []
    bundles = list({row.bundle_id: row.bundle for row in chosen if row.bundle_id}.values())
    slugs = {row.publication_id for row in chosen}
    for bundle in bundles:
        missing = bundle.editions.exclude(publication__in=slugs).values_list("publication__slug", flat=True)
        if missing:
            raise workflow.Refused(
                _("The bundle “%(bundle)s” moves as a whole. Name these too: %(slugs)s.")
                % {"bundle": bundle, "slugs": ", ".join(sorted(set(missing)))}
            )
    return bundles


def told(edition: Edition) -> dict:
    """For a tool, what is published again is published: it knows the states of any office's workflow."""
    state = edition.state()
    return {
        "slug": edition.publication.slug,
        "language": edition.language,
        "number": edition.number,
        "state": "published" if state == ShownState.REINSTATED else state.value,
        "url": settings.SITE_URL + edition.get_absolute_url(),
    }
