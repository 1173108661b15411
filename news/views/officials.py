from django.http import HttpResponseNotFound


def officials(request, **kwargs):
    return HttpResponseNotFound()


def official(request, **kwargs):
    return HttpResponseNotFound()
