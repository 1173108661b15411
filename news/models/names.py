"""What things are called, in each language, from … until: the only way a name is had."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import F, Value
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .dated import DatedFact, DatedFactQuerySet, refuse_overlap


class DatedName(DatedFact):
    """One form of a name in one language. Each kind of thing has a table of its own."""

    language = models.CharField(_("language"), max_length=12)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short form"), max_length=80, blank=True)
    other_spellings = models.TextField(
        _("other spellings"), blank=True, help_text=_("One a line. Readers find the page by them.")
    )

    objects = DatedFactQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        abstract = True
        ordering = ["language", F("starts_on").asc(nulls_first=True), "id"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        owner = self._owner_key()
        refuse_overlap(
            self,
            type(self).objects.filter(language=self.language, **{owner: getattr(self, owner)}),
            _("“%(other)s” is the name in this language from %(from)s until %(until)s. End that name first."),
        )

    @classmethod
    def _owner_key(cls) -> str:
        return next(
            field.attname for field in cls._meta.fields if field.remote_field and field.name != "announced_by"
        )


def contains(field: str, words: str) -> models.Q:
    """The field contains the words in small letters or capitals, in any alphabet.

    SQLite folds ASCII only, so the usual ways of writing a word are asked for one by one.
    """
    condition = models.Q()
    for spelling in {words, words.lower(), words.upper(), words.capitalize()}:
        condition |= models.Q(**{f"{field}__icontains": spelling})
    return condition


class NamedQuerySet(models.QuerySet):
    def called(self, words: str):
        """Things one of whose names, of any time and language, contains the words."""
        condition = contains("names__name", words)
        condition |= contains("names__short_name", words)
        condition |= contains("names__other_spellings", words)
        return self.filter(condition | models.Q(slug__icontains=words)).distinct()

    def named_by(self, day: datetime.date, at: datetime.datetime):
        """Things that had a name by that day, of those names that are public at the moment (aware).

        A name without a first day is as old as the thing; a thing that has only later ones came later.
        """
        names = self.model._meta.get_field("names").related_model
        begun = names.objects.live(at).filter(models.Q(starts_on=None) | models.Q(starts_on__lte=day))
        return self.filter(models.Exists(begun.filter(**{names._owner_key(): models.OuterRef("pk")})))


class Named(models.Model):
    """A thing that has dated names in every language, in `self.names`."""

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("Short Latin name, part of the page's address.")
    )

    class Meta:
        abstract = True

    def named(self, language: str, on: datetime.date) -> DatedName | None:
        """The name of that day in that language; in another language where there is none."""
        return best_name(self.names.all(), language, on)

    def __str__(self):
        name = self.named(get_language() or "en", timezone.localdate())
        return str(name) if name else self.slug


def best_name(names: Iterable, language: str, on: datetime.date):
    """Of one thing's names: right language before right day, the later start before the earlier.

    On a changeover day two forms hold: the one that starts then wins. A day before or after all known
    names takes the nearest: a thing is never nameless because a date is missing.
    """

    def fitness(name):
        distance = 0
        if name.starts_on and on < name.starts_on:
            distance = (name.starts_on - on).days
        elif name.ends_on and on > name.ends_on:
            distance = (on - name.ends_on).days
        return (name.language != language, distance, -(name.starts_on or datetime.date.min).toordinal())

    return min(names, key=fitness, default=None)


class NameForm(NamedTuple):
    """A row of the name book: what a page needs of a `DatedName`."""

    kind: int
    owner: int
    language: str
    name: str
    short_name: str
    acting_name: str
    other_spellings: str
    starts_on: datetime.date | None
    starts_precision: str
    ends_on: datetime.date | None
    ends_precision: str

    def __str__(self):
        return self.name


def name_book(
    things: Iterable[Named],
    language: str,
    on: datetime.date,
    at: datetime.datetime | None = None,
    announcing: Iterable[int] = (),
) -> dict[Named, NameForm | None]:
    """The names of that day of things of any kinds, in one query.

    With `at` (aware) only names that are public at that moment are considered, and those that a publication
    with an id of `announcing` makes public.
    """
    forms = all_names(things, at, announcing)
    return {thing: best_name(forms[thing], language, on) for thing in forms}


def all_names(
    things: Iterable[Named], at: datetime.datetime | None = None, announcing: Iterable[int] = ()
) -> dict[Named, list[NameForm]]:
    """Every form of the names of things of any kinds, in one query; with `at`, what is public then."""
    by_model: dict[type[Named], dict[int, Named]] = {}
    for thing in things:
        by_model.setdefault(type(thing), {})[thing.pk] = thing
    kinds = list(by_model)
    parts = [_forms(model, by_model[model], kind, at, announcing) for kind, model in enumerate(kinds)]
    rows = parts[0].union(*parts[1:], all=True).order_by() if parts else []
    forms = {thing: [] for owners in by_model.values() for thing in owners.values()}
    for row in map(NameForm._make, rows):
        forms[by_model[kinds[row.kind]][row.owner]].append(row)
    return forms


def _forms(model, owners, kind, at, announcing):
    relation = model._meta.get_field("names")
    names = relation.related_model.objects.filter(**{f"{relation.field.name}__in": owners})
    rows = names.live(at) if at else names
    if at and announcing:
        rows = rows | names.filter(announced_by__in=announcing)
    has_acting_name = hasattr(relation.related_model, "acting_name")
    return (
        rows.order_by()
        .annotate(
            kind=Value(kind, models.IntegerField()),
            owner=F(relation.field.attname),
            acting=F("acting_name") if has_acting_name else Value("", models.CharField()),
        )
        .values_list(
            "kind",
            "owner",
            "language",
            "name",
            "short_name",
            "acting",
            "other_spellings",
            "starts_on",
            "starts_precision",
            "ends_on",
            "ends_precision",
        )
    )
