"""The organisation this installation speaks for."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def existing_zone(name: str):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Name a time zone of the IANA list, such as Europe/Moscow."))


class Office(models.Model):
    """One row: what makes this installation the press office of one organisation."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    emblem = models.ForeignKey(
        "news.Photo", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("emblem")
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#7a1f2b",
        validators=[RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write the colour as # and six digits 0–9, a–f."))],
        help_text=_("As # and six digits, such as #7a1f2b."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[existing_zone],
        help_text=_("Such as Europe/Moscow."),
    )
    languages = models.CharField(
        _("languages"),
        max_length=100,
        default="en",
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[a-z]{2,8})?( [a-z]{2,3}(-[a-z]{2,8})?)*\Z",
                _("Write language codes in small letters, separated by spaces, such as: en ru"),
            )
        ],
        help_text=_(
            "Codes in the order of the site, separated by spaces: en ru. The first is the site's own."
        ),
    )
    website = models.URLField(_("organisation's site"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("office")
        constraints = [
            models.CheckConstraint(
                name="office_is_one", condition=Q(id=1), violation_error_message=_("There is one office.")
            )
        ]

    def __str__(self):
        return str(_("Office"))

    @classmethod
    def get(cls) -> "Office":
        """The office with its words, or one with the defaults where none is set up yet."""
        return cls.objects.select_related("emblem").prefetch_related("words").first() or cls()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()

    def words_in(self, language: str) -> "OfficeWords":
        """The office's words in that language, in its first language, or none."""
        if self._state.adding:
            return OfficeWords(language=language)
        words = {words.language: words for words in self.words.all()}
        return words.get(language) or words.get(self.language_codes[0]) or OfficeWords(language=language)


class OfficeWords(models.Model):
    office = models.ForeignKey(Office, models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=12)
    name = models.CharField(_("name of the organisation"), max_length=200)
    short_name = models.CharField(_("short form"), max_length=40, blank=True)
    tagline = models.CharField(_("line under the name"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True)
    address = models.TextField(_("postal address"), blank=True)
    notice = models.CharField(
        _("notice"),
        max_length=300,
        blank=True,
        help_text=_("A plain line on every page, such as: demonstration."),
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("words")
        verbose_name_plural = _("words")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "language"],
                name="office_words_once_a_language",
                violation_error_message=_("The words in this language exist already."),
            )
        ]

    def __str__(self):
        return self.name
