from django.http import HttpResponseNotFound


def bodies(request, **kwargs):
    return HttpResponseNotFound()


def body(request, **kwargs):
    return HttpResponseNotFound()


def states(request, **kwargs):
    return HttpResponseNotFound()


def state(request, **kwargs):
    return HttpResponseNotFound()
