"""What search looks words up in: one entry for each approved edition, and the spellings of public words."""

from django.db import models

from .editions import Edition

EDITION_BITS = 40


class SearchEntry(models.Model):
    """The words of an approved edition, each cut to its stem, separated by spaces; written at approval.

    `id` is the entry's place among all results: the edition's day, then the edition's id. Both databases
    keep an index of the three texts that is no part of the model (migration 0004).
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="search_entry")
    title = models.TextField()
    lead = models.TextField()
    words = models.TextField(help_text="Text and names; what the words sound like; marks to filter by.")

    def __str__(self):
        return f"{self.edition_id}: {self.title}"


class Spelling(models.Model):
    """A word of an item under its beginning, or a beginning under what is left of it.

    The words are of all that ever was approved, hidden or not: who shows one asks the gate.
    """

    key = models.CharField(max_length=60)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="spelling_once")]

    def __str__(self):
        return f"{self.key}: {self.word}"
