from django.http import HttpResponseNotFound


def item(request, **kwargs):
    return HttpResponseNotFound()
