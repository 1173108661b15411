"""Every component of the public site, for whoever changes its look. Only the demonstration has the page."""

from django.conf import settings
from django.http import Http404

from ..models import Edition, Kind
from ..pages import item_page
from ..reading import teasers
from .public import public

COLOURS = ["paper", "tint", "office", "accent", "ink", "quiet", "rule", "found", "came", "went"]


@public
def patterns(request, reader):
    """With words of items that are public: the newest, and the newest session in full."""
    if not settings.DEMO:
        raise Http404
    live = Edition.objects.live(reader.at)
    here, abroad = live.in_language(reader.language), live.exclude(language=reader.language)
    session = here.of_kind(Kind.SESSION).select_related("publication").latest_first().first()
    item = item_page(session, at=reader.at, office=reader.office)[1] if session else {}
    return "news/patterns/page.html", {
        "colours": COLOURS,
        "editions": list(teasers(here.latest_first())[:3]),
        "abroad": list(teasers(abroad.latest_first())[:1]),
        "item": item,
        "today": reader.today,
        "marked": [{"kind": "", "text": "…"}, {"kind": "gone", "text": "22"}, {"kind": "new", "text": "23"}],
        "narrowed": [{"href": "#filters", "label": reader.today.year, "name": reader.language.upper()}],
        "listing": {"next_after": "-", "is_first": False},
    }
