"""Factories: each makes one thing that is right by default; a test says only what its promise is about."""

import datetime
import hashlib
import importlib
import io
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from news import freezing, previews, uploads, workflow
from news.models import (
    Attachment,
    Body,
    Chairmanship,
    Decision,
    Edition,
    EditionFacet,
    EmbargoReading,
    GalleryPhoto,
    Membership,
    Office,
    Official,
    Participation,
    Photo,
    Place,
    Position,
    PressContact,
    PressEvent,
    Publication,
    Release,
    Seat,
    Session,
    State,
    Statement,
    Term,
    Topic,
    User,
)
from news.roles import make_roles
from news.search import index

guards = importlib.import_module("news.migrations.0003_guards")

HOUR = datetime.timedelta(hours=1)
DAY = datetime.date(2014, 12, 23)
PASSWORD = "a-long-pass-phrase-for-tests"

numbers = count(1)


@contextmanager
def undone():
    """What happens to the database in here did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def once(factory):
    """A fixture: the factory works once for all tests of a module; what each does to the database is undone.

    The objects are shared: a test that changes one in memory takes a copy.
    """

    @pytest.fixture(scope="module")
    def made(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), undone():
            yield factory()

    return made


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def moment(text: str) -> datetime.datetime:
    """An aware UTC moment from "2014-12-23 10:00"."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def user(role: str | None = None, **fields) -> User:
    """A person who can sign in with `PASSWORD`, in that role."""
    fields.setdefault("username", f"{(role or 'reader').lower().replace(' ', '-')}-{next(numbers)}")
    is_staff = role is not None and role != "Accredited press"
    person = User.objects.create_user(password=PASSWORD, is_staff=is_staff, **fields)
    if role:
        if not Group.objects.filter(name=role).exists():
            make_roles()
        person.groups.add(Group.objects.get(name=role))
    return person


def office(**fields) -> Office:
    fields = {"languages": "en ru", "time_zone": "Europe/Moscow"} | fields
    office, _made = Office.objects.update_or_create(pk=1, defaults=fields)
    for language, name in {"en": "Collective Security", "ru": "Коллективная безопасность"}.items():
        office.words.update_or_create(language=language, defaults={"name": name})
    return office


def named(thing, **names):
    """Give the thing its names: `en=`, `ru=`; both languages are the English one by default."""
    names.setdefault("ru", names["en"])
    for language, name in names.items():
        thing.names.create(language=language, name=name)
    return thing


def _thing(model, word, fields):
    number = next(numbers)
    names = {language: fields.pop(language) for language in ("en", "ru") if language in fields}
    names.setdefault("en", f"{word} {number}")
    fields.setdefault("slug", f"{word.lower()}-{number}")
    return named(model.objects.create(**fields), **names)


def body(**fields) -> Body:
    return _thing(Body, "Council", fields)


def state(**fields) -> State:
    return _thing(State, "State", fields)


def place(**fields) -> Place:
    return _thing(Place, "Place", fields)


def official(**fields) -> Official:
    return _thing(Official, "Person", fields)


def position(**fields) -> Position:
    return _thing(Position, "President", fields)


def term(**fields) -> Term:
    fields.setdefault("official", None)
    fields["official"] = fields["official"] or official()
    fields.setdefault("position", None)
    fields["position"] = fields["position"] or position()
    return Term.objects.create(**fields)


def seat(term: Term, body: Body, state: State | None = None) -> Seat:
    return Seat.objects.create(position=term.position, body=body, state=state)


def topic(name: str | None = None) -> Topic:
    return Topic.objects.create(name=name or f"Topic {next(numbers)}")


def photo(**fields) -> Photo:
    """A library photograph whose file is a few bytes: enough for everything but renditions."""
    number = next(numbers)
    fields = {"name": f"DSC_{number}.jpg", "width": 3000, "height": 2000, "format": "JPEG"} | fields
    words = fields.pop("words", {"en": f"Caption {number}", "ru": f"Подпись {number}"})
    row = Photo(credit="Press service", sha256=f"{number:064x}", size_bytes=4, **fields)
    if row.width and not row.original:
        row.original.save(row.name, ContentFile(b"jpeg"), save=False)
    row.save()
    for language, caption in words.items():
        row.words.create(language=language, caption=caption, description=f"{caption}, described")
    return row


