"""Who took part: the rules that span the rows and the session's own form."""

from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from ..models import Seat, last_day


class ParticipantsFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        for form in self.forms:
            row = getattr(form, "cleaned_data", None) or {}
            if row.get("is_chair") and row.get("term") and not row.get("DELETE"):
                try:
                    self._require_seat(row["term"])
                except ValidationError as error:
                    form.add_error("term", error)
                    self._non_form_errors.extend(error.messages)

    def _require_seat(self, term):
        """The chair sits in one of the bodies that the session's form names, on its day."""
        session = self.instance
        bodies = session.form_of_page.cleaned_data.get("bodies") if session.form_of_page.is_bound else None
        if not bodies or not session.date:
            return
        day = last_day(session.date, session.date_precision)
        if not Seat.objects.on(day).filter(position=term.position_id, body__in=bodies).exists():
            raise ValidationError(
                _("%(official)s chairs but sits in no body of this session. Correct the chair or the bodies.")
                % {"official": term.official}
            )
