"""Addresses that are none of ours and lead on: of the system before ours, for ever, and mistyped ones."""

import re
from urllib.parse import quote

from django.db import DatabaseError
from django.http import HttpResponsePermanentRedirect
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from pressoffice.middleware import is_private

from ..models import PATH_LENGTH, Edition, Office, OldPath, path_of
from ..reading import with_query
from .public import cached

# What mails and sentences leave at the end of an address, seen or not.
STRAY = "/ \t\r\n\xa0\u200b\u200e\u200f\u2060\ufeff.,;:!?…)]}>'\"’”»"
LONGEST = 2000  # characters of an address that is mended
SLASHES = re.compile("/{2,}")
LANGUAGE_AND_SECTION = re.compile(r"\A/[a-z]{2,3}(-[a-z]{2,8})?(/[^/]*|\Z)", re.ASCII | re.IGNORECASE)


def moved_from(request) -> HttpResponsePermanentRedirect | None:
    """To the item that was at this address, where it is or was public; None otherwise.

    An address with a query is looked for with it first, then without.
    """
    if is_private(request.path_info):
        return None
    wanted = [path_of(request.get_full_path()), path_of(request.path_info)]
    wanted = [path for path in wanted if len(path) <= PATH_LENGTH and _is_text(path)]
    try:
        found = {old.path: old for old in OldPath.objects.filter(path__in=wanted)}
        old = next((found[path] for path in wanted if path in found), None)
        edition = _edition(old) if old else None
    except DatabaseError:
        return None
    return cached(HttpResponsePermanentRedirect(edition.get_absolute_url())) if edition else None


def meant_by(request) -> HttpResponsePermanentRedirect | None:
    """To the address without what is too much in it: a bracket or a full stop behind it, a second slash,
    capitals in its language or section. None where that has not the form of one of ours either.

    It looks at nothing but the address: whether there is something at it is asked there.
    """
    path = request.path_info
    if request.method not in ("GET", "HEAD") or len(request.get_full_path()) > LONGEST:
        return None
    tidy = SLASHES.sub("/", path).rstrip(STRAY)
    if is_private(tidy):
        return None
    tidy = LANGUAGE_AND_SECTION.sub(lambda found: found[0].lower(), tidy, count=1)
    meant = next((one for one in (tidy, f"{tidy}/") if one != path and is_valid_path(one)), None)
    if meant is None:
        return None
    response = HttpResponsePermanentRedirect(with_query(quote(meant), request.GET.urlencode()))
    if meant.startswith("/preview/"):
        add_never_cache_headers(response)  # who knows the address may read
        return response
    return cached(response)


def _is_text(path: str) -> bool:
    """Databases keep neither NUL nor half a surrogate pair."""
    return "\0" not in path and path.encode(errors="ignore").decode() == path


def _edition(old: OldPath) -> Edition | None:
    """What is public of the item, in its language or the office's first; else what was, which says so."""
    at, languages = timezone.now(), Office.get().language_codes
    wanted = [old.language] if old.language else languages
    editions = Edition.objects.once_live(at).filter(publication=old.publication_id, language__in=wanted)
    rows = editions.select_related("publication").only(
        "language", "kind", "date", "live_from", "live_until", "publication__slug"
    )

    def fitness(row: Edition) -> tuple:
        is_over = row.live_until is not None and row.live_until <= at
        return is_over, languages.index(row.language), -row.live_from.timestamp()

    return min((row for row in rows if row.language in languages), key=fitness, default=None)
