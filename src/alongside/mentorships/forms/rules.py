from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form

#: Where programmes of ours may lie, and what donors give in.
CURRENCIES = ("EUR", "BGN", "CHF", "CZK", "DKK", "GBP", "HUF", "MDL", "NOK", "PLN", "RON", "RSD", "SEK", "TRY", "UAH", "USD")


def _number(label, hint, *, most):
    wanted = format_lazy(_("Write a number from {least} to {most}."), least=0, most=most)
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wanted),
    )


class PairRulesForm(Form):
    """What a programme settles for its pairs. Its fields are the columns of PairRules."""

    trial_weeks = _number(
        _("Weeks of trial"), _("So long either may stop, and needs no reason. 0 means that there is no trial."), most=26
    )
    agreement_days = _number(
        _("Days until the agreement should stand"), _("Later, Today says whose yes is missing. Pairs may meet before."), most=90
    )
    allows_messages = forms.BooleanField(
        label=_("Short messages in here"), help_text=_("For pairs who do not want to give each other a number."), required=False
    )
    allows_offline = forms.BooleanField(
        label=_("Mentors can log without a network"),
        help_text=_("Their phone keeps a sealed copy of their own pairs, for seven days at most."),
        required=False,
    )
    ending_weeks = _number(
        _("Weeks before the end in which Today asks for a good ending"), _("Counted back from the planned day. 0 means never."), most=26
    )
    between_weeks = _number(
        _("Weeks between two questions about how it is"),
        _("Both sides are asked, each for the coordinators alone. 0 means never."),
        most=52,
    )
    follow_up_months = _number(
        _("Months until somebody asks how it went on"), _("Counted from the ending. 0 means never."), most=24
    )
    rematch_pause_days = _number(
        _("Days of rest before a new match"), _("Counted from the ending, for mentors and mentees."), most=180
    )
    currency = forms.ChoiceField(
        label=_("Currency of expenses"),
        choices=[(code, code) for code in CURRENCIES],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose from the list.")),
    )
    receipt_months = _number(
        _("Months that expenses and receipts are kept"),
        _("Counted from the end of the month in which they were approved. Ask your funder how long they may look."),
        most=120,
    )
    missed_means = forms.CharField(
        label=_("What a missed meeting means"),
        help_text=_("Only where a mentee lets an office know when they met. Empty means: nothing at all. Mentees read this."),
        required=False,
        max_length=200,
    )
