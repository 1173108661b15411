"""What somebody said or a body adopted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .officials import Term, require_in_office
from .publications import Form, Kind, Publication


class Statement(Publication):
    KIND = Kind.STATEMENT

    publication = models.OneToOneField(
        Publication, models.CASCADE, parent_link=True, primary_key=True, related_name="as_statement"
    )
    session = models.ForeignKey(
        "news.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("session"),
        help_text=_("The session at which it was adopted or made."),
    )

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def blockers(self, language: str) -> list[str]:
        if self.form == Form.INTERVIEW and not self.outlet:
            return [_("Name the outlet of the interview.")]
        return []


class StatementSpeaker(models.Model):
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="speakers")
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="statements",
        verbose_name=_("speaker"),
        help_text=_("The office in which they spoke."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "term"],
                name="statement_spoken_once_by_a_term",
                violation_error_message=_("This speaker is already listed."),
            )
        ]

    def __str__(self):
        return str(self.term)

    def clean(self):
        super().clean()
        if self.term_id and self.statement.date:
            require_in_office(self.term, self.statement.date, self.statement.date_precision)
