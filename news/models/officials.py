"""Appointments, not titles: a person, an office that exists whoever holds it, the time in it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .addresses import Addressed, OldSlug
from .dated import Announced, DatedFact, DatedFactQuerySet, Precision, first_day, last_day, refuse_overlap
from .names import DatedName, Named
from .organisation import Body, PublicThingQuerySet, State


class Official(Addressed, Named, Announced):
    ADDRESS_KIND = OldSlug.Kind.OFFICIAL

    portrait = models.ForeignKey(
        "news.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
    )

    objects = PublicThingQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("official")
        verbose_name_plural = _("officials")


class OfficialName(DatedName):
    official = models.ForeignKey(Official, models.CASCADE, related_name="names")

    class Meta(DatedName.Meta):
        verbose_name = _("name of an official")
        verbose_name_plural = _("names")


class Position(Named, Announced):
    """An office that exists whoever holds it."""

    single_holder = models.BooleanField(
        _("one holder at a time"),
        default=True,
        help_text=_("Two terms may then share the changeover day only."),
    )

    objects = PublicThingQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")


class PositionName(DatedName):
    position = models.ForeignKey(Position, models.CASCADE, related_name="names")
    acting_name = models.CharField(
        _("acting form"),
        max_length=200,
        blank=True,
        help_text=_("The title of somebody who only acts in it, such as “Acting Secretary General”."),
    )

    class Meta(DatedName.Meta):
        verbose_name = _("title")
        verbose_name_plural = _("titles")


class TermQuerySet(DatedFactQuerySet):
    def with_people(self):
        return self.select_related("official", "position")


class Term(DatedFact):
    """An official's time in a position. Past terms are kept, never overwritten."""

    official = models.ForeignKey(Official, models.PROTECT, related_name="terms", verbose_name=_("official"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="terms", verbose_name=_("position"))
    acting = models.BooleanField(_("acting"), default=False)
    excludes_others = models.BooleanField(
        editable=False,
        default=False,
        help_text="A full term in a position of one holder; copied here for the database's range rule.",
    )

    objects = TermQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        ordering = ["-starts_on", "-id"]
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")

    def __str__(self):
        years = "–".join(str(day.year) if day else "" for day in (self.starts_on, self.ends_on))
        years = "" if years == "–" else years
        title = _("%(title)s (acting)") % {"title": self.position} if self.acting else str(self.position)
        return ", ".join(filter(None, [str(self.official), title, years]))

    def clean(self):
        super().clean()
        if not self.official_id or not self.position_id:
            return
        if self._excludes_others():
            refuse_overlap(
                self,
                Term.objects.filter(position=self.position_id, excludes_others=True),
                _("%(other)s holds this position from %(from)s until %(until)s. End that term first."),
                of=lambda other: other.official,
            )

    def save(self, *args, **kwargs):
        self.excludes_others = self._excludes_others()
        super().save(*args, **kwargs)

    def _excludes_others(self) -> bool:
        return self.position.single_holder and not self.acting


class Seat(DatedFact):
    """A position sits in a body, for a state or for none (the Secretary General)."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="seats", verbose_name=_("position"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("body"))
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("for the state")
    )

    class Meta(DatedFact.Meta):
        ordering = ["body", "state", "starts_on", "id"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self):
        return f"{self.position} – {self.body}"


def require_in_office(term: Term, day: datetime.date, precision: str = Precision.DAY):
    """Raise ValidationError when the term covers no day of the period of that precision."""
    begun = term.starts_on is None or term.starts_on <= last_day(day, precision)
    over = term.ends_on is not None and term.ends_on < first_day(day, precision)
    if not begun or over:
        raise ValidationError(
            _("%(official)s was not in office as %(position)s on that day. Choose the term of that day."),
            code="not_in_office",
            params={"official": term.official, "position": term.position},
        )
