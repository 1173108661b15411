"""One thing the office makes public: what is true of it in any language."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from .addresses import Addressed, OldSlug, slug_of_another
from .dated import Precision, first_day, precision_field
from .officials import require_in_office
from .topics import TaggedPublication


class Kind(models.TextChoices):
    SESSION = "session", _("session")
    STATEMENT = "statement", _("statement")
    DECISION = "decision", _("decision")
    RELEASE = "release", pgettext_lazy("form of a release", "news")


class Form(models.TextChoices):
    REGULAR = "regular", pgettext_lazy("form of a session", "regular session")
    EXTRAORDINARY = "extraordinary", pgettext_lazy("form of a session", "extraordinary session")
    INFORMAL = "informal", pgettext_lazy("form of a session", "informal session")
    JOINT = "joint", pgettext_lazy("form of a session", "joint meeting")

    JOINT_STATEMENT = "joint_statement", _("joint statement")
    DECLARATION = "declaration", _("declaration")
    STATEMENT = "statement", pgettext_lazy("form of a statement", "statement")
    SPEECH = "speech", _("speech")
    COMMENTARY = "commentary", _("commentary")
    INTERVIEW = "interview", _("interview")
    ANSWER = "answer", _("answer")

    DECISION = "decision", pgettext_lazy("form of a decision", "decision")
    PROTOCOL_DECISION = "protocol_decision", _("protocol decision")
    PROTOCOL = "protocol", _("protocol")
    AGREEMENT = "agreement", _("agreement")
    STRATEGY = "strategy", _("strategy")
    PLAN = "plan", _("plan")
    BUDGET = "budget", _("budget")

    NEWS = "news", pgettext_lazy("form of a release", "news")
    ANNOUNCEMENT = "announcement", _("announcement")
    COVERAGE = "coverage", _("coverage in the media")


FORMS = {
    Kind.SESSION: [Form.REGULAR, Form.EXTRAORDINARY, Form.INFORMAL, Form.JOINT],
    Kind.STATEMENT: [
        Form.JOINT_STATEMENT,
        Form.DECLARATION,
        Form.STATEMENT,
        Form.SPEECH,
        Form.COMMENTARY,
        Form.INTERVIEW,
        Form.ANSWER,
    ],
    Kind.DECISION: [
        Form.DECISION,
        Form.PROTOCOL_DECISION,
        Form.PROTOCOL,
        Form.AGREEMENT,
        Form.STRATEGY,
        Form.PLAN,
        Form.BUDGET,
    ],
    Kind.RELEASE: [Form.NEWS, Form.ANNOUNCEMENT, Form.COVERAGE],
}

SECTIONS = {
    Kind.SESSION: "sessions",
    Kind.STATEMENT: "statements",
    Kind.DECISION: "decisions",
    Kind.RELEASE: "news",
}

KIND_IN = {section: kind for kind, section in SECTIONS.items()}


def forms_of(kind: str) -> list[tuple[str, str]]:
    """The choices of form for that kind."""
    return [(form.value, form.label) for form in FORMS[Kind(kind)]]


def form_fits_kind() -> Q:
    rule = Q()
    for kind, forms in FORMS.items():
        rule |= Q(kind=kind.value, form__in=[form.value for form in forms])
    return rule


EARLIEST_YEAR = 1800  # a slip of the finger, such as 0214, would lead the sections for good


class Publication(Addressed):
    """The facts of one session, statement, decision or release. Its words are `Edition`s."""

    KIND: Kind | None = None
    ADDRESS_KIND = OldSlug.Kind.ITEM

    uid = models.UUIDField(
        unique=True,
        default=uuid.uuid4,
        editable=False,
        help_text=_("What machines know it by, whatever its address."),
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, editable=False)
    form = models.CharField(_("form"), max_length=18, choices=Form.choices)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_("Short Latin words, part of the page's address in every language."),
    )
    date = models.DateField(_("date"), help_text=_("The local day of the event; part of the address."))
    date_precision = precision_field()
    place = models.ForeignKey(
        "news.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("place"),
    )
    bodies = models.ManyToManyField(
        "news.Body",
        blank=True,
        related_name="publications",
        verbose_name=_("bodies"),
        help_text=_("Who met, adopted it or speaks in it."),
    )
    topics = TaggableManager(
        through=TaggedPublication,
        blank=True,
        related_name="publications",
        verbose_name=_("topics"),
        help_text=_("Topics of the office's own vocabulary, separated by commas."),
    )
    outlet = models.CharField(
        _("outlet"), max_length=120, blank=True, help_text=_("Who published the interview or the coverage.")
    )
    outlet_url = models.URLField(_("link to the outlet"), blank=True)
    origin = models.CharField(
        _("origin"),
        max_length=300,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Address or number in the system it was imported from."),
    )
    form_key = models.CharField(
        max_length=22,
        null=True,
        blank=True,
        editable=False,
        help_text=_("The sheet on which it was begun: sent a second time, it finds this item."),
    )
    photographs = models.ManyToManyField(
        "news.Photo", through="news.GalleryPhoto", related_name="publications"
    )

    press_readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("press who may read it under embargo"),
        help_text=_("Nobody chosen: all accredited press."),
    )
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
        verbose_name=_("replaced by"),
        help_text=_("Where the notice of a withdrawal leads."),
    )
    facts_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    facts_changed_at = models.DateTimeField(auto_now=True)
    created_at = models.DateTimeField(auto_now_add=True)
    lock_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-date", "-id"]
        verbose_name = _("item")
        verbose_name_plural = _("items")
        indexes = [models.Index(fields=["kind", "-date", "-id"], name="publication_of_kind_by_date")]
        constraints = [
            models.CheckConstraint(
                name="publication_form_fits_kind",
                condition=form_fits_kind(),
                violation_error_message=_("Choose a form that belongs to this kind of item."),
            ),
            models.CheckConstraint(
                name="publication_precision_is_known",
                condition=Q(date_precision__in=Precision.values),
                violation_error_message=_("Choose how exactly the day is known."),
            ),
            models.UniqueConstraint(
                fields=["form_key"],
                name="publication_once_a_form",
                condition=~Q(form_key=None),
                violation_error_message=_("This item is saved already."),
            ),
        ]

    def __str__(self):
        """The newest title in the reader's language, or in another one."""
        own = ExpressionWrapper(Q(language=get_language()), models.BooleanField())
        titled = self.editions.exclude(title="").order_by(own.desc(), F("number").desc())
        edition = titled.only("title", "publication").first()
        return edition.title if edition else self.slug

    @property
    def section(self) -> str:
        return SECTIONS[Kind(self.kind)]

    @property
    def child(self):
        """The row that holds this kind's own facts; itself for a release, which needs none."""
        return self if self.kind == Kind.RELEASE else getattr(self, f"as_{self.kind}")

    def clean(self):
        super().clean()
        if self.date and self.date.year < EARLIEST_YEAR:
            raise ValidationError({"date": _("Look at the year: it is before %d.") % EARLIEST_YEAR})
        if self.date:
            self.date = first_day(self.date, self.date_precision)
        if self.form == Form.COVERAGE and not self.outlet:
            raise ValidationError({"outlet": _("Say who published it: coverage is not our own statement.")})

    def is_public(self) -> bool:
        """Whether anybody could ever read it, in any language."""
        return self.editions.once_live().exists()

    def validate_unique(self, exclude=None):
        """A taken address is not an error: it would tell of hidden items. `save` adds a number."""
        super().validate_unique({*(exclude or ()), "slug"})

    def save(self, *args, **kwargs):
        """Save under the slug, or under the slug with a number where it is taken."""
        self.kind = self.KIND or self.kind
        wanted = self.slug
        for attempt in range(5):
            self.slug = free_slug(wanted, self.pk)
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
                return
            except IntegrityError:
                if attempt == 4 or free_slug(self.slug, self.pk) == self.slug:
                    raise

    def blockers(self, language: str) -> list[str]:
        """What this kind still misses in that language, in sentences."""
        return []


