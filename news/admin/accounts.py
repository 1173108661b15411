"""Who signs in: Django's own pages, on the desk.

Administrators keep accounts and give roles. What lies past the roles, and the accounts of superusers, are for
superusers only: otherwise whoever keeps accounts could make themselves one.
"""

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..sign_in import Throttled
from .choices import Several
from .shared import Shared, SharedForm

admin.site.unregister(Group)
admin.site.register(Group, GroupAdmin)


class DeskSignIn(Throttled, AdminAuthenticationForm):
    """Django's own form of the desk, throttled."""


admin.site.login_form = DeskSignIn


class AccountForm(SharedForm, UserChangeForm):
    """An account that was closed is not opened again by a page from before."""


class NewAccountForm(SharedForm, AdminUserCreationForm):
    pass


@admin.register(User)
class AccountAdmin(Shared, UserAdmin):
    form, add_form = AccountForm, NewAccountForm
    list_display = ["username", "first_name", "last_name", "roles", "is_staff", "is_active"]
    list_filter = ["groups", "is_staff", "is_active"]

    def get_readonly_fields(self, request, obj=None):
        return [] if request.user.is_superuser else ["is_superuser", "user_permissions"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, obj) -> bool:
        return request.user.is_superuser or obj is None or not obj.is_superuser

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, form_class=Several, **kwargs)

    @admin.display(description=_("groups"))
    def roles(self, account):
        return ", ".join(group.name for group in account.groups.all())
