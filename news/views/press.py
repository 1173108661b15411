"""For accredited press: what is under embargo for them, signed in, noted by name, cached nowhere.

Who has not signed in, or may not read here, is led to the sign-in page from every address alike.
"""

import contextlib
import functools
from urllib.parse import urlencode

from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Min
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from .. import door
from ..dates import countdown, until
from ..galleries import gallery as gallery_of
from ..languages import own_name
from ..models import KIND_IN, Attachment, Edition, EditionFacet, EmbargoReading, Facet, Office, Photo
from ..pages import Moved, Reader, Withdrawn, edition_at, item_page, missing_languages
from ..prints import prints
from ..reading import teasers
from ..sign_in import Throttled
from . import galleries
from .public import error

DOOR = "/press"
DOORS = {"photo_door": f"{DOOR}/photos/", "file_door": f"{DOOR}/files/"}
NOT_INDEXED = {"canonical": ""}
LATEST = 6
What = EmbargoReading.What


class Public(Exception):
    """Nothing is under embargo at this address, and the public address answers."""


class NotNoted(Exception):
    """The reading could not be written down, so it does not take place."""


# Signing in and out


class PressSignIn(Throttled, AuthenticationForm):
    """One sentence whatever is wrong: it tells nobody which accounts there are, or what they may read."""

    refusal = _(
        "You cannot sign in with this. Check the user name and the password; "
        "if they are right, ask the press office to open these pages to your account."
    )
    error_messages = {"invalid_login": refusal, "inactive": refusal}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")

    def confirm_login_allowed(self, user):
        if not (user.is_active and user.reads_under_embargo):
            raise ValidationError(self.refusal, code="invalid_login")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    onward = _onward(request)
    posted = request.method == "POST"
    if not posted and may_read(request.user):
        return HttpResponseRedirect(onward)
    form = PressSignIn(request, data=request.POST if posted else None)
    if posted and form.is_valid():
        login(request, form.get_user())
        return HttpResponseRedirect(onward)
    reader = reader_for(request, _language_of(onward))
    languages = reader.language_links({code: _sign_in_in(code) for code in reader.office.language_codes})
    context = reader.frame(request.path) | NOT_INDEXED | {"form": form, "languages": languages}
    with translation.override(reader.language):
        return HttpResponse(render_to_string("news/press/sign_in.html", context, request))


def sign_out(request):
    if request.method == "POST":
        logout(request)
    language = _language_of(_onward(request))
    return HttpResponseRedirect(_sign_in_in(language) if language else reverse("press_sign_in"))


def _onward(request) -> str:
    """Where the press goes on from here: an address of its own, whatever was asked for."""
    wanted = request.GET.get("next", "")
    return wanted if wanted.startswith(f"{DOOR}/") else reverse("press")


def _language_of(path: str) -> str:
    """The language of the page at that address, "" where it has none that the office has."""
    code = path.removeprefix(f"{DOOR}/").partition("/")[0]
    return code if code in Office.get().language_codes else ""


def _sign_in_in(language: str) -> str:
    """The sign-in page in that language, and what it leads to."""
    return f"{reverse('press_sign_in')}?{urlencode({'next': reverse('press_in', args=[language])})}"


def may_read(user) -> bool:
    return user.is_authenticated and user.reads_under_embargo


def reader_for(request, language: str = "") -> Reader:
    """In that language, Http404 if the office has it not, or in the one that the browser asks for."""
    office = Office.get()
    if language and language not in office.language_codes:
        raise Http404
    asked = translation.get_language()
    first = asked if asked in office.language_codes else office.language_codes[0]
    return Reader(office, language or first, timezone.now())


def accredited(view):
    """To the sign-in page with everybody who may not read here, whatever the address."""

    @require_safe
    @functools.wraps(view)
    def guarded(request, *args, **parts):
        if not may_read(request.user):
            return redirect_to_login(request.path, reverse("press_sign_in"))
        try:
            return view(request, *args, **parts)
        except NotNoted:
            reader = reader_for(request)
            with translation.override(reader.language):
                response = error(request, reader, 503, "news/press/not_noted.html")
            response.headers["Cache-Control"] = "private, no-store"
            return response

    return guarded


