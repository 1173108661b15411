"""Many published items that only fill an installation: `item-1` … `item-N`, item i the same for every N.

The first PATTERNS items go through the office's verbs like any other. Each later one repeats the facts of one
of them on another day of the same month, so that every name and title in it is right on that day, and is
written in batches with all that the verbs would write: facts, words, facets and a line of the record for
every edition, because what is public must follow from the record.
"""

import datetime
import zoneinfo
from dataclasses import dataclass

from django.db import transaction

from news import freezing, record
from news.models import (
    Approval,
    Edition,
    EditionFacet,
    GalleryPhoto,
    Kind,
    Office,
    Publication,
    Status,
    TaggedPublication,
    User,
)
from news.search import index

from .items import MODELS, origin, published_at, rich_text, seed_items
from .reading import LANGUAGES, read

PATTERNS = 150
FIRST_YEAR, YEARS = 2001, 25
BATCH = 250
PLACES = ["moscow", "minsk", "dushanbe", "yerevan", "bishkek", "sochi", "almaty"]
POOL = ["hall", "flags", "podium", "signing", "press-line", "skyline", "map", "round-table"]


def seed_bulk(count: int, users: dict[str, User], photos: dict, progress=lambda done: None) -> int:
    """Make those of the items 1 … `count` that are missing; how many were made.

    `progress` is called with the number made so far.
    """
    content = read("bulk")
    slugs = [f"item-{number}" for number in range(1, count + 1)]
    there = set(Publication.objects.filter(slug__startswith="item-").values_list("slug", flat=True))
    missing = [number for number, slug in enumerate(slugs, start=1) if slug not in there]
    patterns = [number for number in missing if number <= PATTERNS]
    done = seed_items([row(number, content) for number in patterns], users, photos)
    progress(done)
    later = missing[len(patterns) :]
    zone, known = Office.get().zone, {}
    for start in range(0, len(later), BATCH):
        batch = later[start : start + BATCH]
        done += _write([_copy(number, content, zone, known) for number in batch], users)
        progress(done)
    return done


def row(number: int, content: dict) -> dict:
    """The item as `items` takes it. Its words follow from its number, its facts from its pattern's."""
    like = pattern_of(number)
    pattern = content["pattern"][like % len(content["pattern"])]
    subject = content["subject"][like % len(content["subject"])]
    kind = pattern["kind"]
    return {
        "slug": f"item-{number}",
        "kind": kind,
        "form": pattern["form"],
        "date": day_of(number).isoformat(),
        "published": f"{day_of(number)}T{9 + number % 9:02d}:{number // 9 % 60:02d}",
        "place": PLACES[like % len(PLACES)],
        "bodies": [pattern["body"]],
        "topics": [subject["topic"]],
        "photographs": [POOL[(5 * like + step) % len(POOL)] for step in range(like % 4)],
        "participants": ["alexander-lukashenko", "emomali-rahmon"] if kind == Kind.SESSION else [],
        "speakers": ["emomali-rahmon"] if kind == Kind.STATEMENT else [],
        "text_public": True,
        **{language: _words(number, language, pattern, subject, content) for language in LANGUAGES},
    }


def pattern_of(number: int) -> int:
    return (number - 1) % PATTERNS + 1


