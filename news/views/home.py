import datetime
from heapq import merge

from django.db.models import F
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from .. import heads
from ..dates import as_day, is_over
from ..heads import Head
from ..incumbents import Book, chair_on, contact_lines, contacts_on, holder_for, people
from ..models import SECTIONS, Edition, Kind, Office, Photo
from ..pages import SECTION_NAMES
from ..reading import day_of, end_of, teasers
from .public import cached, public, read_only

OF_EACH_KIND = 9
BESIDE_THE_LEAD = 5
IN_A_SECTION = 3
DAY = datetime.timedelta(days=1)


@read_only
def choose_language(request):
    """To the home page in the first of the reader's languages that the office has."""
    codes = Office.get().language_codes
    wanted = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower())
    choices = [code for asked, _weight in wanted for code in (asked, asked.split("-")[0]) if code in codes]
    response = HttpResponseRedirect(reverse("home", args=[(choices or codes)[0]]))
    patch_vary_headers(response, ["Accept-Language"])
    return cached(response)


@public
def home(request, reader):
    asked = day_of(request.GET, reader.today)
    day = asked or reader.today
    then = min(end_of(asked, reader.office.zone), reader.at) if asked else reader.at
    public_then = Edition.objects.live(then).in_language(reader.language)
    if asked:
        public_then = public_then.still_readable(reader.at)
    of_kind = {kind: _newest(public_then.of_kind(kind), kind, then) for kind in SECTIONS}
    if asked:
        _without_pictures_of_then(of_kind, reader.at)
    newest = list(merge(*of_kind.values(), key=_place_in_lists, reverse=True))
    lead = _lead(newest)
    beside = [edition for edition in newest if edition is not lead][:BESIDE_THE_LEAD]
    shown = {edition.pk for edition in [lead, *beside] if edition}
    return "news/home.html", {
        "asked": asked,
        "address": reverse("home", args=[reader.language]),
        "on": f"?on={asked}" if asked else "",
        "lead": lead,
        "beside": beside,
        "section_blocks": [
            {
                "name": SECTION_NAMES[section],
                "href": reverse("section", args=[reader.language, section]),
                "editions": [edition for edition in of_kind[kind] if edition.pk not in shown][:IN_A_SECTION],
            }
            for kind, section in SECTIONS.items()
        ],
        "has_sessions": bool(of_kind[Kind.SESSION]),
        "next_session": _next_session(of_kind[Kind.SESSION], after=day if asked else day - DAY),
        "described": _described(reader, lead, beside),
        **_people(reader, day),
    }


def _lead(newest: list[Edition]) -> Edition | None:
    """The newest item; of those of its day rather one with a picture."""
    of_the_day = [edition for edition in newest if edition.date == newest[0].date]
    return next((edition for edition in of_the_day if edition.picture), next(iter(of_the_day), None))


def _described(reader, lead: Edition | None, beside: list[Edition]) -> Head:
    titles = heads.in_short(edition.title for edition in [lead, *beside] if edition)
    latest = _("Latest: %(titles)s") % {"titles": titles} if titles else ""
    says = ". ".join(filter(None, [reader.words.tagline, latest]))
    picture = [lead.picture] if lead and lead.picture else []
    return Head(reader.words.name or _("Press office"), says, **heads.pictured(picture))


def _without_pictures_of_then(of_kind: dict, at) -> None:
    """Take away the pictures that nothing shows any more: their files are not public."""
    editions = [edition for editions in of_kind.values() for edition in editions if edition.picture]
    ids = {edition.picture["id"] for edition in editions}
    public_now = set(Photo.objects.live(at).filter(pk__in=ids).values_list("pk", flat=True))
    for edition in editions:
        if edition.picture["id"] not in public_now:
            edition.picture = None


def _newest(editions, kind, at) -> list[Edition]:
    editions = teasers(editions, at)
    if kind == Kind.SESSION:
        editions = editions.annotate(next_session=F("facts__next_session"))
    return list(editions.latest_first()[:OF_EACH_KIND])


def _place_in_lists(edition):
    return edition.first_live_from, edition.pk


def _next_session(sessions: list[Edition], after: datetime.date) -> dict | None:
    """The nearest session with a page of its own; else what the latest one said of the next.

    Today's is still the next one, but the page of a past day is that of its evening.
    """
    coming = [edition for edition in sessions if (as_day(edition.last_day) or edition.date) > after]
    if coming:
        edition = min(coming, key=lambda edition: edition.date)
        return {
            "on": edition.date,
            "precision": edition.precision,
            "until": edition.last_day,
            "place": {"name": edition.place_name} if edition.place_name else None,
            "edition": edition,
        }
    for edition in sorted(sessions, key=lambda edition: edition.date, reverse=True):
        said = edition.next_session
        if said:
            return (
                None if is_over(said["on"], said["precision"], after + DAY) else said | {"said_at": edition}
            )
    return None


def _people(reader, day: datetime.date) -> dict:
    """Who chairs and whom to call on that day, under the titles of that day."""
    chairmanship = chair_on(day, reader.at)
    holder = holder_for(chairmanship, day, reader.at) if chairmanship else None
    contacts = contacts_on(day, reader.at)
    things = people([*([holder] if holder else []), *(contact.term for contact in contacts)])
    things += [chairmanship.state, chairmanship.body] if chairmanship else []
    book = Book(things, reader.language, day, reader.at)
    return {
        "chairmanship": chairmanship
        and {
            "row": chairmanship,
            "state": book.thing(chairmanship.state),
            "body": book.thing(chairmanship.body),
            "holder": book.person(holder) if holder else None,
        },
        "contacts": contact_lines(contacts, book),
    }
