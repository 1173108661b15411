"""The one door for files: what leaves it after the gate, whole or in part, and with which headers."""

import datetime
import logging
import re
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from . import crops, pictures, renditions
from .galleries import Gallery
from .models import Attachment, Photo
from .prints import Print
from .zipping import Archive, streamed

logger = logging.getLogger(__name__)

LIFETIME, SHARED_LIFETIME = 3600, 60  # seconds; never immutable: what is public may be recalled
BRIEFLY = "public, max-age=0, s-maxage=5"  # what is no answer, or leads to another
PRIVATE = "private, no-store"
NOTHING_RUNS = "default-src 'none'; sandbox"
RANGE = re.compile(r"bytes[ \t]*=[ \t]*(\d{0,19})[ \t]*-[ \t]*(\d{0,19})[ \t]*", re.ASCII)


def photograph(
    request, photo: Photo, width: int, extension: str, cut: str = "", *, public: bool
) -> HttpResponse:
    """A rendition of a photograph that this reader may see; Http404 where it is not offered so.

    `cut` is a crop as addresses name it. One about another focal point leads to the crop about the one of
    now: pages that were kept elsewhere still find their picture.
    """
    one_address = request.path.endswith(f"/{width}.{extension}")  # 0320.jpg would be kept twice by caches
    crop = crops.name_in(cut)
    if not one_address or bool(cut) != bool(crop) or not renditions.exists(photo, width, extension, crop):
        raise Http404
    if crop and cut != crops.named(crop, photo.focus):
        return about_the_point_of_now(request, cut, crops.named(crop, photo.focus), public=public)
    file = made(renditions.make, photo, width, extension, crop)
    if crop:
        version = f"{crop}-{renditions.version_of_crops(photo)}"
    else:
        version = renditions.version(photo, renditions.said_in(photo))
    return answer(
        request,
        file,
        content_type=renditions.FORMATS[extension].content_type,
        etag=f"{photo.token}-{width}-{extension}-{version}-{file.size:x}",
        public=public,
        until=photo.use_until,
    )


def about_the_point_of_now(request, cut: str, now: str, *, public: bool) -> HttpResponseRedirect:
    """Whether a point was ever approved is not asked: there are ten thousand for each crop, and none of their
    addresses is worth a picture in a cache. It is kept as briefly as an error.
    """
    before, after = request.path.rsplit(f"/{cut}/", 1)
    answer = HttpResponseRedirect(f"{before}/{now}/{after}")
    answer.headers["Cache-Control"] = BRIEFLY if public else PRIVATE
    answer.headers["Cross-Origin-Resource-Policy"] = policy_for(public)
    return answer


def printed(request, wanted: Print, *, public: bool) -> HttpResponse:
    """The photograph in print quality, to be saved; Http404 where the library has no file of it."""
    if not wanted.photo.original:
        raise Http404
    file = made(renditions.make_print, wanted.photo, wanted.said)
    return answer(
        request,
        file,
        content_type="image/jpeg",
        etag=f"{wanted.photo.token}-print-{renditions.version(wanted.photo, wanted.said)}-{file.size:x}",
        public=public,
        download=wanted.name,
        until=wanted.photo.use_until,
    )


def archive(request, wanted: Gallery, *, public: bool) -> HttpResponse:
    """All photographs of a gallery in one file; Http404 where there are none.

    While some are still to be made nobody knows how long it will be: it is sent as it grows, without ranges.
    """
    if not wanted.prints:
        raise Http404
    day = wanted.edition.date
    ends = [row.photo.use_until for row in wanted.prints if row.photo.use_until]
    said = {"content_type": "application/zip", "public": public, "download": wanted.name}
    said |= {"until": min(ends, default=None)}
    try:
        if wanted.is_kept():
            file = Archive(wanted.members(), day)
            return answer(request, File(file, name=""), etag=file.etag, **said)
    except OSError as error:
        logger.exception("An archive could not be laid out")
        raise Http404 from error
    headers = headers_of(**said) | {"Accept-Ranges": "none"}
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(streamed(wanted.members(), day), headers=headers)


def original(request, photo: Photo) -> HttpResponse:
    """The file as it was uploaded, metadata and all: for the desk only."""
    return answer(
        request,
        opened(photo.original),
        content_type="application/octet-stream",
        etag=photo.sha256,
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
        public=public,
        download=attachment.name,
    )


