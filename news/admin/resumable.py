"""The desk's side of tus 1.0.0, by which a photograph that was cut off goes on where it stopped.

Core, creation, creation-with-upload, expiration and termination of https://tus.io/protocols/resumable-upload.
Every upload is its person's own. With the last byte it goes through `uploads.store` like any other file: 204
says that it is in the library, 422 that it is refused; GET of its address tells either again, as JSON.
"""

import base64
import binascii
from collections.abc import Iterator

from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import unfinished, uploads
from .uploading import stored

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,termination"
BYTES = "application/offset+octet-stream"
PIECE = 64 * 1024
MAX_METADATA = 4096
SAFE = ("GET", "HEAD", "OPTIONS")
NOT_OURS = gettext_lazy(
    "The file was not sent as this desk takes files. Load the page again, then choose the file again."
)


class Declined(Exception):
    """An answer other than the one hoped for, with a sentence that says what to do."""

    def __init__(self, status: int, sentence: str = NOT_OURS):
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def begin(request):
    """Where uploads are begun. POST announces one: its length, and its name in the metadata."""
    return answer(request, {"OPTIONS": options, "POST": create})


def upload(request, token):
    """One upload. HEAD says how far it is, PATCH goes on, DELETE cancels; GET says what became of it."""
    own = {"OPTIONS": options, "HEAD": head, "GET": outcome, "PATCH": patch, "DELETE": cancel}
    return answer(request, own, token)


def answer(request, handlers: dict, *args) -> HttpResponse:
    """What the handler of the method answers, or a status with the JSON `sentence`."""
    try:
        response = handler(request, handlers)(request, *args)
    except Declined as declined:
        response = JsonResponse({"sentence": declined.sentence}, status=declined.status)
    except unfinished.Gone:
        sentence = _("This upload was cancelled, or has waited too long. Choose the file again.")
        response = JsonResponse({"sentence": sentence}, status=404)
    if response.status_code == 405:
        response["Allow"] = ", ".join(handlers)
    response["Tus-Resumable"] = response["Tus-Version"] = VERSION
    return response


def handler(request, handlers: dict):
    user, method = request.user, request.method
    if not (user.is_active and user.is_staff and user.has_perm("news.add_photo")):
        raise Declined(403, _("You are signed out, or your role adds no photographs. Sign in again."))
    if method not in SAFE:  # a method that is believed must have shown its CSRF token
        method = request.headers.get("X-HTTP-Method-Override", method).upper()
    if method not in handlers:
        raise Declined(405)
    if method not in ("OPTIONS", "GET") and request.headers.get("Tus-Resumable") != VERSION:
        raise Declined(412)
    return handlers[method]


def options(request, token=""):
    headers = {"Tus-Extension": EXTENSIONS, "Tus-Max-Size": uploads.MAX_BYTES}
    return HttpResponse(status=204, headers=headers)


def create(request):
    """Answers 201 with the new upload's address; its first bytes may come along."""
    if {"Upload-Defer-Length", "Upload-Concat"} & {*request.headers}:
        raise Declined(400, _("The length of the file is to be said at once, and the file sent as one."))
    length = number(request, "Upload-Length")
    metadata = request.headers.get("Upload-Metadata", "")
    name = named(metadata)
    try:
        uploads.check_size(length, name)
    except uploads.Refused as refusal:
        raise Declined(413 if length else 422, refusal.sentence) from refusal
    try:
        begun = unfinished.begin(request.user.pk, length, metadata)
    except unfinished.TooMany as error:
        sentence = _("Too many of your uploads are on their way. Let them finish, or cancel some.")
        raise Declined(429, sentence) from error
    except unfinished.DiskRefuses as error:
        raise Declined(507, uploads.not_kept(name).sentence) from error
    if request.content_type == BYTES:
        begun = receive(request, begun, 0)
    if refused(begun):
        return JsonResponse(begun.outcome, status=422)
    location = reverse("desk_resumable_one", args=[begun.token])
    return HttpResponse(status=201, headers={"Location": location} | standing(begun))


