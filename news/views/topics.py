from ..models import Edition, Facet, Topic
from ..pages import feed_links
from ..reading import at_slug, listing
from .public import public


@public
def topics(request, reader):
    rows = Topic.objects.live(reader.at).prefetch_related("names")
    named = [{"name": topic.named(reader.language), "slug": topic.slug} for topic in rows]
    return "news/topics/index.html", {"topics": sorted(named, key=lambda topic: topic["name"].casefold())}


def topic_at(slug: str, reader):
    """The topic, and the editions in the reader's language that carry it."""
    topic = at_slug(Topic.objects.live(reader.at).prefetch_related("names"), slug)
    return topic, Edition.objects.in_language(reader.language).about(Facet.TOPIC, topic.pk)


@public
def topic(request, reader, slug):
    topic, about = topic_at(slug, reader)
    name = topic.named(reader.language)
    return "news/topics/page.html", {
        "topic": topic,
        "name": name,
        "listing": listing(about.live(reader.at), about.once_live(reader.at), request.GET.get("after", "")),
        "feeds": feed_links(name, "topic_feed", [reader.language, topic.slug]),
    }
