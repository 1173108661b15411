"""One photograph or one file that people may have seen: called back at once, or replaced at its address."""

from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from .. import documents, outbox, record, renditions, tasks, uploads
from ..models import (
    Attachment,
    Edition,
    EditionFacet,
    Facet,
    FileChange,
    Office,
    Official,
    Photo,
    Publication,
    Status,
    User,
)
from ..search import index
from .approval import change_facts
from .moves import Conflict, Refused, lock_publications, lock_rows

RECALL = "news.withdraw_edition"
What = FileChange.What


@transaction.atomic
def recall(
    thing: Photo | Attachment, *, by: User, reasons: dict[str, str], seen: str | None = None
) -> FileChange:
    """Take it from every page, edition, gallery and address at once; the press that may have it is told.

    With it goes whatever else the office has of the very same bytes. `reasons` are public, a text for each
    of `languages`; `seen` is the SHA-256 that the caller looked at.
    """
    lock_rows(_twins(thing) | type(thing).objects.filter(pk=thing.pk))
    thing = _locked(thing, by, reasons, seen)
    if thing.recalled_at:
        raise Refused(_("It is recalled already."))
    twins = list(_twins(thing).select_for_update(of=("self",)))
    for twin in twins:
        _recall(twin, by, reasons)
    change = _recall(thing, by, reasons)
    outbox.put_file_change(change, carrying(thing, *twins))
    return change


def _recall(thing: Photo | Attachment, by: User, reasons: dict[str, str]) -> FileChange:
    line = record.append_of_file("recall", thing, by=by, before=thing.sha256, note=_note(reasons))
    change = _change(thing, What.RECALLED, by, reasons, line)
    thing.recalled_at = line.at
    thing.save(update_fields=["recalled_at"])
    index.write_again(carrying(thing))
    return change


def _twins(thing: Photo | Attachment):
    """Other rows with the same bytes."""
    others = type(thing).objects.exclude(pk=thing.pk).filter(recalled_at=None)
    return others.filter(sha256=thing.sha256).exclude(sha256="").order_by("pk")


def replace(
    thing: Photo | Attachment, file: File, *, by: User, reasons: dict[str, str], seen: str | None = None
) -> FileChange:
    """Put a better file at the same address, also in place of one that was recalled; the old one is kept.

    Raises `uploads.Refused` or `documents.Refused` for a file that cannot be taken.
    """
    is_photo = isinstance(thing, Photo)
    new = _examined_photo(file) if is_photo else _examined_file(thing, file)
    field = thing.original if is_photo else thing.file
    path = field.storage.save(field.field.generate_filename(thing, file.name), file)
    try:
        with transaction.atomic():
            lock_publications(*_showing(thing).values_list("pk", flat=True))
            return _put(_locked(thing, by, reasons, seen), new, path, by, reasons)
    except BaseException:
        field.storage.delete(path)
        raise


def languages(thing: Photo | Attachment) -> list[str]:
    """In which the public reads why: those of the editions that show it, or all where none does."""
    codes = sorted(set(carrying(thing, *_twins(thing)).values_list("language", flat=True)))
    return codes or Office.get().language_codes


def unreachable(thing: Photo | Attachment) -> list[User]:
    """Of the press who opened it under embargo: to whom no letter goes."""
    readers = outbox.readers(carrying(thing, *_twins(thing)))
    return [person for person in readers if not (person.email and person.is_active)]


def can_be_recalled(thing: Photo | Attachment) -> bool:
    """Whether anybody outside can have seen it, or will: what is only in work is taken out of it instead."""
    return carrying(thing).exists() or _is_a_portrait(thing)


def _is_a_portrait(thing: Photo | Attachment, of=Official.objects) -> bool:
    if isinstance(thing, Attachment):
        return False
    return of.filter(portrait=thing).exists() or Office.objects.filter(emblem=thing).exists()


def _was_public(thing: Photo | Attachment, at) -> bool:
    """Whether anybody could see it by that moment (aware), whether or not it was recalled since."""
    if isinstance(thing, Photo) and not thing.has_begun(at):
        return False
    return carrying(thing).once_live(at).exists() or _is_a_portrait(thing, of=Official.objects.live(at))


