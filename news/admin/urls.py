"""The desk's addresses beside those of the admin; they come before it."""

from django.contrib import admin
from django.urls import path

from ..models import Attachment, Photo
from . import describing, files, limits, recalls, resumable, table, uploading

view = admin.site.admin_view

urlpatterns = [
    path("moves/", view(table.moves), name="desk_moves"),
    path("photos/upload/", view(uploading.upload), name="desk_upload"),
    path("photos/resumable/", resumable.begin, name="desk_resumable"),
    path("photos/resumable/<slug:token>", resumable.upload, name="desk_resumable_one"),
    path("photos/describe/", view(describing.describe), name="desk_describe"),
    path("photos/limits/", view(limits.limits), name="desk_limits"),
    path("photos/<slug:token>/<int:width>.<str:extension>", files.photo, name="desk_photo"),
    path("photos/<slug:token>/<slug:crop>/<int:width>.<str:extension>", files.photo, name="desk_photo_crop"),
    path("photos/<slug:token>/print.jpg", files.printed, name="desk_photo_print"),
    path("photos/<slug:token>/original", files.original, name="desk_photo_original"),
    path("photos/<slug:token>/recall/", view(recalls.recall), {"model": Photo}, name="desk_photo_recall"),
    path("photos/<slug:token>/replace/", view(recalls.replace), {"model": Photo}, name="desk_photo_replace"),
    path("files/<slug:token>/recall/", view(recalls.recall), {"model": Attachment}, name="desk_file_recall"),
    path(
        "files/<slug:token>/replace/", view(recalls.replace), {"model": Attachment}, name="desk_file_replace"
    ),
    path("earlier/<int:number>", recalls.earlier, name="desk_earlier"),
    path("files/<slug:token>/<str:name>", files.attachment, name="desk_file"),
]
