"""Frozen facts as they may be shown now: without what was recalled, in the size of what was replaced."""

from django.db.models import Q

from .models import FileChange

NOW = {"photographs": ("width", "height", "tone"), "files": ("size_bytes", "sha256")}


def present(facts: dict) -> dict:
    """For a page of what is true now. One query, and only where the facts name photographs or files."""
    return present_each([facts])[0]


def present_each(many: list[dict]) -> list[dict]:
    """The same for the facts of many editions, in one query."""
    changed = _changed(*many)
    return [_measured(_standing(facts, changed), changed) for facts in many]


def _measured(facts: dict, changed: dict) -> dict:
    now = {key: {name: getattr(thing, name) for name in NOW[key[0]]} for key, thing in changed.items()}
    return facts | {
        kind: [row | now.get((kind, row["id"]), {}) for row in facts[kind]] for kind in NOW if kind in facts
    }


def as_it_was(facts: dict) -> dict:
    """For history: what was replaced since is named as it was then; what was recalled is gone there too."""
    return _standing(facts, _changed(facts))


def _standing(facts: dict, changed: dict) -> dict:
    recalled = {key for key, thing in changed.items() if thing.recalled_at}
    return facts | {
        kind: [row for row in facts[kind] if (kind, row["id"]) not in recalled]
        for kind in NOW
        if kind in facts
    }


def _changed(*many: dict) -> dict:
    """The photographs and files of those facts to which something was done, by (key of the facts, id)."""
    photographs, files = ([row["id"] for facts in many for row in facts.get(kind, [])] for kind in NOW)
    if not (photographs or files):
        return {}
    changes = FileChange.objects.filter(Q(photo__in=photographs) | Q(attachment__in=files))
    return {
        ("photographs", change.photo_id) if change.photo_id else ("files", change.attachment_id): change.thing
        for change in changes.select_related("photo", "attachment")
    }
