"""Taking a photograph in: checked before it is decoded, stored whole or not at all."""

import hashlib
import re
import unicodedata
from typing import NamedTuple

from django.core.files.base import File
from django.db import connection, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from . import pictures, renditions, tasks
from .metadata import filling, reading
from .metadata.fields import Metadata
from .models import EditionFacet, Facet, FileChange, Office, Photo, PhotoWords
from .text import tidy_line

MAX_BYTES = 200 * 1024 * 1024
MAX_NAME = 255
NOTHING_SAID = Metadata()
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Refused(Exception):
    """Nothing was stored. `sentence` names the file and says what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class NotKept(Refused):
    """The disk failed, not the file: the same bytes may be taken later."""


class Examined(NamedTuple):
    """What is known of a picture that can be stored: width and height in pixels, the right way up."""

    format: str
    width: int
    height: int
    tone: str
    metadata: Metadata


def store(file: File, *, by, name: str = "", said: Metadata = NOTHING_SAID) -> Photo:
    """Check the file, keep it and answer its row; renditions are made later. Raises `Refused`.

    Its fields and words are what the sender `said`, and otherwise what the file says about itself.
    A picture that the library already holds, byte for byte, is not stored again: its row is answered, with
    its captions, and only what it lacks is added from what is `said`. The desk sees the whole library, so
    this tells nobody anything new.
    The file is on the disk before the row is written; without the row it is removed.
    """
    name = clean_name(name or file.name or "")
    examined = examine(file, name)
    sha256 = digest(file)
    if FileChange.objects.recalled(sha256):
        raise Refused(
            _("“%(name)s” was recalled: it is not shown again. Choose another picture.") % {"name": name}
        )
    known = _held(sha256)
    if known:
        return complete(known, said)
    *shape, metadata = examined
    photo = Photo(name=name, sha256=sha256, size_bytes=file.size, uploaded_by=by)
    photo.format, photo.width, photo.height, photo.tone = shape
    filling.fill(photo, said, metadata)
    try:
        photo.original.save(name, file, save=False)
    except OSError as error:
        raise not_kept(name) from error
    try:
        with transaction.atomic():
            _one_at_a_time(sha256)
            known = _held(sha256)  # somebody may have sent the same meanwhile
            if not known:
                photo.save()
                rows = filling.words(photo, said, metadata, languages=_languages(said))
                PhotoWords.objects.bulk_create(rows)
                transaction.on_commit(lambda: tasks.make_renditions.enqueue(photo.pk), robust=True)
    except BaseException:
        photo.original.delete(save=False)
        raise
    if known:
        photo.original.delete(save=False)
        return complete(known, said)
    return photo


def _held(sha256: str) -> Photo | None:
    """The row of these bytes, if the library has them."""
    return Photo.objects.filter(sha256=sha256).exclude(original="").first()


def _one_at_a_time(sha256: str):
    """Who stores the same bytes waits until this transaction ends. On SQLite every writer does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])


def not_kept(name: str) -> NotKept:
    return NotKept(
        _("“%(name)s” could not be kept: the server's disk refuses it. Tell the administrator.")
        % {"name": name}
    )


def complete(photo: Photo, said: Metadata) -> Photo:
    """Add to a photograph of the library what it lacks; the words of a language that has some stay.

    One that an item shows stays as it is: it may be in review, and what changes there is to be seen.
    """
    if photo.galleries.exists():
        return photo
    filled = filling.fill(photo, said)
    if filled:
        Photo.objects.filter(pk=photo.pk).update(**{name: getattr(photo, name) for name in filled})
    there = set(photo.words.values_list("language", flat=True))
    rows = filling.words(photo, said, languages=_languages(said))
    PhotoWords.objects.bulk_create(row for row in rows if row.language not in there)
    return photo


@transaction.atomic
def say(photos: list[Photo], said: Metadata, *, by):
    """What a person says of pictures after these were stored: before anybody shows one, it is as said first.

    Of what somebody else brought, only what is lacking is filled.
    """
    if said == NOTHING_SAID:
        return
    for photo in photos:
        if is_fresh(photo, by):
            filling.overwrite(photo, said)
        else:
            complete(photo, said)


def is_fresh(photo: Photo, by) -> bool:
    """Whether this person brought it and no item shows it yet."""
    return photo.uploaded_by_id == by.pk and not photo.galleries.exists()


