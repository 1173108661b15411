from django.http import HttpResponseNotFound


def topics(request, **kwargs):
    return HttpResponseNotFound()


def topic(request, **kwargs):
    return HttpResponseNotFound()
