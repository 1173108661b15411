from django.shortcuts import get_object_or_404

from ..models import Edition, Facet, Topic
from ..reading import listing
from .public import public


@public
def topics(request, reader):
    rows = Topic.objects.live(reader.at).prefetch_related("names")
    named = [{"name": topic.named(reader.language), "slug": topic.slug} for topic in rows]
    return "news/topics/index.html", {"topics": sorted(named, key=lambda topic: topic["name"].casefold())}


@public
def topic(request, reader, slug):
    topic = get_object_or_404(Topic.objects.live(reader.at).prefetch_related("names"), slug=slug)
    about = Edition.objects.in_language(reader.language).about(Facet.TOPIC, topic.pk)
    return "news/topics/page.html", {
        "topic": topic,
        "name": topic.named(reader.language),
        "listing": listing(about.live(reader.at), about.once_live(reader.at), request.GET.get("after", "")),
    }
