"""Addresses for decades: what was public under an address leads on from there to where it is now."""

import re
from contextlib import contextmanager
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class OldSlug(models.Model):
    """What a public thing was once called in its address; it shadows no present slug (migration 0003)."""

    class Kind(models.TextChoices):
        ITEM = "item"
        OFFICIAL = "official"
        BODY = "body"
        STATE = "state"
        TOPIC = "topic"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    slug = models.SlugField(max_length=120, db_index=False)
    thing = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="old_slug_leads_to_one_thing",
                violation_error_message=_("This address leads to something else already."),
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}"


PATH_LENGTH = 500
# What mail programs, search engines and social networks add to addresses that they pass on. `ref` and
# `source` are not among them: too many systems meant something by these.
ADDED = "fbclid gclid gbraid wbraid dclid msclkid twclid yclid ysclid mc_cid mc_eid igshid igsh _openstat _ga"
ADDED_BY_OTHERS = re.compile(rf"utm_\w*|{'|'.join(ADDED.split())}", re.IGNORECASE)


HOST = re.compile(r"\A[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)


def path_of(address: str) -> str:
    """What an `OldPath` keeps of an address, absolute or not: path and query, decoded, without the host.

    The order of the parameters does not matter, nor what others added to them.
    """
    path, _mark, query = HOST.sub("", address).partition("#")[0].partition("?")
    path = unquote(path)
    query = "&".join(sorted(unquote(one) for one in query.split("&") if one and not _is_added(one)))
    return f"{path}?{query}" if query else path


def _is_added(parameter: str) -> bool:
    return bool(ADDED_BY_OTHERS.fullmatch(unquote(parameter.partition("=")[0])))


class OldPath(models.Model):
    """An address of the system that an item was imported from, as `path_of` has it.

    Asked only where nothing of ours answers. `language` is empty where it was the item's in all of them.
    """

    path = models.CharField(max_length=PATH_LENGTH, unique=True)
    publication = models.ForeignKey("news.Publication", models.CASCADE, related_name="old_paths")
    language = models.CharField(max_length=12, blank=True)

    def __str__(self):
        return self.path


class Addressed(models.Model):
    """Has a page under its slug. One that was public is kept when it changes, and taken by nothing else."""

    ADDRESS_KIND: OldSlug.Kind

    class Meta:
        abstract = True

    def is_public(self) -> bool:
        return type(self)._default_manager.live().filter(pk=self.pk).exists()

    def validate_unique(self, exclude=None):
        super().validate_unique(exclude)
        if "slug" not in (exclude or ()) and slug_of_another(self.ADDRESS_KIND, self.slug, self.pk):
            raise ValidationError(
                {"slug": _("This address was that of something else and leads there. Choose another.")}
            )

    def save(self, *args, **kwargs):
        with keeping_old_slug(self):
            super().save(*args, **kwargs)


def slug_of_another(kind: str, slug: str, pk: int | None) -> bool:
    return OldSlug.objects.filter(kind=kind, slug=slug).exclude(thing=pk).exists()


@contextmanager
def keeping_old_slug(thing):
    """Around a save of something `Addressed`: its stored slug, where it was public, is left to lead here."""
    kind = thing.ADDRESS_KIND
    stored = type(thing)._default_manager.filter(pk=thing.pk) if thing.pk else None
    before = stored.values_list("slug", flat=True).first() if stored is not None else None
    if before in (None, thing.slug):
        yield
        return
    with transaction.atomic():
        OldSlug.objects.filter(kind=kind, slug=thing.slug, thing=thing.pk).delete()
        was_public = thing.is_public()
        yield
        if was_public:
            OldSlug.objects.create(kind=kind, slug=before, thing=thing.pk)
