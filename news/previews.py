"""Pages of what is not public yet, made in memory, and the signed links that open one without an account.

A link is for an edition as it is now. It opens nothing any more when the edition, its facts, or what is
public of its item in that language has changed, when its hours are over, when somebody took it back, or when
who made it may make none any more.
"""

import copy
import datetime
import re
from collections.abc import Callable

from django.core import signing
from django.db.models import F
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.html import escape

from . import freezing, pages, reading
from .models import Edition, Office, PreviewLink, Publication, Status, User

SALT = "news.preview.link"
ANCHOR = re.compile(r'<a\b[^>]*? href="(?P<path>/[^"?#]*)[^"]*"[^>]*>')
ADDRESS = re.compile(r' (?:href|hreflang|rel)="[^"]*"')


def as_it_would_be(edition: Edition, at: datetime.datetime | None = None) -> Edition:
    """A copy, in memory only, of the edition as approval for that moment (default now) would make it."""
    shown, publication = copy.copy(edition), edition.publication
    at = at or timezone.now()
    if edition.status == Status.APPROVED:
        shown.live_from = min(edition.live_from, at)
        return shown
    shown.kind, shown.form, shown.date = publication.kind, publication.form, publication.date
    shown.facts = freezing.freeze(freezing.read(publication.child, edition.language, at, edition.bundle_id))
    shown.status, shown.live_from = Status.APPROVED, at
    shown.first_live_from = edition.first_live_from or at
    return shown


def html_of(
    shown: Edition,
    office: Office,
    *,
    at: datetime.datetime,
    photo_door: str,
    file_door: str,
    languages: dict[str, str] | None = None,
    door_of_others: str = "",
    preview_of: Callable[[Publication, str], str] | None = None,
) -> str:
    """The public page of such a copy, at that moment, with its pictures and files through other doors.

    `languages` are the addresses of its other previews; only a language without one is called missing then.
    `door_of_others` is for the pictures of other items, which may not be public before that moment, and
    `preview_of` gives the preview of one in a language: what is linked and not public by now leads there,
    or nowhere.
    """
    with translation.override(shown.language), timezone.override(office.zone):
        template, context = pages.item_page(shown, at=at, office=office)
        reader = pages.Reader(office, shown.language, at)
        frame = reader.frame(shown.get_absolute_url())
        # No canonical address: the page says noindex then.
        context |= {"photo_door": photo_door, "file_door": file_door, "canonical": ""}
        context["door_of_others"] = door_of_others
        context |= _not_there_yet(shown, context)
        if languages is not None:
            links = reader.language_links(languages)
            context |= {"languages": links, "missing_languages": pages.missing_languages(links)}
        return _leading_to_what_answers(render_to_string(template, frame | context), preview_of)


def _not_there_yet(shown: Edition, context: dict) -> dict:
    """The page's own addresses, empty while they lead nowhere, or would spread what is not public."""
    empty = {"gallery_href": ""}  # its pages show the edition that is public
    once = Edition.objects.once_live().filter(publication=shown.publication_id, language=shown.language)
    if not once.live().filter(pk=shown.pk).exists():
        empty |= {"print_href": "", "bibtex_href": "", "services": dict.fromkeys(context["services"], "")}
    if not once.filter(date=shown.date).exists():  # the day is a part of the address
        empty |= {"history_href": "", "days_href": ""}
    return empty


def _leading_to_what_answers(html: str, preview_of: Callable[[Publication, str], str] | None) -> str:
    """The page with no link to a public page that is not there yet: to the item's preview instead, where
    there is one, else only the words of the link.
    """
    instead = _not_public_yet({found["path"] for found in ANCHOR.finditer(html)})

    def led(found: re.Match) -> str:
        if found["path"] not in instead:
            return found[0]
        item = instead[found["path"]]
        address = f' href="{escape(preview_of(*item))}"' if item and preview_of else ""
        return f"<a{address}{ADDRESS.sub('', found[0].removeprefix('<a'))}"

    return ANCHOR.sub(led, html)