def head(request, token):
    found = unfinished.find(request.user.pk, token)
    headers = {"Upload-Length": found.length} | standing(found)
    if found.metadata:
        headers["Upload-Metadata"] = found.metadata
    return HttpResponse(headers=headers)


def patch(request, token):
    """Write what comes, from `Upload-Offset` on. A PATCH of nothing at the end finishes what is whole."""
    if request.content_type != BYTES:
        raise Declined(415)
    found = receive(request, unfinished.find(request.user.pk, token), number(request, "Upload-Offset"))
    if refused(found):
        return JsonResponse(found.outcome, status=422, headers=standing(found))
    return HttpResponse(status=204, headers=standing(found))


def outcome(request, token):
    """What became of it: `sentence`, `name`, and `photo`, the token of its row, "" where it was refused."""
    found = unfinished.find(request.user.pk, token)
    if found.outcome is None:
        raise Declined(409, _("The file is not here in full yet."))
    return JsonResponse(found.outcome)


def cancel(request, token):
    unfinished.find(request.user.pk, token).discard()
    return HttpResponse(status=204)


def receive(request, upload: unfinished.Upload, offset: int) -> unfinished.Upload:
    """Write the bytes of this request; the upload as it is then, stored or refused where it is whole."""
    if request.headers.get("Transfer-Encoding"):
        raise Declined(411)
    announced = number(request, "Content-Length") if request.headers.get("Content-Length") else 0
    if offset != upload.offset:
        raise moved()
    if offset + announced > upload.length:
        raise Declined(413, _("More bytes came than were announced. Choose the file again."))
    name = named(upload.metadata)
    try:
        if upload.outcome is None:
            upload.receive(pieces(request), offset)
        if upload.offset < upload.length:
            return upload
        return upload.finish(lambda file: became(file, name, by=request.user))
    except unfinished.Moved as error:
        raise moved() from error
    except UnreadablePostError as error:  # whoever sent it is gone; what has come stays
        raise Declined(
            400, _("The connection broke off. Send the file again: it goes on where it stopped.")
        ) from error
    except unfinished.DiskRefuses as error:
        raise Declined(507, uploads.not_kept(name).sentence) from error
    except uploads.NotKept as refusal:
        raise Declined(507, refusal.sentence) from refusal


def moved() -> Declined:
    return Declined(409, _("Another number of bytes is here. Ask how many, then go on from there."))


def pieces(request) -> Iterator[bytes]:
    while piece := request.read(PIECE):
        yield piece


def became(file, name: str, *, by) -> dict:
    """What becomes of the file. Raises `uploads.NotKept`, after which it may be tried again."""
    try:
        photo, sentence = stored(file, by=by, name=name)
    except uploads.NotKept:
        raise
    except uploads.Refused as refusal:
        return {"name": name, "photo": "", "sentence": refusal.sentence}
    return {"name": name, "photo": photo.token, "sentence": sentence}


def refused(upload: unfinished.Upload) -> bool:
    return upload.outcome is not None and not upload.outcome["photo"]


def standing(upload: unfinished.Upload) -> dict:
    return {"Upload-Offset": upload.offset, "Upload-Expires": http_date(upload.expires_at.timestamp())}


def number(request, header: str) -> int:
    """The header as a whole number that is not negative."""
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        sentence = _("%(header)s must be a whole number. Load the page again, then choose the file again.")
        raise Declined(400, sentence % {"header": header})
    return int(text)


def named(metadata: str) -> str:
    """The file's name in `Upload-Metadata`: pairs of a key and its value in base64, a comma between them."""
    if len(metadata) > MAX_METADATA:
        raise unnamed()
    pairs = (pair.strip().split(" ") for pair in metadata.split(","))
    said = next((pair[1] for pair in pairs if pair[0] == "filename" and len(pair) == 2), "")
    try:
        return uploads.clean_name(base64.b64decode(said, validate=True).decode())
    except (binascii.Error, UnicodeDecodeError) as error:
        raise unnamed() from error


def unnamed() -> Declined:
    return Declined(
        400, _("The name of the file cannot be read. Give it a short name, then choose it again.")
    )
