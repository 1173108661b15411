from django.http import HttpResponseNotFound


def not_found(request, exception):
    return HttpResponseNotFound()


def server_error(request, **kwargs):
    return HttpResponseNotFound()


def forbidden(request, exception):
    return HttpResponseNotFound()


def bad_request(request, exception):
    return HttpResponseNotFound()
