"""The picture library."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, TextField
from django.http import HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import renditions, uploads, workflow
from ..blockers import language_name
from ..models import Office, Photo, PhotoPerson, PhotoWords, Publication
from . import limits, recalls
from .base import Remembering, column, office_of
from .shared import Shared

NAMED = 5  # other items that are named in a sentence
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
        for field in form.fields.values():
            field.show_hidden_initial = True


class WordsInline(admin.StackedInline):
    model = PhotoWords
    form = WordsForm
    formset = WordsFormSet


class PeopleInline(Remembering, admin.TabularInline):
    model = PhotoPerson
    fields = ["term", "sort_order"]


@admin.register(Photo)
class PhotoAdmin(Shared, admin.ModelAdmin):
    change_form_template = "admin/news/photo/change_form.html"
    list_display = ["thumbnail", "__str__", "credit", UPLOADED_AT, "galleries_count"]
    list_display_links = ["thumbnail", "__str__"]
    ordering = Photo._meta.ordering  # said again: counting leaves the model's out
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

    def lock(self, key):
        workflow.lock_photographs(int(key))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            say_elsewhere(request, words_changed(form.instance, by=request.user))

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


def words_changed(*photos: Photo, by) -> list[Publication]:
    """Captions and credits are facts of every item that shows a picture: a second person looks at them.

    Answers those items.
    """
    items = list(Publication.objects.filter(gallery__photo__in=photos).order_by("pk").distinct())
    for publication in items:
        workflow.change_facts(publication, by=by)
    return items


def say_elsewhere(request, items: list[Publication], besides: Publication | None = None):
    """Where the pictures that were changed are shown too, but on the page that the person has before them."""
    others = [item for item in items if besides is None or item.pk != besides.pk]
    if not others:
        return
    links = format_html_join(", ", "{}", ((link_to(item),) for item in others[:NAMED]))
    more = len(others) - NAMED
    if more > 0:
        sentence = ngettext("{links} and {number} more item", "{links} and {number} more items", more)
        links = format_html(sentence, links=links, number=more)
    sentence = _(
        "What you changed is the same wherever these photographs are shown: also in {items}. "
        "The public reads it there with the next edition."
    )
    messages.warning(request, format_html(sentence, items=links))


def link_to(item: Publication) -> str:
    try:
        address = reverse(f"admin:news_{item.kind}_change", args=[item.pk])
    except NoReverseMatch:
        return str(item)
    return format_html('<a href="{}">{}</a>', address, item)
