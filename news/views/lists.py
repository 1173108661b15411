from django.http import HttpResponseNotFound


def section(request, **kwargs):
    return HttpResponseNotFound()
