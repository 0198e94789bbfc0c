from datetime import date, datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.foundation.templatetags import dates
from alongside.mentorships.models import Session
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.pairs import local

LINE = 600
PLACE = 200
TODAY, YESTERDAY, PLANNED = "today", "yesterday", "planned"
SUGGESTED, OTHER, NOT_YET = "suggested", "other", "not_yet"


def day_input(**attrs):
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def time_input():
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PlanForm(Form):
    """When and where the pair meets next; also used to move a meeting."""

    day = forms.DateField(
        label=_("Day"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-10-13.")},
    )
    at = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=time_input(),
        error_messages={"invalid": _("Write the time as 17:00, or leave it empty.")},
    )
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=PLACE,
        help_text=_("A place, or how you meet: by phone, by video."),
        widget=forms.TextInput(attrs={"list": "spots"}),
        error_messages={"max_length": _("Write the place in fewer words.")},
    )

    def __init__(self, *args, mentorship, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today(mentorship.programme.time_zone)
        self.today = today
        self.fields["day"].widget.attrs["min"] = today.isoformat()

    def compare(self, session: Session, zone: str) -> None:
        """Show when and where the meeting is planned now beside what was typed."""
        here = local(session.starts_at, zone)
        self.theirs = {"day": dates.when(here.date(), "date"), "at": f"{here:%H:%M}" if session.has_time else "–"}
        self.theirs["place"] = session.place or "–"

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("Choose a day from today on."))
        if day > self.today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day within the next year."))
        return day


