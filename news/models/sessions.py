"""A meeting of one or more bodies, and who took part in which office."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dated import last_day, precision_field
from .officials import Seat, Term, require_in_office
from .publications import Kind, Publication


class Session(Publication):
    KIND = Kind.SESSION

    publication = models.OneToOneField(
        Publication, models.CASCADE, parent_link=True, primary_key=True, related_name="as_session"
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Of a session of several days.")
    )
    by_video = models.BooleanField(_("by video conference"), default=False)
    narrow_format = models.BooleanField(_("narrow format"), default=False)
    extended_format = models.BooleanField(_("extended format"), default=False)
    preceding = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("preceding session"),
        help_text=_("The meeting that prepared this one."),
    )
    reported_on = models.ManyToManyField(
        "news.Decision",
        blank=True,
        related_name="reported_on_at",
        verbose_name=_("reported on"),
        help_text=_("Earlier decisions whose carrying out was reported here."),
    )
    next_session_on = models.DateField(
        _("next session"),
        null=True,
        blank=True,
        help_text=_("A day, or any day of the period that is known."),
    )
    next_session_precision = precision_field()
    next_session_place = models.ForeignKey(
        "news.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place of the next session"),
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def clean(self):
        super().clean()
        if self.date and self.ends_on and self.ends_on < self.date:
            raise ValidationError(
                {"ends_on": _("The last day is before the first day. Correct one of them.")}
            )

    def blockers(self, language: str) -> list[str]:
        missing = []
        if not self.bodies.exists():
            missing.append(_("Say which body met."))
        participations = self.participations.select_related(
            "term__official", "term__position", "represented_by"
        )
        for participation in participations:
            try:
                participation.clean()
            except ValidationError as error:
                missing.extend(error.messages)
            if participation.is_chair and not participation.seat():
                missing.append(
                    _(
                        "%(official)s chairs but sits in no body of this session. "
                        "Correct the chair or the bodies."
                    )
                    % {"official": participation.term.official}
                )
        return missing


class SessionWords(models.Model):
    """Theme and agenda in one language."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=12)
    theme = models.CharField(_("priority theme"), max_length=300, blank=True)
    agenda = models.TextField(_("agenda"), blank=True, help_text=_("One point a line."))

    class Meta:
        ordering = ["language"]
        verbose_name = _("theme and agenda")
        verbose_name_plural = _("theme and agenda")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "language"],
                name="session_words_once_a_language",
                violation_error_message=_("Theme and agenda in this language exist already."),
            )
        ]

    def __str__(self):
        return self.theme


class Participation(models.Model):
    """A term of office at a session: the person and the title of that day."""

    class Manner(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        BY_VIDEO = "by_video", _("by video")
        REPRESENTED = "represented", _("represented")
        ABSENT = "absent", _("absent")

    session = models.ForeignKey(Session, models.CASCADE, related_name="participations")
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="participations",
        verbose_name=_("who"),
        help_text=_("The person in the office of that day."),
    )
    manner = models.CharField(_("manner"), max_length=11, choices=Manner.choices, default=Manner.IN_PERSON)
    represented_by = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="represents",
        verbose_name=_("represented by"),
    )
    is_chair = models.BooleanField(_("in the chair"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["-is_chair", "sort_order", "id"]
        verbose_name = _("participant")
        verbose_name_plural = _("chair and participants")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "term"],
                name="participation_once_a_session",
                violation_error_message=_("This official is already listed."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(is_chair=True),
                name="participation_one_chair_a_session",
                violation_error_message=_("A session has one chair. Untick the other."),
            ),
            models.CheckConstraint(
                name="participation_represented_by_somebody",
                condition=Q(manner="represented", represented_by__isnull=False)
                | ~Q(manner="represented") & Q(represented_by=None),
                violation_error_message=_("Say who represented them, and choose “represented”."),
            ),
            models.CheckConstraint(
                name="participation_not_represented_by_themselves",
                condition=Q(represented_by=None) | ~Q(represented_by=F("term")),
                violation_error_message=_("Nobody represents themselves. Choose another official."),
            ),
            models.CheckConstraint(
                name="participation_the_absent_do_not_chair",
                condition=~Q(is_chair=True, manner="absent"),
                violation_error_message=_("Somebody absent cannot chair. Choose another chair."),
            ),
        ]

    def __str__(self):
        return str(self.term)

    def clean(self):
        super().clean()
        if not self.term_id or not self.session.date:
            return
        for term in filter(None, [self.term, self.represented_by]):
            require_in_office(term, self.session.date, self.session.date_precision)

    def seat(self) -> Seat | None:
        """The seat in one of the session's bodies on that day; None for guests."""
        day = last_day(self.session.date, self.session.date_precision)
        seats = Seat.objects.on(day).filter(
            position=self.term.position_id, body__in=self.session.bodies.all()
        )
        return seats.select_related("state").first()
