"""Statements and decisions of a session, added as rows with a title in each language."""

from django import forms
from django.utils.translation import gettext as _

from .. import workflow
from ..blockers import language_name
from ..models import Decision, Session, Statement, forms_of
from .slugs import slug_from


class AdoptedForm(forms.Form):
    """One new item of the session: its form, and titles."""

    def __init__(self, *args, kind: str, languages: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.languages = languages
        self.fields["form"] = forms.ChoiceField(label=_("Form"), choices=forms_of(kind))
        for language in languages:
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": language_name(language)},
                required=False,
                max_length=500,
                widget=forms.TextInput({"lang": language, "class": "vTextField"}),
            )

    def has_changed(self):
        return any(name != "form" for name in self.changed_data)

    def titles(self) -> dict[str, str]:
        titles = {language: self.cleaned_data.get(f"title_{language}", "") for language in self.languages}
        return {language: title for language, title in titles.items() if title.strip()}


AdoptedFormSet = forms.formset_factory(AdoptedForm, extra=1, max_num=200)


def adopted_formsets(data, languages: list[str]) -> dict[type, forms.BaseFormSet]:
    """The formsets for new rows, by the model they make. `data` is None for a page that is only shown."""
    return {
        model: AdoptedFormSet(
            data if data and f"new_{model.KIND}-TOTAL_FORMS" in data else None,
            prefix=f"new_{model.KIND}",
            form_kwargs={"kind": model.KIND, "languages": languages},
        )
        for model in (Statement, Decision)
    }


def add_to_session(session: Session, model, form: AdoptedForm, by):
    """Make the item of the session: same day, place and bodies, a draft in each language that has a title."""
    titles = form.titles()
    slug = slug_from(titles.get("en", "")) or slug_from(next(iter(titles.values())))
    item = model(
        session=session,
        form=form.cleaned_data["form"],
        date=session.date,
        date_precision=session.date_precision,
        place=session.place,
        slug=slug or f"{model.KIND}-{session.date:%Y-%m-%d}",
    )
    item.save()
    workflow.change_facts(item, by=by)
    item.bodies.set(session.bodies.all())
    for language, title in titles.items():
        workflow.start(item, language, by=by, title=title)
