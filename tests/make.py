"""Factories: each makes one thing that is right by default; a test says only what its promise is about."""

import datetime
import hashlib
import io
from itertools import count

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from news import uploads, workflow
from news.models import (
    Attachment,
    Body,
    Decision,
    GalleryPhoto,
    Office,
    Official,
    Participation,
    Photo,
    Place,
    Position,
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

HOUR = datetime.timedelta(hours=1)
DAY = datetime.date(2014, 12, 23)
PASSWORD = "a-long-pass-phrase-for-tests"

numbers = count(1)


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
    if not row.original:
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


def now() -> datetime.datetime:
    return timezone.now()
