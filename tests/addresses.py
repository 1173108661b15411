"""All addresses of the project, from its URL patterns, each with a sample of every part that varies.

A pattern without samples raises LookupError: say here which thing it leads to.
"""

import re
from dataclasses import dataclass

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver

from news.models import Edition, FileChange

PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """`route` is how the pattern spells it; `path` is one of its addresses."""

    route: str
    name: str | None
    path: str


def patterns(resolver=None, before=""):
    """(route, name) of every pattern, in the order in which they are asked."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry.name


def addresses(case) -> list[Address]:
    """One address for each pattern, about what `make.everything()` made."""
    return [Address(route, name, _path(route, name, case)) for route, name in patterns()]


def public_paths(case) -> list[str]:
    private = ("desk/", "press/", "preview/")
    return [f"/{_path(route, name, case)}" for route, name in patterns() if not route.startswith(private)]


def _path(route: str, name: str | None, case) -> str:
    if name == "app_list":
        return "desk/news/"
    if "(?P<url>" in route:
        return "desk/no-such-page/"
    return PART.sub(lambda part: str(_sample(part.group(1), route, name or "", case)), route)


def _sample(part: str, route: str, name: str, case):
    edition: Edition = case.editions[case.session, "en"]
    day = f"{edition.date:%Y/%m/%d}"
    common = {
        "language": "en",
        "section": "sessions",
        "day": day,
        "number": 1,
        "which": 1 if "number:" in route else case.photo.token[:6],
        "width": 320,
        "crop": "square-50-50",
    }
    common |= {"verb": "withdraw", "rest": "no-such-page/", "format": "atom"}
    common |= {"days": f"{edition.first_live_from:%Y%m%d}"}
    common |= {"year": edition.date.year, "month": f"{edition.date:%m}"}
    if route.startswith("desk/earlier/"):
        return FileChange.objects.exclude(earlier="").get().pk
    if route.startswith("preview/"):
        return _preview(part, case)
    if part in common:
        return common[part]
    if part == "extension":
        return "jpg"
    if part == "slug":
        things = {
            "official": case.official.slug,
            "body": case.body.slug,
            "state": case.state.slug,
            "topic": case.topic.slug,
            "topic_feed": case.topic.slug,
        }
        return things.get(name, edition.publication.slug)
    if part == "verb":
        return "withdraw"
    if part == "token":
        return case.file.token if "files/" in route else case.photo.token
    if part == "name" and "files/" in route:
        return case.file.name
    if part == "content_type_id":
        return ContentType.objects.get_for_model(Edition).pk
    if part in ("object_id", "id", "key"):
        return _key(route, edition)
    raise LookupError(f"No sample for <{part}> of {route}: add one in tests/addresses.py.")


def _preview(part: str, case):
    """A link that is open, to a draft."""
    samples = {"width": 320, "extension": "jpg", "photo": case.photo.token, "crop": "square-50-50"}
    samples |= {"token": case.preview, "file": case.hidden_file.token, "name": case.hidden_file.name}
    return samples[part]


def _key(route: str, edition: Edition) -> int:
    """A row of the model that this page of the desk is about; 0 where such rows are made by the machine."""
    if route.startswith("desk/r/"):
        return edition.pk
    if "/of-session/" in route:
        return edition.publication_id
    app, model = re.match(r"desk/(\w+)/(\w+)/", route).groups()
    model = apps.get_model(app, model)
    assert model in admin.site._registry, route
    row = model._default_manager.order_by("pk").first()
    return row.pk if row else 0