class SeriesForm(PlanForm):
    """A meeting, or several in a row."""

    repeat = forms.ChoiceField(
        label=_("Again and again?"),
        choices=[("", _("Only once")), ("1", _("Every week")), ("2", _("Every two weeks")), ("4", _("Every four weeks"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    times = forms.IntegerField(
        label=_("How many meetings"),
        required=False,
        min_value=2,
        max_value=26,
        help_text=_("Only for several in a row."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Choose 2 to 26 meetings.")),
    )

    def clean(self):
        data = super().clean()
        if data.get("repeat") and not data.get("times") and "times" not in self.errors:
            self.add_error("times", _("Choose 2 to 26 meetings."))
        return data


def later_field():
    return forms.BooleanField(label=_("This one and all later ones of the row"), required=False)


class MoveForm(PlanForm):
    """Another time; of a row also for all that come later."""

    later = later_field()

    def __init__(self, *args, in_row: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not in_row:
            del self.fields["later"]


class CancelForm(Form):
    whose = forms.ChoiceField(
        label=_("Why?"),
        choices=Session.Whose,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one reason.")},
    )
    later = later_field()

    def __init__(self, *args, in_row: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not in_row:
            del self.fields["later"]


class LogForm(Form):
    """How a meeting went, in seven taps and a sentence. Works without JavaScript.

    A typed day wins over the chip; so do typed minutes. A day that has a log already is asked about once.
    """

    met = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=[("yes", _("We met")), ("no", _("Did not meet"))],
        initial="yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you met.")},
    )
    whose = forms.ChoiceField(
        label=_("What came between?"),
        choices=Session.Whose,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one reason.")},
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[(TODAY, _("Today")), (YESTERDAY, _("Yesterday"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose today, yesterday or another day.")},
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=day_input(),
        error_messages={"invalid": _("Choose a day, for example 2026-10-06.")},
    )
    minutes = forms.ChoiceField(
        label=_("About how long, in minutes"),
        choices=[("30", "30"), ("60", "60"), ("90", "90")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose 30, 60 or 90, or write the minutes.")},
    )
    other_minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=1,
        max_value=24 * 60,
        error_messages={
            "invalid": _("Write the minutes as a number, for example 45."),
            "min_value": _("Write at least 1 minute."),
            "max_value": _("Write at most 1440 minutes, which is a whole day."),
        },
    )
    channel = forms.ChoiceField(
        label=_("How"),
        choices=Session.Channel,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose how you met.")},
    )
    note = forms.CharField(
        label=_("One line, if you like"),
        required=False,
        max_length=LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Write fewer words here. What is long belongs in a call.")},
    )
    next = forms.ChoiceField(
        label=_("Meet again?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a day, or “Not yet”.")},
    )
    next_day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=day_input(),
        error_messages={"invalid": _("Choose a day, for example 2026-10-13.")},
    )
    next_at = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=time_input(),
        error_messages={"invalid": _("Write the time as 17:00, or leave it empty.")},
    )
    call_me = forms.BooleanField(label=_("Please call me"), required=False)
    again = forms.BooleanField(label=_("Yes, we met twice that day"), required=False)

    quiet_optional = True

    def __init__(self, *args, mentorship, session: Session | None, suggestion: datetime | None, own=True, **kwargs):
        """session: the planned meeting this is about. suggestion: when they might meet next, on the programme's clock.

        own: whoever writes was there; a coordinator writes about others, and is asked so.
        """
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["met"].label = _("Did they meet?")
            self.fields["met"].choices = [("yes", _("They met")), ("no", _("Did not meet"))]
            self.fields["met"].error_messages["required"] = _("Say whether they met.")
            self.fields["channel"].error_messages["invalid_choice"] = _("Choose how they met.")
            self.fields["again"].label = _("Yes, they met twice that day")
        self.own = own
        self.mentorship, self.session, self.suggestion = mentorship, session, suggestion
        self.today = clock.today(mentorship.programme.time_zone)
        self.ask_again = False
        self.fields["day"].widget.attrs["max"] = self.today.isoformat()
        self.planned_day = self._planned_day()
        if self.planned_day:
            planned = (PLANNED, dates.when(self.planned_day, "date"))
            self.fields["when"].choices = [planned, *self.fields["when"].choices]
        self.lost_day = self._forget_a_planned_day_that_is_gone()
        self._ask_for_the_next(suggestion)

    def _forget_a_planned_day_that_is_gone(self) -> bool:
        """Whether the chip of the planned day was chosen, and the meeting has been moved or logged since: then the day is asked anew."""
        if self.planned_day or self.session is None or not self.is_bound or self.data.get("when") != PLANNED:
            return False
        self.data = self.data.copy()
        self.data["when"] = ""
        return True

    def _ask_for_the_next(self, suggestion: datetime | None) -> None:
        self.fields["next_day"].widget.attrs["min"] = self.today.isoformat()
        choices = [(NOT_YET, _("Not yet"))]
        if suggestion:
            choices.insert(0, (SUGGESTED, dates.when(suggestion)))
        self.fields["next"].choices = choices
        self.initial.setdefault("next", NOT_YET)

    def _planned_day(self) -> date | None:
        """The day of the planned meeting, if it was before yesterday: it gets a chip of its own."""
        if self.session is None:
            return None
        day = local(self.session.starts_at, self.mentorship.programme.time_zone).date()
        return day if day < self.today - timedelta(days=1) else None

    def clean(self):
        data = super().clean()
        day = data.get("day")
        if day is None and "day" not in self.errors:
            if self.lost_day:
                self.add_error("day", _("Choose a day."))
            days = {YESTERDAY: self.today - timedelta(days=1), PLANNED: self.planned_day}
            day = days.get(data.get("when")) or self.today
        if day and day > self.today:
            self.add_error("day", _("Choose today or an earlier day. A meeting to come can be planned instead."))
        elif day and day < local(self.mentorship.begun_at, self.mentorship.programme.time_zone).date():
            self.add_error("day", _("Choose a day after they were introduced."))
        data["on"] = day
        if data.get("met") == "no" and not data.get("whose") and "whose" not in self.errors:
            self.add_error("whose", _("Choose what came between. Nobody is blamed for it."))
        if data.get("met") == "yes":
            if not data.get("other_minutes") and not data.get("minutes") and "other_minutes" not in self.errors:
                self.add_error("minutes", _("Choose about how long it was."))
            if not data.get("channel") and "channel" not in self.errors:
                self.add_error("channel", _("Choose how you met.") if self.own else _("Choose how they met."))
        data["length"] = data.get("other_minutes") or int(data.get("minutes") or 0) or None
        if data.get("next_day") and data["next_day"] < self.today:
            self.add_error("next_day", _("Choose a day from today on."))
        return data

    def ask_about(self, session: Session, *, own: bool) -> None:
        """Ask whether there were two meetings, or whether one that was called off took place after all."""
        self.ask_again = True
        if session.outcome == Session.Outcome.CANCELLED:
            self["again"].label = _("Write mine down all the same")
        elif not own:
            self.add_error("again", _("You cannot write over another person's log. If there were two meetings, say so."))

    def compare(self, session: Session, *, reads_note: bool) -> None:
        """Show what stands about the meeting now beside what was typed."""
        here = local(session.starts_at, self.mentorship.programme.time_zone)
        outcome = session.get_outcome_display() or _("Not said yet")
        theirs = {"met": outcome, "day": dates.when(here.date(), "date"), "whose": session.get_reason_display()}
        theirs |= {"minutes": session.minutes, "channel": session.get_channel_display()}
        theirs["note"] = session.note if reads_note else _("Only its writer and the coordinators read it.")
        if not session.note:
            theirs["note"] = ""
        self.theirs = {name: value for name, value in theirs.items() if value}

    def is_a_second_log(self) -> bool:
        """Whether that day has a log already and nobody has said that there were two. Then the page asks.

        Called inside `once`, so that a double click arrives at its first result and isn't asked anything.
        """
        if self.cleaned_data.get("again") or not pages.is_logged_on(self.mentorship, self.cleaned_data["on"]):
            return False
        self.ask_again = True
        self.add_error(
            "again", _("A meeting of that day is written down already. If there were two, say so and save again.")
        )
        return True

    def next_meeting(self):
        """(day, time) of the next meeting, or (None, None)."""
        data = self.cleaned_data
        if data.get("next_day"):
            return data["next_day"], data.get("next_at")
        if data.get("next") == SUGGESTED and self.suggestion:
            return self.suggestion.date(), self.suggestion.time()
        return None, None


class CorrectForm(LogForm):
    """The same questions about a meeting that was logged; nothing is planned with it and nobody is called."""

    next = None
    next_day = None
    next_at = None
    call_me = None
    again = None

    def __init__(self, *args, mentorship, session: Session, **kwargs):
        super().__init__(*args, mentorship=mentorship, session=session, suggestion=None, **kwargs)

    def _ask_for_the_next(self, suggestion: datetime | None) -> None:
        pass

    @staticmethod
    def said(session: Session) -> dict:
        """What the log says now, as first answers."""
        chip = str(session.minutes) if session.minutes in (30, 60, 90) else ""
        return {
            "met": "yes" if session.outcome == Session.Outcome.MET else "no",
            "whose": session.reason,
            "minutes": chip,
            "other_minutes": None if chip else session.minutes,
            "channel": session.channel,
            "note": session.note,
        }
