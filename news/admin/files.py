"""The same door for staff: whatever is in the library, whether or not it is public."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from .. import door
from ..models import Attachment, Edition, Photo
from ..prints import prints


def require_staff(request, permission: str):
    """Http404 for anybody else: a way to the sign-in page would tell that there is something."""
    user = request.user
    if not (user.is_active and user.is_staff and user.has_perm(f"news.{permission}")):
        raise Http404


@require_safe
def photo(request, token, width, extension, crop=""):
    require_staff(request, "view_photo")
    photo = get_object_or_404(Photo, token=token)
    return door.photograph(request, photo, width, extension, crop, public=False)


@require_safe
def printed(request, token):
    """As the public will have it, with the words as they stand now."""
    require_staff(request, "view_photo")
    [wanted] = prints([get_object_or_404(Photo, token=token)], Edition.objects.none())
    return door.printed(request, wanted, public=False)


@require_safe
def original(request, token):
    require_staff(request, "view_photo")
    return door.original(request, get_object_or_404(Photo.objects.exclude(original=""), token=token))


@require_safe
def attachment(request, token, name):
    require_staff(request, "view_attachment")
    return door.attachment(request, get_object_or_404(Attachment, token=token), name, public=False)
