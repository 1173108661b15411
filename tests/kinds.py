"""One address of every kind of public page, about what `make.everything()` made."""

from django.utils import timezone

from news import placing
from news.models import Edition, Office

from . import make

SESSION = "sessions/2014/12/23/session-moscow/"
PAGES = {
    "home": "",
    "home-as-on": "?on=TODAY",
    "section": "sessions/",
    "section-narrowed": "news/?year=2014",
    "section-empty": "sessions/?body=csc&form=regular&year=2013",
    "archive": "archive/",
    "archive-year": "archive/2014/",
    "archive-month": "archive/2014/12/",
    "search": "search/",
    "search-found": "search/?q=title",
    "search-suggestion": "search/?q=titel&year=2014&kind=decision",
    "search-nothing": "search/?q=zzzz",
    "session": SESSION,
    "session-as-on": f"{SESSION}?on=TODAY",
    "gallery": f"{SESSION}photos/",
    "photograph": f"{SESSION}photos/2/",
    "history": f"{SESSION}history/",
    "edition": f"{SESSION}history/1/",
    "print": f"{SESSION}print/",
    "officials": "officials/",
    "official": "officials/nikolai-bordyuzha/",
    "bodies": "bodies/",
    "body": "bodies/csc/",
    "body-as-on": "bodies/csc/?on=2014-12-23",
    "states": "states/",
    "state": "states/tajikistan/",
    "topics": "topics/",
    "topic": "topics/crisis-response/",
    "contact": "contact/",
    "about": "about/",
    "patterns": "about/patterns/",
    "record": "record/",
    "404": "nothing/",
    "400": "news/?year=none",
}
WITH_SCRIPT = {"gallery", "photograph"}


def site():
    """An office with everything, a notice, and titles that are longer than a telephone is wide."""
    case = make.everything()
    office = make.office(accent_colour="#8fbf3f")
    office.words.update(notice="A demonstration.", tagline="The press service", address="1 Street\nCity")
    make.approved(make.release(), title="Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 3)
    days = make.release()
    for code, day in (("en", "24 November 2026, "), ("ru", "24 ноября 2026 года, ")):
        make.approved(days, code, title=day * 6)
    case.placed, case.over = _pictured(), _pictured(use_until=make.now())
    case.gone = {code: make.withdrawn(make.approved(make.release(), code)) for code in office.language_codes}
    return case


def _pictured(**moments) -> dict[str, Edition]:
    """A release with dates for the press and two photographs, the second in its text, by language.

    `moments` limit when the photographs may be shown.
    """
    photographs = [make.photo(words={"en": "A caption", "ru": "Подпись"}) for _number in range(2)]
    release = make.gallery(make.release(), *photographs)
    make.press_event(release, place=make.place())
    body = f"<p>Before.</p><p>{placing.line_for(photographs[1].token)}</p><p>After.</p>"
    editions = {code: make.approved(release, code, body=body) for code in ("en", "ru")}
    if moments:
        make.limited(editions["en"], **moments)
    return editions


def addresses(case, language: str) -> dict[str, str]:
    """Paths by kind of page."""
    today = str(timezone.localdate(timezone=Office.get().zone))
    found = {kind: f"/{language}/{path.replace('TODAY', today)}" for kind, path in PAGES.items()}
    for kind in ("statement", "interview", "decision", "coverage"):
        found[kind] = case.editions[getattr(case, kind), language].get_absolute_url()
    for kind, editions in {"picture-in-text": case.placed, "licence-over": case.over}.items():
        found[kind] = editions[language].get_absolute_url()
    return found | {"410": case.gone[language].get_absolute_url(), "press-sign-in": "/press/login/"}
