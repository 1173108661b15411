"""Who signs in, and who decides what they may do."""

import pytest
from django.contrib.auth.models import Group, Permission

from news.models import User

from . import desk, make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    make.office()
    person = make.user("Administrator")
    client.force_login(person)
    return person


def page(person, name: str = "change") -> str:
    return f"/desk/news/user/{person.pk}/{name}/"


def send(client, person, **changes):
    shown = client.get(page(person))
    return client.post(page(person), desk.fields(shown, "user_form") | changes)


def test_an_administrator_makes_nobody_a_superuser_and_gives_no_permission_past_the_roles(
    client, administrator
):
    approve = Permission.objects.get(codename="approve_edition")
    for person in (administrator, make.user("Writer")):
        response = send(client, person, is_superuser="on", user_permissions=[approve.pk])

        assert response.status_code == 302
        person.refresh_from_db()
        assert not person.is_superuser
        assert not person.user_permissions.exists()


def test_an_administrator_gives_and_takes_roles(client):
    person, editors = make.user("Writer"), Group.objects.get(name="Editor")

    send(client, person, groups=[editors.pk])

    assert list(person.groups.all()) == [editors]


def test_an_administrator_does_not_touch_the_account_of_a_superuser(client):
    root = User.objects.create_superuser("root", password=make.PASSWORD)

    assert client.post(page(root), {"username": "root", "is_active": ""}).status_code == 403
    assert client.post(page(root, "delete"), {"post": "yes"}).status_code == 403
    new = {"password1": "another-long-pass-phrase", "password2": "another-long-pass-phrase"}
    assert client.post(page(root, "password"), new | {"usable_password": "true"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    client.post("/desk/news/user/", chosen)

    root.refresh_from_db()
    assert root.is_active
    assert root.check_password(make.PASSWORD)


def test_what_a_role_may_do_is_not_changed_at_the_desk_by_an_administrator(client):
    role = Group.objects.get(name="Administrator")
    approve = Permission.objects.get(codename="approve_edition")

    response = client.post(
        f"/desk/auth/group/{role.pk}/change/", {"name": role.name, "permissions": approve.pk}
    )

    assert response.status_code == 403
    assert not role.permissions.filter(pk=approve.pk).exists()


def test_a_superuser_gives_what_there_is_to_give(client):
    client.force_login(User.objects.create_superuser("root"))
    person = make.user("Writer")

    send(client, person, is_superuser="on")

    person.refresh_from_db()
    assert person.is_superuser
