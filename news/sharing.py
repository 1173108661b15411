"""Ways to pass a page on, and to follow what comes after it: plain links, of which a page loads none."""

from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from .models import SECTIONS, Edition, Kind

TOPICS = 3
ATOM, CALENDAR = "application/atom+xml", "text/calendar"


def services(title: str, address: str) -> dict[str, str]:
    """Addresses by name, for readers of such an office. Each service learns of the page when it is asked."""
    both = urlencode({"url": address, "text": title}, quote_via=quote)
    mail = urlencode({"subject": title, "body": address}, quote_via=quote, safe="")
    return {
        "Telegram": f"https://t.me/share/url?{both}",
        "WhatsApp": f"https://wa.me/?{urlencode({'text': f'{title} {address}'}, quote_via=quote)}",
        "X": f"https://x.com/intent/post?{both}",
        _("Send the address by e-mail"): f"mailto:?{mail}",
    }


def following(edition: Edition, facts: dict, section_name: str) -> list[dict[str, str]]:
    """The feeds of the section and of its first topics, and the calendar beside a session.

    `facts` have the addresses of things, as on the page. The other topics lead to pages with their feeds.
    """
    section = reverse("section_feed", args=[edition.language, SECTIONS[Kind(edition.kind)], "atom"])
    feeds = [(section_name, section)]
    feeds += [
        (topic["name"], f"{topic['href']}feed.atom")
        for topic in facts.get("topics", [])[:TOPICS]
        if topic["href"]
    ]
    found = [
        {"name": _("Feed: %(name)s") % {"name": name}, "href": href, "content_type": ATOM}
        for name, href in feeds
    ]
    if edition.kind == Kind.SESSION:
        calendar = reverse("calendar", args=[edition.language])
        found.append(
            {"name": _("Calendar of sessions (iCalendar)"), "href": calendar, "content_type": CALENDAR}
        )
    return found
