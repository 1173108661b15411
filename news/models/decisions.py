"""What a body adopted at a session, and what became of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dated import Dated, DatedQuerySet
from .publications import Kind, Publication


class Decision(Publication):
    KIND = Kind.DECISION

    publication = models.OneToOneField(
        Publication, models.CASCADE, parent_link=True, primary_key=True, related_name="as_decision"
    )
    session = models.ForeignKey(
        "news.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("session"),
        help_text=_("The session at which it was adopted."),
    )
    number = models.CharField(
        _("number"),
        max_length=40,
        blank=True,
        help_text=_("Only if it has one; most are cited by body, date and title."),
    )
    text_public = models.BooleanField(
        _("text is public"), default=True, help_text=_("Untick for a decision known by its title only.")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def blockers(self, language: str) -> list[str]:
        return [] if self.bodies.exists() else [_("Say which body adopted it.")]


class DecisionStatus(Dated):
    """What a decision's standing was, from … until."""

    class Status(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        IN_FORCE = "in_force", _("in force")
        APPLIED_PROVISIONALLY = "provisional", _("applied provisionally")
        CARRIED_OUT = "carried_out", _("carried out")
        REPEALED = "repealed", _("repealed")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="statuses")
    status = models.CharField(_("status"), max_length=11, choices=Status.choices)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["starts_on", "id"]
        verbose_name = _("status over time")
        verbose_name_plural = _("status over time")

    def __str__(self):
        return self.get_status_display()


class DecisionSignature(models.Model):
    class Manner(models.TextChoices):
        SIGNED = "signed", _("signed")
        JOINED = "joined", _("joined later")
        DID_NOT_JOIN = "did_not_join", _("did not join")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="signatures")
    state = models.ForeignKey(
        "news.State", models.PROTECT, related_name="signatures", verbose_name=_("state")
    )
    manner = models.CharField(_("manner"), max_length=12, choices=Manner.choices, default=Manner.SIGNED)
    on = models.DateField(_("on"), null=True, blank=True)

    class Meta:
        ordering = ["state", "id"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "state"],
                name="decision_signed_once_by_a_state",
                violation_error_message=_("This state is already listed."),
            )
        ]

    def __str__(self):
        return f"{self.state}: {self.get_manner_display()}"


class DecisionRelation(models.Model):
    class Relation(models.TextChoices):
        AMENDS = "amends", _("amends")
        REPEALS = "repeals", _("repeals")
        IMPLEMENTS = "implements", _("implements")
        REPLACES = "replaces", _("replaces")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="relations")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)
    other = models.ForeignKey(
        Decision, models.PROTECT, related_name="related_decisions", verbose_name=_("the decision")
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("relation to another decision")
        verbose_name_plural = _("relations to other decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "relation", "other"],
                name="decision_related_once",
                violation_error_message=_("This relation is already listed."),
            ),
            models.CheckConstraint(
                name="decision_not_related_to_itself",
                condition=~Q(decision=F("other")),
                violation_error_message=_("A decision is not related to itself. Choose another one."),
            ),
        ]

    def __str__(self):
        return f"{self.get_relation_display()} {self.other}"
