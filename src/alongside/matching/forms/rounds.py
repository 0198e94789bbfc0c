from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.matching.models import WHY_OPEN, Proposal
from alongside.people.models import Level

#: In the words of the programme's own rules; "mother tongue" is no level to ask for.
LEVELS = [choice for choice in Level.choices if choice[0] != Level.NATIVE]


class OpenRoundForm(Form):
    """Which programme to match in."""

    programme = forms.ModelChoiceField(
        queryset=None,
        label=_("Programme"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a programme."), "invalid_choice": _("Choose a programme of yours.")},
    )

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes


class RoundForm(Form):
    """Which rules hold in this round. Rules that protect people have no switch, and neither has meeting online only."""

    quiet_optional = True

    language = forms.BooleanField(label=_("A language in common"), required=False)
    level = forms.ChoiceField(label=_("The mentor speaks it at least at"), choices=LEVELS, required=False)
    mentee_level = forms.ChoiceField(label=_("The mentee speaks it at least at"), choices=LEVELS, required=False)
    interpreter = forms.BooleanField(label=_("Or an interpreter can come"), required=False)
    gender_wish = forms.BooleanField(label=_("Wishes about a woman or a man"), required=False)
    overlap = forms.BooleanField(label=_("A free time in common every week"), required=False)
    minutes = forms.IntegerField(
        label=_("At least so many minutes"),
        min_value=15,
        max_value=600,
        required=False,
        error_messages={
            "min_value": _("Write at least 15 minutes."),
            "max_value": _("Write at most 600 minutes."),
            "invalid": _("Write the minutes as a number, for example 60."),
        },
    )
    reach = forms.BooleanField(label=_("Near enough, or online"), required=False)
    km = forms.IntegerField(
        label=_("At most so many kilometres"),
        min_value=1,
        max_value=500,
        required=False,
        error_messages={
            "min_value": _("Write at least 1 kilometre."),
            "max_value": _("Write at most 500 kilometres."),
            "invalid": _("Write the distance as a number, for example 20."),
        },
    )

    find_name = forms.CharField(label=_("Find somebody by name"), max_length=80, required=False)
    def __init__(self, *args, online_only: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if online_only:
            del self.fields["reach"], self.fields["km"]

    @staticmethod
    def initial_of(rules: dict) -> dict:
        """The form's start from stored rules."""
        return {
            "language": rules["language"]["is_on"],
            "level": rules["language"].get("level", "B1"),
            "mentee_level": rules["language"].get("mentee_level", "A2"),
            "interpreter": bool(rules["language"].get("interpreter")),
            "gender_wish": rules["gender_wish"]["is_on"],
            "overlap": rules["overlap"]["is_on"],
            "minutes": rules["overlap"].get("minutes", 60),
            "reach": rules["reach"]["is_on"],
            "km": rules["reach"].get("km", 20),
        }

    def rules(self) -> dict:
        """The rules as they are stored with the round."""
        data = self.cleaned_data
        return {
            "language": {
                "is_on": data["language"],
                "level": data["level"] or "B1",
                "mentee_level": data["mentee_level"] or "A2",
                "interpreter": data["interpreter"],
            },
            "gender_wish": {"is_on": data["gender_wish"]},
            "overlap": {"is_on": data["overlap"], "minutes": data["minutes"] or 60},
            "reach": {"is_on": data.get("reach", True), "km": data.get("km") or 20},
        }


class DecisionForm(Form):
    """One button; what it does stands in the address."""


class LeaveOpenForm(Form):
    """Nobody for now, with the short reason."""

    why = forms.ChoiceField(
        label=_("Why"),
        choices=list(WHY_OPEN.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that comes nearest."), "invalid_choice": _("Choose one from the list.")},
    )


class ConfirmManyForm(Form):
    """Proposals to confirm in one go."""

    proposals = forms.MultipleChoiceField(
        label=_("Proposals"), error_messages={"required": _("Tick at least one proposal.")}
    )

    def __init__(self, *args, ids, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = [(i, i) for i in ids]


class ChooseForm(Form):
    """Another mentor than the plan proposes, with the short reason."""

    mentor = forms.ChoiceField(
        label=_("Mentor"),
        error_messages={"required": _("Choose a mentor."), "invalid_choice": _("Choose a mentor out of the list.")},
    )
    why = forms.ChoiceField(
        label=_("Why this mentor"),
        choices=Proposal.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that comes nearest.")},
    )
    note = forms.CharField(
        label=_("In a few words"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, mentors, chosen="", **kwargs):
        """chosen: the mentor who was chosen above and needs only the reason now; "" shows a list."""
        super().__init__(*args, **kwargs)
        if chosen:
            self.fields["mentor"].widget = forms.HiddenInput()
            self.initial["mentor"] = chosen
        self.fields["mentor"].choices = mentors


class AnswerForm(Form):
    """Yes or no to a proposal."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes, I would like to meet")), ("no", _("No, not this time"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )


class NotedAnswerForm(Form):
    """An answer that the coordinator heard."""

    side = forms.ChoiceField(choices=[("mentor", _("Mentor")), ("mentee", _("Mentee"))], widget=forms.HiddenInput)
    who = forms.UUIDField(required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[("yes", _("Said yes")), ("no", _("Said no"))], widget=forms.HiddenInput)


class KeepApartForm(Form):
    """Two people who must never be paired.

    In a large programme the first by name are listed, others are found by name.
    """

    one_name = forms.CharField(label=_("Find one person by name"), max_length=80, required=False)
    other_name = forms.CharField(label=_("Find the other person by name"), max_length=80, required=False)
    one = forms.ChoiceField(label=_("One person"), error_messages={"required": _("Choose a person.")})
    other = forms.ChoiceField(label=_("The other person"), error_messages={"required": _("Choose a person.")})
    note = forms.CharField(
        label=_("Why (only coordinators of this programme read this)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, ones, others, more, **kwargs):
        """ones, others: (id, name) of the people listed in either field. more: there are others, found by name."""
        super().__init__(*args, **kwargs)
        self.fields["one"].choices = [("", _("Choose")), *ones]
        self.fields["other"].choices = [("", _("Choose")), *others]
        if not more:
            del self.fields["one_name"], self.fields["other_name"]

    def finders(self):
        """The fields by which people are found, if there are more than are listed."""
        return [self[name] for name in ("one_name", "other_name") if name in self.fields]

    def choosers(self):
        return [self["one"], self["other"], self["note"]]

    def clean(self):
        data = super().clean()
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choose two different people."))
        return data
