from django.http import HttpResponseNotFound


def stylesheet(request, **kwargs):
    return HttpResponseNotFound()


def healthz(request, **kwargs):
    return HttpResponseNotFound()


def about(request, **kwargs):
    return HttpResponseNotFound()
