"""Topics: the office's own vocabulary, public through what carries it."""

import pytest

from news.models import Topic
from news.reading import PAGE_SIZE

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    make.office()
    release = make.release()
    release.topics.add("Crisis response")
    topic = Topic.objects.get()
    topic.names.create(language="ru", name="Реагирование на кризисы")
    make.approved(release, title="About crises")
    make.approved(release, "ru", title="О кризисах")
    return topic


def test_a_topic_has_its_name_and_items_in_each_language(client, topic):
    english = client.get("/en/topics/crisis-response/").content.decode()
    russian = client.get("/ru/topics/crisis-response/").content.decode()

    assert "<h1>Crisis response</h1>" in english
    assert "About crises" in english
    assert "<h1>Реагирование на кризисы</h1>" in russian
    assert "О кризисах" in russian


def test_the_index_names_topics_in_the_readers_language(client, topic):
    assert "Реагирование на кризисы" in client.get("/ru/topics/").content.decode()


def test_a_topic_that_nothing_public_carries_is_absent(client, topic):
    for edition in make.Edition.objects.all():
        make.withdrawn(edition)

    assert client.get("/en/topics/crisis-response/").status_code == 404
    assert "Crisis response" not in client.get("/en/topics/").content.decode()


def test_a_topics_items_go_on_page_by_page(client, topic):
    edition = make.Edition.objects.get(language="en")
    make.copies(edition, PAGE_SIZE + 5)

    first = client.get("/en/topics/crisis-response/").content.decode()
    after = first.split("after=")[1].split('"')[0]
    second = client.get(f"/en/topics/crisis-response/?after={after}").content.decode()

    assert (first.count("teaser-title"), second.count("teaser-title")) == (PAGE_SIZE, 6)
    assert client.get("/en/topics/crisis-response/?after=nothing").status_code == 404