def made(make, *wanted) -> File:
    """What `renditions` made; Http404 where it cannot."""
    try:
        return make(*wanted)
    except (pictures.Unreadable, pictures.TooLarge, OSError) as error:
        logger.exception("A rendition could not be made")
        raise Http404 from error


def opened(field) -> File:
    try:
        return field.storage.open(field.name)
    except (OSError, ValueError) as error:
        logger.exception("A stored file is missing")
        raise Http404 from error


def answer(
    request,
    file: File,
    *,
    content_type: str,
    etag: str,
    public: bool,
    download: str = "",
    until: datetime.datetime | None = None,
) -> HttpResponse:
    """The file or the part of it that is asked for, or that it has not changed, by RFC 9110.

    `download` is the name under which it is saved, `until` the moment (aware) from which nobody may have it.
    Nothing has a Last-Modified: the bytes of a picture change with the words in it, and when a file was
    uploaded is nobody's business.
    """
    headers = headers_of(content_type, public, download, until) | {"ETag": quote_etag(etag)}
    plain = HttpResponse(headers=headers)
    conditional = get_conditional_response(request, headers["ETag"], response=plain)
    if conditional is not plain:
        file.close()
        return conditional
    address = address_within(file)
    if address:  # the web server in front sends it, and answers ranges
        file.close()
        return HttpResponse(headers=headers | {"X-Accel-Redirect": address})
    headers["Accept-Ranges"] = "bytes"
    return whole_or_part(request, file, headers)


def headers_of(content_type: str, public: bool, download: str, until=None) -> dict:
    """What every answer carries: nothing that comes out of this door runs in a browser."""
    return {
        "Content-Type": content_type,
        "Content-Disposition": content_disposition_header(bool(download), download) or "inline",
        "Cache-Control": kept_for(until) if public else PRIVATE,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": policy_for(public),
        "Content-Security-Policy": NOTHING_RUNS,
    }


def policy_for(public: bool) -> str:
    """Who may show it on pages of their own, by Cross-Origin-Resource-Policy."""
    return "cross-origin" if public else "same-origin"


def kept_for(until: datetime.datetime | None) -> str:
    """How long others may keep what is public: no copy outlives the moment at which a licence ends.

    That moment is no secret of ours; that of an item not public yet would be, and shortens nothing.
    """
    left = LIFETIME if until is None else max(0, int((until - timezone.now()).total_seconds()))
    return f"public, max-age={min(LIFETIME, left)}, s-maxage={min(SHARED_LIFETIME, left)}"


def whole_or_part(request, file: File, headers: dict) -> HttpResponse:
    size = file.size
    part = part_asked_for(request, size, headers)
    if part is not None and not part:
        file.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    status, sent = 200, range(size)
    if part:
        status, sent = 206, part
        headers = headers | {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
    headers = headers | {"Content-Length": str(len(sent))}
    if request.method == "HEAD":
        file.close()
        return HttpResponse(status=status, headers=headers)
    response = FileResponse(Part(file, sent) if part else file, status=status)
    for header, value in headers.items():  # not given at once: it would name the file after its place
        response.headers[header] = value
    return response


def part_asked_for(request, size: int, headers: dict) -> range | None:
    """The bytes that a Range names; empty when there are none such, None when the whole is to be sent.

    One range only: several may be answered with the whole (RFC 9110, 14.2). If-Range compares ETags; a date
    counts as another version, since a second may hold two.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip().lower())
    if request.method != "GET" or not asked or asked.groups() == ("", ""):
        return None
    if request.headers.get("If-Range", headers["ETag"]).strip() != headers["ETag"]:
        return None
    first, last = asked.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


class Part:
    """Some bytes of a file, read as a file is."""

    def __init__(self, file: File, part: range):
        self.file, self.left = file, len(part)
        file.seek(part.start)

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(content)
        return content

    def close(self):
        self.file.close()


def address_within(file: File) -> str:
    """Where the web server in front finds a stored file (`X_ACCEL_REDIRECT`); empty when we send it."""
    root = settings.X_ACCEL_REDIRECT and settings.STORAGES["default"]["OPTIONS"].get("location")
    if not root or not isinstance(file.name, str):
        return ""
    try:
        return settings.X_ACCEL_REDIRECT + quote(Path(file.name).relative_to(root).as_posix())
    except ValueError:
        return ""
