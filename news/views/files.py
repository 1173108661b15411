from django.http import HttpResponseNotFound


def photo(request, **kwargs):
    return HttpResponseNotFound()


def attachment(request, **kwargs):
    return HttpResponseNotFound()
