from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.matching.policy import DEFAULT, parts


class PolicyForm(Form):
    """What counts before what. Every choice is a sentence of the policy."""

    quiet_optional = True

    who_first = forms.ChoiceField(
        label=_("Who comes first when there are too few places?"),
        choices=[
            ("priority", _("Whoever has waited longest or is hardest to find a mentor for")),
            ("groups_priority", _("Groups alike; within that, whoever has waited longest")),
            ("priority_groups", _("Whoever has waited longest; among equals, groups alike")),
            ("groups", _("Groups alike")),
            ("lot", _("Nobody: whoever makes the best pairs, then the lot")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes first.")},
    )
    groups_by = forms.ChoiceField(
        label=_("Which groups?"),
        choices=[("language", _("Languages")), ("area", _("Areas")), ("gender_wish", _("Wishes about a woman or a man"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Only where groups are served alike. Never origin, faith or status: the plan does not know them."),
    )
    waiting_days = forms.CharField(
        label=_("Having waited so many days counts one step more"),
        required=False,
        max_length=60,
        help_text=_("Up to six numbers, for example 30, 90, 180, 365."),
    )
    hard_to_match = forms.IntegerField(
        label=_("So few possible mentors count one step more"),
        min_value=0,
        max_value=20,
        required=False,
        help_text=_("0: it does not count."),
        error_messages={
            "invalid": _("Write a whole number, for example 3."),
            "min_value": _("Write 0 or more."),
            "max_value": _("Write at most 20."),
        },
    )
    poor = forms.BooleanField(label=_("As few pairs as possible have little in common"), required=False)
    load = forms.BooleanField(label=_("Spread mentees over the mentors"), required=False)
    kept = forms.ChoiceField(
        label=_("When you plan again, proposals nobody has decided yet"),
        choices=[("gain", _("change only for a clear gain")), ("always", _("stay if they can")), ("free", _("may change"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens to proposals when you plan again.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        how_much = [("not", _("Not at all")), ("less", _("Less than usual")), ("usual", _("As usual")), ("more", _("More than usual"))]
        for part, name in parts().items():
            self.fields[f"part_{part}"] = forms.ChoiceField(
                label=name,
                choices=how_much,
                initial="usual",
                required=False,
                error_messages={"invalid_choice": _("Choose one from the list.")},
            )

    @property
    def of_the_order(self) -> list:
        """The fields about what comes before what."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith("part_")]

    @property
    def of_the_parts(self) -> list:
        """The fields about how much each part of a pair's fit counts."""
        return [bound for bound in self.visible_fields() if bound.name.startswith("part_")]

    def clean(self):
        data = super().clean()
        if all(data.get(f"part_{part}") == "not" for part in parts() if part != "experience"):
            self.add_error("part_needs", _("Let at least one of these count, beside a shared start."))
        return data

    @staticmethod
    def initial_of(settings: dict) -> dict:
        """The form's start from stored settings."""
        days = ", ".join(str(days) for days in settings["waiting_days"])
        counts = {f"part_{part}": settings["counts"].get(part, "usual") for part in parts()}
        return settings | counts | {"waiting_days": days, "groups_by": settings["groups_by"] or "language"}

    def clean_waiting_days(self):
        words = self.cleaned_data["waiting_days"].replace(";", ",").replace("،", ",").split(",")
        try:
            days = sorted({int(word) for word in words if word.strip()})
        except ValueError:
            raise forms.ValidationError(_("Write whole numbers with a comma between them: 30, 90, 180.")) from None
        if len(days) > 6 or any(not 1 <= number <= 3650 for number in days):
            raise forms.ValidationError(_("Write at most six numbers, each from 1 to 3650 days."))
        return days

    def settings(self) -> dict:
        """The choices as they are stored."""
        data = self.cleaned_data
        grouped = "groups" in data["who_first"]
        return {
            "who_first": data["who_first"],
            "groups_by": (data["groups_by"] or "language") if grouped else "",
            "waiting_days": data["waiting_days"],
            "hard_to_match": DEFAULT["hard_to_match"] if data["hard_to_match"] is None else data["hard_to_match"],
            "poor": data["poor"],
            "load": data["load"],
            "kept": data["kept"],
            "counts": {part: how for part in parts() if (how := data[f"part_{part}"]) not in ("", "usual")},
        }
