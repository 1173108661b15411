"""The picture library."""

import datetime
import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .editions import Edition, EditionFacet, Facet
from .names import contains
from .office import Office

# Whose a picture is: written into everything that leaves the house.
RIGHTS = ("credit", "photographer", "copyright_notice", "usage_terms")
# When it may be shown: half-open, each empty where nothing is said.
LIMITS = ("use_from", "use_until", "embargo_until")

CENTRE = (50, 50)  # percent from the left and from the top
PERCENT = [MaxValueValidator(100, _("Write a number from 0 to 100."))]


def new_token() -> str:
    """A random name of 22 characters that nobody guesses."""
    return secrets.token_urlsafe(16)


def _latest(at: datetime.datetime | None) -> datetime.datetime:
    """The moment for what ends for good: yesterday's page shows no picture whose licence ended today."""
    now = timezone.now()
    return max(at or now, now)


def original_path(photo, filename: str) -> str:
    return f"originals/{photo.token[:2]}/{photo.token}"


class PhotoQuerySet(models.QuerySet):
    def live(self, at=None):
        """Pictures that something public at that moment shows, and that may be shown then."""
        from .officials import Official

        shown = EditionFacet.objects.live(at).filter(facet=Facet.PHOTO, thing=OuterRef("pk"))
        portrait = Official.objects.live(at).filter(portrait=OuterRef("pk"))
        emblem = Office.objects.filter(emblem=OuterRef("pk"))
        return self.standing(at).filter(Exists(shown) | Exists(portrait) | Exists(emblem))

    def open_to(self, person, at=None):
        """Those, and for this person pictures under embargo: of their item, or of their own."""
        carried = EditionFacet.objects.filter(edition__in=Edition.objects.ahead_for(person, at))
        shown = carried.filter(facet=Facet.PHOTO, thing=OuterRef("pk"))
        return self.live(at) | self.standing(at, ahead=True).filter(Exists(shown))

    def standing(self, at=None, *, ahead=False):
        """What may be shown at that moment (aware, default now): the one place that decides.

        A recall and the end of a licence hold whatever moment is asked about; a beginning holds at that
        moment. `ahead`: to those who may read before an embargo of the picture's own is over.
        """
        return self.known(at, ahead=ahead).exclude(use_until__lte=_latest(at))

    def known(self, at=None, *, ahead=False):
        """Those whose caption may be read then: with those that may be shown no longer."""
        at = at or timezone.now()
        photos = self.filter(Q(use_from=None) | Q(use_from__lte=at), recalled_at=None)
        return photos if ahead else photos.filter(Q(embargo_until=None) | Q(embargo_until__lte=at))

    def still_to_come(self, at=None):
        """Those of which nothing may be known yet, but will be, at a moment of their own."""
        at = at or timezone.now()
        return self.filter(Q(use_from__gt=at) | Q(embargo_until__gt=at), recalled_at=None)

    def under_embargo(self, at=None):
        """Of their own: the press may see them with their item, the public not yet."""
        return self.standing(at, ahead=True).filter(embargo_until__gt=at or timezone.now())

    def limited(self):
        """Those that may not be shown at any moment."""
        return self.exclude(**dict.fromkeys(LIMITS))

    def shown_by(self, editions):
        """Each with what the newest of those editions that carries it says of it: see `Photo.rights`."""
        carrying = editions.about(Facet.PHOTO, OuterRef(OuterRef("pk"))).order_by("-live_from", "-pk")
        newest = Edition.objects.filter(pk=Subquery(carrying.values("pk")[:1]))  # facts of one, not of all
        return self.annotate(shown=Subquery(newest.values("facts__photographs")))

    def called(self, words: str):
        condition = contains("words__caption", words) | contains("credit", words)
        return self.filter(condition | contains("name", words)).distinct()


