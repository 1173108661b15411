"""The words of a publication, one language, one version; and who may read them when."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..text import sanitise
from .publications import SECTIONS, Form, Kind, Publication
from .users import User


class Status(models.TextChoices):
    """The only stored decision. Everything else follows from dates at the moment of reading."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")


class ShownState(models.TextChoices):
    """What people call it: status and dates, seen at a moment."""

    DRAFT = "draft", _("draft")
    SET_ASIDE = "set_aside", _("set aside")
    IN_REVIEW = "in_review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    UNDER_EMBARGO = "under_embargo", _("under embargo")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("corrected")
    REINSTATED = "reinstated", _("published again")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def is_public(self) -> bool:
        return self in (ShownState.PUBLISHED, ShownState.CORRECTED, ShownState.REINSTATED)


class Approval(models.TextChoices):
    TWO_PEOPLE = "two_people", _("by a second person")
    ALONE = "alone", _("alone, in an emergency")
    ARCHIVE = "archive", _("taken over from an archive")


def live_between(at: datetime.datetime, prefix: str = "") -> Q:
    """The gate in one line: approved, begun, not ended. `prefix` leads to the edition."""
    return Q(**{f"{prefix}status": Status.APPROVED, f"{prefix}live_from__lte": at}) & (
        Q(**{f"{prefix}live_until": None}) | Q(**{f"{prefix}live_until__gt": at})
    )


def withdrawals_before(publication, language, live_from) -> models.QuerySet:
    """Why the edition of that item and language that was public last before that moment was withdrawn, or "".

    The arguments are values, or refer to an outer query.
    """
    earlier = Edition.objects.filter(publication=publication, language=language, status=Status.APPROVED)
    earlier = earlier.filter(live_from__lt=live_from).exclude(live_until=F("live_from"))
    return earlier.order_by("-live_from").values_list("withdrawal_reason", flat=True)[:1]


class EditionQuerySet(models.QuerySet):
    def live(self, at: datetime.datetime | None = None):
        """What anybody may read at that moment (aware, default now)."""
        return self.filter(live_between(at or timezone.now()))

    def once_live(self, at: datetime.datetime | None = None):
        """What anybody could read at that moment or earlier."""
        at = at or timezone.now()
        return self.filter(status=Status.APPROVED, live_from__lte=at).exclude(live_until=F("live_from"))

    def still_readable(self, at: datetime.datetime | None = None):
        """Without those that were withdrawn by that moment, and those taken away with a later edition."""
        withdrawn = (
            Edition.objects.once_live(at)
            .exclude(withdrawal_reason="")
            .filter(
                publication=OuterRef("publication"),
                language=OuterRef("language"),
                live_until__gt=OuterRef("live_from"),
                live_until__lte=at or timezone.now(),
            )
        )
        return self.exclude(Exists(withdrawn))

    def working(self):
        return self.filter(status__in=[Status.DRAFT, Status.IN_REVIEW], set_aside=False)

    def scheduled(self, at: datetime.datetime | None = None):
        """Approved, not begun, and not cancelled by an end of its own."""
        at = at or timezone.now()
        return self.filter(
            Q(live_until=None) | Q(live_until__gt=at), status=Status.APPROVED, live_from__gt=at
        )

    def under_embargo(self, at: datetime.datetime | None = None):
        """Approved, and the press may read it already, the public not yet."""
        at = at or timezone.now()
        return self.scheduled(at).filter(press_from__lte=at).exclude(live_until=F("live_from"))

    def embargoed_for(self, person: User, at: datetime.datetime | None = None):
        """What this person, who is signed in, may read under embargo: where readers are named, if named."""
        return self.under_embargo(at).trusted_to(person)

    def ahead_for(self, person: User, at: datetime.datetime | None = None):
        """Of what this person may see the photographs before an embargo of their own is over."""
        return (self.under_embargo(at) | self.live(at)).trusted_to(person)

    def trusted_to(self, person: User):
        if person.sees_the_desk:
            return self
        if not person.reads_under_embargo:
            return self.none()
        named = Publication.press_readers.through.objects.filter(publication=OuterRef("publication"))
        return self.filter(~Exists(named) | Exists(named.filter(user=person)))

    def open_to(self, person: User, at: datetime.datetime | None = None):
        """What this person may read at that moment: live for anybody, or under embargo for them."""
        at = at or timezone.now()
        return self.live(at) | self.embargoed_for(person, at)

    def behind(self, at: datetime.datetime | None = None):
        """Translations of an edition that has a newer public one at that moment (aware, default now)."""
        newer = Edition.objects.live(at).filter(
            publication=OuterRef("publication"),
            language=OuterRef("translation_of__language"),
            number__gt=OuterRef("translation_of__number"),
        )
        return self.filter(Exists(newer))

    def by(self, person: User):
        """In whose words, or in whose facts not approved before in that language, the person had a hand."""
        from .contributions import Contribution

        earlier = Edition.objects.filter(
            publication=OuterRef(OuterRef("publication")),
            language=OuterRef(OuterRef("language")),
            number__lt=OuterRef(OuterRef("number")),
            status=Status.APPROVED,
            facts_version__isnull=False,
        )
        approved = Coalesce(Subquery(earlier.order_by("-facts_version").values("facts_version")[:1]), 0)
        frozen = Coalesce(OuterRef("facts_version"), OuterRef("publication__lock_version"))
        facts = Q(publication=OuterRef("publication"), facts_version__gt=approved, facts_version__lte=frozen)
        parts = Contribution.objects.filter(Q(edition=OuterRef("pk")) | facts, person=person)
        return self.filter(Exists(parts))

    def owing_review(self):
        """Published by one person alone, and looked at by nobody since."""
        return self.filter(approval=Approval.ALONE, reviewed_by=None)

    def in_language(self, language: str):
        return self.filter(language=language)

    def with_withdrawal_before(self):
        """With `withdrawal_before`, which each would otherwise ask for by itself."""
        before = withdrawals_before(OuterRef("publication"), OuterRef("language"), OuterRef("live_from"))
        return self.annotate(
            withdrawal_before=Coalesce(Subquery(before), Value(""), output_field=models.TextField())
        )

    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def latest_first(self):
        return self.order_by("-first_live_from", "-id")

    def about(self, facet: str, thing: int):
        """Editions that carry that body, topic, official, state, place, photograph or file."""
        return self.filter(facets__facet=facet, facets__thing=thing)


