from ..models import SECTIONS, Edition
from ..pages import SECTION_NAMES
from ..reading import listing, year_of
from .public import public


@public
def section(request, reader, section):
    kind = next(kind for kind, name in SECTIONS.items() if name == section)
    year = year_of(request.GET)
    of_kind = Edition.objects.in_language(reader.language).of_kind(kind)
    if year:
        of_kind = of_kind.filter(date__year=year)
    live, shown = of_kind.live(reader.at), of_kind.once_live(reader.at)
    return "news/lists/section.html", {
        "listing": listing(live, shown, request.GET.get("after", "")),
        "section": section,
        "section_name": SECTION_NAMES[section],
        "year": year,
    }
