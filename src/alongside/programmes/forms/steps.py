"""Which steps are wanted before somebody is ready to match, on each side."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.programmes.forms.programmes import number
from alongside.programmes.models import Side, WantedStep

#: Kinds offered on each side. A mentee is never checked like a mentor.
OFFERED = {
    Side.MENTOR: tuple(WantedStep.Kind),
    Side.MENTEE: (
        WantedStep.Kind.INTERVIEW,
        WantedStep.Kind.IDENTITY,
        WantedStep.Kind.ELIGIBILITY,
        WantedStep.Kind.TRAINING,
        WantedStep.Kind.CLEARANCE,
    ),
}
#: Kinds whose result may end: a paper runs out, what was learnt fades.
MAY_END = (
    WantedStep.Kind.IDENTITY,
    WantedStep.Kind.BACKGROUND,
    WantedStep.Kind.TRAINING,
    WantedStep.Kind.CLEARANCE,
    WantedStep.Kind.ELIGIBILITY,
)


class StepsForm(Form):
    """A tick and, where a result may end, its months, for each side and kind."""

    quiet_optional = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for side, kind in self.pairs():
            self.fields[f"{side}_{kind}"] = forms.BooleanField(label=kind.label, required=False)
            if kind in MAY_END:
                label = format_lazy("{}: {}", kind.label, _("months it holds"))
                self.fields[f"{side}_{kind}_months"] = number(label, least=1, most=120, required=False)

    @staticmethod
    def pairs():
        return [(side, kind) for side, kinds in OFFERED.items() for kind in kinds]

    def rows(self, side: str) -> list[tuple]:
        """(tick, months or None) as bound fields, for the template."""
        return [
            (self[f"{s}_{kind}"], self[f"{s}_{kind}_months"] if kind in MAY_END else None)
            for s, kind in self.pairs()
            if s == side
        ]

    def mentor_rows(self):
        return self.rows(Side.MENTOR)

    def mentee_rows(self):
        return self.rows(Side.MENTEE)

    def steps(self) -> list[tuple]:
        """(side, kind, months or None) of what is ticked."""
        said = self.cleaned_data
        return [
            (side.value, kind.value, said.get(f"{side}_{kind}_months"))
            for side, kind in self.pairs()
            if said[f"{side}_{kind}"]
        ]

    @staticmethod
    def initial_from(programme) -> dict:
        initial = {}
        for step in programme.wanted_steps.all():
            initial[f"{step.side}_{step.kind}"] = True
            # A month count for a kind that has no box here stays out of sight and is dropped at the next saving.
            initial[f"{step.side}_{step.kind}_months"] = step.valid_months
        return initial
