"""The picture library, and the page by which many photographs come into it."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, TextField
from django.http import HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import renditions, uploads, workflow
from ..blockers import language_name
from ..metadata.fields import Metadata
from ..models import Office, Photo, PhotoPerson, PhotoWords, Publication
from . import limits, recalls
from .base import DeskInline, column, office_of
from .rights import RightsForm

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


class PeopleInline(DeskInline, admin.TabularInline):
    model = PhotoPerson
    fields = ["term", "sort_order"]


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "__str__", "credit", UPLOADED_AT, "galleries_count"]
    list_display_links = ["thumbnail", "__str__"]
    formfield_overrides = {TextField: {"widget": forms.Textarea({"rows": 3, "class": "vLargeTextField"})}}
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name"]
    search_help_text = gettext_lazy("Words of the caption, the credit or the file's name.")
    actions = None  # one at a time: each is asked whether something shows it
    inlines = [WordsInline, PeopleInline]
    fieldsets = [
        (None, {"fields": ["elsewhere"]}),
        (gettext_lazy("What no crop cuts away"), {"fields": ["focal_point", ("focus_x", "focus_y")]}),
        (
            gettext_lazy("Whose it is"),
            {"fields": [("credit", "photographer"), "copyright_notice", "usage_terms"]},
        ),
        (
            gettext_lazy("What the file says of it"),
            {
                "fields": [
                    "headline",
                    "taken_at",
                    ("location", "city"),
                    ("province", "country"),
                    "keywords",
                    "persons_shown",
                ],
                "classes": ["collapse"],
            },
        ),
        (
            gettext_lazy("File"),
            {
                "fields": ["shown_in", "name", "measures", "download", UPLOADED_BY, UPLOADED_AT],
                "classes": ["collapse"],
            },
        ),
    ]
    readonly_fields = [
        "elsewhere",
        "focal_point",
        "shown_in",
        "name",
        "measures",
        "download",
        UPLOADED_BY,
        UPLOADED_AT,
    ]

    class Media:
        css = {"all": ["news/desk/photos.css"]}
        js = [forms.widgets.Script("news/desk/focus.js", type="module")]

    def get_fieldsets(self, request, obj=None):
        """A picture is shown once: to choose its focal point, or where there is no file, as its address."""
        elsewhere, here, *others = super().get_fieldsets(request, obj)
        return [here if obj and obj.original else elsewhere, *others]

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

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "taken_at":  # two fields, of which Django names neither to a screen reader
            for part, name in zip(field.widget.widgets, (_("Day"), _("Hour")), strict=True):
                part.attrs["aria-label"] = f"{field.label}: {name}"
        return field

    def add_view(self, request, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("desk_upload"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["ways"] = recalls.ways(request.user, obj)
        context["limits"] = limits.way(request.user, obj, office_of(request).zone)
        return super().render_change_form(request, context, add, change, form_url, obj)

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
    def elsewhere(self, photo):
        return format_html('<a href="{}" rel="noreferrer">{}</a>', photo.source_url, photo.source_url)

    @admin.display(description=gettext_lazy("focal point"))
    def focal_point(self, photo):
        """The picture to click on, and what crops keep of it: as stored, and with a script as chosen."""
        fact = renditions.fact_of(photo) | {"width": photo.width}
        kept = {crop: renditions.offer(fact, 320, crop) for crop in renditions.CROPS}
        context = {"photo": photo, "whole": renditions.offer(fact, 960), "kept": kept}
        return render_to_string("admin/news/photo/focal_point.html", context)

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


def words_changed(*photos: Photo, by):
    """Captions and credits are facts of every item that shows a picture: a second person looks at them."""
    for publication in Publication.objects.filter(gallery__photo__in=photos).distinct():
        workflow.change_facts(publication, by=by)


def link_to(item: Publication) -> str:
    try:
        address = reverse(f"admin:news_{item.kind}_change", args=[item.pk])
    except NoReverseMatch:
        return str(item)
    return format_html('<a href="{}">{}</a>', address, item)


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
    """Many files in one field; each is answered by its name, and a bad one never loses the good ones.

    Answers 422 when nothing could be stored.
    """
    if not request.user.has_perm("news.add_photo"):
        raise PermissionDenied
    results, problems = [], []
    form = UploadForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST":
        files = sorted(request.FILES.getlist("files"), key=lambda file: uploads.file_name_order(file.name))
        results = [take(file, by=request.user, said=form.said()) for file in files]
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


def take(file, *, by, said: Metadata) -> dict:
    """Store one file and say what came of it."""
    began = timezone.now()
    try:
        photo = uploads.store(file, by=by, said=said)
    except uploads.Refused as refusal:
        return {"name": uploads.clean_name(file.name), "photo": None, "sentence": refusal.sentence}
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
    workflow.add_to_gallery(form.publication, photos, by=by)
    return []
