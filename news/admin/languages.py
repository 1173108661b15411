"""Which translations are missing, and which are older than what they render."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..blockers import language_name
from ..models import Edition


@dataclass(frozen=True)
class Lack:
    """A public edition, and the language in which its item lacks words or has old ones."""

    edition: Edition
    language: str

    @property
    def language_name(self) -> str:
        return language_name(self.language)


def lacks(
    newest: Iterable[Edition], languages: list[str], at: datetime, most: int
) -> tuple[list[Lack], list[Lack]]:
    """(missing, outdated), each at most so many, in the order of `newest`, which are public. Two queries."""
    newest = {edition.publication_id: edition for edition in reversed(list(newest))}
    public = Edition.objects.live(at).filter(publication__in=list(newest))
    there: dict[int, set[str]] = {}
    for publication, language in public.values_list("publication", "language"):
        there.setdefault(publication, set()).add(language)
    behind = set(public.behind(at).values_list("publication", "language"))
    in_order = [(key, newest[key]) for key in reversed(newest)]
    missing = [
        Lack(edition, language)
        for key, edition in in_order
        for language in languages
        if language not in there.get(key, ())
    ]
    outdated = [
        Lack(edition, language)
        for key, edition in in_order
        for language in sorted(there.get(key, ()))
        if (key, language) in behind
    ]
    return missing[:most], outdated[:most]
