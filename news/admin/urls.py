"""The desk's addresses beside those of the admin; they come before it."""

from django.contrib import admin
from django.urls import path

from . import describing, files, photos, table

urlpatterns = [
    path("moves/", admin.site.admin_view(table.moves), name="desk_moves"),
    path("photos/upload/", admin.site.admin_view(photos.upload), name="desk_upload"),
    path("photos/describe/", admin.site.admin_view(describing.describe), name="desk_describe"),
    path("photos/<slug:token>/<int:width>.<str:extension>", files.photo, name="desk_photo"),
    path("photos/<slug:token>/print.jpg", files.printed, name="desk_photo_print"),
    path("photos/<slug:token>/original", files.original, name="desk_photo_original"),
    path("files/<slug:token>/<str:name>", files.attachment, name="desk_file"),
]
