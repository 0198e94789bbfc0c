from datetime import timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import PlanForm, day_input, time_input
from alongside.mentorships.models import Appointment, CustodyStatus, Source

WORDS = 200
INVALID_DAY = _("Choose a day, for example 2026-11-03.")
INVALID_TIME = _("Write the time as 17:00, or leave it empty.")


def source_field():
    return forms.ChoiceField(
        label=_("How do we know?"),
        choices=Source,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we know it. All ways count the same.")},
    )


def day_field(label, **options):
    return forms.DateField(
        label=label,
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": INVALID_DAY},
        **options,
    )


def time_field(label, **options):
    return forms.TimeField(
        label=label, required=False, widget=time_input(), error_messages={"invalid": INVALID_TIME}, **options
    )


def words_field(label, most=WORDS, *, wanted=None, **options):
    """A line of words; `wanted`: the sentence for when it is missing."""
    sentences = {"max_length": _("Write it in fewer words.")} | ({"required": wanted} if wanted else {})
    return forms.CharField(label=label, max_length=most, required=wanted is not None, error_messages=sentences, **options)


class MoveForm(Form):
    """Another day of release. seen: for which day the preview was drawn; without that nothing moves."""

    day = day_field(_("New day of release"))
    source = source_field()
    seen = forms.DateField(required=False, widget=forms.HiddenInput)
    moving = forms.MultipleChoiceField(label=_("Meetings that move along"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, gate, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = gate.today
        self.fields["day"].widget.attrs["min"] = gate.today.isoformat()
        self.fields["moving"].choices = [(str(x.row.pk), "") for x in gate.lines if x.kind == "meeting"]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("Choose a day from today on."))
        if day > self.today + timedelta(days=3 * 366):
            raise forms.ValidationError(_("Choose a day within the next three years."))
        return day

    def was_seen(self) -> bool:
        """Whether what is sent is what the preview showed."""
        return self.cleaned_data.get("seen") == self.cleaned_data["day"]

    def chosen(self) -> set[UUID] | None:
        """Meetings that are to move along; None before anybody chose."""
        return {UUID(pk) for pk in self.cleaned_data["moving"]} if self.cleaned_data.get("seen") else None


class WhereForm(Form):
    """Where somebody is now, and what becomes of the pair."""

    status = forms.ChoiceField(
        label=_("How it stands"),
        choices=[choice for choice in CustodyStatus.Status.choices if choice[0] != CustodyStatus.Status.RELEASED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands.")},
    )
    on = day_field(_("Since"))
    facility = words_field(_("Where they are"), help_text=_("The house, as people call it. Only you and the mentor read it."))
    source = source_field()
    then = forms.ChoiceField(
        label=_("What becomes of the pair?"),
        choices=[
            ("go_on", _("They go on, with visits or letters")),
            ("pause", _("They have a break; Today asks again in four weeks")),
            ("end", _("They end it well; the next page leads through it")),
        ],
        initial="go_on",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the pair.")},
    )

    def __init__(self, *args, gate, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = gate.today
        self.initial.setdefault("on", gate.today)
        self.initial.setdefault("facility", gate.facility)

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return self.cleaned_data["on"]


class OutForm(Form):
    """They are out: today, unless another day is typed."""

    on = forms.DateField(
        label=_("If it was another day"),
        required=False,
        widget=day_input(),
        error_messages={"invalid": INVALID_DAY},
    )
    source = forms.ChoiceField(
        label=_("How do we know?"),
        choices=Source,
        initial=Source.MENTEE,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose how we know it. All ways count the same.")},
    )


class PickUpForm(Form):
    """Who is at the gate, when, where exactly."""

    who = forms.ChoiceField(
        label=_("Who is at the gate?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is there. It may be open still.")},
    )
    other = words_field(_("Who else, by name"), 120)
    time = time_field(_("Time"))
    place = words_field(_("Where exactly"), 300, help_text=_("Which door, which side, where to wait."))
    source = source_field()

    def __init__(self, *args, mentors, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(str(m.person_id), m.person.name) for m in mentors]
        self.fields["who"].choices = [*names, ("other", _("Somebody else")), ("open", _("Nobody yet"))]

    def clean(self):
        data = super().clean()
        if data.get("who") == "other" and not data.get("other"):
            self.add_error("other", _("Write the name of whoever comes."))
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        who = data["who"]
        return {
            "who": UUID(who) if who not in ("other", "open") else None,
            "other": data["other"] if who == "other" else "",
            "at": data["time"],
            "place": data["place"],
            "source": data["source"],
        }


class AppointmentForm(Form):
    """Something that is booked, or must be: relative to the release, or on a fixed day."""

    what = words_field(
        _("What"), wanted=_("Write what it is."), help_text=_("For example: hostel, sign in at the office, pharmacy.")
    )
    place = words_field(_("Where"))
    kind = forms.ChoiceField(
        label=_("Which day"),
        choices=[("moves", _("It moves along with the release")), ("fixed", _("It is a fixed day"))],
        initial="moves",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it moves along.")},
    )
    days = forms.IntegerField(
        label=_("Days after the release"),
        required=False,
        initial=0,
        min_value=-60,
        max_value=180,
        help_text=_("0 is the day itself, 1 the day after, -2 two days before."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a number from -60 to 180.")),
    )
    on = forms.DateField(label=_("Fixed day"), required=False, widget=day_input(), error_messages={"invalid": INVALID_DAY})
    time = time_field(_("Time"))
    is_deadline = forms.BooleanField(label=_("At the latest: be there before that time"), required=False)
    goes_along = forms.ChoiceField(
        label=_("Who goes?"), choices=Appointment.With, initial=Appointment.With.MENTOR, widget=forms.RadioSelect,
        error_messages={"required": _("Choose who goes.")},
    )  # fmt: skip
    booking = forms.ChoiceField(
        label=_("How far is it?"), choices=Appointment.Booking, initial=Appointment.Booking.NOT_ASKED, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far it is.")},
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("kind") == "fixed" and not data.get("on") and "on" not in self.errors:
            self.add_error("on", _("Choose the day."))
        if data.get("kind") == "moves" and data.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Write how many days after the release it is."))
        if data.get("is_deadline") and not data.get("time") and "time" not in self.errors:
            self.add_error("time", _("Write the time before which to be there."))
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        fixed = data["kind"] == "fixed"
        columns = {n: data[n] for n in ("what", "place", "time", "is_deadline", "goes_along", "booking")}
        return columns | {"days": None if fixed else data["days"], "on": data["on"] if fixed else None}


class ChangeAppointmentForm(AppointmentForm):
    """The same, and whether it is over."""

    end = forms.ChoiceField(
        label=_("Is it over?"),
        choices=[("", _("Not yet")), *Appointment.End.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one answer.")},
    )

    def values(self) -> dict:
        return super().values() | {"end": self.cleaned_data["end"]}


class VisitForm(PlanForm):
    """A meeting around the release."""

    moves = forms.BooleanField(label=_("It moves along when the release moves"), required=False, initial=True)
