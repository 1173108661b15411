"""One screen for an item: facts, words, lists, pictures and files saved together through the verbs."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import uploads, workflow
from ..models import Contribution, Edition, Kind, Presence, Record, Status, forms_of
from . import (
    arrivals,
    beside,
    captions,
    comments,
    deeds,
    drafts,
    embargo,
    moves,
    presence,
    preview,
    sheets,
    states,
)
from .adopted import add_to_session
from .attachments import attach
from .base import DeskAdmin, office_of
from .choices import is_key
from .item_form import ItemForm, may_write, topics_field
from .panel import left_over, panel, url_of
from .photos import link_to, say_elsewhere, words_changed
from .shared import Shared


def was_approved(item) -> bool:
    """Also when its schedule was cancelled: the record keeps the line."""
    approved = Edition.objects.filter(publication=item.pk, status=Status.APPROVED)
    return approved.exists() or Record.objects.filter(publication=item.pk).exists()


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("words")
    parameter_name = "words"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("draft")),
            ("in_review", _("in review")),
            ("scheduled", _("scheduled")),
            ("published", _("published")),
            ("withdrawn", _("withdrawn")),
            ("none", _("no words yet")),
        ]

    def queryset(self, request, queryset):
        editions = {
            "draft": Edition.objects.filter(status=Status.DRAFT),
            "in_review": Edition.objects.filter(status=Status.IN_REVIEW),
            "scheduled": Edition.objects.scheduled(),
            "published": Edition.objects.live(),
            "withdrawn": states.withdrawn(),
        }
        if self.value() in editions:
            return queryset.filter(pk__in=editions[self.value()].values("publication"))
        return queryset.filter(editions=None) if self.value() == "none" else queryset


class FormFilter(admin.SimpleListFilter):
    title = gettext_lazy("form")
    parameter_name = "form"

    def lookups(self, request, model_admin):
        return forms_of(model_admin.model.KIND)

    def queryset(self, request, queryset):
        return queryset.filter(form=self.value()) if self.value() else queryset


class ItemAdmin(Shared, DeskAdmin):
    form = ItemForm
    change_form_template = "admin/news/item.html"
    list_display = ["title", "date", "form", "words"]
    list_filter = [StateFilter, FormFilter]
    list_per_page = 50
    date_hierarchy = "date"
    search_fields = ["slug", "editions__title"]
    search_help_text = gettext_lazy("Words of the title in any language, or the address.")
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(states.titles_of())

    def get_search_results(self, request, queryset, search_term):
        return states.titled(queryset, search_term), False

    @admin.display(description=gettext_lazy("title"))
    def title(self, item):
        return states.title(item)

    @admin.display(description=gettext_lazy("words"))
    def words(self, item):
        return states.badges(item)

    def get_urls(self):
        view = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<int:key>/move/", view(self.move_view), name=f"{name}_move"),
            path("<int:key>/confirm/<str:verb>/", view(self.confirm_view), name=f"{name}_confirm"),
            path("<int:key>/preview/<str:language>/", view(self.preview_view), name=f"{name}_preview"),
            path("<int:key>/embargo/", view(self.embargo_view), name=f"{name}_embargo"),
            *beside.urls(self),
            path("<int:key>/preview/<str:language>/share/", view(self.share_view), name=f"{name}_share"),
            *super().get_urls(),
        ]

    def move_view(self, request, key):
        return moves.move(request, self, key)

    def confirm_view(self, request, key, verb):
        return moves.confirm(request, self, key, verb)

    def preview_view(self, request, key, language):
        return preview.preview(request, self, key, language)

    def embargo_view(self, request, key):
        return embargo.embargo(request, self, key)

    def share_view(self, request, key, language):
        return preview.share(request, self, key, language)

    # What may be done

    def get_readonly_fields(self, request, obj=None):
        return [] if may_write(request.user) else flatten_fieldsets(self.get_fieldsets(request, obj))

    def has_delete_permission(self, request, obj=None):
        """What was ever approved stays for good."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not was_approved(obj))

    def delete_view(self, request, object_id, extra_context=None):
        key = unquote(object_id)
        item = self.get_queryset(request).filter(pk=key).first() if is_key(key) else None
        if item and was_approved(item):
            messages.error(request, _("It was approved, so it stays: the office keeps what it has said."))
            return redirect(url_of(item, "change", item.pk))
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """Drafts go with the item and do not protect it; who has it open, or wrote, is not worth a line."""
        names, count, needed, protected = super().get_deleted_objects(objs, request)
        names = presence.unnamed(names)
        for model in (Presence, Contribution):
            count.pop(model._meta.verbose_name_plural, None)
        drafts = Edition.objects.filter(publication__in=[item.pk for item in objs])
        said = {f"{capfirst(Edition._meta.verbose_name)}: {edition}" for edition in drafts}
        return names, count, needed, [thing for thing in protected if str(thing) not in said]

    def delete_model(self, request, obj):
        Edition.objects.filter(publication=obj.pk).exclude(status=Status.APPROVED).delete()
        super().delete_model(request, obj)

    # The form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "topics":
            return topics_field(self.admin_site)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "form":
            kwargs["choices"] = forms_of(self.model.KIND)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.request = request
        return form

    def lock(self, key):
        workflow.lock_publications(int(key))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request.sheet = None
        if request.method == "POST":
            may = self.has_add_permission if object_id is None else self.has_change_permission
            request.sheet = sheets.key_of(request) if object_id is None and may(request) else None
            if item := sheets.item_of(request.sheet):
                return self._saved_already(request, item)
            arrivals.receive(request, allowed=may(request))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            item = sheets.item_of(request.sheet)
            if item is None:
                raise
            return self._saved_already(request, item)

    def _saved_already(self, request, item):
        """The answer to the same sheet once more."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, item)
        messages.info(request, _("It was saved already: sent twice, it is one item."))
        if "_submit" in request.POST:
            self._submit(request, item)
        closes = "_save" in request.POST
        to = url_of(item, "changelist") if closes else url_of(item, "change", item.pk)
        return drafts.confirm_saved(request, redirect(to))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["item_form"] = context["adminform"].form
        context["office"] = office_of(request)
        context["may_write"] = may_write(request.user)
        context["may_add_photographs"] = request.user.has_perm("news.add_photo")
        context["refused_files"] = getattr(request, "refused_files", [])
        context["has_file_field"] = True
        context["kind"] = Kind(self.model.KIND)
        context["errors"].extend(context["item_form"].errors_beside())
        if obj and not add:
            context["panel"] = panel(request, obj)
            context["item"] = obj
            context["stays"] = was_approved(obj)
            self._show_colleagues(request, context, obj)
            if self.model.KIND == Kind.SESSION:
                context["adopted"] = states.adopted(obj)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        response.context_data["has_file_field"] = True
        return response

    def _show_colleagues(self, request, context, item):
        """Who else is in the item, and what they say beside the words."""
        presence.note(item, request.user)
        context["colleagues"] = presence.colleagues(item, request.user)
        forms = context["item_form"].words
        talks = comments.talks(item, {words.language: words.current for words in forms if words.current})
        behind = (
            Edition.objects.live().behind().filter(publication=item.pk).values_list("language", flat=True)
        )
        behind = set(behind)
        for words in forms:
            words.talk, words.is_behind = talks.get(words.language), words.language in behind
        context["longest_comment"] = workflow.LONGEST_COMMENT
        context["may_comment"] = request.user.has_perm(workflow.MOVES["submit"].permission)

    # Saving

    def save_model(self, request, obj, form, change):
        form.saves_facts = not change or form.facts_touched()
        if not change:
            obj.form_key = request.sheet
            super().save_model(request, obj, form, change)
            workflow.change_facts(obj, by=request.user)
        elif form.saves_facts:
            workflow.change_facts(obj, by=request.user, seen=form.stored_version)
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        item, by = form.instance, request.user
        if form.saves_facts:
            super().save_related(request, form, formsets, change)
            if form.kept_photographs:
                uploads.say(form.kept_photographs, form.rights.said(), by=by)
                workflow.add_to_gallery(item, form.kept_photographs, by=by)
            attach(item, [row for _word, row in form.kept_files])
            self._reword(request, form, formsets)
            if form.orders_by_time:
                workflow.order_by_time(item, by=by)
        for words in form.words:
            if words.facts_touched:
                words.save_facts(item)
            words.save(item, by)
        for model, formset in form.adopted.items():
            for row in formset:
                if row.is_bound and row.has_changed() and row.titles():
                    add_to_session(item, model, row, by)
        if "_submit" in request.POST:
            self._submit(request, item)

    def _reword(self, request, form, formsets):
        """Pasted lists are written; whoever shows a picture whose words are new has other facts now."""
        photos = captions.write(form.lists, form.pictures)
        for formset in formsets:
            photos += getattr(formset, "reworded", [])
        say_elsewhere(request, words_changed(*photos, by=request.user), besides=form.instance)

    def _submit(self, request, item):
        submitted = []
        for edition in Edition.objects.filter(publication=item.pk, status=Status.DRAFT):
            try:
                submitted.append(workflow.submit(edition, by=request.user))
                request.was_submitted = True
            except workflow.Refused as refusal:
                for sentence in refusal.sentences:
                    messages.warning(request, f"{edition.language}: {sentence}")
        deeds.log_move(request, self, item, "submit", submitted)

    def construct_change_message(self, request, form, formsets, add=False):
        """In English, as Django stores it: `deeds` says it in the reader's language."""
        facts = super().construct_change_message(request, form, formsets, add) if form.saves_facts else []
        return facts + [words.message() for words in form.words if words.touched]

    def response_add(self, request, obj, post_url_continue=None):
        self._name_refused_files(request)
        before = sheets.earlier(request.sheet) if request.sheet else None
        if before:
            sentence = _("What was written here before is an item too: {item}. Delete what you do not need.")
            messages.warning(request, format_html(sentence, item=link_to(before)))
        answer = self._answer_submitting(request, obj)
        return drafts.confirm_saved(request, answer or super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        self._name_refused_files(request)
        answer = self._answer_submitting(request, obj)
        return drafts.confirm_saved(request, answer or super().response_change(request, obj))

    def _answer_submitting(self, request, obj):
        """Stay on the page and say what was done: Django's sentence would invite to go on writing."""
        if "_submit" in request.POST and IS_POPUP_VAR not in request.POST:
            if getattr(request, "was_submitted", False):
                messages.success(request, left_over("submit"))
                return redirect(moves.url_of(obj, "change", obj.pk))
            request.POST = request.POST.copy()
            request.POST["_continue"] = "yes"
        return None

    def _name_refused_files(self, request):
        for sentence in request.refused_files:
            messages.warning(request, sentence)
