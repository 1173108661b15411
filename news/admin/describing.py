"""Captions and descriptions of many photographs on one page, languages side by side."""

from hashlib import sha256
from typing import NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..blockers import language_name
from ..models import Office, Photo, PhotoWords, Publication
from .photos import picture, words_changed

AT_ONCE = 40


class Words(NamedTuple):
    """A photograph's words in one language, and the names of their fields in the form."""

    language: str
    language_name: str
    name: str
    caption: str
    description: str
    written: PhotoWords
    seen: str


class Row(NamedTuple):
    photo: Photo
    picture: str
    words: list[Words]
    conflict: bool


def describe(request):
    """The gallery of `?publication=`, or what in the library lacks a description, newest first.

    Words that a colleague wrote in the meantime are never overwritten: the page comes back, 409, with both.
    """
    if not request.user.has_perm("news.change_photo"):
        raise PermissionDenied
    languages = Office.get().language_codes
    slug, publication = request.GET.get("publication"), None
    photos = Photo.objects.prefetch_related("words").exclude(original="")
    if slug:
        publication = get_object_or_404(Publication, slug=slug)
        photos = photos.filter(galleries__publication=publication).order_by("galleries__sort_order", "pk")
    elif request.method == "POST":
        photos = photos.filter(token__in=request.POST.getlist("token"))
    else:
        photos = photos.filter(pk__in=undescribed(languages))[:AT_ONCE]
    photos = list(photos)

    conflicts = set()
    if request.method == "POST":
        changed = 0
        for photo in photos:
            outcome = save_words(photo, languages, request.POST, by=request.user)
            changed += outcome == "saved"
            conflicts |= {photo.pk} if outcome == "conflict" else set()
        if not conflicts:
            sentence = ngettext(
                "%(number)d photograph has new words.", "%(number)d photographs have new words.", changed
            )
            messages.success(request, sentence % {"number": changed})
            return HttpResponseRedirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "title": _("Captions and descriptions"),
        "publication": publication,
        "rows": [row(photo, languages, request.POST, photo.pk in conflicts) for photo in photos],
        "conflicts": conflicts,
    }
    status = 409 if conflicts else 200
    return TemplateResponse(request, "admin/news/photo/describe.html", context, status=status)


def undescribed(languages: list[str]):
    """Ids of photographs without a description in one of the languages."""
    described = Photo.objects.all()
    for language in languages:
        words = PhotoWords.objects.filter(language=language).exclude(description="")
        described = described.filter(pk__in=words.values("photo"))
    return Photo.objects.exclude(pk__in=described.values("pk")).values("pk")


def words_of(photo: Photo, language: str) -> PhotoWords:
    written = (words for words in photo.words.all() if words.language == language)
    return next(written, None) or PhotoWords(photo=photo, language=language)


def tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def mark(words: PhotoWords) -> str:
    """What the form carries to notice a colleague's change."""
    return sha256(f"{words.caption}\0{words.description}".encode()).hexdigest()[:16]


def row(photo: Photo, languages: list[str], sent, conflict: bool) -> Row:
    """The photograph with what is written, or with what was sent and could not be saved."""
    columns = []
    for language in languages:
        words, name = words_of(photo, language), f"{photo.token}-{language}"
        caption, description = words.caption, words.description
        if conflict:
            caption = sent.get(f"{name}-caption", caption)
            description = sent.get(f"{name}-description", description)
        columns.append(
            Words(language, language_name(language), name, caption, description, words, mark(words))
        )
    return Row(photo, picture(photo, 640), columns, conflict)


@transaction.atomic
def save_words(photo: Photo, languages: list[str], sent, *, by) -> str:
    """Save what was sent for a photograph: "saved", "same", or "conflict" and nothing saved."""
    Photo.objects.select_for_update().get(pk=photo.pk)
    now = {words.language: words for words in PhotoWords.objects.filter(photo=photo)}
    changed = []
    for language in languages:
        words = now.get(language) or PhotoWords(photo=photo, language=language)
        name = f"{photo.token}-{language}"
        caption = tidy(sent.get(f"{name}-caption", words.caption))
        description = tidy(sent.get(f"{name}-description", words.description))
        if (caption, description) == (tidy(words.caption), tidy(words.description)):
            continue
        if sent.get(f"{name}-seen") != mark(words):
            return "conflict"
        words.caption, words.description = caption, description
        changed.append(words)
    for words in changed:
        words.save()
    if changed:
        words_changed(photo, by=by)
    return "saved" if changed else "same"
