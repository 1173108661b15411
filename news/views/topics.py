from django.utils.translation import gettext as _

from .. import heads
from ..filters import Filters, listing
from ..heads import Head
from ..models import Topic
from ..pages import feed_links
from ..reading import at_slug
from .public import public


@public
def topics(request, reader):
    rows = Topic.objects.live(reader.at).prefetch_related("names")
    named = [{"name": topic.named(reader.language), "slug": topic.slug} for topic in rows]
    named.sort(key=lambda topic: topic["name"].casefold())
    return "news/topics/index.html", {
        "topics": named,
        "described": Head(_("Topics"), heads.in_short(topic["name"] for topic in named)),
    }


def topic_at(slug: str, reader):
    """The topic, and the filter that lets through what carries it."""
    topic = at_slug(Topic.objects.live(reader.at).prefetch_related("names"), slug)
    return topic, Filters(topic=topic.slug, things={"topic": topic.pk})


@public
def topic(request, reader, slug):
    topic, about = topic_at(slug, reader)
    name = topic.named(reader.language)
    found = listing(about, reader.language, reader.at, request.GET.get("after", ""))
    return "news/topics/page.html", {
        "topic": topic,
        "name": name,
        "described": heads.of_list(name, found),
        "listing": found,
        "feeds": feed_links(name, "topic_feed", [reader.language, topic.slug]),
    }