def press(view):
    """A page of the press: `view(request, reader, **parts of the address)` gives template and context."""

    @accredited
    @functools.wraps(view)
    def page(request, language="", **parts):
        reader = reader_for(request, language)
        with translation.override(reader.language), timezone.override(reader.office.zone):
            try:
                template, context = view(request, reader, **parts)
            except Public:
                return HttpResponseRedirect(request.path.removeprefix(DOOR))
            frame = reader.frame(f"/{reader.language}/")
            response = HttpResponse(render_to_string(template, frame | context | NOT_INDEXED, request))
        if "embargo" in context:  # other pages hold a form, which browsers send without an origin under this
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return page


# Reading


@press
def under_embargo(request, reader):
    """What is under embargo for this person now, and what was published last."""
    whole = _listed(Edition.objects.embargoed_for(request.user, reader.at), reader)
    _note_titles(whole, request.user)
    editions = [*whole, *_listed(_with_pictures_ahead(request.user, reader.at), reader)]
    live = teasers(Edition.objects.live(reader.at).in_language(reader.language).latest_first())
    codes = reader.office.language_codes
    return "news/press/list.html", {
        "rows": [
            {
                "edition": edition,
                "href": DOOR + edition.get_absolute_url(),
                "tongue": own_name(edition.language),
                **embargo_of(edition, reader),
            }
            for edition in editions
        ],
        "published": live[:LATEST],
        "person": request.user.get_full_name() or request.user.get_username(),
        "languages": reader.language_links({code: reverse("press_in", args=[code]) for code in codes}),
    }


def _listed(editions, reader) -> list[Edition]:
    return list(
        editions.filter(language__in=reader.office.language_codes)
        .select_related("publication")
        .only("language", "kind", "form", "date", "title", "live_from", "publication__slug")
        .order_by("-live_from", "publication", "language")
    )


@press
def item(request, reader, section, day, slug):
    edition = _edition(request.user, reader, section, day, slug)
    template, context = item_page(edition, at=reader.at, office=reader.office, ahead=True)
    if context["photographs"]:
        context["gallery_href"] = DOOR + context["gallery_href"]
    beside = _addresses(edition, request.user, reader)
    context |= _head(edition, reader, beside)
    context["missing_languages"] = missing_languages(context["languages"])
    note([edition], request.user, What.PAGE)
    return template, context


@press
def gallery(request, reader, section, day, slug):
    edition = _edition(request.user, reader, section, day, slug)
    context = galleries.pictures(edition, reader.at, DOOR)
    note([edition], request.user, What.PAGE)
    head = _head(edition, reader, _addresses(edition, request.user, reader))
    return "news/galleries/gallery.html", context | head


@press
def photograph(request, reader, section, day, slug, which):
    edition = _edition(request.user, reader, section, day, slug)
    context = galleries.one_of(galleries.pictures(edition, reader.at, DOOR), which, reader.at)
    note([edition], request.user, What.PAGE)
    head = _head(edition, reader, _addresses(edition, request.user, reader))
    return "news/galleries/photograph.html", context | head


@accredited
def archive(request, language, section, day, slug):
    reader, person = reader_for(request, language), request.user
    try:
        edition = _edition(person, reader, section, day, slug)
    except Public:
        return HttpResponseRedirect(request.path.removeprefix(DOOR))

    def may_see(photo: Photo) -> bool:
        return Photo.objects.open_to(person, timezone.now()).filter(pk=photo.pk).exists()

    # Words of this item, or public ones: those of another item under embargo would be read without a note.
    own = Edition.objects.embargoed_for(person, reader.at).filter(publication=edition.publication_id)
    shown = Photo.objects.open_to(person, reader.at), Edition.objects.live(reader.at) | own
    wanted = gallery_of(edition, *shown, may_see)
    response = door.archive(request, wanted, public=False)
    note([edition], person, What.FILE, wanted.name)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@press
def nothing(request, reader, rest):
    raise Http404


@accredited
def photo(request, token, width, extension, crop=""):
    at = timezone.now()
    photos = Photo.objects.open_to(request.user, at).shown_by(Edition.objects.open_to(request.user, at))
    photo = get_object_or_404(photos, token=token)
    response = door.photograph(request, photo, width, extension, crop, public=False)
    if response.status_code == 302:  # nothing has been seen yet
        return response
    return _noted(response, Facet.PHOTO, photo, What.PHOTOGRAPH, request.user, at)


