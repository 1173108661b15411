"""Pages for what cannot be answered. What is hidden and what never was get the same bytes."""

from django.db import DatabaseError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from pressoffice.middleware import is_private

from ..languages import direction
from ..models import Office
from ..pages import Reader
from .moved import meant_by, moved_from
from .public import error


def not_found(request, exception):
    """Unless something public was at the address in the system that it was imported from, or it is one of
    ours with something too much.
    """
    return moved_from(request) or meant_by(request) or _error(request, 404, "404.html")


def forbidden(request, exception):
    return _error(request, 403, "403.html")


def not_from_here(request, reason=""):
    """A form without the token of this site: of another site, or of a page opened before signing in again."""
    return _error(request, 403, "403_csrf.html")


def bad_request(request, exception):
    return _error(request, 400, "400.html")


def server_error(request):
    """Asks nothing of the database, which may be what failed."""
    language = _first_part(request)
    with translation.override(language if translation.check_for_language(language) else None):
        language = translation.get_language() or "en"
        html = render_to_string("500.html", {"language": language, "direction": direction(language)})
    return HttpResponse(html, status=500, headers={"Cache-Control": "no-store"})


def _error(request, status, template):
    try:
        office = Office.get()
    except DatabaseError:
        return server_error(request)
    language = translation.get_language() if is_private(request.path_info) else _first_part(request)
    if language not in office.language_codes:
        language = office.language_codes[0]
    with translation.override(language):
        response = error(request, Reader(office, language, timezone.now()), status, template)
    if is_private(request.path_info):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _first_part(request) -> str:
    return request.path_info.strip("/").split("/")[0]
