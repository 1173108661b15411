"""The one door for files: what leaves it after the gate, and with which headers."""

import logging

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag

from . import pictures, renditions
from .models import Attachment, Photo

logger = logging.getLogger(__name__)

PUBLIC = "public, max-age=3600, s-maxage=60"
PRIVATE = "private, no-store"
NOTHING_RUNS = "default-src 'none'; sandbox"


def photograph(request, photo: Photo, width: int, extension: str, *, public: bool) -> HttpResponse:
    """A rendition of a photograph that this reader may see; Http404 where it is not offered so."""
    one_address = request.path.endswith(f"/{width}.{extension}")  # 0320.jpg would be kept twice by caches
    if not (one_address and renditions.exists(photo, width, extension)):
        raise Http404
    try:
        file = renditions.make(photo, width, extension)
    except (pictures.Unreadable, pictures.TooLarge, OSError) as error:
        logger.exception("A rendition could not be made")
        raise Http404 from error
    return answer(
        request,
        file,
        content_type=renditions.FORMATS[extension].content_type,
        etag=f"{photo.sha256 or photo.token}-{width}-{extension}-{file.size:x}",
        last_modified=photo.uploaded_at,
        public=public,
    )


def original(request, photo: Photo) -> HttpResponse:
    """The file as it was uploaded, metadata and all: for the desk only."""
    return answer(
        request,
        opened(photo.original),
        content_type="application/octet-stream",
        etag=photo.sha256,
        last_modified=photo.uploaded_at,
        public=False,
        download=photo.name,
    )


def attachment(request, attachment: Attachment, name: str, *, public: bool) -> HttpResponse:
    """A file that this reader may have, under its own name only."""
    if name != attachment.name:
        raise Http404
    file = opened(attachment.file)
    return answer(
        request,
        file,
        content_type=attachment.content_type or "application/octet-stream",
        etag=attachment.sha256 or f"{attachment.token}-{file.size:x}",
        last_modified=attachment.file.storage.get_modified_time(attachment.file.name),
        public=public,
        download=attachment.name,
    )


def opened(field) -> File:
    try:
        return field.storage.open(field.name)
    except (OSError, ValueError) as error:
        logger.exception("A stored file is missing")
        raise Http404 from error


def answer(
    request, file: File, *, content_type: str, etag: str, last_modified, public: bool, download: str = ""
) -> HttpResponse:
    """The file, or 304, with its validators; `download` is the name under which it is saved."""
    response = FileResponse(file, content_type=content_type)
    disposition = content_disposition_header(bool(download), download) or "inline"
    headers = {
        "Content-Length": str(file.size),
        "Content-Disposition": disposition,
        "ETag": quote_etag(etag),
        "Last-Modified": http_date(last_modified.timestamp()),
        "Cache-Control": PUBLIC if public else PRIVATE,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin" if public else "same-origin",
    }
    if download:
        headers["Content-Security-Policy"] = NOTHING_RUNS
    for header, value in headers.items():
        response.headers[header] = value
    conditional = get_conditional_response(request, headers["ETag"], int(last_modified.timestamp()), response)
    if conditional is not response:
        file.close()  # not the response: its own close would end the request, and with it the connection
    return conditional
