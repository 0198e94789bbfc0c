from datetime import date, timedelta

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.foundation.templatetags import dates
from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.models import GoalWriting
from alongside.mentorships.queries.goals import Step
from alongside.people import languages

WORDS = 600
STEP = 200
#: Steps that one goal holds; who needs more has two goals (ours).
STEPS = 6
#: Goals are looked at together every six weeks, as an early-support plan is.
LOOK_AGAIN = timedelta(weeks=6)
#: Nobody plans further than this.
FURTHEST = timedelta(days=2 * 366)

Who, End = GoalWriting.Who, GoalWriting.End


def language_choices(person) -> list[tuple[str, str]]:
    """The languages of the person first, their own before the others; then every other."""
    own = [x.tag for x in sorted(person.languages.all(), key=lambda x: x.level != "native")]
    named = dict(languages.choices(with_own=True))
    return [(tag, named.get(tag, tag)) for tag in own] + [(tag, name) for tag, name in named.items() if tag not in own]


def first_language(person) -> str:
    """The language in which this person is likely to say what they want."""
    own = [x.tag for x in person.languages.all() if x.level == "native"]
    return own[0] if own else (get_language() or "en").split("-")[0]


def language_field():
    return forms.ChoiceField(
        label=_("Language of these words"),
        error_messages={
            "required": _("Choose one answer."),
            "invalid_choice": _("Choose one answer."),
        },
    )


