from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.safeguarding.access import can_lead, staff_of
from alongside.safeguarding.models import Note
from alongside.safeguarding.queries.notes import mentors_among, name_of

WORDS = 6000
TWO_WEEKS = timedelta(weeks=2)
BAD_DAY = _("Choose a day, for example 2026-11-03.")


def day_input(**attrs):
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def words_field(label, hint="", required=_("Write what is to be kept."), rows=5):
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class NoteForm(Form):
    """Something serious. people: those of the pair, or the one person, whom it may concern. lead is asked of colleagues only."""

    kind = forms.ChoiceField(
        label=_("What it is about"),
        choices=Note.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    person = forms.ChoiceField(
        label=_("Whom does it concern?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose somebody from the list.")},
    )
    complaint_about = forms.ChoiceField(
        label=_("Which colleague?"),
        required=False,
        help_text=_("Only for a complaint about staff. They never see it, and never handle it."),
        error_messages={"invalid_choice": _("Choose somebody from the list.")},
    )
    facts = words_field(
        _("What you saw or were told"),
        _("Facts, as they were told, in the words that were used. What you think comes later, by phone."),
        _("Write what you saw or were told."),
    )
    happened_on = forms.DateField(
        label=_("When it happened"), required=False, widget=day_input(), error_messages={"invalid": BAD_DAY}
    )
    lead = forms.ChoiceField(
        label=_("Who leads this"),
        error_messages={"required": _("Choose who leads this."), "invalid_choice": _("Choose somebody from the list.")},
    )

    def __init__(self, *args, programme, people=(), by, chooses_lead: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.people = {str(p.pk): p for p in people}
        self.mentors = mentors_among(people, programme) if people else set()
        self.colleagues = {str(a.pk): a for a in staff_of(programme) if a.pk != by.account.pk}
        self.able = {str(a.pk): a for a in can_lead(programme)}
        if not self.people:
            del self.fields["person"]
            self.fields["kind"].choices = [c for c in Note.Kind.choices if c[0] != Note.Kind.MENTOR]
        elif len(self.people) == 1:
            self.initial.setdefault("person", next(iter(self.people)))
        if self.people:
            nobody = [("", _("Nobody of them, or I don't know"))]
            self.fields["person"].choices = [(pk, p.name) for pk, p in self.people.items()] + nobody
        self.fields["complaint_about"].choices = [("", _("No colleague"))] + [
            (pk, name_of(a)) for pk, a in self.colleagues.items()
        ]
        self.today = clock.today(programme.time_zone)
        self.fields["happened_on"].widget.attrs["max"] = self.today.isoformat()
        if chooses_lead:
            self.fields["lead"].choices = [(pk, name_of(a)) for pk, a in self.able.items()]
        else:
            del self.fields["lead"]

    def clean_happened_on(self) -> date | None:
        day = self.cleaned_data["happened_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day

    def clean(self):
        said = super().clean()
        person = self.people.get(said.get("person") or "")
        if said.get("kind") == Note.Kind.MENTOR and (person is None or person.pk not in self.mentors):
            self.add_error("person", _("Choose the mentor whom the complaint is about."))
        if said.get("kind") == Note.Kind.STAFF and not said.get("complaint_about"):
            self.add_error("complaint_about", _("Choose the colleague whom the complaint is about."))
        return said

    def values(self) -> dict:
        """Arguments for actions.open_note."""
        said = self.cleaned_data
        staff = said["kind"] == Note.Kind.STAFF
        return {
            "kind": said["kind"],
            "facts": said["facts"],
            "happened_on": said["happened_on"],
            "person": self.people.get(said.get("person") or ""),
            "complaint_about": self.colleagues[said["complaint_about"]] if staff else None,
            "lead": self.able.get(said.get("lead", "")),
        }


class EntryForm(Form):
    words = words_field(_("What was learnt or decided"), _("Facts first. Say who told you."))
    review_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=day_input(),
        help_text=_("Today reminds whoever leads it, without saying what it is about."),
        error_messages={"invalid": BAD_DAY},
    )

    def __init__(self, *args, zone: str, leads: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = clock.today(zone)
        if leads:
            self.initial.setdefault("review_on", self.today + TWO_WEEKS)
        else:
            del self.fields["review_on"]

    def clean_review_on(self) -> date | None:
        day = self.cleaned_data["review_on"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class StepForm(Form):
    what = forms.CharField(
        label=_("What is to be done"), max_length=400, error_messages={"required": _("Write what is to be done.")}
    )
    who = forms.CharField(
        label=_("Who does it"), max_length=160, error_messages={"required": _("Write who does it.")}
    )
    by_when = forms.DateField(
        label=_("Until when"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": BAD_DAY},
    )


class HandOverForm(Form):
    to = forms.ChoiceField(
        label=_("Who leads it from now on"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who leads this."), "invalid_choice": _("Choose somebody from the list.")},
    )

    def __init__(self, *args, able, **kwargs):
        super().__init__(*args, **kwargs)
        self.able = {str(a.pk): a for a in able}
        self.fields["to"].choices = [(pk, name_of(a)) for pk, a in self.able.items()]


class CloseForm(Form):
    words = words_field(_("How it was settled"), required=_("Write how it was settled."))
