from ..pages import edition_at, item_page
from .public import public


@public
def item(request, reader, section, day, slug):
    edition = edition_at(reader.language, section, day, slug, at=reader.at)
    return item_page(edition, at=reader.at, office=reader.office)