def picture(name="DSC_1.jpg", size=(1500, 1000), image=None, format="JPEG", **options) -> ContentFile:
    """A picture file as it is sent: of one colour that no other has, or of `image`."""
    number = next(numbers) * 7919
    colour = (number % 256, number // 256 % 256, 90)
    buffer = io.BytesIO()
    (image or Image.new("RGB", size, colour)).save(buffer, format, **options)
    return ContentFile(buffer.getvalue(), name=name)


def uploaded(file=None, **options) -> Photo:
    """A library photograph with a real file and words in both languages."""
    row = uploads.store(file or picture(**options), by=user("Photographer"))
    for language in ("en", "ru"):
        row.words.create(language=language, caption="Caption", description="What is to be seen")
    return row


def attachment(publication, name="report.pdf", content=b"%PDF-1.7 report", **fields) -> Attachment:
    row = Attachment(publication=publication, name=name, content_type="application/pdf", **fields)
    row.size_bytes, row.sha256 = len(content), hashlib.sha256(content).hexdigest()
    row.file.save(name, ContentFile(content), save=False)
    row.save()
    for language in ("en", "ru"):
        row.words.create(language=language, title="Report")
    return row


def _publication(model, form, fields):
    number = next(numbers)
    fields = {"slug": f"item-{number}", "date": DAY, "form": form} | fields
    return model.objects.create(**fields)


def session(*, bodies=None, **fields) -> Session:
    row = _publication(Session, "regular", fields)
    row.bodies.set([body()] if bodies is None else bodies)
    return row


def statement(**fields) -> Statement:
    return _publication(Statement, "joint_statement", fields)


def decision(*, bodies=None, **fields) -> Decision:
    row = _publication(Decision, "decision", fields)
    row.bodies.set([body()] if bodies is None else bodies)
    return row


def release(**fields) -> Release:
    return _publication(Release, "news", fields)


KINDS = {"session": session, "statement": statement, "decision": decision, "release": release}


def participation(session: Session, **fields) -> Participation:
    fields.setdefault("term", None)
    fields["term"] = fields["term"] or term()
    return Participation.objects.create(session=session, **fields)


def press_event(publication, **fields) -> PressEvent:
    fields.setdefault("kind", "briefing")
    fields.setdefault("at", moment("2014-12-23 18:00"))
    return PressEvent.objects.create(publication=publication, **fields)


def gallery(publication, *photographs: Photo):
    for number, row in enumerate(photographs or [photo()]):
        GalleryPhoto.objects.create(publication=publication, photo=row, sort_order=number)
    return publication


def draft(publication=None, language="en", by=None, **words):
    number = next(numbers)
    words = {"title": f"Title {number}", "lead": f"Lead {number}.", "body": f"<p>Text {number}.</p>"} | words
    return workflow.start(publication or release(), language, by=by or user("Writer"), **words)


def in_review(publication=None, language="en", by=None, **words):
    by = by or user("Writer")
    return workflow.submit(draft(publication, language, by=by, **words), by=by)


def approved(publication=None, language="en", *, live_from=None, press_from=None, **words):
    """Approved by a second person; public now unless `live_from` is later."""
    edition = in_review(publication, language, **words)
    return workflow.approve(edition, by=user("Editor"), live_from=live_from, press_from=press_from)


def archived(publication=None, language="en", *, live_from=None, by=None, **words):
    """Public since the past moment `live_from` (default: the item's day), as from an archive."""
    by = by or user("Spokesman")
    edition = draft(publication, language, by=by, **words)
    midday = datetime.datetime.combine(edition.date, datetime.time(12), datetime.UTC)
    return workflow.take_over(edition, by=by, live_from=live_from or midday)


def bundle(*editions, name="Summit"):
    """A bundle of editions in work; two releases in review by default."""
    by = user("Writer")
    return workflow.gather(name, editions or [in_review(), in_review()], by=by)


def behind_the_house(statement: str, *values):
    """Run SQL as somebody could who owns the database: the guards taken off, and laid again."""
    with connection.cursor() as cursor:
        for lifting in guards.lifting(connection.vendor):
            cursor.execute(lifting)
        cursor.execute(statement, values)
        for laying in guards.statements(connection.vendor):
            cursor.execute(laying)


def now() -> datetime.datetime:
    return timezone.now()


def copies(edition, count: int):
    """That many more publications like the edition's, with its live words and facets, made quickly."""
    source = edition.publication
    for _copy in range(count):
        number = next(numbers)
        copy = Publication.objects.bulk_create(
            [Publication(kind=source.kind, form=source.form, slug=f"copy-{number}", date=source.date)]
        )[0]
        row = Edition.objects.get(pk=edition.pk)
        row.pk, row.publication = None, copy
        Edition.objects.bulk_create([row])
        row = Edition.objects.get(publication=copy)
        EditionFacet.objects.bulk_create(freezing.facets(row))
        index.write([row])


def withdrawn(edition, reason="It did not take place."):
    return workflow.withdraw(edition, by=user("Spokesman"), reason=reason)


def model_case(languages=("en", "ru")) -> SimpleNamespace:
    """A session with all that belongs to it, public in those languages, on the model of 23 December 2014."""
    office()
    council = body(slug="csc", en="Collective Security Council", ru="Совет коллективной безопасности")
    council.names.filter(language="en").update(short_name="CSC")
    russia = state(slug="russia", en="Russia", ru="Россия")
    tajikistan = state(slug="tajikistan", en="Tajikistan", ru="Таджикистан")
    for member in (russia, tajikistan):
        Membership.objects.create(state=member, starts_on=day("2002-05-14"))
    terms = []
    for slug, en, ru, title, russian_title in [
        ("vladimir-putin", "Vladimir Putin", "Владимир Путин", "President of Russia", "Президент России"),
        ("emomali-rahmon", "Emomali Rahmon", "Эмомали Рахмон", "President of Tajikistan", "Президент"),
        ("nikolai-bordyuzha", "Nikolai Bordyuzha", "Николай Бордюжа", "Secretary General", "Генсек"),
    ]:
        person = official(slug=slug, en=en, ru=ru)
        office_held = position(en=title, ru=russian_title)
        terms.append(term(official=person, position=office_held, starts_on=day("2012-05-07")))
    putin, rahmon, bordyuzha = terms
    seat(putin, council, russia)
    seat(rahmon, council, tajikistan)
    seat(bordyuzha, council)
    moscow = place(en="Moscow", ru="Москва")
    preceding = session(bodies=[body()], form="joint", date=day("2014-12-22"), place=moscow)
    earlier = decision(bodies=[council], date=day("2013-09-23"))
    row = session(
        slug="session-moscow",
        bodies=[council],
        place=moscow,
        narrow_format=True,
        extended_format=True,
        preceding=preceding,
        next_session_on=day("2015-07-01"),
        next_session_precision="half_year",
    )
    row.reported_on.add(earlier)
    row.topics.add("Crisis response")
    for language, theme in (("en", "The crisis response system"), ("ru", "Система реагирования")):
        row.words.create(language=language, theme=theme, agenda="First\nSecond")
    participation(row, term=putin, is_chair=True)
    participation(row, term=rahmon, manner="by_video")
    participation(row, term=bordyuzha)
    participation(row, term=term())
    for language, text in (("en", "The theme was the response to crises."), ("ru", "Тема — кризисы.")):
        row.quotes.create(language=language, term=bordyuzha, text=text, source="Briefing")
    gallery(row, photo(), photo(), photo())
    PressContact.objects.create(term=bordyuzha, telephones="+7 495 000-00-01", email="press@example.org")
    Chairmanship.objects.create(
        body=council, state=russia, starts_on=day("2013-09-23"), ends_on=day("2014-12-23")
    )
    Chairmanship.objects.create(
        body=council, state=tajikistan, starts_on=day("2014-12-23"), handed_over_at=row
    )
    joint = statement(session=row, place=moscow)
    joint.bodies.add(council)
    speech = statement(form="interview", outlet="An Outlet", outlet_url="https://outlet.example/")
    speech.speakers.create(term=rahmon)
    adopted = decision(bodies=[council], session=row, text_public=False, number="7")
    adopted.statuses.create(status="adopted", starts_on=DAY)
    adopted.signatures.create(state=russia)
    adopted.relations.create(relation="amends", other=earlier)
    coverage = release(form="coverage", outlet="A Newspaper", outlet_url="https://newspaper.example/")
    writer, editor = user("Writer"), user("Editor")
    editions = {}
    for publication in (preceding, earlier, joint, adopted, speech, coverage, row):
        for language in languages:
            edition = in_review(publication, language, by=writer)
            editions[publication, language] = workflow.approve(edition, by=editor)
    return SimpleNamespace(
        session=row,
        preceding=preceding,
        statement=joint,
        interview=speech,
        decision=adopted,
        earlier=earlier,
        coverage=coverage,
        body=council,
        state=tajikistan,
        official=bordyuzha.official,
        chair=putin.official,
        topic=Topic.objects.get(),
        editions=editions,
    )


def everything() -> SimpleNamespace:
    """The model case with a file, one correction of its session, and something of every other kind."""
    case = model_case()
    case.file, case.photo = attachment(case.session), uploaded(size=(700, 500))
    case.session.gallery.create(photo=case.photo)
    for language in ("en", "ru"):
        note = "A file was missing."
        case.editions[case.session, language] = approved(case.session, language, change_note=note)
    better, reasons = picture(size=(800, 600)), {"en": "A sharper one.", "ru": "Резче."}
    workflow.replace(case.photo, better, by=user("Spokesman"), reasons=reasons)
    case.photo.refresh_from_db()
    hidden = gallery(release(), case.photo)
    case.hidden_file = attachment(hidden)
    case.preview = previews.link(draft(hidden), by=user("Writer"), until=now() + HOUR)
    bundle()
    EmbargoReading.objects.create(
        edition=case.editions[case.session, "en"], person=user("Accredited press"), what="page"
    )
    return case


STATES = {
    "draft": draft,
    "in review": in_review,
    "set aside": lambda *item, **words: set_aside(*item, **words),
    "in a bundle": lambda *item, **words: bundle(in_review(*item, **words)),
    "scheduled": lambda *item, **words: approved(*item, live_from=now() + HOUR, **words),
    "under embargo": lambda *item, **words: approved(
        *item, live_from=now() + HOUR, press_from=now(), **words
    ),
    "published": approved,
    "corrected": lambda publication: approved(approved(publication).publication, change_note="A number."),
    "pictures under embargo": lambda publication: limited(approved(publication), embargo_until=now() + HOUR),
    "licence over": lambda publication: limited(approved(publication), use_until=now()),
    "recalled": lambda publication: recalled(approved(publication)),
    "withdrawn": lambda publication: withdrawn(approved(publication)),
}
HIDDEN = ["draft", "in review", "set aside", "in a bundle", "scheduled", "under embargo"]


def limited(edition, **moments):
    """Public, and its pictures may be shown at some moments only."""
    workflow.limit(edition.publication.photographs.all(), moments, by=user("Spokesman"))
    return edition


def recalled(edition):
    """Public, and its pictures and files recalled since."""
    publication, by = edition.publication, user("Spokesman")
    for thing in [*publication.photographs.all(), *publication.attachments.all()]:
        workflow.recall(thing, by=by, reasons={"en": "A mistake.", "ru": "Ошибка."})
    return edition


def set_aside(publication, **words):
    """A schedule that was cancelled while the next edition was in work."""
    words = {"change_note": "Secret."} | words
    edition = approved(publication, live_from=now() + HOUR, **words)
    draft(publication, **words)
    return workflow.cancel_schedule(edition, by=user("Editor"))
