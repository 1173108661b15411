"""The table of moves, as a page: what may be done when, and by whom."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import workflow


@require_safe
def moves(request):
    context = admin.site.each_context(request) | {
        "title": _("What may be done when"),
        "moves": workflow.table(),
    }
    return TemplateResponse(request, "admin/news/table.html", context)
