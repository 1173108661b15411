from django.contrib import admin
from django.urls import include, path

handler404 = "news.views.errors.not_found"
handler500 = "news.views.errors.server_error"
handler403 = "news.views.errors.forbidden"
handler400 = "news.views.errors.bad_request"

urlpatterns = [
    path("desk/", include("news.admin.urls")),
    path("desk/", admin.site.urls),
    path("", include("news.urls")),
]
