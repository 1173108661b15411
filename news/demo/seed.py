"""Fill an installation with the demonstration. What is there already stays as it is."""

from news.models import Photo, User

from . import desk, library, organisation, sessions
from .accounts import make_accounts
from .items import seed_items
from .pictures import WIDTH


def seed(people: dict | None = None, width: int = WIDTH, pictures: dict | None = None) -> dict[str, int]:
    """Seed everything that is missing; how many items were made public and how many are in work."""
    users, photos = seed_organisation(people, width, pictures)
    return {"items": seed_items(sessions.rows(), users, photos), "in_work": desk.seed(users, photos)}


def seed_organisation(
    people: dict | None = None, width: int = WIDTH, pictures: dict | None = None
) -> tuple[dict[str, User], dict[str, Photo]]:
    """All that items stand on; the users by role and the photographs by scene.

    `people`: see `make_accounts`. `width` and `pictures`: see `library.seed`.
    """
    users = make_accounts(people)
    organisation.seed()
    photos = library.seed(users["photographer"], width, pictures)
    organisation.seed_office(photos["emblem"])
    return users, photos
