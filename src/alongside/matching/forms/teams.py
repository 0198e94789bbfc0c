from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.forms import Form
from alongside.matching.models import TeamMember


class TeamForm(Form):
    """Mentors who accompany together: one a line, the first leads. In a family's team each can see to something."""

    quiet_optional = True

    def __init__(self, *args, mentors, fewest: int, most: int, for_families: bool, chosen=(), **kwargs):
        """mentors: (id, name) of those who are in no team. fewest, most: members. chosen: ids to begin with."""
        super().__init__(*args, **kwargs)
        self.fewest, self.lines = fewest, range(min(most, max(fewest, len(mentors))))
        for n in self.lines:
            self.fields[f"mentor_{n}"] = forms.ChoiceField(
                label=_("Who leads") if n == 0 else _("Mentor %(n)d") % {"n": n + 1},
                choices=[("", _("Choose")), *mentors],
                required=n < fewest,
                initial=chosen[n] if n < len(chosen) else "",
                error_messages={"required": _("Choose a mentor."), "invalid_choice": _("Choose a mentor out of the list.")},
            )
            if for_families:
                self.fields[f"looks_after_{n}"] = forms.ChoiceField(
                    label=_("Looks after"),
                    choices=[("", _("Nothing in particular")), *TeamMember.LooksAfter.choices],
                    required=False,
                    error_messages={"invalid_choice": _("Choose one from the list.")},
                )

    def rows(self) -> list[tuple]:
        """(field of a mentor, field of what they look after or None)."""
        return [
            (self[f"mentor_{n}"], self[f"looks_after_{n}"] if f"looks_after_{n}" in self.fields else None) for n in self.lines
        ]

    @property
    def first_rows(self) -> list[tuple]:
        return self.rows()[: max(self.fewest, sum(bool(mentor.value()) for mentor, _field in self.rows()))]

    @property
    def more_rows(self) -> list[tuple]:
        return self.rows()[len(self.first_rows) :]

    def clean(self):
        data = super().clean()
        seen: set[str] = set()
        for n in self.lines:
            one = data.get(f"mentor_{n}")
            if one and one in seen:
                self.add_error(f"mentor_{n}", _("This mentor is chosen above already. Choose somebody else."))
            seen.add(one)
        return data

    def members(self) -> list[tuple[str, str]]:
        """(id of the enrolment, what they look after), the lead first."""
        data = self.cleaned_data
        return [(one, data.get(f"looks_after_{n}", "")) for n in self.lines if (one := data.get(f"mentor_{n}"))]


class SizeForm(forms.Form):
    """How large the teams are that are proposed. Sent by GET: it changes nothing."""

    size = forms.TypedChoiceField(
        label=gettext_lazy("How many mentors in a team"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose a number."), "invalid_choice": gettext_lazy("Choose a number out of the list.")},
    )

    def __init__(self, data, *, sizes):
        super().__init__(data)
        self.fields["size"].choices = [(n, str(n)) for n in sizes]
        self.fields["size"].initial = next(iter(sizes))
