"""Who had a hand in what waits for approval: everybody who changed words or facts, not only the last."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .editions import Edition
from .publications import Publication


class Contribution(models.Model):
    """One person's part in the words of an edition, or in the facts of an item.

    Facts are counted by the item's lock version after the change. An edition freezes them at a version of
    theirs (`Edition.facts_version`): what was changed since the last one of its language is not approved yet.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="contributions")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="contributions")
    facts_version = models.PositiveIntegerField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "person"],
                name="contribution_to_words_once",
                violation_error_message=_("This person is noted already."),
            ),
            models.UniqueConstraint(
                fields=["publication", "facts_version"],
                name="contribution_to_facts_once",
                violation_error_message=_("This change is noted already."),
            ),
            models.CheckConstraint(
                name="contribution_to_words_or_to_facts",
                condition=Q(edition=None) ^ Q(facts_version=None),
                violation_error_message=_("A contribution is to words or to facts."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.edition or self.publication}"
