"""The office's own vocabulary: the one module that knows django-taggit."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from .addresses import Addressed, OldSlug


class TopicQuerySet(models.QuerySet):
    def live(self, at=None):
        """Topics that an item public at that moment carries."""
        from .editions import EditionFacet, Facet

        carried = EditionFacet.objects.live(at).filter(facet=Facet.TOPIC, thing=models.OuterRef("pk"))
        return self.filter(models.Exists(carried))


class Topic(Addressed, TagBase):
    """A subject the office speaks about."""

    ADDRESS_KIND = OldSlug.Kind.TOPIC

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def slugify(self, tag, i=None):
        slug = slugify(tag) or "topic"
        return f"{slug}-{i}" if i else slug

    def named(self, language: str) -> str:
        """The topic in that language, otherwise the office's working name."""
        return next((words.name for words in self.names.all() if words.language == language), self.name)

    def __str__(self):
        return self.named(get_language() or "en")


class TopicName(models.Model):
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=12)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["language"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "language"],
                name="topic_named_once_a_language",
                violation_error_message=_("This topic already has a name in that language."),
            )
        ]

    def __str__(self):
        return self.name


class TaggedPublication(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("news.Publication", models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="publication_tagged_once")
        ]
