"""A mentor whom a partner lends: by whom, and until when."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.people.models import Organisation


class LoanFields:
    """Two fields of a mentor's form, where the programme has partners or the mentor is lent already."""

    def add_loan(self) -> None:
        standing = self.enrolment.lent_by_id if self.enrolment else None
        lenders = Organisation.objects.filter(Q(partner_in=self.programme) | Q(pk=standing)).distinct().order_by("name")
        if not lenders.exists():
            return
        self.fields["lent_by"] = forms.ModelChoiceField(
            label=_("Lent by"),
            queryset=lenders,
            required=False,
            empty_label=_("Nobody: a mentor of this programme"),
            error_messages={"invalid_choice": _("This partner is not there any more. Choose again.")},
        )
        self.fields["lent_until"] = forms.DateField(
            label=_("Until"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            help_text=_("The last day. Nobody is proposed to a mentor who would go before the mentorship is over."),
            error_messages={"invalid": _("Choose a day, or leave both empty.")},
        )

    def clean_loan(self, cleaned: dict) -> None:
        """Both or neither; a new end lies ahead."""
        if "lent_by" not in self.fields or {"lent_by", "lent_until"} & set(self.errors):
            return
        by, until = cleaned.get("lent_by"), cleaned.get("lent_until")
        if by and not until:
            self.add_error("lent_until", _("Choose the last day of the loan."))
        elif until and not by:
            self.add_error("lent_by", _("Choose who lends this mentor, or leave the day empty."))
        elif until and until != self.initial.get("lent_until") and until < clock.today(self.programme.time_zone):
            self.add_error("lent_until", _("Choose today or a later day, or leave both empty."))

    def loan(self) -> dict:
        """The columns, where they were asked for."""
        return {name: self.cleaned_data[name] for name in ("lent_by", "lent_until") if name in self.fields}
