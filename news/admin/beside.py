"""The addresses beside an item's page: its words as they are written, who is there, what colleagues say."""

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import path

from . import comments, drafts, presence

# By the word in its name: the address, and the view, which gets the item. All answer to POST alone.
VIEWS = {
    "draft": ("<int:key>/draft/<str:language>/", drafts.draft),
    "present": ("<int:key>/present/", presence.beat),
    "comment": ("<int:key>/comment/", comments.comment),
    "resolve": ("<int:key>/resolve/", comments.resolve),
}


def urls(page) -> list:
    """Named like the page's other addresses: news_session_draft."""
    return [_address(page, word, *VIEWS[word]) for word in VIEWS]


def _address(page, word: str, route: str, view):
    def answer(request, key, **arguments):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if key >= 2**63:  # no row has such a key, and SQLite cannot be asked
            raise Http404
        return view(request, page, get_object_or_404(page.model, pk=key), **arguments)

    name = f"{page.opts.app_label}_{page.opts.model_name}_{word}"
    return path(route, page.admin_site.admin_view(answer), name=name)
