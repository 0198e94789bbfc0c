from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.models import Member


class WhoForm(Form):
    """Somebody of the programme, one of those whom the page lists; and what they look after in a family's team."""

    enrolment = forms.ChoiceField(
        label=_("Who"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose somebody."), "invalid_choice": _("Choose from the list.")},
    )
    looks_after = forms.ChoiceField(
        label=_("Looks after"),
        required=False,
        choices=[("", _("Nothing in particular")), *Member.LooksAfter.choices],
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args, found, in_family_team: bool, **kwargs):
        """found: [(enrolment, name, places free)] as `pages.pairable` gives them; whoever has no place can't be chosen."""
        super().__init__(*args, **kwargs)
        self.enrolments = {str(enrolment.pk): enrolment for enrolment, _name, places in found if places}
        self.fields["enrolment"].choices = [(str(e.pk), name) for e, name, places in found if places]
        if not in_family_team:
            del self.fields["looks_after"]

    def chosen(self):
        return self.enrolments[self.cleaned_data["enrolment"]]


class LeaveForm(Form):
    because = forms.ChoiceField(
        label=_("Why"),
        choices=[(code, label) for code, label in Member.Left.choices if code != Member.Left.REPLACED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that comes closest.")},
    )


class LookAfterForm(Form):
    what = forms.ChoiceField(
        label=_("Looks after"),
        required=False,
        choices=[("", _("Nothing in particular")), *Member.LooksAfter.choices],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
