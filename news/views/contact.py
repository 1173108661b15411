from django.http import HttpResponseNotFound


def contact(request, **kwargs):
    return HttpResponseNotFound()
