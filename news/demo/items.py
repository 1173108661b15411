"""The demonstration's items: facts, words in every language, and the office's own verbs to publish them."""

import datetime
import re
import zoneinfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from news import workflow
from news.models import (
    Body,
    Chairmanship,
    Decision,
    GalleryPhoto,
    Kind,
    Membership,
    Office,
    Official,
    Photo,
    Place,
    Publication,
    Release,
    Session,
    State,
    Statement,
    TaggedPublication,
    Term,
    Topic,
    User,
    last_day,
)
from news.placing import line_for

from .library import file_name
from .reading import LANGUAGES, period

MODELS = {
    Kind.SESSION: Session,
    Kind.STATEMENT: Statement,
    Kind.DECISION: Decision,
    Kind.RELEASE: Release,
}
FIRST_FORM = {
    Kind.SESSION: "regular",
    Kind.STATEMENT: "statement",
    Kind.DECISION: "decision",
    Kind.RELEASE: "news",
}
COUNCIL = "collective-security-council"


def origin(slug: str) -> str:
    """How a seeded item is known again, whatever the desk makes of its address."""
    return f"demo:{slug}"


def seeded(slug: str) -> Publication | None:
    return Publication.objects.filter(origin=origin(slug)).first()


def need(slug: str) -> Publication:
    item = seeded(slug)
    if item is None:
        raise LookupError(f"the demonstration has no item {slug} yet: put it earlier")
    return item


@transaction.atomic
def seed_items(rows: list[dict], users: dict[str, User], photos: dict, *, state: str = "archive") -> int:
    """Make the items that are not there yet, all of them or none; how many were made.

    Facts first, then links, then words: what an edition freezes must be complete before.
    `state`: "archive" (public since its own day), "draft", "in_review", "scheduled" or "under_embargo".
    """
    rows = [row for row in rows if seeded(row["slug"]) is None]
    made = {row["slug"]: _facts(row, photos) for row in rows}
    for row in rows:
        for number, slug in enumerate(row.get("related", [])):
            made[row["slug"]].related.create(other=need(slug), sort_order=number)
    for row in rows:
        editions = [
            workflow.start(made[row["slug"]], language, by=users["writer"], **_words(row[language], language))
            for language in filter(row.get, LANGUAGES)
        ]
        if state == "archive":
            moment = published_at(row, Office.get().zone)
            workflow.take_over_all(editions, by=users["spokesman"], live_from=moment)
        else:
            for edition in editions:
                _bring_to(state, edition, users)
    return len(rows)


def _bring_to(state: str, edition, users: dict[str, User]):
    if state == "draft":
        return
    edition = workflow.submit(edition, by=users["writer"])
    if state != "in_review":
        morning = datetime.datetime.combine(edition.date, datetime.time(10), Office.get().zone)
        press_from = timezone.now() if state == "under_embargo" else None
        workflow.approve(edition, by=users["editor"], live_from=morning, press_from=press_from)


