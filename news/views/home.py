from django.http import HttpResponseNotFound


def choose_language(request, **kwargs):
    return HttpResponseNotFound()


def home(request, **kwargs):
    return HttpResponseNotFound()
