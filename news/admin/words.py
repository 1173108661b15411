"""The words of an item, side by side by language, as part of its form.

Each language is a small form of its own. It remembers what it showed (edition, lock version, digest of the
words): a language nobody touched is not written, and one that a colleague changed meanwhile is a conflict.
"""

import hashlib
import re

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .. import workflow
from ..blockers import language_name
from ..models import Edition, Kind, SessionWords, ShownState, Status
from ..text import sanitise

WORDS = ["title", "lead", "body", "change_note"]
SESSION_WORDS = ["theme", "agenda"]
EXTENSIONS = (
    '{"extensions":{"Bold":true,"Italic":true,"Link":true,"BulletList":true,"OrderedList":true,"ListItem":true,'
    '"Blockquote":true,"HardBreak":true,"History":true,"Heading":{"levels":[2,3]}}}'
)


class ProseWidget(forms.Textarea):
    """A textarea of HTML that the module script turns into an editor; without it, a plain textarea."""

    def __init__(self):
        super().__init__({"rows": 14, "data-django-prose-editor-configurable": EXTENSIONS})


def digest(words: dict) -> str:
    """What tells two states of the words apart; line ends and blanks between tags do not."""
    parts = [" ".join(words.get(name, "").split()) for name in WORDS if name != "body"]
    parts.append(re.sub(r">\s+<", "><", sanitise(words.get("body", "").replace("\r\n", "\n")).strip()))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class LanguageForm(forms.Form):
    """Title, lead, text and change note in one language; of a session, theme and agenda too."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), required=False, max_length=500, widget=forms.Textarea({"rows": 2, "class": "line"})
    )
    lead = forms.CharField(
        label=_("Lead"),
        required=False,
        help_text=_("One or two sentences, shown in lists."),
        widget=forms.Textarea({"rows": 3}),
    )
    body = forms.CharField(label=_("Text"), required=False, widget=ProseWidget)
    change_note = forms.CharField(
        label=_("What changed"),
        required=False,
        help_text=_("Public. From the second edition on it is required."),
        widget=forms.Textarea({"rows": 2}),
    )
    theme = forms.CharField(
        label=_("Priority theme"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        help_text=_("One point a line."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data, *, language: str, kind: str, current: Edition | None, facts, may_write: bool):
        self.language, self.current, self.may_write = language, current, may_write
        self.theirs: dict | None = None
        self.lost: dict | None = None
        self.talk, self.is_behind = (
            None,
            False,
        )  # comments beside, and an original that went on: set by the page
        self.stored = {name: getattr(current, name, "") for name in WORDS}
        initial = {
            **self.stored,
            "edition": current.pk if current else None,
            "seen": current.lock_version if current else None,
            "shown": digest(self.stored),
            **{name: getattr(facts, name, "") for name in SESSION_WORDS},
        }
        super().__init__(data, prefix=f"words-{language}", initial=initial)
        if kind != Kind.SESSION:
            for name in SESSION_WORDS:
                del self.fields[name]
        if current is None or current.number == 1:
            del self.fields["change_note"]
        for field in self.fields.values():
            field.widget.attrs["lang"] = language
        if not may_write:
            for field in self.fields.values():
                field.disabled = True
        for name in SESSION_WORDS:
            if name in self.fields:
                self.fields[name].show_hidden_initial = True

    @property
    def name(self) -> str:
        return language_name(self.language).capitalize()

    @property
    def writable(self) -> bool:
        return self.may_write and (self.current is None or self.current.state() == ShownState.DRAFT)

    @property
    def is_in_review(self) -> bool:
        return self.current is not None and self.current.status == Status.IN_REVIEW

    @property
    def is_approved(self) -> bool:
        return self.current is not None and self.current.status == Status.APPROVED

    @property
    def word_fields(self):
        return [self[name] for name in WORDS if name in self.fields]

    @property
    def fact_fields(self):
        return [self[name] for name in SESSION_WORDS if name in self.fields]

    def posted(self) -> dict:
        """The words as they came in; only those that the form asked for."""
        return {
            name: self.data[self.add_prefix(name)].replace("\r\n", "\n")
            for name in WORDS
            if self.add_prefix(name) in self.data
        }

    @property
    def touched(self) -> bool:
        """Whether this person changed these words, against what they were shown."""
        if not self.may_write or not self.posted():
            return False
        shown = self.data.get(self.add_prefix("shown")) or digest({})
        return digest(self.posted()) != shown

    def message(self) -> dict:
        """What this person changed of the words, as a part of Django's message of change."""
        posted = self.posted()
        names = [name for name in WORDS if posted.get(name, self.stored[name]) != self.stored[name]]
        with translation.override(None):
            fields = [str(Edition._meta.get_field(name).verbose_name) for name in names]
        return {"changed": {"name": "words", "object": self.language, "fields": fields}}

    @property
    def facts_touched(self) -> bool:
        return self.may_write and any(name in SESSION_WORDS for name in self.changed_data)

    def stale(self) -> bool:
        """Touched, but the row is no longer the one that was shown."""
        if not self.touched:
            return False
        seen = (self.cleaned_data.get("edition"), self.cleaned_data.get("seen"))
        now = (self.current.pk, self.current.lock_version) if self.current else (None, None)
        return seen != now or not self.writable

    def show_conflict(self):
        """Keep what this person wrote, set what is stored beside it, and remember the new version as seen."""
        if self.writable:
            self.theirs = self.stored
            self.data = self.data.copy()
            for name in ("edition", "seen", "shown"):
                self.data[self.add_prefix(name)] = str(self.initial[name] or "")
        else:
            self.lost = self.posted()

    def refresh(self):
        """Show what is stored now: for a language that this person did not touch."""
        self.data = self.data.copy()
        for name in ("edition", "seen", "shown", *WORDS):
            value = self.initial.get(name)
            self.data[self.add_prefix(name)] = "" if value is None else str(value)

    def save(self, publication, by) -> Edition | None:
        """Write what this person touched; the edition as it is stored now."""
        if not self.touched:
            return self.current
        words = self.posted()
        if self.current is None:
            return workflow.start(publication, self.language, by=by, **words)
        return workflow.write(self.current, by=by, seen=self.cleaned_data["seen"], **words)

    def save_facts(self, session):
        values = {name: self.cleaned_data[name].strip() for name in SESSION_WORDS}
        if any(values.values()):
            SessionWords.objects.update_or_create(session=session, language=self.language, defaults=values)
        else:
            SessionWords.objects.filter(session=session, language=self.language).delete()


def latest_editions(publication) -> dict[str, Edition]:
    """The edition in work of each language, or the newest one, with its people."""
    if publication.pk is None:
        return {}
    people = ("written_by", "submitted_by", "approved_by")
    editions = Edition.objects.filter(publication=publication.pk).select_related(*people).order_by("number")
    latest = {edition.language: edition for edition in editions}
    working = [edition for edition in editions if edition.status != Status.APPROVED and not edition.set_aside]
    return latest | {edition.language: edition for edition in working}


def language_forms(data, publication, *, kind: str, languages: list[str], may_write: bool):
    """A form for each language of the office, and for each in which words exist."""
    current = latest_editions(publication)
    facts = {}
    if kind == Kind.SESSION and publication.pk:
        facts = {words.language: words for words in publication.words.all()}
    return [
        LanguageForm(
            data,
            language=language,
            kind=kind,
            current=current.get(language),
            facts=facts.get(language),
            may_write=may_write,
        )
        for language in [*languages, *(code for code in current if code not in languages)]
    ]