class GoalForm(Form):
    """A goal with its steps. own: the mentee writes it; else somebody writes down what the mentee says."""

    quiet_optional = True

    whose = forms.ChoiceField(
        label=_("Whose goal is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose goal it is."), "invalid_choice": _("Choose whose goal it is.")},
    )
    words = forms.CharField(
        label=_("The goal, in the mentee's own words"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words.")},
    )
    language = language_field()
    area = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one answer.")},
    )
    review_on = forms.DateField(
        label=_("When to look at it again"),
        widget=day_input(),
        error_messages=dict.fromkeys(("required", "invalid"), _("Choose a day within the next two years.")),
    )

    def __init__(self, *args, mentorship, mentees, own: bool, row: GoalWriting | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.mentees = {str(person.pk): person for person in mentees}
        self.today = clock.today(mentorship.programme.time_zone)
        self.areas = {str(term.pk): term for term in mentorship.programme.need_areas.all()}
        if row and row.area:
            self.areas[str(row.area.pk)] = row.area
        self.fields["whose"].choices = [(pk, person.name) for pk, person in self.mentees.items()]
        self.fields["language"].choices = language_choices(mentees[0])
        labels = [(pk, term.label) for pk, term in self.areas.items()]
        self.fields["area"].choices = [*sorted(labels, key=lambda x: x[1]), ("", _("I prefer not to say") if own else _("Something else"))]
        for name, wanted in (("whose", len(mentees) > 1), ("area", self.areas)):
            if not wanted:
                del self.fields[name]
        self.fields["review_on"].widget.attrs["min"] = self.today.isoformat()
        if own:
            self.fields["words"].label = _("What do you want to reach?")
        for number in range(1, STEPS + 1):
            self._add_step(number, own)
        self.initial = self._first(mentees[0], row) | self.initial

    def _add_step(self, number: int, own: bool) -> None:
        self.fields[f"step_{number}"] = forms.CharField(
            label=gettext("Step %(n)d") % {"n": number},
            required=False,
            max_length=STEP,
        )
        mine = [(Who.MENTEE, _("I do it")), (Who.MENTOR, _("My mentor")), (Who.BOTH, _("Together"))]
        self.fields[f"who_{number}"] = forms.ChoiceField(
            label=gettext("Who does it?") if own else gettext("Who does step %(n)d?") % {"n": number},
            required=False,
            choices=mine if own else Who.choices,
            initial=Who.MENTEE,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one answer.")},
        )
        self.fields[f"on_{number}"] = forms.DateField(
            label=gettext("until %(day)s") % {"day": "…"} if own else gettext("Step %(n)d until") % {"n": number},
            required=False,
            widget=day_input(),
            error_messages={"invalid": _("Choose a day within the next two years.")},
        )
        self.fields[f"done_{number}"] = forms.BooleanField(label=_("Done"), required=False)

    def _first(self, person, row: GoalWriting | None) -> dict:
        if row is None:
            return {"language": first_language(person), "area": "", "review_on": self.today + LOOK_AGAIN}
        first = {"words": row.words, "language": row.language, "area": str(row.area_id or "")}
        first["review_on"] = row.review_on if row.review_on and row.review_on > self.today else self.today + LOOK_AGAIN
        for number, step in enumerate(row.steps, 1):
            first |= {f"step_{number}": step["words"], f"who_{number}": step["who"], f"on_{number}": step["on"]}
            first[f"done_{number}"] = step["done"]
        return first

    def _steps(self) -> tuple[list[dict], int]:
        """The fields of each step, and how many are in use."""
        rows = [{name: self[f"{name}_{number}"] for name in ("step", "who", "on", "done")} for number in range(1, STEPS + 1)]
        used = [n for n, row in enumerate(rows, 1) if row["step"].value() or any(row[name].errors for name in row)]
        return rows, max(used, default=0)

    @property
    def shown_steps(self) -> list[dict]:
        """The steps in use, and at least one."""
        rows, used = self._steps()
        return rows[: max(used, 1)]

    @property
    def waiting_steps(self) -> list[dict]:
        rows, used = self._steps()
        return rows[max(used, 1) :]

    def clean_review_on(self) -> date:
        return self._day(self.cleaned_data["review_on"], earliest=self.today)

    def _day(self, day: date, earliest: date | None = None) -> date:
        if earliest and day < earliest:
            raise forms.ValidationError(_("Choose a day within the next two years."))
        if abs(day - self.today) > FURTHEST:
            raise forms.ValidationError(_("Choose a day within the next two years."))
        return day

    def clean(self):
        found = super().clean()
        for number in range(1, STEPS + 1):
            on, words = found.get(f"on_{number}"), found.get(f"step_{number}")
            if on and abs(on - self.today) > FURTHEST:
                self.add_error(f"on_{number}", _("Choose a day within the next two years."))
            if not words and (on or found.get(f"done_{number}")) and f"step_{number}" not in self.errors:
                self.add_error(f"step_{number}", _("Write a few words."))
        return found

    @property
    def person(self):
        """Whose goal it is."""
        return self.mentees.get(self.cleaned_data.get("whose", "")) or next(iter(self.mentees.values()))

    def written(self) -> dict:
        """What `actions.write_goal` and `change_goal` take."""
        data = self.cleaned_data
        steps = [
            {
                "words": data[f"step_{n}"],
                "who": data[f"who_{n}"] or Who.MENTEE.value,
                "on": data[f"on_{n}"].isoformat() if data[f"on_{n}"] else "",
                "done": data[f"done_{n}"],
            }
            for n in range(1, STEPS + 1)
            if data[f"step_{n}"]
        ]
        named = {name: data[name] for name in ("words", "language", "review_on")}
        return named | {"area": self.areas.get(data.get("area", "")), "steps": steps}

    def compare(self, row: GoalWriting, steps: list[Step]) -> None:
        """Show what stands there now beside what was typed: every field, in words."""
        theirs = {"words": row.words, "language": languages.name_of(row.language), "area": row.area.label if row.area else "–"}
        theirs["review_on"] = dates.when(row.review_on, "date") if row.review_on else "–"
        for number, step in enumerate(steps, 1):
            facts = [step.words, step.who_label, *([dates.when(step.on, "date")] if step.on else [])]
            facts += [gettext("Done")] if step.done else []
            theirs[f"step_{number}"] = " · ".join(str(fact) for fact in facts)
        self.theirs = theirs


class EndGoalForm(Form):
    """How a goal ended: the mentee says so, or somebody writes down that they did."""

    end = forms.ChoiceField(
        label=_("How did it end?"),
        choices=End,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )
    say = forms.CharField(
        label=_("What the mentee says about it"),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = language_field()
    said_so = forms.BooleanField(
        label=_("The mentee said so"),
        error_messages={"required": _("Ask the mentee first. Only they say how their goal ends.")},
    )

    def __init__(self, *args, person, own: bool, row: GoalWriting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(person)
        first = {"end": row.end, "say": row.say, "language": row.say_language or row.language}
        self.initial = first | self.initial
        if own:
            del self.fields["said_so"]
            self.fields["end"].label = _("I am done with it")
            mine = {End.REACHED: _("I reached it"), End.CHANGED: _("I want something else now"), End.DROPPED: _("I let it go")}
            self.fields["end"].choices = list(mine.items())
            self.fields["say"].label = _("In your own words")

    def compare(self, row: GoalWriting) -> None:
        """Show what somebody else wrote about the end; where only the goal's words are new, they stand above the form."""
        self.theirs = {"end": dict(self.fields["end"].choices)[row.end], "say": row.say} if row.end else {}
