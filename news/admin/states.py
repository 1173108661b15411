"""How the desk names where words stand: one badge for each language."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Decision, Edition, ShownState, Statement
from ..models.names import contains


def titles_of() -> Prefetch:
    """Editions for lists: without their texts and facts."""
    editions = Edition.objects.defer("body", "facts", "lead").order_by("language", "number")
    return Prefetch("editions", queryset=editions)


def withdrawn(at: datetime | None = None):
    """Editions withdrawn and followed by none that is live in their language: readers see the notice."""
    at = at or timezone.now()
    same = Edition.objects.live(at).filter(publication=OuterRef("publication"), language=OuterRef("language"))
    gone = Edition.objects.once_live(at).exclude(withdrawal_reason="").filter(live_until__lte=at)
    return gone.exclude(Exists(same))


def titled(queryset, words: str):
    """Items one of whose titles, in any language and edition, or whose address contains each of the words."""
    for word in words.split():
        editions = Edition.objects.filter(contains("title", word))
        here = queryset.filter(pk__in=editions.values("publication"))
        queryset = here | queryset.filter(slug__icontains=word)
    return queryset


@dataclass(frozen=True)
class Badge:
    """Where one language stands: what is public, was withdrawn, or is in work; `next` when that follows."""

    language: str
    state: ShownState
    next: ShownState | None = None

    def __str__(self):
        label = self.state.label
        return f"{label} + {self.next.label}" if self.next else str(label)


def badges_of(editions: list[Edition], at: datetime | None = None) -> list[Badge]:
    """Badges from editions in hand, ordered by number: no query."""
    at = at or timezone.now()
    by_language: dict[str, list[Edition]] = {}
    for edition in editions:
        by_language.setdefault(edition.language, []).append(edition)
    return [_badge(language, rows, at) for language, rows in sorted(by_language.items())]


def _badge(language: str, editions: list[Edition], at: datetime) -> Badge:
    newest = editions[-1]
    once = [row for row in editions if row.live_from and row.live_from != row.live_until]
    begun = [row for row in once if row.live_from <= at]
    if not begun:
        return Badge(language, newest.state(at))
    last = max(begun, key=lambda row: row.live_from)
    if last.live_until is None or last.live_until > at:
        last.withdrawal_before = _withdrawal_before(last, editions)
        state = last.state(at)
    else:
        state = ShownState.WITHDRAWN
    return Badge(language, state, newest.state(at) if newest.pk != last.pk else None)


def _withdrawal_before(edition: Edition, editions: list[Edition]) -> str:
    """The edition's own answer, from rows in hand."""
    once = [row for row in editions if row.live_from and row.live_from != row.live_until]
    earlier = [row for row in once if row.live_from < edition.live_from]
    return max(earlier, key=lambda row: row.live_from).withdrawal_reason if earlier else ""


def badge_html(badge: Badge) -> str:
    return format_html(
        '<span class="badge badge-{}"><abbr>{}</abbr> {}</span>', badge.state, badge.language, badge
    )


def badges(item) -> str:
    """The item's badges as HTML; `item.editions` is prefetched, by language and number."""
    return format_html_join(" ", "{}", [[badge_html(badge)] for badge in badges_of(item.editions.all())]) or (
        format_html('<span class="badge">{}</span>', _("no words yet"))
    )


def title(item) -> str:
    """The newest title of the prefetched editions, in the interface's language where there is one."""
    titled = [edition for edition in item.editions.all() if edition.title]
    own = [edition for edition in titled if edition.language == get_language()]
    return (own or titled)[-1].title if titled else item.slug


@dataclass(frozen=True)
class Adopted:
    """A statement or decision in the list of its session."""

    item: Statement | Decision

    @property
    def title(self) -> str:
        return title(self.item)

    @property
    def badges(self) -> str:
        return badges(self.item)


def adopted(session) -> list[tuple[type, list[Adopted]]]:
    """The session's statements and decisions, with their editions, by model."""
    found = []
    for model in (Statement, Decision):
        rows = model.objects.filter(session=session.pk).order_by("pk").prefetch_related(titles_of())
        found.append((model, [Adopted(row) for row in rows]))
    return found