def published_at(row: dict, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    """The item's past moment in UTC: its own, or six in the evening of its last day, in that zone."""
    if "published" in row:
        moment = datetime.datetime.fromisoformat(row["published"])
    else:
        moment = datetime.datetime.combine(last_day(*period(row["date"])), datetime.time(18))
    return moment.replace(tzinfo=zone).astimezone(datetime.UTC)


def _facts(row: dict, photos: dict) -> Publication:
    kind = Kind(row["kind"])
    date, precision = period(row["date"])
    publication = MODELS[kind](
        kind=kind,
        slug=row["slug"],
        origin=origin(row["slug"]),
        form=row.get("form", FIRST_FORM[kind]),
        date=date,
        date_precision=precision,
        place=Place.objects.get(slug=row["place"]) if "place" in row else None,
        outlet=row.get("outlet", ""),
    )
    OWN_FIELDS.get(kind, lambda publication, row: None)(publication, row)
    publication.full_clean(exclude=["slug", "taggings"])
    publication.save()
    publication.bodies.set(Body.objects.filter(slug__in=row.get("bodies", [])))
    for slug in row.get("topics", []):
        TaggedPublication.objects.create(tag=Topic.objects.get(slug=slug), content_object_id=publication.pk)
    for number, name in enumerate(row.get("photographs", []), start=1):
        if name in photos:
            GalleryPhoto.objects.create(publication_id=publication.pk, photo=photos[name], sort_order=number)
    OWN_ROWS.get(kind, lambda publication, row: None)(publication, row)
    return publication


def _session_fields(session: Session, row: dict):
    session.by_video = row.get("by_video", False)
    session.narrow_format = "narrow" in row.get("formats", [])
    session.extended_format = "extended" in row.get("formats", [])
    session.preceding = need(row["preceding"]).as_session if "preceding" in row else None
    following = row.get("next_session", {})
    session.next_session_on, session.next_session_precision = period(following.get("on"))
    session.next_session_place = Place.objects.filter(slug=following.get("place")).first()


def _session_rows(session: Session, row: dict):
    for language, theme in row.get("theme", {}).items():
        agenda = row.get("agenda", {}).get(language, "").strip()
        session.words.create(language=language, theme=theme, agenda=agenda)
    people = [{"who": row["chair"], "is_chair": True}] if "chair" in row else []
    people += [{"who": who} if isinstance(who, str) else who for who in row.get("participants", [])]
    for number, person in enumerate(people):
        substitute = person.get("represented_by")
        session.participations.create(
            term=term_of(person["who"], session),
            is_chair=person.get("is_chair", False),
            manner=person.get("manner", "by_video" if session.by_video else "in_person"),
            represented_by=term_of(substitute, session) if substitute else None,
            sort_order=number,
        )
    session.reported_on.set([need(slug).as_decision for slug in row.get("reported_on", [])])
    if "passes_to" in row:
        handed_over = Chairmanship.objects.filter(body__slug=COUNCIL, state__slug=row["passes_to"])
        handed_over.filter(starts_on=session.date).update(handed_over_at=session)


def term_of(official: str, publication: Publication) -> Term:
    """The office in which that official stood on the item's day; acting, where both would fit."""
    day = last_day(publication.date, publication.date_precision)
    terms = Term.objects.on(day).filter(official=Official.objects.get(slug=official))
    return terms.order_by("-acting").get() if terms.count() == 1 else terms.filter(acting=True).get()


def _statement_fields(statement: Statement, row: dict):
    statement.session = need(row["session"]).as_session if "session" in row else None


def _statement_rows(statement: Statement, row: dict):
    for number, who in enumerate(row.get("speakers", [])):
        statement.speakers.create(term=term_of(who, statement), sort_order=number)


def _decision_fields(decision: Decision, row: dict):
    decision.session = need(row["session"]).as_session if "session" in row else None
    decision.text_public = row.get("text_public", False)


def _decision_rows(decision: Decision, row: dict):
    for manner in ("signed", "joined", "did_not_join"):
        for slug in row.get(manner, []):
            day = decision.date if manner != "joined" else None
            decision.signatures.create(state=State.objects.get(slug=slug), manner=manner, on=day)
    decision.statuses.create(
        status="adopted", starts_on=decision.date, starts_precision=decision.date_precision
    )
    for relation in ("amends", "replaces", "implements", "repeals"):
        for slug in row.get(relation, []):
            decision.relations.create(relation=relation, other=need(slug).as_decision)
    if "suspends" in row:
        suspended = Membership.objects.filter(state__slug=row["suspends"], status="suspended")
        suspended.update(decided_by=decision)


OWN_FIELDS = {
    Kind.SESSION: _session_fields,
    Kind.STATEMENT: _statement_fields,
    Kind.DECISION: _decision_fields,
}
OWN_ROWS = {
    Kind.SESSION: _session_rows,
    Kind.STATEMENT: _statement_rows,
    Kind.DECISION: _decision_rows,
}


def _words(words: dict, language: str) -> dict[str, str]:
    return {
        "title": words["title"],
        "lead": words["lead"].strip(),
        "body": rich_text(words.get("body", ""), language),
    }


def rich_text(text: str, language: str) -> str:
    """HTML of plain text: blank lines part paragraphs, "## " begins a heading, "- " a line of a list.

    `[words](official:slug)`, `body:`, `state:`, `topic:` or `item:` makes a link in that language;
    `[[photo scene]]`, alone, places a photograph.
    """
    return "".join(_block(block.strip(), language) for block in re.split(r"\n\s*\n", text.strip()) if block)


def _block(block: str, language: str) -> str:
    def inline(words: str) -> str:
        words = escape(" ".join(words.split()))
        return re.sub(
            r"\[([^\]]+)\]\((\w+):([\w-]+)\)",
            lambda found: f'<a href="{_address(found[2], found[3], language)}">{found[1]}</a>',
            words,
        )

    placed = re.fullmatch(r"\[\[photo ([\w-]+)\]\]", block)
    if placed:
        return f"<p>{line_for(Photo.objects.get(name=file_name(placed[1])).token)}</p>"
    if block.startswith("## "):
        return f"<h2>{inline(block[3:])}</h2>"
    if block.startswith("- "):
        lines = "".join(f"<li>{inline(line)}</li>" for line in re.split(r"^- ", block, flags=re.M)[1:])
        return f"<ul>{lines}</ul>"
    return f"<p>{inline(block)}</p>"


def _address(kind: str, slug: str, language: str) -> str:
    if kind != "item":
        return reverse(kind, args=[language, slug])
    item = need(slug)
    return reverse("item", args=[language, item.section, item.date, item.slug])
