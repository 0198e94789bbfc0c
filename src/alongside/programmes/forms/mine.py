"""The short forms in which a mentor or a mentee changes their own details: a part at a time, for a phone.

The fields and checks are those of the coordinator's form; the questions are put to the person.
"""

from django.utils.translation import gettext as _

from alongside.people.languages import HOW_WELL
from alongside.people.models import ContactWay, GenderWish, Level
from alongside.programmes.actions.enrolment import Description
from alongside.programmes.forms.joining import WELL, choice
from alongside.programmes.forms.people import NO, UNKNOWN, YES, PersonForm, asked
from alongside.programmes.models import Enrolment, Side
from alongside.programmes.queries.mine import EXPERIENCE, EXPERIENCE_MEANS

#: Fields of each part; an entry that ends in _ means all fields that begin so.
FIELDS = {
    "hours": "free_ from_ to_".split(),
    "reach": "way_ value_ safe_ when_".split(),
    "languages": "language_ level_ needs_interpreter".split(),
    "help": "topics interests fields_of_work".split(),
    "meeting": "area in_person_ok online_ok reach_km".split(),
    "wishes": "gender_wish experience_wish wishes".split(),
}
TRUTH = {YES: True, NO: False, UNKNOWN: None}


class OwnForm(PersonForm):
    """One part of what somebody says about themselves."""

    def __init__(self, *args, part: str, enrolment: Enrolment, **kwargs):
        self.part = part
        super().__init__(*args, programme=enrolment.programme, side=enrolment.side, enrolment=enrolment, **kwargs)
        self._ask_the_person()
        wanted = ["idempotency_key", "version", *FIELDS[part]]
        if self.side == Side.MENTEE:
            wanted = [name for name in wanted if name != "fields_of_work"]
        for name in list(self.fields):
            if not any(name == start or start[-1] == "_" and name.startswith(start) for start in wanted):
                del self.fields[name]

    def _ask_the_person(self) -> None:
        mentor = self.side == Side.MENTOR
        fields = self.fields
        fields["topics"].label = _("What can you help with?") if mentor else _("What would you like help with?")
        fields["interests"].label = _("What do you like doing?")
        fields["fields_of_work"].label = _("Where have you worked?")
        fields["area"].label = _("Where do you live? Town or district")
        fields["area"].help_text = _("No street, no number.")
        # Other people's places are not offered.
        fields["area"].widget.attrs.pop("list", None)
        fields["reach_km"].label = _("How far can you travel, in kilometres?")
        fields["gender_wish"] = choice("", GenderWish.choices)
        fields["gender_wish"].label = _("I would like to accompany") if mentor else _("My mentor should be")
        fields["experience_wish"].label = EXPERIENCE[self.side]
        fields["experience_wish"].help_text = EXPERIENCE_MEANS
        fields["wishes"].label = _("What else should we know?")
        fields["wishes"].help_text = _("In any language, in your own words. You can leave it empty.")
        for name, label in (
            ("needs_interpreter", _("Do you need an interpreter?")),
            ("in_person_ok", _("Can you meet in person?")),
            ("online_ok", _("Can you meet online?")),
        ):
            fields[name].label = label
            fields[name].choices = [(YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("I don't know yet"))]
        for name, field in fields.items():
            kind = name.partition("_")[0]
            if kind == "level":
                field.label = _("How well?")
                field.choices = [WELL[0], *((level, words) for level, words in HOW_WELL.items() if level != Level.C2 or field.initial == level)]
            elif kind == "way":
                field.choices = [pair for pair in field.choices if pair[0] != ContactWay.Kind.POST or field.initial == pair[0]]
            elif kind == "value":
                field.label = _("Number, e-mail address, or the name and number of somebody you trust")
            elif kind == "safe":
                field.label = _("Is that safe? Does nobody else read or hear it?")
                field.choices = [("", _("I am not sure")), ("yes", _("Yes")), ("no", _("No, others may see it"))]
            elif kind == "when":
                field.label = _("When is a good time?")

    def description(self) -> Description:
        """What was typed, and nothing that was not asked."""
        typed = self.cleaned_data
        person, enrolment = self.enrolment.person, {}
        said = {name: typed[name] for name in ("gender_wish", "wishes") if name in self.fields}
        if "needs_interpreter" in self.fields:
            said["needs_interpreter"] = TRUTH[typed["needs_interpreter"]]
        if self.part == "meeting":
            enrolment = {name: TRUTH[typed[name]] for name in ("in_person_ok", "online_ok")} | {"reach_km": typed["reach_km"]}
        elif self.part == "wishes":
            enrolment = {"experience_wish": asked(typed)}
        return Description(
            person=said,
            enrolment=enrolment,
            languages=typed["languages"] if self.part == "languages" else None,
            spans=typed["spans"] if self.part == "hours" else None,
            ways=typed["ways"] if self.part == "reach" else None,
            area=typed.get("area"),
            country=person.area.country if person.area else self.programme.organisation.country,
            topics=typed.get("topics"),
            interests=typed.get("interests"),
            fields_of_work=typed.get("fields_of_work"),
        )

    def as_it_stands(self, standing: Enrolment) -> PersonForm:
        return OwnForm(part=self.part, enrolment=standing)
