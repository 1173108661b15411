"""Under embargo: which of the accredited press may read an item, and who did."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Min, Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import EmbargoReading, User
from .base import OnlyShown, office_of
from .choices import Several


class People(Several):
    def label_from_instance(self, person):
        return person.get_full_name() or person.get_username()


class ReadersForm(forms.Form):
    readers = People(
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Who may read it under embargo"),
        help_text=gettext_lazy("Nobody chosen: all accredited press. It holds in every language, at once."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = accredited()


def accredited():
    press = User.objects.with_perm("news.read_under_embargo", include_superusers=False)
    return press.filter(is_active=True, is_staff=False).order_by("last_name", "first_name", "username")


def embargo(request, page, key: int):
    """The readers of one item; who approves also names who may read it."""
    item = get_object_or_404(page.model, pk=key)
    user = request.user
    if not (page.has_view_permission(request, item) and user.has_perm("news.view_embargoreading")):
        raise PermissionDenied
    may_name = user.has_perm("news.approve_edition")
    form = ReadersForm(
        request.POST if request.method == "POST" else None, initial={"readers": item.press_readers.all()}
    )
    if request.method == "POST":
        if not may_name:
            raise PermissionDenied
        if form.is_valid():
            _name(request, page, item, form.cleaned_data["readers"])
            return redirect(request.path)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Under embargo"),
        "opts": page.opts,
        "item": item,
        "form": form,
        "may_name": may_name,
        "named": item.press_readers.order_by("last_name", "username"),
        "read_by": _read_by(item),
        "office": office_of(request),
    }
    return TemplateResponse(request, "admin/news/embargo.html", context)


def _read_by(item) -> list[User]:
    """Who read it, the last one first, with the first and last moment and how often what was opened."""
    people = User.objects.filter(embargo_readings__edition__publication=item.pk)
    opened = {
        f"{what.name.lower()}s": Count("embargo_readings", filter=Q(embargo_readings__what=what))
        for what in EmbargoReading.What
    }
    return list(
        people.annotate(
            first_at=Min("embargo_readings__at"), last_at=Max("embargo_readings__at"), **opened
        ).order_by("-last_at")
    )


def _name(request, page, item, readers):
    item.press_readers.set(readers)
    names = ", ".join(person.get_username() for person in readers)
    said = _("May read it under embargo: %(names)s") % {"names": names or _("all accredited press")}
    page.log_change(request, item, said)
    messages.success(request, said)


@admin.register(EmbargoReading)
class EmbargoReadingAdmin(OnlyShown):
    """All readings, to look at. They are written by reading, and deleted when their days are over."""

    list_display = ["at", "person", "edition", "what", "name"]
    list_filter = ["what"]
    list_select_related = ["person", "edition__publication"]
    date_hierarchy = "at"
    search_fields = ["person__username", "person__last_name", "edition__title", "edition__publication__slug"]
