from django.http import HttpResponse

from .. import calendars
from .public import public


@public
def sessions(request, reader):
    content_type = f"{calendars.CONTENT_TYPE}; charset=utf-8"
    return HttpResponse(calendars.written(reader), content_type=content_type)
