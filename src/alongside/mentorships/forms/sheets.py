from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.queries.sheets import COLUMNS


class SheetForm(Form):
    """Which columns, and which kind of file."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=[(code, column.label) for code, column in COLUMNS.items()],
        initial=list(COLUMNS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one column."), "invalid_choice": _("Choose among the columns listed.")},
    )
    ending = forms.ChoiceField(
        label=_("As"),
        choices=[("xlsx", _("A sheet for Excel or LibreOffice (XLSX)")), ("csv", _("Plain text (CSV)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one kind of file."), "invalid_choice": _("Choose one kind of file.")},
    )

    def chosen(self) -> list[str]:
        """The columns in their own order, whatever the order of the ticks."""
        return [code for code in COLUMNS if code in self.cleaned_data["columns"]]