def day_of(number: int) -> datetime.date:
    """Spread over the years; an item falls into the month of its pattern."""
    like, turn = pattern_of(number), (number - 1) // PATTERNS
    year, month = FIRST_YEAR + like % YEARS, 1 + (like // YEARS * 2 + like % 2) % 12
    return datetime.date(year, month, 1 + (like * 5 + turn * 11) % 28)


def _words(number: int, language: str, pattern: dict, subject: dict, content: dict) -> dict[str, str]:
    sentences = content["sentences"][language]
    fitting = {"number": number, "subject": subject[language]}
    paragraphs = [
        " ".join(sentences[(number * 7 + paragraph * 5 + step) % len(sentences)] for step in range(5))
        for paragraph in range(4)
    ]
    return {
        "title": pattern[language].format(**fitting),
        "lead": content["lead"][language].format(**fitting),
        "body": "\n\n".join(paragraphs),
    }


class Pattern:
    """What later items take from one of the first."""

    def __init__(self, number: int):
        self.child = Publication.objects.get(slug=f"item-{number}").child
        self.editions = list(self.child.editions.filter(number=1).order_by("id"))
        self.bodies = [body.pk for body in self.child.bodies.all()]
        self.topics = list(self.child.taggings.values_list("tag_id", flat=True))
        self.gallery = list(self.child.gallery.values_list("photo_id", "sort_order"))
        self.rows = [
            made
            for name in ("participations", "speakers", "statuses")
            if hasattr(self.child, name)
            for made in getattr(self.child, name).all()
        ]


@dataclass
class Copy:
    """An item that is not saved yet, beside the pattern whose facts it repeats."""

    publication: Publication
    pattern: Pattern
    words: dict[str, dict[str, str]]
    live_from: datetime.datetime


def _copy(number: int, content: dict, zone: zoneinfo.ZoneInfo, known: dict[int, Pattern]) -> Copy:
    like = pattern_of(number)
    if like not in known:
        known[like] = Pattern(like)
    item, pattern = row(number, content), known[like]
    publication = Publication(
        kind=pattern.child.kind,
        form=pattern.child.form,
        slug=item["slug"],
        origin=origin(item["slug"]),
        date=day_of(number),
        place_id=pattern.child.place_id,
    )
    return Copy(publication, pattern, item, published_at(item, zone))


@transaction.atomic
def _write(copies: list[Copy], users: dict[str, User]) -> int:
    Publication.objects.bulk_create(copy.publication for copy in copies)
    for copy in copies:
        _write_child(copy)
    through = Publication.bodies.through.objects
    through.bulk_create(
        Publication.bodies.through(publication_id=copy.publication.pk, body_id=body)
        for copy in copies
        for body in copy.pattern.bodies
    )
    TaggedPublication.objects.bulk_create(
        TaggedPublication(tag_id=topic, content_object_id=copy.publication.pk)
        for copy in copies
        for topic in copy.pattern.topics
    )
    GalleryPhoto.objects.bulk_create(
        GalleryPhoto(publication_id=copy.publication.pk, photo_id=photo, sort_order=place)
        for copy in copies
        for photo, place in copy.pattern.gallery
    )
    _write_rows(copies)
    _write_editions(copies, users)
    return len(copies)


def _write_child(copy: Copy):
    """The kind's own table, beside the publication that is saved already."""
    model = MODELS[copy.publication.kind]
    if model._meta.proxy:
        return
    child = model(publication_id=copy.publication.pk)
    child.save_base(raw=True, force_insert=True)  # raw: the parent's row is left alone


def _write_rows(copies: list[Copy]):
    """Participants, speakers and status of each, like those of its pattern."""
    by_model = {}
    for copy in copies:
        for made in copy.pattern.rows:
            fields = {
                field.attname: getattr(made, field.attname)
                for field in made._meta.concrete_fields
                if not field.primary_key
            }
            parent = next(name for name in ("session_id", "statement_id", "decision_id") if name in fields)
            fields[parent] = copy.publication.pk
            if "starts_on" in fields:
                fields["starts_on"] = copy.publication.date
            by_model.setdefault(type(made), []).append(type(made)(**fields))
    for model, rows in by_model.items():
        model.objects.bulk_create(rows)


def _write_editions(copies: list[Copy], users: dict[str, User]):
    editions = [_edition(copy, like, users) for copy in copies for like in copy.pattern.editions]
    originals = {}
    for edition in editions:
        original = originals.setdefault(edition.publication_id, edition)
        edition.translation_of = None if original is edition else original
    Edition.objects.bulk_create(originals.values())
    Edition.objects.bulk_create(edition for edition in editions if edition.translation_of)
    EditionFacet.objects.bulk_create(row for edition in editions for row in freezing.facets(edition))
    index.write(editions)
    digests = [freezing.digest(edition) for edition in editions]
    record.append_all("archive", editions, by=users["spokesman"], after=digests)


def _edition(copy: Copy, like: Edition, users: dict[str, User]) -> Edition:
    words, day = copy.words[like.language], copy.publication.date.isoformat()
    facts = like.facts | {"date": day}
    if "statuses" in facts:
        facts["statuses"] = [status | {"starts_on": day} for status in facts["statuses"]]
    return Edition(
        publication=copy.publication,
        language=like.language,
        kind=like.kind,
        form=like.form,
        date=copy.publication.date,
        title=words["title"],
        lead=words["lead"],
        body=rich_text(words["body"], like.language),
        facts=facts,
        status=Status.APPROVED,
        approval=Approval.ARCHIVE,
        live_from=copy.live_from,
        first_live_from=copy.live_from,
        written_by=users["writer"],
        approved_by=users["spokesman"],
        lock_version=like.lock_version,
    )
