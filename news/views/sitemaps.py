"""The site for programs that walk it: its addresses, where they may not go, whom to tell of a weakness."""

import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from .. import sitemaps
from ..models import Office
from .public import cached, public, read_only, validated

CLOSED = ["/desk/", "/press/", "/preview/"]
SECURITY_TXT_HOLDS = 6  # months, at most: what is older is not to be trusted


def _xml(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=sitemaps.CONTENT_TYPE)


@read_only
def index(request):
    return validated(request, cached(_xml(sitemaps.index(Office.get(), timezone.now()))))


@read_only
def latest(request):
    return validated(request, cached(_xml(sitemaps.latest(Office.get(), timezone.now()))))


@public
def of_pages(request, reader):
    return _xml(sitemaps.pages(reader))


@public
def of_items(request, reader, days):
    content = sitemaps.items(reader, days)
    if content is None:
        raise Http404
    return _xml(content)


@read_only
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse(name)}" for name in ("sitemap", "news_sitemap")]
    return validated(request, cached(_text(lines)))


@read_only
def security(request):
    """RFC 9116. It is made from what the office says today, so it expires by months, not by the moment."""
    office = Office.get()
    contact = settings.SECURITY_CONTACT or (f"mailto:{office.email}" if office.email else "")
    if not contact:
        raise Http404
    lines = [
        f"Contact: {contact}",
        f"Expires: {_months_ahead(timezone.now().date(), SECURITY_TXT_HOLDS)}T00:00:00Z",
        f"Preferred-Languages: {', '.join(office.language_codes)}",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return validated(request, cached(_text(lines)))


def _months_ahead(today: datetime.date, months: int) -> datetime.date:
    """The first day of the month that is so many months after this one."""
    years, month = divmod(today.month - 1 + months, 12)
    return datetime.date(today.year + years, month + 1, 1)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
