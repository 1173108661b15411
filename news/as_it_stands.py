"""Frozen facts as they may be shown at a moment: without what was recalled or may not be shown yet, with the
caption alone where a licence is over, in the size of what was replaced.
"""

import datetime

from django.db.models import F, Q

from .models import Attachment, Edition, FileChange, Photo

NOW = {"photographs": ("width", "height", "tone"), "files": ("size_bytes", "sha256")}
WORDLESS = {"description": "", "people": []}  # what stays of a photograph is its caption and its credit
Things = dict[tuple[str, int], Photo | Attachment]


def present(facts: dict, at: datetime.datetime | None = None, *, ahead: bool = False) -> dict:
    """For a page of what is true at that moment (aware, default now); `ahead` as for photographs.

    Of a photograph that may no longer be shown the caption and the credit stay, as words of the edition; it
    has no width any more, and says since when in `over_since`. A query for photographs and one for files,
    where the facts name any.
    """
    return present_each([facts], at, ahead=ahead)[0]


def present_each(many: list[dict], at: datetime.datetime | None = None, *, ahead: bool = False) -> list[dict]:
    """The same for the facts of many editions, in as many queries."""
    things = _things(*many)
    return [_as_now(_known(facts, things, at, ahead), things, at) for facts in many]


def present_and_to_come(many: list[dict]) -> list[tuple[dict, list[dict]]]:
    """What search may enter: the same as of now, each beside the photographs that may be shown from a later
    moment on. Of a photograph whose licence will be over, only the words that stay after that.
    """
    things = _things(*many)
    many = [_without_what_ends(facts, things) for facts in many]

    def is_to_come(row: dict) -> bool:
        photo = things.get(("photographs", row["id"]))
        return photo is not None and photo.is_still_to_come()

    return [
        (
            _as_now(_known(facts, things, None), things, None),
            [row for row in facts.get("photographs", []) if is_to_come(row)],
        )
        for facts in many
    ]


def as_it_was(facts: dict, at: datetime.datetime | None = None) -> dict:
    """For history: what was replaced since is named as it was then; what was recalled is gone there too, and
    what may no longer be shown is shown on no day.
    """
    things = _things(facts)
    known = _known(facts, things, at)
    photographs = [row | _over(things["photographs", row["id"]], at) for row in known.get("photographs", [])]
    return known | ({"photographs": photographs} if photographs else {})


def still_shown(facts: dict, at: datetime.datetime) -> list[dict]:
    """Of the photographs that an edition of any age shows, those that the public may see at that moment, in
    the size of then. A query.
    """
    ids = [row["id"] for row in facts.get("photographs", [])]
    public = Photo.objects.live(at).only(*NOW["photographs"]).in_bulk(ids) if ids else {}
    rows = [row for row in facts.get("photographs", []) if row["id"] in public]
    sizes = {pk: {name: getattr(photo, name) for name in NOW["photographs"]} for pk, photo in public.items()}
    return [row | sizes[row["id"]] for row in rows if sizes[row["id"]]["width"]]


def over_in(facts: dict) -> list[dict]:
    """Of those of a page: the photographs that may no longer be shown."""
    return [photo for photo in facts.get("photographs", []) if photo.get("over_since")]


def recalled_from(edition: Edition, facts: dict, at: datetime.datetime) -> list[FileChange]:
    """What was recalled of what this edition showed to the public; `facts` are those of its page.

    A query, only where something is missing there.
    """
    photographs, files = (
        {row["id"] for row in edition.facts.get(kind, [])} - {row["id"] for row in facts.get(kind, [])}
        for kind in NOW
    )
    if not (photographs or files):
        return []
    changes = FileChange.objects.public(at, edition.language, edition.publication_id)
    gone = Q(photo__in=photographs, photo__recalled_at=F("at"))
    gone |= Q(attachment__in=files, attachment__recalled_at=F("at"))
    return list(changes.filter(gone, what=FileChange.What.RECALLED).select_related("photo", "attachment"))


def _things(*many: dict) -> Things:
    """The rows of all photographs and files that those facts name."""
    found: Things = {}
    for kind, model, columns in (
        ("photographs", Photo, ("use_from", "use_until", "embargo_until")),
        ("files", Attachment, ()),
    ):
        ids = {row["id"] for facts in many for row in facts.get(kind, [])}
        rows = model.objects.filter(pk__in=ids).only("recalled_at", *NOW[kind], *columns) if ids else []
        found |= {(kind, row.pk): row for row in rows}
    return found


def _known(facts: dict, things: Things, at, ahead: bool = False) -> dict:
    return facts | {
        kind: [row for row in facts[kind] if _is_known(things.get((kind, row["id"])), at, ahead)]
        for kind in NOW
        if kind in facts
    }


def _is_known(thing: Photo | Attachment | None, at, ahead: bool) -> bool:
    if isinstance(thing, Photo):
        return thing.is_known(at, ahead=ahead)
    return thing is not None and thing.recalled_at is None


def _as_now(facts: dict, things: Things, at) -> dict:
    return facts | {
        kind: [row | _now(kind, things[kind, row["id"]], at) for row in facts[kind]]
        for kind in NOW
        if kind in facts
    }


def _now(kind: str, thing: Photo | Attachment, at) -> dict:
    over = _over(thing, at) if isinstance(thing, Photo) else {}
    if over:
        return over
    said = {name: getattr(thing, name) for name in NOW[kind]}
    if isinstance(thing, Photo) and not thing.is_known(at):
        said["embargo_until"] = thing.embargo_until  # a page of the press says so beside the picture
    return said


def _without_what_ends(facts: dict, things: Things) -> dict:
    def lasting(row: dict) -> dict:
        photo = things.get(("photographs", row["id"]))
        return row | WORDLESS if photo and photo.use_until else row

    return facts | {"photographs": [lasting(row) for row in facts.get("photographs", [])]}


def _over(photo: Photo, at) -> dict:
    """What takes the place of what showed the picture or described it; nothing while it may be shown."""
    if not photo.is_over(at):
        return {}
    return {"width": 0, "height": 0, "over_since": photo.use_until} | WORDLESS
