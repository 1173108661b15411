"""Who is in the picture, from left to right: written as names, kept as terms of office of that day."""

import datetime
import re
from dataclasses import dataclass, field

from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..freezing import title_of
from ..models import Participation, Photo, Publication, Term, all_names, best_name, last_day, name_book
from ..text import tidy_line

BETWEEN = re.compile(r"[;,\n]")


@dataclass
class Line:
    """The names of one photograph's field, whom they mean, and what is wrong with them."""

    day: datetime.date
    stored: str
    seen: str
    text: str
    terms: list[Term] = field(default_factory=list)
    sentence: str = ""

    @property
    def changed(self) -> bool:
        return self.text != self.seen

    @property
    def is_stale(self) -> bool:
        """Changed here, and by a colleague in the meantime."""
        return self.changed and self.stored not in (self.seen, self.text)

    def save(self, photo: Photo) -> bool:
        if not self.changed or self.text == self.stored:
            return False
        photo.people.exclude(term__in=self.terms).delete()
        for number, term in enumerate(self.terms):
            photo.people.update_or_create(term=term, defaults={"sort_order": number})
        return True


class Register:
    """The people in office on a day, to be found by any of their names; those who took part come first."""

    def __init__(self, day: datetime.date, publication: Publication | None):
        terms = Term.objects.on(day).with_people().order_by("starts_on", "id")
        self.term_of = {term.official_id: term for term in terms}
        self.there: set[int] = set()
        if publication:
            rows = Participation.objects.filter(session=publication.pk)
            rows = rows.select_related("term__official", "term__position")
            for row in rows:
                self.term_of[row.term.official_id] = row.term
                self.there.add(row.term.official_id)
        forms = all_names({term.official for term in self.term_of.values()})
        self.spellings = {
            official.pk: {
                frozenset(_words(name))
                for form in names
                for name in [form.name, form.short_name, *form.other_spellings.splitlines()]
            }
            for official, names in forms.items()
        }

    def find(self, name: str) -> Term:
        """Raises ValueError with a sentence where nobody, or more than one, is called so."""
        wanted = frozenset(_words(name))
        fitting = {pk for pk, names in self.spellings.items() if any(wanted <= known for known in names)}
        exact = {pk for pk in fitting if wanted in self.spellings[pk]}
        for some in (exact & self.there, exact, fitting & self.there, fitting):
            if len(some) == 1:
                return self.term_of[some.pop()]
        if not fitting:
            raise ValueError(
                _("Nobody called “%(name)s” was in office on that day. Write the name as the desk has it.")
                % {"name": name}
            )
        several = ", ".join(sorted(str(self.term_of[pk]) for pk in fitting))
        raise ValueError(
            _("“%(name)s” may be one of several: %(several)s. Write more of the name.")
            % {"name": name, "several": several}
        )


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold().replace("ё", "е"))


def lines(photos: list[Photo], publication: Publication | None, sent) -> dict[int, Line]:
    """A line for each photograph by its id: what is stored, what was sent, or what its file names."""
    registers: dict[datetime.date, Register] = {}
    days = {photo.pk: _day(photo, publication) for photo in photos}
    stored = _stored(photos, days)
    found = {}
    for photo in photos:
        written = stored[photo.pk]
        line = Line(days[photo.pk], written, seen=written, text=written)
        if sent is not None and f"{photo.token}-people" in sent:
            line.seen = tidy_line(sent.get(f"{photo.token}-people-seen", ""))
            line.text = tidy_line(re.sub(r"[;,]?\s*\n", "; ", sent[f"{photo.token}-people"].strip()))
        elif not written:
            line.text = "; ".join(photo.persons_shown.splitlines())
        if line.text == line.stored:
            line.terms = [row.term for row in photo.people.all()]
        elif line.text:
            if line.day not in registers:
                registers[line.day] = Register(line.day, publication)
            _look_up(line, registers[line.day])
            if sent is None and line.sentence:  # the file names somebody whom the desk does not know
                line.text = line.sentence = ""
        found[photo.pk] = line
    return found


def _look_up(line: Line, register: Register):
    try:
        names = filter(None, map(tidy_line, BETWEEN.split(line.text)))
        line.terms = list(dict.fromkeys(map(register.find, names)))
    except ValueError as error:
        line.sentence = str(error)


def _day(photo: Photo, publication: Publication | None) -> datetime.date:
    if publication:
        return last_day(publication.date, publication.date_precision)
    return timezone.localdate(photo.taken_at) if photo.taken_at else timezone.localdate()


def _stored(photos: list[Photo], days) -> dict[int, str]:
    """The names of those who are kept, in the reader's language."""
    people = {row.term.official for photo in photos for row in photo.people.all()}
    forms = all_names(people)
    texts = {}
    for photo in photos:
        officials = [row.term.official for row in photo.people.all()]
        names = [best_name(forms[one], get_language(), days[photo.pk]) or one.slug for one in officials]
        texts[photo.pk] = "; ".join(map(str, names))
    return texts


def compose(sent, photos: list[Photo], found: dict[int, Line], languages: list[str]):
    """Write captions into the fields that have none: who is in the picture, with the titles of that day."""
    for language in languages:
        for photo in photos:
            line, name = found[photo.pk], f"{photo.token}-{language}-caption"
            if line.terms and not sent.get(name, "").strip():
                sent[name] = left_to_right(line.terms, language, line.day)


def left_to_right(terms: list[Term], language: str, day: datetime.date) -> str:
    """The people of a picture as a sentence in that language."""
    names = name_book([thing for term in terms for thing in (term.official, term.position)], language, day)
    with translation.override(language):
        people = [
            f"{names[term.official] or term.official.slug}, {title_of(term, names[term.position])}"
            for term in terms
        ]
        if len(people) == 1:
            return f"{people[0]}."
        return _("From left to right: %(people)s.") % {"people": "; ".join(people)}
