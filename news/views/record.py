from .. import chronicle
from .public import public


@public
def record(request, reader):
    after = request.GET.get("after", "")
    return "news/record/record.html", {"listing": chronicle.page(reader.language, reader.at, after)}
