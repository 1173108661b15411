"""A folder of photographs into the library and, where an item is named, into its gallery."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import uploads, workflow
from ..models import Office, Photo, Publication, User
from . import Refused
from .folder import Folder
from .run import REFUSED, STORED


@dataclass(frozen=True)
class Result:
    """One file. `url` is where the photograph can be had once something public shows it."""

    file: str
    status: str
    reason: str = ""
    caption: str = ""
    credit: str = ""
    url: str = ""


def publication_for(slug: str, by: User) -> Publication | None:
    """The item in whose gallery they go; none for "". Raises Refused where this person may not."""
    if not by.has_perm("news.add_photo"):
        raise Refused(_("%(user)s may not add photographs. Ask a photographer or a writer.") % {"user": by})
    if not slug:
        return None
    if not by.has_perm("news.add_galleryphoto"):
        raise Refused(_("%(user)s may not change galleries. Ask a writer.") % {"user": by})
    publication = Publication.objects.filter(slug=slug).first()
    if publication is None:
        raise Refused(_("There is no item “%(slug)s”. Give the last part of its address.") % {"slug": slug})
    return publication


def run(root: Path, *, by: User, publication: Publication | None) -> Iterator[Result]:
    """Store the files that lie in the folder, in the order of their names; the gallery is made at the end."""
    languages = Office.get().language_codes
    photos = []
    for name in sorted(_names(root), key=uploads.file_name_order):
        began = timezone.now()
        try:
            photo = _stored(root, name, by)
        except Refused as refusal:
            yield Result(name, REFUSED, str(refusal))
            continue
        photos.append(photo)
        known = _("Already in the library, used from there.") if photo.uploaded_at < began else ""
        address = settings.SITE_URL + reverse("photo_print", args=[photo.token])
        yield Result(name, STORED, known, _caption(photo, languages), photo.credit, address)
    if publication and photos:
        workflow.add_to_gallery(publication, photos, by=by)


def _names(root: Path) -> list[str]:
    """The files of the folder, without those that programs hide in it."""
    return [path.name for path in root.iterdir() if path.is_file() and not path.name.startswith(".")]


def _stored(root: Path, name: str, by: User) -> Photo:
    with Folder(root).open(name) as file:
        try:
            return uploads.store(file, by=by, name=name)
        except uploads.Refused as refusal:
            raise Refused(refusal.sentence) from refusal


def _caption(photo: Photo, languages: list[str]) -> str:
    captions = dict(photo.words.values_list("language", "caption"))
    return next((captions[language] for language in languages if captions.get(language)), "")
