"""Whom journalists call, from … until."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .dated import DatedFact
from .officials import Term


class PressContact(DatedFact):
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="press_contacts",
        verbose_name=_("who"),
        help_text=_("In which office."),
    )
    telephones = models.TextField(
        _("telephones"), blank=True, help_text=_("One a line, with the country code.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(DatedFact.Meta):
        ordering = ["sort_order", "id"]
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")

    def __str__(self):
        return str(self.term)
