"""The page by which many photographs come into the library."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import uploads, workflow
from ..metadata.fields import Metadata
from ..models import Photo, Publication
from .photos import picture
from .rights import RightsForm


class UploadForm(RightsForm):
    publication = forms.CharField(
        label=gettext_lazy("Show them in the gallery of"),
        required=False,
        max_length=130,
        widget=forms.TextInput(attrs={"list": "recent", "class": "vTextField", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "The last part of the item's address, such as moscow-summit. Empty: library only."
        ),
    )


def upload(request):
    """Many files in one field, or sent before by the page's script; each is answered by its name.

    A bad one never loses the good ones; in a gallery they stand in the order in which they were taken.
    Answers 422 when nothing could be stored.
    """
    if not request.user.has_perm("news.add_photo"):
        raise PermissionDenied
    results, problems = [], []
    form = UploadForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST":
        files = sorted(request.FILES.getlist("files"), key=lambda file: uploads.file_name_order(file.name))
        results = sent_before(request, form.said())
        results += [take(file, by=request.user, said=form.said()) for file in files]
        photos = [result["photo"] for result in results if result["photo"]]
        photos = sorted(photos, key=uploads.order_taken)
        if not results:
            problems.append(_("Choose at least one photograph."))
        problems += show(photos, form, by=request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("Upload photographs"),
        "form": form,
        "results": results,
        "stored": [result for result in results if result["photo"]],
        "refused": [result for result in results if not result["photo"]],
        "problems": problems,
        "recent": Publication.objects.order_by("-facts_changed_at").values("slug", "date")[:30],
        "publication": getattr(form, "publication", None),
        "max_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }
    nothing_stored = request.method == "POST" and not context["stored"]
    return TemplateResponse(
        request, "admin/news/photo/upload.html", context, status=422 if nothing_stored else 200
    )


def take(file, *, by, said: Metadata) -> dict:
    """Store one file and say what came of it."""
    name = uploads.clean_name(file.name)
    try:
        photo, sentence = stored(file, by=by, said=said)
    except uploads.Refused as refusal:
        return {"name": name, "photo": None, "sentence": refusal.sentence}
    return {"name": name, "photo": photo, "picture": picture(photo, 320), "sentence": sentence}


def stored(file, *, by, name: str = "", said: Metadata = uploads.NOTHING_SAID) -> tuple[Photo, str]:
    """The row of the file, and whether it is new, in a sentence. Raises `uploads.Refused`."""
    began = timezone.now()
    photo = uploads.store(file, by=by, name=name, said=said)
    return photo, said_of(photo, known=photo.uploaded_at < began)


def said_of(photo: Photo, *, known: bool) -> str:
    return _("Already in the library, used from there.") if known else _("Stored.")


def sent_before(request, said: Metadata) -> list[dict]:
    """What the page's script has sent already, by its tokens, as `take` answers it."""
    tokens, by = request.POST.getlist("kept_photographs"), request.user
    photos = Photo.objects.filter(token__in=tokens).prefetch_related("words")
    rows = [
        {
            "name": photo.name,
            "photo": photo,
            "picture": picture(photo, 320),
            "sentence": said_of(photo, known=not uploads.is_fresh(photo, by)),
        }
        for photo in photos
    ]
    uploads.say(photos, said, by=by)
    return rows


def show(photos: list[Photo], form: UploadForm, *, by) -> list[str]:
    """Add them to the gallery that was asked for, after what is there; sentences for what could not be."""
    slug = form.data.get("publication", "").strip().strip("/").rpartition("/")[2]
    if not slug or not photos:
        return []
    form.publication = Publication.objects.filter(slug=slug).first()
    if form.publication is None:
        return [
            _("The photographs are in the library, but there is no item “%(slug)s” to show them in.")
            % {"slug": slug}
        ]
    if not by.has_perm("news.add_galleryphoto"):
        return [_("The photographs are in the library. Ask a writer to add them to the gallery.")]
    workflow.add_to_gallery(form.publication, photos, by=by)
    return []
