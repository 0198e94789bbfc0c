"""Small questions to a plan. They change nothing, so they are sent by GET and carry no key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.matching import engine
from alongside.people.models import Gender

CHOOSE_SOMEBODY = {"required": _("Choose somebody."), "invalid_choice": _("Choose somebody out of the list.")}


class Trial(forms.Form):
    """One question, sent by GET. mentees, mentors: the round's people as (key, name); areas, languages: (key, name)."""

    code = ""
    quiet_optional = True

    def __init__(self, data, *, mentees, mentors, areas, languages):
        super().__init__(data, prefix=self.code)
        for name, choices in (("mentee", mentees), ("mentor", mentors), ("area", areas), ("language", languages)):
            if name in self.fields:
                self.fields[name].choices = [("", _("Choose")), *choices]

    def changes(self, plan: engine.Plan) -> list:
        """What is tried on, for `Plan.what_if`."""
        raise NotImplementedError


class Together(Trial):
    """Two people are paired."""

    code = "together"
    title = _("These two are paired")
    mentee = forms.ChoiceField(label=_("Mentee"), error_messages=CHOOSE_SOMEBODY)
    mentor = forms.ChoiceField(label=_("Mentor"), error_messages=CHOOSE_SOMEBODY)

    def changes(self, plan):
        return [engine.Force(self.cleaned_data["mentee"], self.cleaned_data["mentor"])]


class Apart(Trial):
    """Two people are not proposed to each other."""

    code = "apart"
    title = _("These two are not proposed to each other")
    mentee = forms.ChoiceField(label=_("Mentee"), error_messages=CHOOSE_SOMEBODY)
    mentor = forms.ChoiceField(label=_("Mentor"), error_messages=CHOOSE_SOMEBODY)

    def changes(self, plan):
        return [engine.Forbid(self.cleaned_data["mentee"], self.cleaned_data["mentor"])]


class Further(Trial):
    """One mentee goes further."""

    code = "further"
    title = _("One mentee's way may be longer")
    mentee = forms.ChoiceField(label=_("Mentee"), error_messages=CHOOSE_SOMEBODY)
    km = forms.IntegerField(
        label=_("Up to so many kilometres"),
        min_value=1,
        max_value=500,
        initial=40,
        error_messages={
            "required": _("Write the kilometres."),
            "invalid": _("Write the distance as a number, for example 20."),
            "min_value": _("Write at least 1 kilometre."),
            "max_value": _("Write at most 500 kilometres."),
        },
    )

    def changes(self, plan):
        return [engine.Further(self.cleaned_data["mentee"], self.cleaned_data["km"])]


class Room(Trial):
    """A mentor has one place more, or takes a break."""

    code = "room"
    title = _("A mentor takes one more, or a break")
    mentor = forms.ChoiceField(label=_("Mentor"), error_messages=CHOOSE_SOMEBODY)
    what = forms.ChoiceField(
        label=_("What changes"),
        choices=[("more", _("One more place")), ("break", _("A break"))],
        initial="more",
        error_messages={"required": _("Choose what changes.")},
    )

    def changes(self, plan):
        mentor = plan.problem.mentor_by_id[self.cleaned_data["mentor"]]
        places = (mentor.capacity or 0) + 1 if self.cleaned_data["what"] == "more" else 0
        return [engine.Places(mentor.id, places)]


class OneMore(Trial):
    """A mentor who is not there yet."""

    code = "more"
    title = _("There is one mentor more")
    language = forms.ChoiceField(
        label=_("Speaks well"), error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")}
    )
    gender = forms.ChoiceField(label=_("Gender"), required=False)
    area = forms.ChoiceField(
        label=_("Lives in"), required=False, help_text=_("Left out: meets online only.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gender"].choices = [("", _("It does not matter")), *Gender.choices]

    def changes(self, plan):
        data = self.cleaned_data
        place = next((p.place for p in plan.problem.mentees if p.area == data["area"] and p.place), None)
        return [
            engine.Add(
                engine.Mentor(
                    id="one more",
                    languages={data["language"]: "native"},
                    gender=data["gender"] or None,
                    gender_wish="any",
                    free=((0, 0, 7 * 24 * 60),),
                    place=place,
                    area=data["area"] or None,
                    online_ok=True,
                    in_person_ok=bool(data["area"]),
                    adult=True,
                    capacity=1,
                    cleared=True,
                )
            )
        ]


TRIALS = (Together, Apart, Further, Room, OneMore)
