"""Words, people and rights of many photographs on one page, languages side by side.

What is pasted or said for many goes into the fields first, and is saved as if it had been written there.
"""

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

from .. import workflow
from ..blockers import language_name
from ..metadata import filling
from ..models import Office, Photo, PhotoWords, Publication
from ..text import tidy_lines
from . import pictured
from .many import ForMany
from .pasted import PastedLists
from .photos import picture, say_elsewhere, words_changed

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
    people: pictured.Line
    conflict: bool
    ticked: bool


def describe(request):
    """The gallery of `?publication=`, or what in the library lacks a description, newest first.

    "Fill" and "compose" show the page again with the fields filled, and save nothing. Words that a colleague
    wrote in the meantime are never overwritten: the page comes back, 409, with both.
    """
    if not request.user.has_perm("news.change_photo"):
        raise PermissionDenied
    languages = Office.get().language_codes
    photos, publication = _shown(request, languages)
    sent = request.POST.copy() if request.method == "POST" else None
    lists, many = PastedLists(sent, languages=languages), ForMany(sent, languages=languages)
    lines = pictured.lines(photos, publication, sent)
    conflicts, status = set(), 200
    if sent is not None:
        fitting = all([lists.is_valid() and lists.fits(photos), many.is_valid()])
        fitting = fitting and not any(line.sentence for line in lines.values())
        if fitting:
            _fill(sent, photos, languages, lists, many)
        if "_compose" in sent:
            pictured.compose(sent, photos, lines, languages)
        if fitting and not {"_fill", "_compose"} & {*sent}:
            items, changed, conflicts = _save(photos, languages, sent, lines, many, by=request.user)
            if not conflicts:
                _say(request, changed)
                say_elsewhere(request, items, besides=publication)
                return HttpResponseRedirect(request.get_full_path())
        status = 409 if conflicts else 200 if fitting else 422
        if fitting:  # what they said stands in the fields now
            lists, many = PastedLists(None, languages=languages), many.without_captions()
    context = {
        **admin.site.each_context(request),
        "title": _("Captions and descriptions"),
        "publication": publication,
        "rows": [
            row(photo, languages, sent, lines[photo.pk], conflict=photo.pk in conflicts) for photo in photos
        ],
        "conflicts": conflicts,
        "lists": lists,
        "many": many,
        "filled": sent is not None and status == 200,
        "refused": status == 422,
    }
    return TemplateResponse(request, "admin/news/photo/describe.html", context, status=status)


def _shown(request, languages: list[str]) -> tuple[list[Photo], Publication | None]:
    slug, publication = request.GET.get("publication"), None
    photos = Photo.objects.prefetch_related("words", "people__term__official", "people__term__position")
    photos = photos.exclude(original="")
    if slug:
        publication = get_object_or_404(Publication, slug=slug)
        photos = photos.filter(galleries__publication=publication)
        photos = photos.order_by("galleries__sort_order", "galleries__pk")
    elif request.method == "POST":
        photos = photos.filter(token__in=request.POST.getlist("token"))
    else:
        photos = photos.filter(pk__in=undescribed(languages))[:AT_ONCE]
    return list(photos), publication


def undescribed(languages: list[str]):
    """Ids of photographs without a description in one of the languages."""
    described = Photo.objects.all()
    for language in languages:
        words = PhotoWords.objects.filter(language=language).exclude(description="")
        described = described.filter(pk__in=words.values("photo"))
    return Photo.objects.exclude(pk__in=described.values("pk")).values("pk")


def _fill(sent, photos: list[Photo], languages: list[str], lists: PastedLists, many: ForMany):
    """Write into the fields what the lists say, and one caption for all that are ticked."""
    for number, photo in enumerate(photos):
        for language in languages:
            name, written = f"{photo.token}-{language}", words_of(photo, language)
            words = {field: sent.get(f"{name}-{field}", getattr(written, field)) for field in lists.about}
            if photo.token in sent.getlist("ticked"):
                words |= many.caption_in(language)
            words = lists.described(words | lists.texts_of(number, language))
            for field, text in words.items():
                sent[f"{name}-{field}"] = text


@transaction.atomic
def _save(photos, languages, sent, lines, many: ForMany, *, by) -> tuple[list[Publication], int, set[int]]:
    """The items that show what has changed, how many photographs have, and where a colleague was faster."""
    workflow.lock_photographs(*(photo.pk for photo in photos))
    changed, conflicts = [], set()
    for photo in photos:
        rights = many.said() if photo.token in sent.getlist("ticked") else None
        outcome = save_words(photo, languages, sent, lines[photo.pk], rights)
        changed += [photo] if outcome == "saved" else []
        conflicts |= {photo.pk} if outcome == "conflict" else set()
    return words_changed(*changed, by=by), len(changed), conflicts


def _say(request, changed: int):
    sentence = ngettext(
        "%(number)d photograph has new words.", "%(number)d photographs have new words.", changed
    )
    messages.success(request, sentence % {"number": changed})


def words_of(photo: Photo, language: str) -> PhotoWords:
    written = (words for words in photo.words.all() if words.language == language)
    return next(written, None) or PhotoWords(photo=photo, language=language)


def mark(words: PhotoWords) -> str:
    """What the form carries to notice a colleague's change."""
    return sha256(f"{words.caption}\0{words.description}".encode()).hexdigest()[:16]


def row(photo: Photo, languages: list[str], sent, people: pictured.Line, *, conflict: bool) -> Row:
    """The photograph with what was sent and is not saved, otherwise with what is written.

    The mark stays the one that was seen, so that a colleague's change is noticed at the next saving; after a
    conflict it is the colleague's.
    """
    columns = []
    for language in languages:
        words, name = words_of(photo, language), f"{photo.token}-{language}"
        caption, description, seen = words.caption, words.description, mark(words)
        if sent is not None:
            caption = sent.get(f"{name}-caption", caption)
            description = sent.get(f"{name}-description", description)
            seen = seen if conflict else sent.get(f"{name}-seen", seen)
        columns.append(Words(language, language_name(language), name, caption, description, words, seen))
    ticked = sent is None or photo.token in sent.getlist("ticked")
    return Row(photo, picture(photo, 640), columns, people, conflict, ticked)


@transaction.atomic
def save_words(photo: Photo, languages: list[str], sent, people: pictured.Line, rights) -> str:
    """Save what was sent for a photograph: "saved", "same", or "conflict" and nothing saved."""
    locked = Photo.objects.select_for_update().get(pk=photo.pk)
    if people.is_stale:
        return "conflict"
    now = {words.language: words for words in PhotoWords.objects.filter(photo=photo)}
    changed = []
    for language in languages:
        words = now.get(language) or PhotoWords(photo=photo, language=language)
        name = f"{photo.token}-{language}"
        caption = tidy_lines(sent.get(f"{name}-caption", words.caption))
        description = tidy_lines(sent.get(f"{name}-description", words.description))
        if (caption, description) == (tidy_lines(words.caption), tidy_lines(words.description)):
            continue
        if sent.get(f"{name}-seen") != mark(words):
            return "conflict"
        words.caption, words.description = caption, description
        changed.append(words)
    for words in changed:
        words.save()
    anything = [changed, people.save(photo), rights and filling.overwrite(locked, rights)]
    return "saved" if any(anything) else "same"
