"""Sentences of Django's admin that our catalogues say in words of their own.

Django's Russian puts every name into a sentence of one gender ("добавить еще один фотография"). A project's
catalogue goes before Django's; naming the sentences here is what makes `make messages` collect them.
"""

from django.utils.translation import gettext_noop as _

REWORDED = (
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("Yes, I’m sure"),
    _("Add %(name)s"),
    _("Add another %(verbose_name)s"),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("You may edit it again below."),
    _("Please correct the error below."),
    _("Please correct the errors below."),
)