def carrying(thing: Photo | Attachment, *twins: Photo | Attachment):
    """The approved editions that show it, or one of the others."""
    facet = Facet.PHOTO if isinstance(thing, Photo) else Facet.FILE
    rows = EditionFacet.objects.filter(facet=facet, thing__in=[row.pk for row in (thing, *twins)])
    return Edition.objects.filter(status=Status.APPROVED, pk__in=rows.values("edition"))


def _showing(thing: Photo | Attachment):
    """The items that show it now, by number, which is the order of locks."""
    if isinstance(thing, Photo):
        return Publication.objects.filter(gallery__photo=thing).order_by("pk").distinct()
    return Publication.objects.filter(pk=thing.publication_id)


def _locked(thing, by: User, reasons: dict[str, str], seen: str | None):
    if not by.has_perm(RECALL):
        raise Refused(_("Your role does not allow this. Ask the spokesman."))
    current = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    if seen is not None and seen != seen_of(current):
        raise Conflict(current)
    if not can_be_recalled(current):
        raise Refused(_("Nothing that is approved shows it: take it out of the item instead."))
    if not all(reasons.get(language, "").strip() for language in languages(current)):
        raise Refused(_("Say why, in each language: the public reads the reason."))
    return current


def seen_of(thing: Photo | Attachment) -> str:
    """What a form remembers: another value after each change."""
    return f"{thing.sha256} recalled" if thing.recalled_at else thing.sha256


def _examined_photo(file: File) -> dict:
    name = uploads.clean_name(file.name or "")
    *shape, said = uploads.examine(file, name)
    new = dict(zip(("format", "width", "height", "tone"), shape, strict=True))
    new |= {"name": name, "sha256": uploads.digest(file), "size_bytes": file.size}
    file.seek(0)
    return new | ({"taken_at": said.taken_at} if said.taken_at else {})


def _examined_file(thing: Attachment, file: File) -> dict:
    new = documents.examined(file)
    if new.content_type != thing.content_type:
        kind = PurePath(thing.name).suffix.upper().lstrip(".")
        raise documents.Refused(
            _("Choose a file of the same kind: its address ends in “%(name)s”, and that is %(kind)s.")
            % {"name": thing.name, "kind": kind}
        )
    return {"sha256": new.sha256, "size_bytes": new.size_bytes}


def _put(thing, new: dict, path: str, by: User, reasons: dict[str, str]) -> FileChange:
    if new["sha256"] == thing.sha256 or FileChange.objects.recalled(new["sha256"]):
        raise Refused(_("That is the same file, or one that was recalled. Choose another."))
    for publication in _showing(thing):
        change_facts(publication, by=by)  # who approves next has seen the new picture, and did not choose it
    was_recalled = thing.recalled_at is not None
    line = record.append_of_file(
        "replace_file", thing, by=by, before=thing.sha256, after=new["sha256"], note=_note(reasons)
    )
    change = _change(thing, What.REPLACED, by, reasons, line)
    outbox.put_file_change(change, carrying(thing))
    if isinstance(thing, Photo):
        made = Photo(token=thing.token, width=thing.width, original=thing.original.name)
        transaction.on_commit(lambda: renditions.remove_all(made), robust=True)
        transaction.on_commit(lambda: tasks.make_renditions.enqueue(thing.pk), robust=True)
        new |= {"original": path, "uploaded_at": line.at, "uploaded_by": by}
    else:
        new |= {"file": path}
    for name, value in (new | {"recalled_at": None}).items():
        setattr(thing, name, value)
    thing.save()
    if was_recalled:
        index.write_again(carrying(thing))
    return change


def _change(thing, what: What, by: User, reasons: dict[str, str], line) -> FileChange:
    is_photo = isinstance(thing, Photo)
    return FileChange.objects.create(
        photo=thing if is_photo else None,
        attachment=None if is_photo else thing,
        what=what,
        at=line.at,
        by=by,
        reasons={language: reason.strip() for language, reason in reasons.items() if reason.strip()},
        was_public=_was_public(thing, line.at),
        line=line,
        name=thing.name,
        sha256=thing.sha256,
        earlier="" if what == What.RECALLED else (thing.original if is_photo else thing.file).name,
    )


def _note(reasons: dict[str, str]) -> str:
    said = [(language, reason.strip()) for language, reason in sorted(reasons.items()) if reason.strip()]
    return "\n".join(f"{language}: {reason}" for language, reason in said)
