"""How public pages read: editions for lists, page by page; links only to what may be read."""

import datetime
import re
from dataclasses import dataclass

from django.db.models import BigIntegerField, DateTimeField, F, OuterRef, Q, Subquery, Value
from django.db.models.fields import CharField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, JSONObject
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Body, Edition, Official, OldSlug, Photo, State, Topic

PAGE_SIZE = 15
FEW = 5  # of a kind, on a page about something else
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
YEAR = re.compile(r"[0-9]{4}\Z")

COLUMNS = (
    *("language", "number", "kind", "form", "date", "title", "lead", "first_live_from"),
    "publication__slug",
)

PAGES = {"official": Official, "body": Body, "state": State, "topic": Topic}


class Unreadable(Exception):
    """A parameter that nobody can answer; the sentence says what to write."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class Renamed(Exception):
    """The address was right for something public; carries the slug that it has now."""

    def __init__(self, slug: str):
        super().__init__(slug)
        self.slug = slug


def at_slug(things, slug: str):
    """The one of those `things`, all public, that has a page at the slug.

    Raises Renamed where one of them was public at it, Http404 otherwise.
    """
    thing = things.filter(slug=slug).first()
    if thing:
        return thing
    once = things.filter(pk__in=once_at(things.model.ADDRESS_KIND, slug)).first()
    if once is None:
        raise Http404
    raise Renamed(once.slug)


def once_at(kind: str, slug: str):
    """The id of what was public at that slug, if anything was: at most one."""
    return OldSlug.objects.filter(kind=kind, slug=slug).values("thing")


def teasers(editions, at=None):
    """What a list shows at that moment (aware, default now): title, lead, `picture`, place. Body and the
    other facts stay unread.
    """
    at = at or timezone.now()
    pictures = Photo.objects.standing(at).filter(pk=OuterRef("photograph_id"))
    measures = pictures.values(now=JSONObject(width="width", height="height", tone="tone"))
    return (
        editions.select_related("publication")
        .only(*COLUMNS)
        .alias(photograph_id=Cast(KT("facts__photographs__0__id"), BigIntegerField()))
        .annotate(
            first_photograph=F("facts__photographs__0"),
            photograph_now=Subquery(measures),
            seen_at=Value(at, DateTimeField()),
            place_name=KT("facts__place__name"),
            precision=KT("facts__date_precision"),
            last_day=KT("facts__ends_on"),
            outlet_name=KT("facts__outlet__name"),
        )
    )


def older(editions, edition):
    """Those that come after the edition in a list, the next one first."""
    moment = edition.first_live_from
    editions = editions.filter(first_live_from__lte=moment)
    return editions.filter(Q(first_live_from__lt=moment) | Q(id__lt=edition.pk)).latest_first()


def newer(editions, edition):
    """Those that come before the edition in a list, the nearest first."""
    moment = edition.first_live_from
    editions = editions.filter(first_live_from__gte=moment)
    editions = editions.filter(Q(first_live_from__gt=moment) | Q(id__gt=edition.pk))
    return editions.order_by("first_live_from", "id")


@dataclass(frozen=True)
class Listing:
    """One page of a list. `next_after` is the slug that asks for the next page, or ""."""

    items: list
    next_after: str
    is_first: bool


def page_of(rows: list, *, is_first: bool, size: int = PAGE_SIZE) -> Listing:
    """A page of those rows, of which one more than a page was read."""
    items = rows[:size]
    next_after = items[-1].publication.slug if len(rows) > size else ""
    return Listing(items, next_after, is_first)


def newest_few(editions, few: int = FEW) -> Listing:
    """The newest of those `teasers`, for a page that leads on to the whole list."""
    return page_of(list(editions.latest_first()[: few + 1]), is_first=True, size=few)


def last_shown(shown, slug: str) -> Edition:
    """The edition of that slug, or once of that slug, among those ever `shown`; raises Http404 otherwise."""
    if not SLUG.match(slug):
        raise Http404
    rows = shown.only("first_live_from", "date").order_by("-live_from", "-id")
    edition = rows.filter(publication__slug=slug).first()
    if edition is None:
        edition = rows.filter(publication__in=once_at(OldSlug.Kind.ITEM, slug)).first()
    if edition is None:
        raise Http404
    return edition


def year_of(parameters) -> int | None:
    """`?year=` as a number, None where it is not asked; raises Unreadable."""
    text = parameters.get("year", "").strip()
    if not text:
        return None
    if not YEAR.match(text) or text == "0000":
        raise Unreadable(_("Write the year with four digits, such as 2014."))
    return int(text)


def day_of(parameters, today: datetime.date) -> datetime.date | None:
    """`?on=` as a day that has come, on every page; None where it is not asked. Raises Unreadable."""
    text = parameters.get("on", "").strip()
    if not text:
        return None
    try:
        if not DAY.match(text):
            raise ValueError
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise Unreadable(_("Write the day as year, month and day, such as 2014-12-23.")) from None
    if day > today:
        raise Unreadable(_("Choose a day that has come: nobody knows yet what this page will say."))
    return day


def end_of(day: datetime.date, zone: datetime.tzinfo) -> datetime.datetime:
    """The last moment of that day in the zone (aware)."""
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone)
    return midnight.astimezone(datetime.UTC) - datetime.timedelta(microseconds=1)


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def addresses(language: str, at, **ids) -> dict[tuple[str, int], str]:
    """Addresses of the officials, bodies, states and topics that are public, in one query.

    `ids` are sets of ids by kind: `official=`, `body=`, `state=`, `topic=`.
    """
    parts = [_things(kind, at).filter(pk__in=wanted) for kind, wanted in ids.items() if wanted]
    rows = parts[0].union(*parts[1:], all=True).order_by() if parts else []
    return {(kind, pk): reverse(kind, args=[language, slug]) for kind, pk, slug in rows}


def public_slugs(at) -> list[tuple[str, str]]:
    """(kind, slug) of every official, body, state and topic that is public, in one query."""
    first, *others = (_things(kind, at) for kind in PAGES)
    return [(kind, slug) for kind, _pk, slug in first.union(*others, all=True).order_by("page", "slug")]


def _things(kind: str, at):
    things = PAGES[kind].objects.live(at).order_by().annotate(page=Value(kind, CharField()))
    return things.values_list("page", "pk", "slug")


def linked(ids, language: str, languages: list[str], at) -> dict[int, dict[str, Edition]]:
    """The live editions of those publications by language, in one query."""
    found: dict[int, dict[str, Edition]] = {}
    editions = Edition.objects.live(at).filter(publication__in=ids, language__in=languages)
    # In no order: SQLite would read all of a language, in the order of an index, for the sake of one.
    for edition in teasers(editions.order_by(), at):
        found.setdefault(edition.publication_id, {})[edition.language] = edition
    return found


def best(editions: dict[str, Edition], language: str, languages: list[str]) -> Edition | None:
    """The edition in the reader's language, otherwise in the first that the office has."""
    order = [language, *languages]
    return next((editions[code] for code in order if code in editions), None)