class Edition(models.Model):
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=12)
    number = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    kind = models.CharField(max_length=9, choices=Kind.choices, editable=False)
    form = models.CharField(max_length=18, choices=Form.choices, editable=False)
    date = models.DateField(editable=False)

    title = models.CharField(_("title"), max_length=500, blank=True)
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences, shown in lists."))
    body = models.TextField(_("text"), blank=True, help_text=_("Sanitised HTML."))
    facts = models.JSONField(default=dict, editable=False)

    status = models.CharField(
        _("status"), max_length=9, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    set_aside = models.BooleanField(
        _("set aside"),
        default=False,
        editable=False,
        help_text=_("Taken back from a schedule while the next edition was in work already."),
    )
    bundle = models.ForeignKey(
        "news.Bundle",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="editions",
        verbose_name=_("bundle"),
    )
    live_from = models.DateTimeField(_("public from"), null=True, editable=False)
    live_until = models.DateTimeField(_("public until"), null=True, editable=False)
    press_from = models.DateTimeField(_("for the press from"), null=True, editable=False)
    first_live_from = models.DateTimeField(null=True, editable=False)
    change_note = models.TextField(
        _("what changed"), blank=True, help_text=_("Public. From the second edition on it is required.")
    )
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="translations",
        verbose_name=_("renders the edition"),
    )

    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="editions_written"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="editions_submitted"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="editions_approved"
    )
    facts_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    facts_version = models.PositiveIntegerField(
        null=True, editable=False, help_text=_("The item's lock version when its facts were frozen.")
    )
    approval = models.CharField(max_length=10, choices=Approval.choices, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    lock_version = models.PositiveIntegerField(default=1, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["language", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("words")
        permissions = [
            ("approve_edition", _("Can approve the words of colleagues")),
            ("withdraw_edition", _("Can withdraw, reinstate and publish alone")),
            ("archive_edition", _("Can take over items from an archive, public under their own dates")),
            ("read_under_embargo", _("Can read what is under embargo for the press")),
        ]
        indexes = [
            models.Index(
                fields=["kind", "language", "-first_live_from", "-id"],
                name="edition_of_kind_for_lists",
                condition=Q(status="approved"),
            ),
            models.Index(
                # With all that the gate asks for: editions are passed over and counted without reading them.
                fields=["language", "-first_live_from", "-id", "live_from", "live_until", "status"],
                name="edition_of_all_for_lists",
                condition=Q(status="approved"),
            ),
            models.Index(
                fields=["form", "language", "-first_live_from", "-id"],
                name="edition_of_form_for_lists",
                condition=Q(status="approved"),
            ),
            models.Index(
                fields=["kind", "language", "date"],
                name="edition_of_kind_by_date",
                condition=Q(status="approved"),
            ),
            models.Index(
                fields=["-live_from"],
                name="edition_by_moment",
                condition=Q(status="approved"),
            ),
            models.Index(
                fields=["language", "-live_from", "-id"],
                name="edition_for_the_public_record",
                # Only the record asks for the second part: else SQLite would read items and lists by this.
                condition=Q(status="approved", first_live_from__isnull=False),
            ),
            models.Index(
                fields=["language", "-live_until", "-id"],
                name="edition_withdrawn_for_record",
                condition=Q(status="approved") & ~Q(withdrawal_reason=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "language", "number"],
                name="edition_number_once_a_language",
                violation_error_message=_("This edition exists already."),
            ),
            models.UniqueConstraint(
                fields=["publication", "language"],
                condition=~Q(status="approved") & Q(set_aside=False),
                name="edition_one_in_work_a_language",
                violation_error_message=_(
                    "Somebody is already working on the next edition in this language."
                ),
            ),
            models.UniqueConstraint(
                fields=["publication", "language"],
                condition=Q(status="approved", live_until=None),
                name="edition_one_open_ended_a_language",
                violation_error_message=_("Another edition in this language is public without an end."),
            ),
            models.CheckConstraint(
                name="edition_status_is_known",
                condition=Q(status__in=Status.values),
                violation_error_message=_("The status is not known."),
            ),
            models.CheckConstraint(
                name="edition_set_aside_is_a_draft",
                condition=Q(set_aside=False) | Q(status="draft"),
                violation_error_message=_("Only a draft can be set aside."),
            ),
            models.CheckConstraint(
                name="edition_reviewed_by_a_second_person",
                condition=Q(reviewed_by=None) | Q(approval="alone") & ~Q(reviewed_by=F("approved_by")),
                violation_error_message=_("Nobody reviews what they published alone. Ask a colleague."),
            ),
            models.CheckConstraint(
                name="edition_withdrawn_has_an_end",
                condition=Q(withdrawal_reason="") | Q(status="approved", live_until__isnull=False),
                violation_error_message=_("A withdrawn edition has a moment at which it ended."),
            ),
            models.CheckConstraint(
                name="edition_approved_has_a_moment_and_a_person",
                condition=Q(status="approved", live_from__isnull=False, first_live_from__isnull=False)
                & Q(approved_by__isnull=False, approval__in=Approval.values)
                | Q(live_from=None, live_until=None, press_from=None, approved_by=None, approval="")
                & ~Q(status="approved"),
                violation_error_message=_(
                    "An approved edition needs a moment and the person who approved it."
                ),
            ),
            models.CheckConstraint(
                name="edition_approved_by_a_second_person",
                condition=~Q(approval="two_people")
                | Q(written_by__isnull=False, submitted_by__isnull=False)
                & ~Q(written_by=F("approved_by"))
                & ~Q(submitted_by=F("approved_by"))
                & (Q(facts_by=None) | ~Q(facts_by=F("approved_by"))),
                violation_error_message=_("Nobody approves their own words. Ask a colleague to approve it."),
            ),
            models.CheckConstraint(
                name="edition_ends_after_it_begins",
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                violation_error_message=_("An edition cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="edition_press_reads_first",
                condition=Q(press_from=None) | Q(press_from__lte=F("live_from")),
                violation_error_message=_("The press reads before the public, not after it."),
            ),
        ]

    def __str__(self):
        return self.title or f"{self.publication.slug} ({self.language})"

    @cached_property
    def picture(self) -> dict | None:
        """Of an edition read for a list (`teasers`): the first of its photographs that may be shown then, in
        the size it has now. A query, where that is not the first of all.
        """
        if self.photograph_now or not self.first_photograph:
            return self.photograph_now and self.first_photograph | self.photograph_now
        from .photos import Photo

        photographs = Edition.objects.values_list("facts__photographs", flat=True).get(pk=self.pk)
        shown = Photo.objects.standing(self.seen_at).in_bulk([photo["id"] for photo in photographs])
        first = next((photo for photo in photographs if photo["id"] in shown), None)
        now = first and shown[first["id"]]
        return first and first | {"width": now.width, "height": now.height, "tone": now.tone}

    def get_absolute_url(self) -> str:
        section = SECTIONS[Kind(self.kind)]
        return reverse("item", args=[self.language, section, self.date, self.publication.slug])

    @cached_property
    def withdrawal_before(self) -> str:
        """Why the edition before it was withdrawn, so that this one is published again; or ""."""
        begins = self.live_from or timezone.now()
        return next(iter(withdrawals_before(self.publication_id, self.language, begins)), "")

    @property
    def uid(self) -> uuid.UUID:
        """What machines know the item by in this language, whatever its address and edition."""
        return uuid.uuid5(self.publication.uid, self.language)

    def state(self, at: datetime.datetime | None = None) -> ShownState:
        """What people call it at that moment (aware, default now)."""
        at = at or timezone.now()
        if self.set_aside:
            return ShownState.SET_ASIDE
        if self.status != Status.APPROVED:
            return ShownState(self.status)
        if at < self.live_from:
            under_embargo = self.press_from is not None and self.press_from <= at
            return ShownState.UNDER_EMBARGO if under_embargo else ShownState.SCHEDULED
        if self.live_until is None or at < self.live_until:
            if not self.change_note:
                return ShownState.PUBLISHED
            return ShownState.REINSTATED if self.withdrawal_before else ShownState.CORRECTED
        later = Edition.objects.filter(publication=self.publication_id, language=self.language)
        return ShownState.SUPERSEDED if later.live(at).exists() else ShownState.WITHDRAWN

    def is_partly_by(self, person: User) -> bool:
        """Whether they submitted it, or changed its words or facts since those were last approved."""
        return self.submitted_by_id == person.pk or Edition.objects.by(person).filter(pk=self.pk).exists()

    def save(self, *args, **kwargs):
        if self.status != Status.APPROVED:
            self.body = sanitise(self.body)
        super().save(*args, **kwargs)


class Facet(models.TextChoices):
    """What lists filter by, and what a public photograph or file is public through."""

    BODY = "body"
    TOPIC = "topic"
    OFFICIAL = "official"
    STATE = "state"
    PLACE = "place"
    PHOTO = "photo"
    FILE = "file"
    LINK = "link"
    PICTURED = "pictured"  # an official in one of its photographs
    YEAR = "year"
    MONTH = "month"
    PRESS = "press"  # the month (UTC) of a date for the press


def month_of(day: datetime.date | datetime.datetime) -> int:
    """The day's month as a facet: 201412."""
    return day.year * 100 + day.month


class EditionFacetQuerySet(models.QuerySet):
    def live(self, at: datetime.datetime | None = None):
        return self.filter(live_between(at or timezone.now(), "edition__"))

    def embargoed_for(self, person: User, at: datetime.datetime | None = None):
        return self.filter(edition__in=Edition.objects.embargoed_for(person, at))


class EditionFacet(models.Model):
    """One thing an approved edition carries, written at approval from its frozen facts.

    A year is its number, a month 100 × year + month. The last three columns are the edition's own, so that
    what carries a thing is read in the order of lists without reading the rest.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=8, choices=Facet.choices)
    thing = models.BigIntegerField()
    language = models.CharField(max_length=12, default="")
    kind = models.CharField(max_length=9, default="")
    first_live_from = models.DateTimeField(null=True)

    objects = EditionFacetQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["facet", "thing", "language", "-first_live_from", "-edition", "kind"],
                name="facet_for_lists",
            ),
            models.Index(
                # Within a kind: a topic that it seldom has is not looked for among all that have it.
                fields=["facet", "thing", "language", "kind", "-first_live_from", "-edition"],
                name="facet_of_kind_for_lists",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["facet", "thing", "edition"], name="edition_carries_a_thing_once")
        ]

    def __str__(self):
        return f"{self.facet} {self.thing}"