class Photo(models.Model):
    """A picture as it was uploaded. What readers get are renditions of it."""

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    name = models.CharField(_("file name"), max_length=255, editable=False)
    original = models.FileField(_("original"), upload_to=original_path, max_length=120, blank=True)
    source_url = models.URLField(
        _("where the picture is"),
        blank=True,
        help_text=_("Of a picture that came from an archive as a caption only."),
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    format = models.CharField(max_length=8, blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False, help_text=_("Pixels, the right way up."))
    height = models.PositiveIntegerField(default=0, editable=False, help_text=_("Pixels, the right way up."))
    size_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Photographer and agency, as they are to be named."),
    )
    photographer = models.CharField(_("photographer"), max_length=200, blank=True)
    copyright_notice = models.CharField(
        _("copyright notice"), max_length=300, blank=True, help_text=_("Such as: © 2014 Press service.")
    )
    usage_terms = models.TextField(
        _("terms of use"), blank=True, help_text=_("What others may do with the picture.")
    )
    headline = models.CharField(
        _("headline"), max_length=256, blank=True, help_text=_("A few words, in the language of the file.")
    )
    location = models.CharField(_("building or spot"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    province = models.CharField(_("province or state"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    keywords = models.TextField(_("keywords"), blank=True, help_text=_("One a line."))
    persons_shown = models.TextField(
        _("persons named in the file"),
        blank=True,
        help_text=_("One a line. Officials in the picture are chosen from their terms of office."),
    )
    focus_x = models.PositiveSmallIntegerField(
        _("focal point from the left"), default=CENTRE[0], validators=PERCENT
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point from the top"), default=CENTRE[1], validators=PERCENT
    )
    tone = models.CharField(max_length=16, blank=True, editable=False, help_text="See `pictures.tone`.")
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="photos"
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    use_from = models.DateTimeField(_("may be shown from"), null=True, editable=False)
    use_until = models.DateTimeField(_("may be shown until"), null=True, editable=False)
    embargo_until = models.DateTimeField(_("under embargo until"), null=True, editable=False)
    recalled_at = models.DateTimeField(_("recalled at"), null=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        indexes = [
            models.Index(
                fields=["embargo_until"],
                name="photo_under_embargo",
                condition=Q(embargo_until__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="photo_is_here_or_known_elsewhere",
                condition=~Q(original="") & Q(width__gt=0, height__gt=0) | Q(original="") & ~Q(source_url=""),
                violation_error_message=_("Choose a picture."),
            ),
            models.CheckConstraint(
                name="photo_focal_point_lies_in_it",
                condition=Q(focus_x__lte=100, focus_y__lte=100),
                violation_error_message=_("The focal point is in percent of the picture, from 0 to 100."),
            ),
            models.CheckConstraint(
                name="photo_may_be_shown_before_it_may_no_longer",
                condition=(Q(use_from=None) | Q(use_until=None) | Q(use_from__lt=F("use_until")))
                & (Q(embargo_until=None) | Q(use_until=None) | Q(embargo_until__lt=F("use_until"))),
                violation_error_message=_(
                    "The moment until which a photograph may be shown lies after the others."
                ),
            ),
        ]

    def __str__(self):
        captions = {words.language: words.caption for words in self.words.all() if words.caption}
        return captions.get(get_language()) or next(iter(captions.values()), self.name)

    @property
    def address(self) -> str:
        """What the record calls it: the beginning of its address, which stays when it is replaced."""
        return f"photos/{self.token}"

    @property
    def limits(self) -> dict[str, datetime.datetime]:
        """When it may be shown: what is said of LIMITS."""
        return {name: getattr(self, name) for name in LIMITS if getattr(self, name)}

    def is_known(self, at=None, *, ahead=False) -> bool:
        """As `PhotoQuerySet.known`, of one row that is read already."""
        return self.recalled_at is None and self.has_begun(at or timezone.now(), ahead=ahead)

    def has_begun(self, at, *, ahead=False) -> bool:
        """Whether the moments have come from which on it may be shown."""
        begins = [self.use_from, None if ahead else self.embargo_until]
        return all(moment is None or moment <= at for moment in begins)

    def is_still_to_come(self, at=None) -> bool:
        """As `PhotoQuerySet.still_to_come`, of one row that is read already."""
        return self.recalled_at is None and not self.is_known(at)

    def stands(self, at=None, *, ahead=False) -> bool:
        """As `PhotoQuerySet.standing`, of one row that is read already."""
        return self.is_known(at, ahead=ahead) and not self.is_over(at)

    def is_over(self, at=None) -> bool:
        return self.use_until is not None and self.use_until <= _latest(at)

    @property
    def size(self) -> tuple[int, int]:
        """In pixels, the right way up."""
        return self.width, self.height

    @property
    def frozen(self) -> dict | None:
        """What the edition that `shown_by` found says of it; None where there is none."""
        return next((fact for fact in getattr(self, "shown", None) or [] if fact["id"] == self.pk), None)

    @property
    def rights(self) -> dict[str, str]:
        """RIGHTS by name: as frozen, otherwise as in the library."""
        fact = self.frozen or {name: getattr(self, name) for name in RIGHTS}
        return {name: fact[name] for name in RIGHTS if fact.get(name)}

    @property
    def focus(self) -> tuple[int, int]:
        """What no crop cuts away, in percent from the left and from the top: frozen, or as in the library."""
        fact = self.frozen or {"focus": (self.focus_x, self.focus_y)}
        return tuple(fact.get("focus", CENTRE))


class PhotoWords(models.Model):
    """Caption and description in one language."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=12)
    caption = models.TextField(_("caption"), blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("What is to be seen, for people who cannot see it.")
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("caption and description")
        verbose_name_plural = _("caption and description")
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "language"],
                name="photo_words_once_a_language",
                violation_error_message=_("The caption in this language exists already."),
            )
        ]

    def __str__(self):
        return self.caption[:60]


class PhotoPerson(models.Model):
    """Somebody in the picture, in the office of that day. Their order is from left to right."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="people")
    term = models.ForeignKey(
        "news.Term", models.PROTECT, related_name="photographs", verbose_name=_("official")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("person in the picture")
        verbose_name_plural = _("in the picture, from left to right")
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "term"],
                name="photo_shows_a_person_once",
                violation_error_message=_("This official is already listed."),
            )
        ]

    def __str__(self):
        return str(self.term)
