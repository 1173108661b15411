from django.shortcuts import get_object_or_404

from ..filters import Filters, listing
from ..models import Topic
from .public import public


@public
def topics(request, reader):
    rows = Topic.objects.live(reader.at).prefetch_related("names")
    named = [{"name": topic.named(reader.language), "slug": topic.slug} for topic in rows]
    return "news/topics/index.html", {"topics": sorted(named, key=lambda topic: topic["name"].casefold())}


@public
def topic(request, reader, slug):
    topic = get_object_or_404(Topic.objects.live(reader.at).prefetch_related("names"), slug=slug)
    about = Filters(topic=topic.slug, things={"topic": topic.pk})
    return "news/topics/page.html", {
        "topic": topic,
        "name": topic.named(reader.language),
        "listing": listing(about, reader.language, reader.at, request.GET.get("after", "")),
    }
