from ..filters import parse
from ..models import KIND_IN, Edition
from ..pages import SECTION_NAMES, feed_links
from ..reading import listing, year_of
from .public import public


@public
def section(request, reader, section):
    year = year_of(request.GET)
    of_kind = Edition.objects.in_language(reader.language).of_kind(KIND_IN[section])
    if year:
        of_kind = of_kind.filter(date__year=year)
    live, shown = of_kind.live(reader.at), of_kind.once_live(reader.at)
    return "news/lists/section.html", {
        "listing": listing(live, shown, request.GET.get("after", "")),
        "section": section,
        "section_name": SECTION_NAMES[section],
        "year": year,
        "feeds": feed_links(
            SECTION_NAMES[section],
            "section_feed",
            [reader.language, section],
            parse(request.GET, reader.at).query(),
        ),
    }
