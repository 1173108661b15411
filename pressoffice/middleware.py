"""What every answer carries, and the language and zone in which the desk works."""

import contextlib

from django.conf import settings
from django.http import QueryDict, UnreadablePostError
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone

from news.models import Office

PRIVATE_PREFIXES = ("/desk/", "/press/")


def is_private(path: str) -> bool:
    """Pages for people who sign in: language by their own choice, never cached."""
    return path.startswith(PRIVATE_PREFIXES)


def header(policy: dict[str, list[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


class PolicyMiddleware:
    """Content-Security-Policy, Permissions-Policy and cross-origin headers: constants, nothing inline.

    Settings carry Django 6's name SECURE_CSP; `SECURE_CSP_DESK` is the same for the desk.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.public, self.desk = header(settings.SECURE_CSP), header(settings.SECURE_CSP_DESK)

    def __call__(self, request):
        response = self.get_response(request)
        private = is_private(request.path_info)
        headers = response.headers
        at_the_desk = request.path_info.startswith("/desk/")
        headers.setdefault("Content-Security-Policy", self.desk if at_the_desk else self.public)
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if private and "Cache-Control" not in headers:
            headers["Cache-Control"] = "private, no-store"
        if private:
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


class HeadMiddleware:
    """An answer to HEAD has the headers of one to GET and no content (RFC 9110, section 9.3.2)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:  # files look after themselves
            length = response.headers.get("Content-Length")
            response.content = b""
            if length:
                response.headers["Content-Length"] = length
        return response


class NoCookiesMiddleware:
    """Public pages never see a cookie, so that nothing behind this can answer one, not even to remove it.

    Django removes a session's cookie that it does not know, and renews a CSRF token that it cannot read.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_private(request.path_info):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


class NoNullsMiddleware:
    """NUL is taken out of what is sent to the desk: it means nothing, and PostgreSQL refuses it.

    Words are kept rather than refused: some programs leave it behind in what people copy from them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_private(request.path_info) and "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = without_nulls(request.GET)
        if any("\0" in value for value in request.COOKIES.values()):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        with contextlib.suppress(UnreadablePostError):  # whoever sent it is gone
            if any("\0" in text for name, values in request.POST.lists() for text in (name, *values)):
                request.POST = without_nulls(request.POST)


def without_nulls(sent: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        kept.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    kept._mutable = False
    return kept


class OfficeMiddleware(LocaleMiddleware):
    """At the desk: the reader's own language, the office's zone. Public pages choose by address alone."""

    def process_request(self, request):
        if not is_private(request.path_info):
            return
        super().process_request(request)
        timezone.activate(Office.get().zone)

    def process_response(self, request, response):
        if not is_private(request.path_info):
            return response
        timezone.deactivate()
        return super().process_response(request, response)
