from ..pages import edition_at, item_page
from ..reading import past_day_of
from .histories import as_on
from .public import public


@public
def item(request, reader, section, day, slug):
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    asked = past_day_of(request.GET, reader.today)
    if asked:
        return as_on(asked, edition, reader, section)
    return item_page(edition, at=reader.at, office=reader.office)
