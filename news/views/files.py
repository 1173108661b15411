"""Photographs and files for anybody. Reads no cookie; what is not public now is not there."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import door
from ..models import Attachment, Photo


@require_safe
def photo(request, token, width, extension):
    photo = get_object_or_404(Photo.objects.live(timezone.now()), token=token)
    return door.photograph(request, photo, width, extension, public=True)


@require_safe
def attachment(request, token, name):
    attachment = get_object_or_404(Attachment.objects.live(timezone.now()), token=token)
    return door.attachment(request, attachment, name, public=True)
