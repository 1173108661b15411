"""The picture library, and the page by which many photographs come into it."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max
from django.http import HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import renditions, uploads, workflow
from ..blockers import language_name
from ..models import GalleryPhoto, Office, Photo, PhotoWords, Publication
from .base import column

UPLOADED_AT = column("uploaded_at", gettext_lazy("uploaded at"))
UPLOADED_BY = column("uploaded_by", gettext_lazy("uploaded by"))


def picture(photo: Photo, width: int) -> str:
    """An `<img>` through the desk's door, or an empty string for a picture without a file."""
    if not photo.original:
        return ""
    width = min(width, photo.width)
    address = reverse("desk_photo", args=[photo.token, width, "jpg"])
    height = renditions.height_at(photo.width, photo.height, width)
    image = '<img class="library-picture" src="{}" width="{}" height="{}" alt="{}" loading="lazy">'
    return format_html(image, address, width, height, photo)


class WordsForm(forms.ModelForm):
    class Meta:
        model = PhotoWords
        fields = ["language", "caption", "description"]
        widgets = {
            "language": forms.Select,
            "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "description": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }


class WordsFormSet(forms.BaseInlineFormSet):
    """A row for each of the office's languages, written or not."""

    def __init__(self, *args, instance=None, queryset=None, **kwargs):
        written = set(instance.words.values_list("language", flat=True)) if instance else set()
        languages = Office.get().language_codes
        missing = [code for code in languages if code not in written]
        kwargs["initial"] = [{"language": code} for code in missing]
        self.extra = len(missing)
        codes = [*languages, *sorted(written.difference(languages))]
        self.choices = [(code, language_name(code).capitalize()) for code in codes]
        super().__init__(*args, instance=instance, queryset=queryset, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["language"].widget.choices = self.choices


class WordsInline(admin.StackedInline):
    model = PhotoWords
    form = WordsForm
    formset = WordsFormSet


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "__str__", "credit", UPLOADED_AT, "galleries_count"]
    list_display_links = ["thumbnail", "__str__"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name"]
    search_help_text = gettext_lazy("Words of the caption, the credit or the file's name.")
    actions = None  # one at a time: each is asked whether something shows it
    inlines = [WordsInline]
    fieldsets = [
        (None, {"fields": ["preview", "credit", "taken_at"]}),
        (
            gettext_lazy("File"),
            {
                "fields": ["shown_in", "name", "measures", "download", UPLOADED_BY, UPLOADED_AT],
                "classes": ["collapse"],
            },
        ),
    ]
    readonly_fields = ["preview", "shown_in", "name", "measures", "download", UPLOADED_BY, UPLOADED_AT]

    class Media:
        css = {"all": ["news/desk/photos.css"]}

    def get_queryset(self, request):
        photos = super().get_queryset(request).prefetch_related("words")
        return photos.annotate(galleries_count=Count("galleries"))

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.split():
            queryset = queryset.called(word)
        return queryset, False

    def changelist_view(self, request, extra_context=None):
        context = {"title": _("Photographs")} | (extra_context or {})
        return super().changelist_view(request, context)

    def add_view(self, request, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("desk_upload"))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            words_changed(form.instance, by=request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or uploads.removable(obj))

    def delete_model(self, request, obj):
        uploads.remove(obj)

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo):
        return picture(photo, 320) or _("no file")

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, photo):
        if photo.original:
            return picture(photo, 960)
        return format_html('<a href="{}" rel="noreferrer">{}</a>', photo.source_url, photo.source_url)

    @admin.display(description=gettext_lazy("shown in"), ordering="galleries_count")
    def galleries_count(self, photo):
        return photo.galleries_count

    @admin.display(description=gettext_lazy("size"))
    def measures(self, photo):
        size = filesizeformat(photo.size_bytes)
        return f"{photo.format}, {photo.width} × {photo.height}, {size}" if photo.original else "–"

    @admin.display(description=gettext_lazy("as it was uploaded"))
    def download(self, photo):
        if not photo.original:
            return "–"
        address = reverse("desk_photo_original", args=[photo.token])
        return format_html('<a href="{}" download>{}</a>', address, _("Download the original"))

    @admin.display(description=gettext_lazy("shown in"))
    def shown_in(self, photo):
        rows = Publication.objects.filter(gallery__photo=photo).order_by("-date", "-id")
        items = format_html_join("", "<li>{}</li>", ((link_to(item),) for item in rows))
        return format_html("<ul>{}</ul>", items) if items else _("Not in a gallery.")


def words_changed(photo: Photo, *, by):
    """Captions and credits are facts of every item that shows the picture: a second person looks at them."""
    for publication in Publication.objects.filter(gallery__photo=photo):
        workflow.change_facts(publication, by=by)


def link_to(item: Publication) -> str:
    try:
        address = reverse(f"admin:news_{item.kind}_change", args=[item.pk])
    except NoReverseMatch:
        return str(item)
    return format_html('<a href="{}">{}</a>', address, item)


class UploadForm(forms.Form):
    publication = forms.CharField(
        label=gettext_lazy("Show them in the gallery of"),
        required=False,
        max_length=130,
        widget=forms.TextInput(attrs={"list": "recent", "class": "vTextField", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "The last part of the item's address, such as moscow-summit. Empty: library only."
        ),
    )
    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        required=False,
        max_length=Photo._meta.get_field("credit").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Photographer and agency, for all of them. You can change it for each later."),
    )


def upload(request):
    """Many files in one field; each is answered by its name, and a bad one never loses the good ones.

    Answers 422 when nothing could be stored.
    """
    if not request.user.has_perm("news.add_photo"):
        raise PermissionDenied
    results, problems = [], []
    form = UploadForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST":
        credit = form.cleaned_data.get("credit", "") if form.is_valid() else ""
        files = sorted(request.FILES.getlist("files"), key=lambda file: uploads.file_name_order(file.name))
        results = [take(file, by=request.user, credit=credit) for file in files]
        photos = [result["photo"] for result in results if result["photo"]]
        if not files:
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


def take(file, *, by, credit: str) -> dict:
    """Store one file and say what came of it."""
    began = timezone.now()
    try:
        photo = uploads.store(file, by=by)
    except uploads.Refused as refusal:
        return {"name": uploads.clean_name(file.name), "photo": None, "sentence": refusal.sentence}
    if credit and not photo.credit:
        Photo.objects.filter(pk=photo.pk).update(credit=credit)
    known = photo.uploaded_at < began
    return {
        "name": uploads.clean_name(file.name),
        "photo": photo,
        "picture": picture(photo, 320),
        "sentence": _("Already in the library, used from there.") if known else _("Stored."),
    }


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
    add_to_gallery(form.publication, photos, by=by)
    return []


@transaction.atomic
def add_to_gallery(publication: Publication, photos: list[Photo], *, by):
    """Append in the given order what the gallery does not show yet; this changes the item's facts."""
    workflow.change_facts(publication, by=by)
    shown = set(publication.gallery.values_list("photo", flat=True))
    last = publication.gallery.aggregate(last=Max("sort_order"))["last"]
    order = 0 if last is None else last + 1
    for photo in photos:
        if photo.pk not in shown:
            GalleryPhoto.objects.create(publication=publication, photo=photo, sort_order=order)
            shown.add(photo.pk)
            order += 1