def _languages(said: Metadata) -> list[str]:
    """The office's, and those in which somebody said something."""
    return list(dict.fromkeys([*Office.get().language_codes, *said.captions, *said.descriptions]))


def removable(photo: Photo) -> bool:
    """Whether no gallery and no edition, of whatever time, shows it, and the record does not name it."""
    shown = EditionFacet.objects.filter(facet=Facet.PHOTO, thing=photo.pk)
    return not (photo.galleries.exists() or shown.exists() or photo.changes.exists())


@transaction.atomic
def remove(photo: Photo):
    """Delete the row, and its files once that is certain. Raises ProtectedError where it is in use."""
    original = photo.original
    gone = Photo(token=photo.token, width=photo.width, original=original.name)
    photo.delete()
    transaction.on_commit(lambda: original.name and original.storage.delete(original.name), robust=True)
    transaction.on_commit(lambda: renditions.remove_all(gone), robust=True)


def examine(file: File, name: str) -> Examined:
    """Read the header, then decode as little as finds a picture that breaks off. Raises `Refused`."""
    check_size(file.size, name)
    try:
        with pictures.one_at_a_time:
            return _examined(file, name)
    except pictures.TooLarge as error:
        limit = number_format(pictures.MAX_PIXELS, force_grouping=True)
        raise Refused(
            _("“%(name)s” has more than %(limit)s pixels. Make it smaller and upload it again.")
            % {"name": name, "limit": limit}
        ) from error
    except pictures.Unreadable as error:
        raise Refused(
            _(
                "“%(name)s” cannot be read as a picture: it is damaged or of another kind. "
                "Save it as JPEG, PNG, WebP or TIFF and upload that."
            )
            % {"name": name}
        ) from error


def check_size(size: int, name: str):
    """Raises `Refused` for a file of that many bytes; it need not be here yet."""
    if not size:
        raise Refused(_("“%(name)s” is empty. Choose the file again.") % {"name": name})
    if size > MAX_BYTES:
        raise Refused(
            _("“%(name)s” is larger than %(limit)s MB. Save it as JPEG and upload that.")
            % {"name": name, "limit": MAX_BYTES // 1024**2}
        )


def _examined(file: File, name: str) -> Examined:
    image = pictures.opened(file)
    # A JPEG may carry a second picture for the camera's screen (MPO); its first is the photograph.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise Refused(
            _("“%(name)s” holds several pictures. Save the one picture you mean and upload that.")
            % {"name": name}
        )
    size = image.size
    image = pictures.decoded(image, at_least=(1, 1))
    tone = pictures.tone(image)
    if image.format == "TIFF":
        size = image.size  # Pillow turns a TIFF upright by itself
    width, height = pictures.upright_size(size, pictures.orientation(image))
    if height * min(width, renditions.WIDTHS[-1]) > renditions.MAX_SIDE * width:
        raise Refused(
            _("“%(name)s” is too long and narrow to be shown. Cut it and upload it again.") % {"name": name}
        )
    kind = "JPEG" if image.format == "MPO" else image.format
    return Examined(kind, width, height, tone, reading.read(image, Office.get().zone))


def digest(file: File) -> str:
    """SHA-256 in hexadecimal, read in pieces."""
    sha256 = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        sha256.update(chunk)
    return sha256.hexdigest()


def clean_name(name: str) -> str:
    """The name to show and to search: without folders and invisible characters, cut before its ending."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = tidy_line("".join(" " if sign.isspace() else sign for sign in name if visible(sign)))
    if len(name) <= MAX_NAME:
        return name or _("photograph")
    ending = re.search(r"(\.\w{1,10})?\Z", name).group()
    kept = MAX_NAME - len(ending)
    while kept > 1 and unicodedata.combining(name[kept]):
        kept -= 1
    return name[:kept] + ending


def order_taken(photo: Photo) -> tuple:
    """A key to sort by: when they were taken; those of no known moment last, by their file names."""
    taken = photo.taken_at.timestamp() if photo.taken_at else float("inf")
    return taken, file_name_order(photo.name)


def file_name_order(name: str) -> list:
    """A key to sort by, as people read file names: DSC_9 comes before DSC_10, whatever the case."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(int(part[:40]), "") if number % 2 else (0, part) for number, part in enumerate(parts)]


def visible(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in INVISIBLE
