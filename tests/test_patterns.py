"""The page of patterns: every component, in the demonstration alone."""

import pytest
from django.urls import reverse

from . import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_demonstration_shows_every_component(client, settings, language):
    settings.DEMO = True
    make.model_case()

    response = client.get(reverse("patterns", args=[language]))

    shown = response.content.decode()
    assert response.status_code == 200
    for (
        component
    ) in "teaser narrow loosen as-on change-note participants quote facts contact cite follow".split():
        assert f'class="{component}' in shown, component
    assert 'name="robots" content="noindex"' in shown


def test_it_shows_what_there_is_when_nothing_is_public(client, settings, office):
    settings.DEMO = True

    assert client.get(reverse("patterns", args=["en"])).status_code == 200


def test_elsewhere_it_is_a_page_like_any_that_does_not_exist(client, office):
    absent = client.get("/en/about/patterms/").content

    response = client.get(reverse("patterns", args=["en"]))

    assert response.status_code == 404
    assert response.content == absent
