"""The people who sign in at the demonstration: one for each role."""

from django.contrib.auth.models import Group

from news.models import User
from news.roles import make_roles

ROLES = {
    "writer": "Writer",
    "editor": "Editor",
    "spokesman": "Spokesman",
    "photographer": "Photographer",
    "admin": "Administrator",
    "press": "Accredited press",
}


def make_accounts(people: dict[str, dict[str, str]] | None = None) -> dict[str, User]:
    """A user for each role, who keeps an account that is there already.

    `people`: by the keys of ROLES, "username", "password" and where letters go, "email"; without it nobody
    can sign in yet, and nobody is written to.
    """
    make_roles()
    users = {}
    for key, role in ROLES.items():
        given = (people or {}).get(key, {"username": key, "password": None})
        user = User.objects.filter(username=given["username"]).first()
        if user is None:
            user = User.objects.create_user(
                given["username"], given.get("email"), given["password"], is_staff=key != "press"
            )
            user.groups.add(Group.objects.get(name=role))
        users[key] = user
    return users