def free_slug(wanted: str, pk: int | None = None) -> str:
    """`wanted` when no other publication has it, otherwise with a free number.

    It asks for single addresses, in doubling steps and back: with a thousand namesakes some twenty times.
    """
    others = Publication.objects.exclude(pk=pk)

    def numbered(number: int) -> str:
        return wanted if number == 1 else f"{wanted[:110]}-{number}"

    def taken(number: int) -> bool:
        slug = numbered(number)
        return others.filter(slug=slug).exists() or slug_of_another(OldSlug.Kind.ITEM, slug, pk)

    highest_taken, free = 0, 1
    while taken(free):
        highest_taken, free = free, free * 2
    while free - highest_taken > 1:
        middle = (free + highest_taken) // 2
        if taken(middle):
            highest_taken = middle
        else:
            free = middle
    return numbered(free)


class RelatedPublication(models.Model):
    """A plain "see also" from one item to another."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="related")
    other = models.ForeignKey(
        Publication, models.CASCADE, related_name="related_from", verbose_name=_("item")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("related item")
        verbose_name_plural = _("see also")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "other"],
                name="publication_related_once",
                violation_error_message=_("This item is already listed."),
            )
        ]

    def __str__(self):
        return str(self.other)


class Quote(models.Model):
    """Words of a speaker lifted out, in one language."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="quotes")
    language = models.CharField(_("language"), max_length=12)
    term = models.ForeignKey(
        "news.Term",
        models.PROTECT,
        related_name="quotes",
        verbose_name=_("speaker"),
        help_text=_("The office in which they spoke."),
    )
    text = models.TextField(_("words"), help_text=_("Verbatim, without quotation marks."))
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("link to the source"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self):
        return self.text[:60]

    def clean(self):
        super().clean()
        if self.term_id and self.publication.date:
            require_in_office(self.term, self.publication.date, self.publication.date_precision)
