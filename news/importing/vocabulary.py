"""What the office already calls things: topics, places and bodies by name, read once for many rows."""

from dataclasses import dataclass, field
from typing import Self

from ..models import Body, Place, PlaceName, Topic, TopicName, User
from .words import address


@dataclass
class Vocabulary:
    """Ids by name without regard to case. `begin` and `forget` frame a row that may be rolled back."""

    topics: dict[str, int]
    places: dict[str, int]
    bodies: dict[str, int]
    made: list[tuple[dict, str]] = field(default_factory=list)

    @classmethod
    def read(cls) -> Self:
        topics = [*TopicName.objects.values_list("name", "topic"), *Topic.objects.values_list("name", "pk")]
        places = [*PlaceName.objects.values_list("name", "place"), *Place.objects.values_list("slug", "pk")]
        return cls(
            topics={name.casefold(): pk for name, pk in topics},
            places={name.casefold(): pk for name, pk in places},
            bodies=dict(Body.objects.values_list("slug", "pk")),
        )

    def begin(self):
        self.made = []

    def forget(self):
        """Whatever was made since `begin` has been rolled back."""
        for known, name in self.made:
            known.pop(name, None)

    def topic(self, name: str, language: str, *, create: bool) -> int | None:
        key = name.casefold()
        if key not in self.topics and create:
            topic = Topic.objects.create(name=name)
            topic.names.create(language=language, name=name)
            self._keep(self.topics, key, topic.pk)
        return self.topics.get(key)

    def place(self, name: str, language: str, *, create: bool) -> int | None:
        key = name.casefold()
        if key not in self.places and create:
            place = Place.objects.create(slug=self._free_place_slug(name))
            place.names.create(language=language, name=name)
            self._keep(self.places, key, place.pk)
        return self.places.get(key)

    def _keep(self, known: dict[str, int], key: str, pk: int):
        known[key] = pk
        self.made.append((known, key))

    def _free_place_slug(self, name: str) -> str:
        wanted = address(name)[:70] or "place"
        slug, number = wanted, 2
        while Place.objects.filter(slug=slug).exists():
            slug, number = f"{wanted}-{number}", number + 1
        return slug


def may_create(person: User) -> bool:
    """Whether this person may add to the office's vocabulary."""
    return person.has_perms(["news.add_topic", "news.add_place"])
