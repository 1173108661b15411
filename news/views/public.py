"""What all public views share: the language of the address, the gate's moment, constant headers."""

import functools
import hashlib
import re

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ..door import BRIEFLY
from ..models import Office
from ..pages import Elsewhere, Moved, Reader, Withdrawn, withdrawal_notice
from ..reading import Renamed, Unreadable, with_query

INDENTATION = re.compile(r"\n\s+")  # a fifth of a page; public pages have no preformatted text
CACHE_CONTROL = "public, max-age=0, s-maxage=30"


def read_only(view):
    """GET and HEAD alone. To all else 405: the page about forms that were sent from elsewhere would be of no
    help where nothing takes a form.
    """
    return csrf_exempt(require_safe(view))


def public(view):
    """A public page: `view(request, reader, **parts of the address)` gives template and context.

    What is no page, such as a feed, it gives as a response; its validator and lifetime are set here.
    The page depends on the path, the parameters that the view reads, and the moment: on no cookie, session
    or user.
    """

    @answering
    @functools.wraps(view)
    def page(request, reader, **parts):
        answer = view(request, reader, **parts)
        if not isinstance(answer, HttpResponse):
            template, context = answer
            html = render_to_string(template, reader.frame(request.path) | context)
            answer = HttpResponse(INDENTATION.sub("\n", html))
        return validated(request, cached(answer))

    return page


def answering(view):
    """What answers at a public address: `view(request, reader, **parts of the address)`, or why not.

    It runs in the language and the office's zone, which hold no longer than that.
    """

    @read_only
    @functools.wraps(view)
    def answer(request, language, **parts):
        office = Office.get()
        if language not in office.language_codes:
            raise Http404
        reader = Reader(office, language, timezone.now())
        with translation.override(language), timezone.override(office.zone):
            try:
                return view(request, reader, **parts)
            except Moved as moved:
                below = request.path_info.split("/", 7)[-1]  # its gallery or history, or nothing
                return _moved_to(request, moved.edition.get_absolute_url() + below)
            except Renamed as renamed:
                match = request.resolver_match
                href = reverse(match.view_name, kwargs=match.kwargs | {"slug": renamed.slug})
                return _moved_to(request, href)
            except Elsewhere as elsewhere:
                there = [one for one in elsewhere.editions if one.language in office.language_codes]
                if not there:
                    raise
                links = reader.language_links({one.language: one.get_absolute_url() for one in there})
                return error(request, reader, 404, "404.html", {"elsewhere": there, "languages": links})
            except Withdrawn as gone:
                return error(request, reader, 410, "410.html", withdrawal_notice(gone, reader))
            except Unreadable as problem:
                page = request.path if request.path.startswith(f"/{reader.language}/") else ""
                return error(request, reader, 400, "400.html", {"sentence": problem.sentence, "page": page})

    return answer


def _moved_to(request, address: str) -> HttpResponsePermanentRedirect:
    """With what was asked of the old address, such as the day of `?on=`."""
    return cached(HttpResponsePermanentRedirect(with_query(address, request.GET.urlencode())))


def cached(response, policy=CACHE_CONTROL):
    """Constant lifetimes: one cut to a hidden moment would announce it."""
    response.headers["Cache-Control"] = policy
    return response


def validated(request, response):
    """With an ETag of the content; an empty 304 to who has it already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


def error(request, reader, status: int, template: str, context: dict | None = None):
    """An error page in the reader's language. Its other languages are their homes: it has no address."""
    frame = reader.frame(f"/{reader.language}/") | {"canonical": "", "is_error": True}
    html = render_to_string(template, frame | (context or {}))
    return cached(HttpResponse(html, status=status), BRIEFLY)
