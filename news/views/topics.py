from django.utils.translation import gettext as _

from .. import heads
from ..filters import Filters
from ..heads import Head
from ..models import Topic
from ..reading import at_slug
from .narrowing import page_of_list
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


def about(slug: str, reader) -> Filters:
    """The filter that lets through what carries the topic at that slug."""
    topic = at_slug(Topic.objects.live(reader.at), slug)
    return Filters(topic=topic.slug, things={"topic": topic.pk})


@public
def topic(request, reader, slug):
    asked, context = page_of_list(request, reader, about(slug, reader))
    name = asked.heading
    return "news/topics/page.html", {
        **context,
        "name": name,
        "described": heads.of_list(asked.title(name), context["listing"]),
        "feeds": asked.feeds(name, "topic_feed", [reader.language, asked.fixed.topic]),
    }