@accredited
def printed(request, token):
    at = timezone.now()
    photo = get_object_or_404(Photo.objects.open_to(request.user, at), token=token)
    [wanted] = prints([photo], Edition.objects.open_to(request.user, at), ahead=True)
    response = door.printed(request, wanted, public=False)
    return _noted(response, Facet.PHOTO, photo, What.PHOTOGRAPH, request.user, at)


@accredited
def attachment(request, token, name):
    at = timezone.now()
    attachment = get_object_or_404(Attachment.objects.open_to(request.user, at), token=token)
    response = door.attachment(request, attachment, name, public=False)
    return _noted(response, Facet.FILE, attachment, What.FILE, request.user, at)


def _edition(person, reader, section, day, slug) -> Edition:
    """What is under embargo for this person at an address, or has photographs that are.

    Raises Public where it is public or was, Http404 where nothing is for this person.
    """
    for editions in (
        Edition.objects.embargoed_for(person, reader.at),
        _with_pictures_ahead(person, reader.at),
    ):
        here = editions.in_language(reader.language).of_kind(KIND_IN[section])
        here = here.filter(date=day, publication__slug=slug).select_related("publication")
        if edition := here.order_by("live_from").first():
            return edition
    with contextlib.suppress(Moved, Withdrawn):
        edition_at(reader.language, section, day, slug, at=reader.at)
    raise Public


def _with_pictures_ahead(person, at):
    """Live editions with photographs under an embargo of their own, which this person may see before."""
    ahead = Photo.objects.under_embargo(at).values("pk")
    carrying = EditionFacet.objects.filter(facet=Facet.PHOTO, thing__in=ahead).values("edition")
    return Edition.objects.live(at).trusted_to(person).filter(pk__in=carrying)


def _head(edition, reader, beside: dict[str, str]) -> dict:
    """What a page under embargo has besides: the embargo, its own doors, its other languages."""
    return DOORS | {"embargo": embargo_of(edition, reader), "languages": reader.language_links(beside)}


def embargo_of(edition, reader) -> dict:
    """Until when, in the office's zone and in UTC, and how long that is from this moment.

    `of_pictures`: the words are public, and only photographs are under embargo, of which the next is named.
    """
    of_pictures, moment = edition.live_from <= reader.at, edition.live_from
    if of_pictures:
        carried = EditionFacet.objects.filter(edition=edition, facet=Facet.PHOTO).values("thing")
        photos = Photo.objects.under_embargo(reader.at).filter(pk__in=carried)
        moment = photos.aggregate(next=Min("embargo_until"))["next"] or reader.at
    return {
        "of_pictures": of_pictures,
        "moment": moment,
        "until": until(moment, reader.office.zone),
        "countdown": countdown(moment, reader.at),
    }


def _addresses(edition, person, reader) -> dict[str, str]:
    """Where this person reads the item in each language: here under embargo, or on the public site."""
    others = Edition.objects.open_to(person, reader.at).filter(publication=edition.publication_id)
    others = others.select_related("publication").only(
        "language", "kind", "date", "publication__slug", "live_from"
    )
    return {
        other.language: (DOOR if other.live_from > reader.at else "") + other.get_absolute_url()
        for other in others.order_by("live_from")
    }


# Who read what


def note(editions, person, what: What, name: str = ""):
    """Write the reading down before it is given; raises NotNoted."""
    rows = [EmbargoReading(edition=edition, person=person, what=what, name=name) for edition in editions]
    try:
        with transaction.atomic():
            EmbargoReading.objects.bulk_create(rows)
    except DatabaseError as error:
        raise NotNoted from error


def _note_titles(editions, person):
    """The list is looked at again and again: a title counts as read the first time."""
    before = EmbargoReading.objects.filter(person=person, what=What.TITLE, edition__in=editions)
    seen = set(before.values_list("edition", flat=True))
    note([edition for edition in editions if edition.pk not in seen], person, What.TITLE)


def _noted(response, facet: Facet, thing, what: What, person, at):
    """The answer, once it is noted for each item under embargo that carries the thing, in one language."""
    ahead = facet == Facet.PHOTO and not thing.is_known(at)
    editions = Edition.objects.ahead_for(person, at) if ahead else Edition.objects.embargoed_for(person, at)
    carrying = editions.about(facet, thing.pk).only("publication")
    items = {edition.publication_id: edition for edition in carrying.order_by("-live_from", "-id")}
    try:
        note(items.values(), person, what, thing.name)
    except NotNoted:
        if response.streaming:  # its own close would end the request, and with it the connection
            response.file_to_stream.close()
        raise
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
