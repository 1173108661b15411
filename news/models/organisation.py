"""The organisation: its bodies, states, memberships, chairmanships and places."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .addresses import Addressed, OldSlug
from .dated import Announced, AnnouncedQuerySet, DatedFact, refuse_overlap
from .names import DatedName, Named, NamedQuerySet


class PublicThingQuerySet(NamedQuerySet, AnnouncedQuerySet):
    pass


class Body(Addressed, Named, Announced):
    """An organ that meets and decides."""

    ADDRESS_KIND = OldSlug.Kind.BODY

    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("answers to")
    )
    sort_order = models.PositiveSmallIntegerField(_("order in lists"), default=100)

    objects = PublicThingQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "slug"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")


class BodyName(DatedName):
    body = models.ForeignKey(Body, models.CASCADE, related_name="names")

    class Meta(DatedName.Meta):
        verbose_name = _("name of a body")
        verbose_name_plural = _("names")


class State(Addressed, Named, Announced):
    ADDRESS_KIND = OldSlug.Kind.STATE

    code = models.CharField(
        _("ISO code"), max_length=3, blank=True, help_text=_("Three letters of ISO 3166-1, such as KAZ.")
    )

    objects = PublicThingQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("state")
        verbose_name_plural = _("states")


class StateName(DatedName):
    state = models.ForeignKey(State, models.CASCADE, related_name="names")

    class Meta(DatedName.Meta):
        verbose_name = _("name of a state")
        verbose_name_plural = _("names")


class Place(Named, Announced):
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("lies in")
    )

    objects = PublicThingQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("place")
        verbose_name_plural = _("places")


class PlaceName(DatedName):
    place = models.ForeignKey(Place, models.CASCADE, related_name="names")

    class Meta(DatedName.Meta):
        verbose_name = _("name of a place")
        verbose_name_plural = _("names")


class Membership(DatedFact):
    """A state's standing in the organisation, or under its founding treaty."""

    class Basis(models.TextChoices):
        ORGANISATION = "organisation", _("the organisation")
        TREATY = "treaty", _("the founding treaty")

    class Status(models.TextChoices):
        MEMBER = "member", _("member")
        SUSPENDED = "suspended", _("suspended")
        OBSERVER = "observer", _("observer")

    state = models.ForeignKey(State, models.PROTECT, related_name="memberships", verbose_name=_("state"))
    basis = models.CharField(_("of"), max_length=12, choices=Basis.choices, default=Basis.ORGANISATION)
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.MEMBER)
    decided_by = models.ForeignKey(
        "news.Publication",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_memberships",
        verbose_name=_("by the decision"),
    )

    class Meta(DatedFact.Meta):
        ordering = ["starts_on", "id"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self):
        return f"{self.state}: {self.get_status_display()}"

    def clean(self):
        super().clean()
        refuse_overlap(
            self,
            Membership.objects.filter(state=self.state_id, basis=self.basis),
            _("This state is already “%(other)s” from %(from)s until %(until)s. End that first."),
            of=lambda other: other.get_status_display(),
        )


class Chairmanship(DatedFact):
    """Which state chairs a body. One ends on the day on which the next begins."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="chairmanships", verbose_name=_("body"))
    state = models.ForeignKey(State, models.PROTECT, related_name="chairmanships", verbose_name=_("state"))
    handed_over_at = models.ForeignKey(
        "news.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chairmanships_handed_over",
        verbose_name=_("taken over at"),
        help_text=_("The session at which this state took the chair."),
    )

    class Meta(DatedFact.Meta):
        ordering = ["-starts_on", "-id"]
        verbose_name = _("chairmanship")
        verbose_name_plural = _("chairmanships")

    def __str__(self):
        return f"{self.body}: {self.state}"

    def clean(self):
        super().clean()
        refuse_overlap(
            self,
            Chairmanship.objects.filter(body=self.body_id),
            _("%(other)s already chairs from %(from)s until %(until)s. End that chairmanship first."),
            of=lambda other: other.state,
        )
