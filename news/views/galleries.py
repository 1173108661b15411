from django.http import HttpResponseNotFound


def gallery(request, **kwargs):
    return HttpResponseNotFound()


def photograph(request, **kwargs):
    return HttpResponseNotFound()
