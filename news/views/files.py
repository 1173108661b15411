"""Photographs and files for anybody. Reads no cookie; what is not public now is not there."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from .. import door
from ..models import Attachment, Edition, Photo
from ..prints import prints
from .public import read_only


@read_only
def photo(request, token, width, extension, crop=""):
    at = timezone.now()
    photos = Photo.objects.live(at).shown_by(Edition.objects.live(at))
    photo = get_object_or_404(photos, token=token)
    return door.photograph(request, photo, width, extension, crop, public=True)


@read_only
def printed(request, token):
    at = timezone.now()
    photo = get_object_or_404(Photo.objects.live(at), token=token)
    [wanted] = prints([photo], Edition.objects.live(at))
    return door.printed(request, wanted, public=True)


@read_only
def attachment(request, token, name):
    attachment = get_object_or_404(Attachment.objects.live(timezone.now()), token=token)
    return door.attachment(request, attachment, name, public=True)