def _not_public_yet(paths: set[str]) -> dict[str, tuple[Publication, str] | None]:
    """Those that answer nobody by now: of an item, with the item and its language; of a thing, with None."""
    asked: dict[str, dict[str, dict]] = {}
    for path in paths:
        try:
            page = resolve(path)
        except Resolver404:
            continue
        asked.setdefault(page.url_name, {})[path] = page.kwargs
    items = asked.get("item", {})
    written = Edition.objects.filter(publication__slug__in={page["slug"] for page in items.values()})
    written = written.select_related("publication").defer("facts", "body")
    known = {(one.language, one.publication.slug): one.publication for one in written}
    once = {one.get_absolute_url() for one in written.once_live()}
    found = {
        path: (known[page["language"], page["slug"]], page["language"])
        for path, page in items.items()
        if path not in once and (page["language"], page["slug"]) in known
    }
    for kind, model in reading.PAGES.items():
        pages_of = asked.get(kind, {})
        things = model.objects.filter(slug__in={page["slug"] for page in pages_of.values()})
        hidden = {*things.values_list("slug", flat=True)} - {*things.live().values_list("slug", flat=True)}
        found |= dict.fromkeys(path for path in pages_of if pages_of[path]["slug"] in hidden)
    return found


def link(edition: Edition, *, by: User, until: datetime.datetime) -> str:
    """The token of a link that opens this edition, as it is now, until then (aware)."""
    row = PreviewLink.objects.create(edition=edition, made_by=by, until=until, seen=_as_it_is(edition))
    return signing.dumps(row.pk, salt=SALT)


def opened(token: str, at: datetime.datetime) -> tuple[Edition, datetime.datetime] | None:
    """The edition that the link opens at that moment and its last moment; None, whatever the reason."""
    try:
        rows = PreviewLink.objects.filter(pk=signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None
    row = _with_edition(rows).first()
    return (row.edition, row.until) if row and _opens(row, at) else None


def live_links(edition: Edition, at: datetime.datetime) -> list[PreviewLink]:
    """Those that open this edition at that moment (aware), the oldest first."""
    rows = _with_edition(PreviewLink.objects.filter(edition=edition, until__gt=at, revoked_at=None))
    return [row for row in rows if _opens(row, at)]


def revoke(row: PreviewLink):
    """Take one link back; the others stay. A second time changes nothing."""
    PreviewLink.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=timezone.now())


def _with_edition(rows):
    return rows.select_related("edition__publication", "made_by")


def _opens(row: PreviewLink, at: datetime.datetime) -> bool:
    return (
        row.revoked_at is None
        and at < row.until
        and may_share(row.made_by)
        and shareable(row.edition, at)
        and _as_it_is(row.edition, at) == row.seen
    )


def may_share(user: User | None) -> bool:
    return bool(user and user.is_active and user.is_staff and user.has_perm("news.add_edition"))


def shareable(edition: Edition, at: datetime.datetime) -> bool:
    """Only what was not public yet; what is public has its address."""
    if edition.set_aside:
        return False
    return edition.status != Status.APPROVED or at < edition.live_from


def _as_it_is(edition: Edition, at: datetime.datetime | None = None) -> list[int]:
    """Numbers of which one changes with the words, the facts, and what is public in that language."""
    at = at or timezone.now()
    others = Edition.objects.filter(publication=edition.publication_id, language=edition.language)
    begun = others.once_live(at).order_by("-live_from").values_list("pk", "withdrawal_reason").first()
    public, reason = begun or (0, "")
    withdrawn = others.exclude(withdrawal_reason="").exclude(live_until=F("live_from")).count()
    return [edition.lock_version, edition.publication.lock_version, public, int(bool(reason)), withdrawn]


def with_band(html: str, band: str) -> str:
    """The public page with a band on top: its own templates know nothing of previews."""
    style = f'<link rel="stylesheet" href="{static("news/desk/preview.css")}"></head>'
    html = html.replace("</head>", style, 1)
    return re.sub(r"<body[^>]*>", lambda body: body.group() + band, html, count=1)
