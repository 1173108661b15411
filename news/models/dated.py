"""Everything in this office is dated: the vocabulary that facts, names and terms share."""

import calendar
import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a date is known. It is never shown more exactly than that."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")


MONTHS_IN = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF_YEAR: 6, Precision.YEAR: 12}


def first_day(day: datetime.date, precision: str) -> datetime.date:
    """The first day of the period of that precision in which the day lies."""
    if precision == Precision.DAY:
        return day
    months = MONTHS_IN[precision]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def last_day(day: datetime.date, precision: str) -> datetime.date:
    """The last day of the period of that precision in which the day lies."""
    if precision == Precision.DAY:
        return day
    month = first_day(day, precision).month + MONTHS_IN[precision] - 1
    return day.replace(month=month, day=calendar.monthrange(day.year, month)[1])


def precision_field() -> models.CharField:
    return models.CharField(_("known to the"), max_length=9, choices=Precision.choices, default=Precision.DAY)


class DatedQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        """What held on that day, both ends included."""
        started = Q(starts_on=None) | Q(starts_on__lte=day)
        not_ended = Q(ends_on=None) | Q(ends_on__gte=day)
        return self.filter(started, not_ended)


class Dated(models.Model):
    """Valid from the first day until the last day, both included.

    A day known only by its month or year is stored as the first (or last) day of that period.
    """

    starts_on = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Leave empty when the first day is not known.")
    )
    starts_precision = precision_field()
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Empty: until further notice.")
    )
    ends_precision = precision_field()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is before the first day. Correct one of them."),
            ),
            models.CheckConstraint(
                name="%(class)s_precisions_are_known",
                condition=Q(starts_precision__in=Precision.values, ends_precision__in=Precision.values),
                violation_error_message=_("Choose how exactly the day is known."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.starts_on:
            self.starts_on = first_day(self.starts_on, self.starts_precision)
        if self.ends_on:
            self.ends_on = last_day(self.ends_on, self.ends_precision)

    def holds_on(self, day: datetime.date) -> bool:
        """The same question as `.on(day)`, of one row already in hand."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or self.ends_on >= day
        )


class AnnouncedQuerySet(models.QuerySet):
    def live(self, at: datetime.datetime | None = None):
        """What the public may know at that moment (aware, default now)."""
        from .editions import Edition

        at = at or timezone.now()
        announced = Edition.objects.live(at).filter(publication=OuterRef("announced_by"))
        return self.filter(
            Q(announced_by=None, public_from__lte=at) | Q(~Q(announced_by=None), Exists(announced))
        )


class Announced(models.Model):
    """A fact with its own visibility: public from a moment, or when a publication announces it."""

    public_from = models.DateTimeField(
        _("public from"),
        default=timezone.now,
        help_text=_("Until then only the desk sees it. Now, unless you set it ahead."),
    )
    announced_by = models.ForeignKey(
        "news.Publication",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="announces_%(class)s_set",
        verbose_name=_("announced by"),
        help_text=_("Public when this item is, whatever the moment above says."),
    )

    class Meta:
        abstract = True


class DatedFactQuerySet(DatedQuerySet, AnnouncedQuerySet):
    """`.on(day)` asks validity, `.live(at)` asks visibility; public pages ask both."""


class DatedFact(Dated, Announced):
    """A dated fact that may be known at the desk before the public may know it."""

    objects = DatedFactQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = True


def exact() -> Q:
    """Rows whose range is known to the day: only these can be refused for overlapping."""
    return Q(starts_on__isnull=False, starts_precision=Precision.DAY, ends_precision=Precision.DAY)


def refuse_overlap(row: Dated, rivals, sentence: str, of=str):
    """Raise ValidationError with the sentence when an exact row overlaps an exact rival.

    They may share the changeover day. The database has the same rule, in migration 0002.
    """
    if row.starts_on is None or not Precision.DAY == row.starts_precision == row.ends_precision:
        return
    rivals = rivals.filter(exact()).exclude(pk=row.pk)
    rivals = rivals.filter(Q(ends_on=None) | Q(ends_on__gt=row.starts_on))
    if row.ends_on is not None:
        rivals = rivals.filter(starts_on__lt=row.ends_on)
    other = rivals.first()
    if other:
        raise ValidationError(
            sentence,
            code="overlap",
            params={
                "other": of(other),
                "from": date_format(other.starts_on),
                "until": date_format(other.ends_on) if other.ends_on else _("further notice"),
            },
        )
