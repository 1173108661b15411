from django.utils.translation import gettext as _

from .. import chronicle, heads
from .public import public


@public
def record(request, reader):
    page = chronicle.page(reader.language, reader.at, request.GET.get("after", ""))
    titles = heads.in_short(change.title for change in page.changes)
    says = _("Changes, newest first: %(titles)s") % {"titles": titles} if titles else ""
    return "news/record/record.html", {"listing": page, "described": heads.Head(_("Record of changes"), says)}
