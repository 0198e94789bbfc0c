import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock, uploads
from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.models import Expense, ExpenseStep

LINE, WORDS = 200, 300
#: Larger is a slip of the finger (ours): a hundred thousand.
MOST_CENTS = 10_000_000
#: 12 · 12,5 · 12.50 · 1 200,00: whichever sign people type for the decimals, at most two of them.
AMOUNT = re.compile(r"(\d{1,6})(?:[.,](\d{1,2}))?")


def cents_in(text: str) -> int | None:
    """The amount that was typed, in hundredths; None if it is none."""
    # Figures of any script count as figures.
    typed = "".join(str(int(c)) if c.isdecimal() else c for c in text if not c.isspace()).replace("٫", ".")
    match = AMOUNT.fullmatch(typed)
    if not match:
        return None
    cents = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0") or 0)
    return cents if 0 < cents <= MOST_CENTS else None


def amount_field(**more):
    wanted = _("Write the amount in figures, for example 12.50.")
    return forms.CharField(
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}),
        max_length=12,
        error_messages={"required": wanted, "max_length": wanted},
        **more,
    )


def clean_cents(text: str) -> int:
    cents = cents_in(text)
    if cents is None:
        raise forms.ValidationError(_("Write the amount in figures, for example 12.50."))
    return cents


def as_typed(cents: int) -> str:
    return str(Decimal(cents) / 100) if cents % 100 else str(cents // 100)


class ExpenseForm(Form):
    """What a mentor laid out. `amount` in cleaned_data is in cents, `receipt` a Cleaned or None."""

    amount = amount_field(label=_("Amount"))
    what_for = forms.ChoiceField(
        label=_("What for"),
        choices=Expense.For,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was for."), "invalid_choice": _("Choose what it was for.")},
    )
    day = forms.DateField(
        label=_("Day"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-10-13.")},
    )
    line = forms.CharField(
        label=_("One line, if you like"),
        required=False,
        max_length=LINE,
        help_text=_("Leave names out: the coordinators read this."),
        error_messages={"max_length": _("Write it in fewer words.")},
    )
    receipt = forms.FileField(
        label=_("Receipt"),
        required=False,
        help_text=_("A photograph or a PDF. Where and with what it was taken is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )

    def __init__(self, *args, currency: str, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("Amount in %(currency)s") % {"currency": currency}
        today = clock.today(zone)
        self.fields["day"].widget.attrs["max"] = today.isoformat()
        self.initial.setdefault("day", today)

    def clean_amount(self) -> int:
        return clean_cents(self.cleaned_data["amount"])

    def clean_receipt(self):
        file = self.cleaned_data.get("receipt")
        return uploads.paper(file) if file else None


class DecideForm(Form):
    """Approve for a grant, send back with a question, refuse with a reason."""

    step = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[
            (ExpenseStep.Step.APPROVED, _("Approve it")),
            (ExpenseStep.Step.SENT_BACK, _("Send it back with a question")),
            (ExpenseStep.Step.REFUSED, _("Refuse it with a reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )
    grant = forms.ChoiceField(
        label=_("Which grant pays, if approved"), required=False, error_messages={"invalid_choice": _("Choose from the list.")}
    )
    words = forms.CharField(
        label=_("One sentence for them"),
        required=False,
        max_length=WORDS,
        help_text=_("The question or the reason. Whoever laid it out reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Write it in fewer words.")},
    )

    def __init__(self, *args, grants: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        if not grants:
            del self.fields["grant"]
            return
        self.fields["grant"].choices = [(name, name) for name in grants]
        if len(grants) > 1:
            self.fields["grant"].choices = [("", _("Choose one")), *self.fields["grant"].choices]

    def clean(self):
        data = super().clean()
        step = data.get("step")
        if step == ExpenseStep.Step.APPROVED and "grant" in self.fields and not data.get("grant"):
            self.add_error("grant", _("Choose the grant that pays for it."))
        if step in (ExpenseStep.Step.SENT_BACK, ExpenseStep.Step.REFUSED) and not (data.get("words") or "").strip():
            self.add_error("words", _("Write one sentence, so that they know why."))
        return data


ALL, NONE = "*", "-"


class ExpenseSheetForm(Form):
    """Which month and which grant, as which kind of file."""

    month = forms.ChoiceField(
        label=_("Month in which it was approved"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    grant = forms.ChoiceField(label=_("Grant"), required=False, error_messages={"invalid_choice": _("Choose from the list.")})
    ending = forms.ChoiceField(
        label=_("As"),
        choices=[("xlsx", _("A sheet for Excel or LibreOffice (XLSX)")), ("csv", _("Plain text (CSV)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one kind of file."), "invalid_choice": _("Choose one kind of file.")},
    )

    def __init__(self, *args, months, grants: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month, _words in months}
        self.grants = {str(number): name for number, name in enumerate(grants)}
        self.fields["month"].choices = [(ALL, _("All that is kept")), *((f"{month:%Y-%m}", words) for month, words in months)]
        self.fields["grant"].choices = [(ALL, _("All grants")), *self.grants.items(), (NONE, _("Without a grant"))]

    def asked(self) -> dict:
        """Arguments of `queries.expenses.paid`."""
        grant = self.cleaned_data["grant"] or ALL
        return {
            "month": self.months.get(self.cleaned_data["month"]),
            "grant": None if grant == ALL else "" if grant == NONE else self.grants[grant],
        }
