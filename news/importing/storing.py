"""A checked row made into a publication with its words, photographs and files."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .. import uploads, workflow
from ..metadata import filling
from ..metadata.fields import Metadata
from ..models import (
    Attachment,
    AttachmentWords,
    Decision,
    GalleryPhoto,
    Kind,
    OldPath,
    Photo,
    PhotoWords,
    Publication,
    Release,
    Session,
    Statement,
    TaggedPublication,
    User,
)
from ..text import tidy_line
from . import Refused
from .folder import Folder, document
from .rows import Item, Picture, Rules
from .vocabulary import Vocabulary

MODELS = {
    Kind.SESSION: Session,
    Kind.STATEMENT: Statement,
    Kind.DECISION: Decision,
    Kind.RELEASE: Release,
}


@dataclass
class Store:
    """Stores rows one by one, inside the caller's transaction.

    `written` are the files that have been laid down; a caller who rolls back removes them by `discard`.
    """

    by: User
    rules: Rules
    folder: Folder
    vocabulary: Vocabulary
    written: list = field(default_factory=list)

    def begin(self):
        self.written = []
        self.vocabulary.begin()

    def discard(self):
        """The row was rolled back: its files go too."""
        self.vocabulary.forget()
        remove_orphans(self.written)
        self.written = []

    def item(self, item: Item) -> Publication:
        """Store it, as a draft or under its own past date. Raises Refused."""
        refuse_known(item.origin)
        publication = self._original(item) or self._publication(item)
        self._old_addresses(publication, item)
        editions = [
            workflow.start(publication, language, by=self.by, **said) for language, said in item.words.items()
        ]
        if self.rules.archive:
            workflow.take_over_all(editions, by=self.by, live_from=item.published)
        return publication

    def _old_addresses(self, publication: Publication, item: Item):
        """They lead here once it is public. One that leads to another item goes on leading there."""
        there = set(OldPath.objects.filter(path__in=item.old_addresses).values_list("path", flat=True))
        if there:
            sentence = _("These old addresses lead to another item already, left out: %(addresses)s.")
            item.notes.append(sentence % {"addresses": ", ".join(sorted(there))})
        language = next(iter(item.words)) if len(item.words) == 1 else ""
        OldPath.objects.bulk_create(
            OldPath(path=path, publication_id=publication.pk, language=language)
            for path in dict.fromkeys(item.old_addresses)
            if path not in there
        )

    def _original(self, item: Item) -> Publication | None:
        """The one item of that day whose words these render in another language, when it is here."""
        for language, title in item.renders.items():
            same = Publication.objects.filter(
                kind=item.kind,
                date=item.date,
                editions__language=language,
                editions__title=tidy_line(title),
            ).distinct()
            originals = list(same[:2]) if title else []
            if len(originals) == 1 and self._room_for(item, originals[0]):
                return originals[0].child
        return None

    def _room_for(self, item: Item, original: Publication) -> bool:
        """Whether the original lacks these languages. Refused when it has these very words already."""
        there = dict(original.editions.filter(language__in=item.words).values_list("language", "title"))
        if there and all(there.get(language) == said["title"] for language, said in item.words.items()):
            raise already_here(original.slug)
        return not there

    def _publication(self, item: Item) -> Publication:
        language = next(iter(item.words))
        publication = MODELS[item.kind](
            form=item.form,
            slug=item.slug,
            date=item.date,
            outlet=item.outlet,
            outlet_url=item.outlet_url,
            origin=item.origin,
            place_id=self._place(item, language),
        )
        try:
            publication.clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        publication.save()
        workflow.change_facts(publication, by=self.by)
        if item.bodies:
            publication.bodies.set(self._bodies(item))
        self._tag(publication, item, language)
        self._photographs(publication, item)
        self._files(publication, item)
        missing = publication.blockers(language) if self.rules.archive else []
        if missing:
            raise Refused(" ".join(map(str, missing)))
        return publication

    def _place(self, item: Item, language: str) -> int | None:
        if not item.place:
            return None
        pk = self.vocabulary.place(item.place, language, create=self.rules.map.create_places)
        if pk is None:
            item.notes.append(_("The office knows no place “%(name)s”: left out.") % {"name": item.place})
        return pk

    def _bodies(self, item: Item) -> list[int]:
        unknown = [slug for slug in item.bodies if slug not in self.vocabulary.bodies]
        if unknown:
            sentence = _("The office has no body “%(slugs)s”. Write the last part of its page's address.")
            raise Refused(sentence % {"slugs": ", ".join(unknown)})
        return [self.vocabulary.bodies[slug] for slug in item.bodies]

    def _tag(self, publication: Publication, item: Item, language: str):
        create = self.rules.map.create_topics
        found = {name: self.vocabulary.topic(name, language, create=create) for name in item.topics}
        unknown = [name for name, pk in found.items() if pk is None]
        if unknown:
            sentence = _("Not topics of the office, left out: %(names)s.")
            item.notes.append(sentence % {"names": ", ".join(unknown)})
        TaggedPublication.objects.bulk_create(
            TaggedPublication(tag_id=pk, content_object=publication)
            for pk in dict.fromkeys(found.values())
            if pk is not None
        )

    def _photographs(self, publication: Publication, item: Item):
        photos = [
            self._uploaded(picture)
            if picture.file
            else Photo(
                name=PurePosixPath(urlsplit(picture.source_url).path).name[:255],
                source_url=picture.source_url,
                credit=picture.credit,
                uploaded_by=self.by,
            )
            for picture in item.photos
        ]
        Photo.objects.bulk_create(photo for photo in photos if photo.pk is None)
        shown = {photo.pk: picture for photo, picture in zip(photos, item.photos, strict=True)}
        GalleryPhoto.objects.bulk_create(
            GalleryPhoto(publication=publication, photo_id=pk, sort_order=number)
            for number, pk in enumerate(shown, start=1)
        )
        self._caption(shown)

    def _caption(self, shown: dict[int, Picture]):
        """Words of pictures without a file; those with one got theirs when they were stored."""
        PhotoWords.objects.bulk_create(
            words
            for pk, picture in shown.items()
            if not picture.file
            for words in filling.words(Photo(pk=pk), said(picture), languages=self.rules.languages)
        )

    def _uploaded(self, picture: Picture) -> Photo:
        with self.folder.open(picture.file) as file:
            try:
                photo = uploads.store(file, by=self.by, name=file.name, said=said(picture))
            except uploads.Refused as error:
                raise Refused(f"{picture.file}: {error.sentence}") from error
        self.written.append(photo.original)
        photo.source_url = photo.source_url or picture.source_url
        photo.save(update_fields=["source_url"])
        return photo

    def _files(self, publication: Publication, item: Item):
        for number, row in enumerate(item.files):
            with self.folder.open(row.file) as file:
                attachment = document(file)
            self.written.append(attachment.file)
            attachment.publication, attachment.sort_order = publication, number
            attachment.save()
            AttachmentWords.objects.bulk_create(
                AttachmentWords(attachment=attachment, language=language, title=title)
                for language, title in row.titles.items()
            )


def said(picture: Picture) -> Metadata:
    return Metadata(captions=picture.captions, descriptions=picture.descriptions, credit=picture.credit)


def remove_orphans(files: list):
    """Delete, after a rollback, those of the files that no row knows."""
    for file in files:
        known = Photo.objects.filter(original=file.name), Attachment.objects.filter(file=file.name)
        if not any(rows.exists() for rows in known):
            file.storage.delete(file.name)


def origin_of(row: dict) -> str:
    """Where a row without an origin came from: its own content, so that the same row is known again."""
    content = json.dumps(row, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def refuse_known(origin: str):
    slug = Publication.objects.filter(origin=origin).values_list("slug", flat=True).first()
    if slug:
        raise already_here(slug)


def already_here(slug: str) -> Refused:
    return Refused(_("already here: %(slug)s") % {"slug": slug})
