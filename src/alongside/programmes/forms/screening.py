"""A step on the way to being ready, for one person or many; and a decision with its reason."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.programmes.actions.enrolment import REASONS, Decision
from alongside.programmes.models import ScreeningStep, WantedStep

Kind, Result = WantedStep.Kind, ScreeningStep.Result
DONE, PLANNED, NO, TAKE_BACK = "done", "planned", "no", "not_yet"

#: kind -> (word for the heading, what can be said about it). A legal status or a document is never written down.
_HELD = [(PLANNED, gettext_lazy("It is planned")), (DONE, gettext_lazy("It was held"))]
_CAME = [
    (DONE, gettext_lazy("It is there and in order")),
    (PLANNED, gettext_lazy("It is asked for")),
    (NO, gettext_lazy("It is not in order")),
]
OUTCOMES = {
    Kind.INTERVIEW: _HELD,
    Kind.REFERENCE: _CAME,
    Kind.SECOND_REFERENCE: _CAME,
    Kind.IDENTITY: [(DONE, gettext_lazy("I have seen who this is"))],
    Kind.BACKGROUND: _CAME,
    Kind.TRAINING: [(DONE, gettext_lazy("It is done")), (PLANNED, gettext_lazy("It is planned"))],
    Kind.ELIGIBILITY: [
        (DONE, gettext_lazy("I have checked: this person may take part")),
        (NO, gettext_lazy("I have checked: this person can't take part")),
    ],
    Kind.CLEARANCE: _CAME,
}
#: Kinds that end: these ask for a last day.
ENDING = (Kind.BACKGROUND, Kind.CLEARANCE, Kind.IDENTITY, Kind.TRAINING)
ADULT = "adult"


def heading_of(kind: str) -> str:
    return _("Adult") if kind == ADULT else str(Kind(kind).label)


class StepForm(Form):
    """One kind of step. `can_write_evidence`: the writer is a screener in every programme concerned.

    valid_months: for how long it holds where nobody says until when; None where that differs or never ends.
    """

    quiet_optional = True

    what = forms.ChoiceField(
        label=gettext_lazy("What can you say?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you can say."),
            "invalid_choice": gettext_lazy("Choose one from the list."),
        },
    )
    on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Choose a day.")},
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Holds until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Choose a day, or leave it empty.")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("What you saw or heard"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"max_length": gettext_lazy("Write at most 4000 letters.")},
    )

    def __init__(self, *args, kind: str, can_write_evidence: bool, valid_months: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        outcomes = list(OUTCOMES[Kind(kind)])
        if can_write_evidence:
            outcomes.append((TAKE_BACK, _("What was written before was a mistake")))
        self.fields["what"].choices = outcomes
        if len(outcomes) == 1:
            self.fields["what"].initial = outcomes[0][0]
        self.fields["on"].label = {Kind.INTERVIEW: _("Day of the interview"), Kind.TRAINING: _("Day of the training")}.get(
            kind, _("Day on which it was issued or seen")
        )
        self.fields["on"].help_text = _("Left empty, it means today.") if kind != Kind.INTERVIEW else ""
        if kind not in ENDING and not valid_months:
            del self.fields["expires_on"]
        elif valid_months:
            self.fields["expires_on"].help_text = _(
                "Left empty, it holds for %(months)d months from that day, as your programme says."
            ) % {"months": valid_months}
        else:
            self.fields["expires_on"].help_text = _("Left empty, it does not end.")
        if not can_write_evidence:
            del self.fields["evidence"]

    def clean(self):
        cleaned = super().clean()
        what, on, until = cleaned.get("what"), cleaned.get("on"), cleaned.get("expires_on")
        today = clock.today()
        if "on" in self.errors:
            return cleaned
        if what == PLANNED and self.kind == Kind.INTERVIEW and on is None:
            self.add_error("on", _("Choose the day for which it is planned."))
        elif what == PLANNED and on is not None and on < today and self.kind in (Kind.INTERVIEW, Kind.TRAINING):
            self.add_error("on", _("Choose a day from today on, or say that it was held."))
        elif what == DONE and on is not None and on > today:
            self.add_error("on", _("This day is still to come. Say that it is planned, or choose an earlier day."))
        if what == DONE and until is not None and until < (on or today):
            self.add_error("expires_on", _("Choose a last day that is not before the first."))
        return cleaned

    def facts(self) -> dict:
        """What was typed, for `record_step`."""
        typed = self.cleaned_data
        what, on = typed["what"], typed["on"]
        result = {DONE: Result.DONE, NO: Result.NO}.get(what, Result.NOT_YET)
        return {
            "result": result,
            # What is asked for without a day is expected from today on: a plan always has a day.
            "planned_for": (on or clock.today()) if what == PLANNED else None,
            "issued_on": on if what == DONE else None,
            "expires_on": typed.get("expires_on") if what == DONE else None,
            "evidence": typed.get("evidence", ""),
        }


class AdultForm(Form):
    """The tick that somebody is an adult."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have made sure of it"),
        error_messages={"required": gettext_lazy("Tick the box when you have made sure.")},
    )


class DecisionForm(Form):
    """One decision, with a reason where one is wanted."""

    quiet_optional = True

    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a reason."),
            "invalid_choice": gettext_lazy("Choose a reason from the list."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("A note for your colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"max_length": gettext_lazy("Write at most 2000 letters.")},
    )

    def __init__(self, *args, decision: Decision, **kwargs):
        super().__init__(*args, **kwargs)
        if decision.to in REASONS:
            self.fields["reason"].choices = list(REASONS[decision.to].items())
        else:
            del self.fields["reason"]
