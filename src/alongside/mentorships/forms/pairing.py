from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.foundation.forms import Form, ids_in
from alongside.mentorships.actions.beginning import LARGEST
from alongside.mentorships.queries import pages
from alongside.programmes.models import Format, Side


class PairingForm(Form):
    """A mentee and a mentor, chosen by hand; more of either where the programme's format has more.

    typed: what was sent. In a large programme the first by name are listed, others are found by name;
    whoever was chosen stays listed meanwhile.
    """

    mentee_name = forms.CharField(label=_("Find a mentee by name"), max_length=80, required=False)
    mentor_name = forms.CharField(label=_("Find a mentor by name"), max_length=80, required=False)

    def __init__(self, *args, programme, typed, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = {name: ids_in(typed.getlist(name)) for name in ("mentees", "mentors")}
        words = {name: typed.get(name, "")[:80] for name in ("mentee_name", "mentor_name")}
        mentors, more_mentors = pages.pairable(programme, Side.MENTOR, words["mentor_name"], chosen["mentors"])
        mentees, more_mentees = pages.pairable(programme, Side.MENTEE, words["mentee_name"], chosen["mentees"])
        self.initial |= words
        looking = any(words.values()) or more_mentors or more_mentees
        if not looking:
            del self.fields["mentee_name"], self.fields["mentor_name"]
        self.enrolments = {str(e.pk): e for e, _name, _free in [*mentors, *mentees]}
        self.full = {str(e.pk): name for e, name, free in mentors if free < 1}
        self.has_people = looking or bool(mentees) and len(self.full) < len(mentors)
        self.missing = "mentees" if not mentees else "mentors" if not self.has_people else ""
        most_mentors, most_mentees = LARGEST[Format(programme.format)]
        self._choose("mentees", _("Mentee"), _("Mentees"), mentees, most_mentees, self._mentee)
        self._choose("mentors", _("Mentor"), _("Mentors"), mentors, most_mentors, self._mentor)
        for name, picked in chosen.items():
            self.initial[name] = picked if isinstance(self.fields[name], forms.MultipleChoiceField) else next(iter(picked), "")

    def finders(self):
        """The fields by which people are found, if there are more than are listed."""
        return [self[name] for name in ("mentee_name", "mentor_name") if name in self.fields]

    def choosers(self):
        return [self["mentees"], self["mentors"]]

    def _choose(self, name, one, many, people, most, label):
        choices = [(str(e.pk), label(who, free)) for e, who, free in people]
        sentence = _("Choose a mentor.") if name == "mentors" else _("Choose a mentee.")
        errors = {"required": sentence, "invalid_choice": _("This person can't be chosen any more. Choose again.")}
        if most > 1:
            self.fields[name] = forms.MultipleChoiceField(
                label=many, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=errors
            )
        else:
            self.fields[name] = forms.ChoiceField(
                label=one, choices=[("", _("Choose")), *choices], error_messages=errors
            )

    @staticmethod
    def _mentee(name, free):
        return name

    @staticmethod
    def _mentor(name, free):
        if free < 1:
            return _("%(name)s: no free place") % {"name": name}
        words = ngettext("%(name)s: %(n)d free place", "%(name)s: %(n)d free places", free)
        return words % {"name": name, "n": free}

    def chosen(self, name) -> list:
        picked = self.cleaned_data.get(name) or []
        return [self.enrolments[pk] for pk in ([picked] if isinstance(picked, str) else picked)]

    def clean(self):
        data = super().clean()
        picked = data.get("mentors") or []
        for pk in [picked] if isinstance(picked, str) else picked:
            if pk in self.full:
                self.add_error("mentors", _("This mentor has no free place. Choose somebody else."))
                break
        return data
