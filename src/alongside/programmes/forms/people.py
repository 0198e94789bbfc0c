"""The form in which somebody is described, by hand. It asks for nothing about faith, origin, status, health or offence."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.people import queries as people_queries
from alongside.people.actions import Way
from alongside.people.models import Gender, GenderWish, Person, PersonTerm
from alongside.programmes.actions.enrolment import Description
from alongside.programmes.forms.lending import LoanFields
from alongside.programmes.forms.rows import LanguageRows, WayRows
from alongside.programmes.forms.week import WeekRows
from alongside.programmes.models import Enrolment, Programme, Side

UNKNOWN, YES, NO = "", "yes", "no"
OLDEST = 110
WHO = "name known_as pronouns birth_year is_adult gender page_language"
#: An address hides in these: a street's word, or a figure as long as a postcode.
ADDRESS = re.compile(r"\d{4,}|\b(street|strasse|straße|rua|rue|calle|via|ul\.|ulica|road|avenue)\b", re.IGNORECASE)

WORDS_GONE = {"invalid_choice": gettext_lazy("One of these words is not in use any more. Choose again.")}


def tri(label, **kwargs):
    """Yes, no, or nobody asked yet: what is not known must stay apart from no."""
    choices = [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No")), (UNKNOWN, gettext_lazy("Not asked yet"))]
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the three.")},
        **kwargs,
    )


def asked(typed: dict) -> str:
    """What stands in `Enrolment.experience_wish` for a tick: a yes, or nothing."""
    return YES if typed["experience_wish"] else ""


def free_text(label, *, longest=2000, **kwargs):
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.Textarea,
        error_messages={"max_length": gettext_lazy("This is too long. Write at most %(limit_value)d letters.")},
        **kwargs,
    )


def whole(label, smallest, largest, message, **kwargs):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=smallest,
        max_value=largest,
        error_messages={"invalid": message, "min_value": message, "max_value": message},
        **kwargs,
    )


class PersonForm(LanguageRows, WayRows, WeekRows, LoanFields, Form):
    """Who somebody is, how to reach them, what they speak, when and where they can meet, what they want or offer.

    For a new person (`enrolment` None) in `programme` on `side`, or for an enrolment that stands.
    """

    quiet_optional = True

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        help_text=gettext_lazy("As the person writes it, in any script."),
        error_messages={
            "required": gettext_lazy("Write the name."),
            "max_length": gettext_lazy("Write at most 160 letters."),
        },
    )
    known_as = forms.CharField(
        label=gettext_lazy("Likes to be called"),
        max_length=80,
        required=False,
        error_messages={"max_length": gettext_lazy("Write at most 80 letters.")},
    )
    pronouns = forms.CharField(
        label=gettext_lazy("Pronouns"),
        max_length=40,
        required=False,
        error_messages={"max_length": gettext_lazy("Write at most 40 letters.")},
    )
    is_adult = forms.BooleanField(
        label=gettext_lazy("I have made sure that this person is 18 or older"),
        required=False,
        help_text=gettext_lazy("Needed if no birth year is given. Your name and today's date are kept, no document."),
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        choices=[("", gettext_lazy("Not said")), *Gender.choices],
        required=False,
        help_text=gettext_lazy("Only for wishes about the other person and for totals of ten or more."),
        error_messages={"invalid_choice": gettext_lazy("Choose one from the list.")},
    )
    page_language = forms.ChoiceField(
        label=gettext_lazy("Reads pages and messages in"),
        choices=settings.LANGUAGES,
        initial="en",
        error_messages={
            "required": gettext_lazy("Choose a language."),
            "invalid_choice": gettext_lazy("Choose one from the list."),
        },
    )
    needs_interpreter = tri(gettext_lazy("Needs an interpreter"))
    area = forms.CharField(
        label=gettext_lazy("Area"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("A district or a town, never an address. Choose one that is there, or write a new one."),
        error_messages={"max_length": gettext_lazy("Write at most 80 letters.")},
    )
    in_person_ok = tri(gettext_lazy("Can meet in person"))
    online_ok = tri(gettext_lazy("Can meet online"))
    reach_km = whole(
        gettext_lazy("Can travel, in kilometres"),
        0,
        500,
        gettext_lazy("Write a whole number of kilometres between 0 and 500."),
    )
    topics = forms.ModelMultipleChoiceField(
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=WORDS_GONE,
    )
    interests = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Likes"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=WORDS_GONE,
    )
    fields_of_work = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Fields of work"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=WORDS_GONE,
    )
    gender_wish = forms.ChoiceField(
        choices=[("", gettext_lazy("Not asked yet")), *GenderWish.choices],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one from the list.")},
    )
    experience_wish = forms.BooleanField(
        required=False,
        help_text=gettext_lazy("Only if they ask for it themselves. Never write down a country. Not ticked says nothing about them."),
    )
    wishes = free_text(gettext_lazy("Wishes, in their own words"))
    about = free_text(gettext_lazy("About them, in their own words"))
    occupation = free_text(gettext_lazy("Work, studies or training"), longest=300)
    motivation = free_text(gettext_lazy("Why they take part"))
    grants = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Paid for by"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("This grant is not there any more. Choose again.")},
    )

    def __init__(self, *args, programme: Programme, side: str, enrolment: Enrolment | None = None, **kwargs):
        self.programme, self.side, self.enrolment = programme, side, enrolment
        person = enrolment.person if enrolment else None
        known = initial_of(enrolment) if enrolment else {}
        super().__init__(*args, initial=known | kwargs.pop("initial", {}), **kwargs)
        self.add_languages(list(person.languages.values_list("tag", "level")) if person else [])
        self.add_week(list(person.free_times.values_list("weekday", "start", "end")) if person else [])
        self.add_ways(
            [Way(w.kind, w.value, w.is_safe, w.when) for w in person.contact_ways.all()] if person else []
        )
        self._fit_to_side()
        # As the page shows them, so that the list of mistakes leads from the top of the page to its end.
        self.order_fields([*WHO.split(), "occupation", *self._rows("way", "language"), "needs_interpreter", *self._rows("free", "from")])

    def _rows(self, *beginnings: str) -> list[str]:
        """The names of the rows' fields in the order of the page, for each kind of row named by its first field."""
        together = {"way": ("way", "value", "safe", "when"), "language": ("language", "level"), "free": ("free",), "from": ("from", "to")}
        return [
            name.replace(beginning, part, 1)
            for beginning in beginnings
            for name in list(self.fields)
            if name.startswith(f"{beginning}_")
            for part in together[beginning]
        ]

    def _fit_to_side(self) -> None:
        mentor = self.side == Side.MENTOR
        this_year = clock.today().year
        self.fields["birth_year"] = whole(
            _("Birth year"),
            this_year - OLDEST,
            this_year,
            _("Write the year with four digits, for example 1989, or leave it empty."),
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
        person_id = self.enrolment.person_id if self.enrolment else None
        organisation = self.programme.organisation_id

        def terms_of(kind: str):
            return people_queries.commonest_first(people_queries.terms_of(organisation, kind, person_id))

        self.fields["topics"].queryset = terms_of("topic")
        self.fields["topics"].label = _("Can help with") if mentor else _("Wants help with")
        self.fields["interests"].queryset = terms_of("interest")
        self.fields["fields_of_work"].queryset = terms_of("work")
        self.fields["gender_wish"].label = _("Would like to accompany") if mentor else _("Would like to be accompanied by")
        self.fields["experience_wish"].label = (
            _("Has started again in a new country, and is glad to be matched through it")
            if mentor
            else _("Would like a mentor who has also had to start again in a new country")
        )
        if mentor:
            self.fields["capacity"] = whole(
                _("How many people at the same time"),
                0,
                20,
                _("Write a whole number between 0 and 20."),
                initial=1,
            )
            self.add_loan()
        else:
            self.fields["waiting_since"] = forms.DateField(
                label=_("Waiting since"),
                required=False,
                initial=clock.today(),
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("Choose a day, or leave it empty.")},
            )
            if self._has_release:
                self.fields["release_on"] = forms.DateField(
                    label=_("Expected day of release"),
                    required=False,
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                    help_text=_("It may move; change it here when it does."),
                    error_messages={"invalid": _("Choose a day, or leave it empty.")},
                )
        self.fields["grants"].queryset = self.programme.grant_tags.all()
        if not self.programme.grant_tags.exists():
            del self.fields["grants"]
        self.areas = [area.name for area in people_queries.areas_in(self.programme.organisation.country)]
        self.fields["area"].widget.attrs["list"] = "areas"

    @property
    def _has_release(self) -> bool:
        if self.enrolment is not None and self.enrolment.release_on:
            return True
        return self.programme.wanted_steps.filter(kind="clearance").exists() or "gate" in self.programme.template

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Write the name in letters."))
        return name

    def clean_birth_year(self):
        year = self.cleaned_data["birth_year"]
        if year is not None and clock.today().year - year < 18 and not self.programme.takes_minors:
            raise forms.ValidationError(
                _("This programme is for people of 18 and over. Check the year, or come back when they are 18.")
            )
        return year

    def clean_waiting_since(self):
        day = self.cleaned_data["waiting_since"]
        if day and day > clock.today(self.programme.time_zone):
            raise forms.ValidationError(_("Choose today or an earlier day: the day from which they have been waiting."))
        return day

    def clean_area(self):
        area = " ".join(self.cleaned_data["area"].split())
        if ADDRESS.search(area):
            raise forms.ValidationError(_("Write only the district or the town, without street or postcode."))
        return area

    def clean(self):
        cleaned = super().clean()
        cleaned["languages"] = self.read_languages()
        cleaned["spans"] = self.read_week()
        cleaned["ways"] = self.read_ways()
        self.clean_loan(cleaned)
        return cleaned

    def description(self) -> Description:
        """What was typed, for the actions."""
        typed = self.cleaned_data
        truth = {YES: True, NO: False, UNKNOWN: None}
        person = {
            name: typed[name]
            for name in "name known_as pronouns birth_year gender page_language gender_wish wishes about occupation".split()
        }
        person["needs_interpreter"] = truth[typed["needs_interpreter"]]
        enrolment = {
            "in_person_ok": truth[typed["in_person_ok"]],
            "online_ok": truth[typed["online_ok"]],
            "reach_km": typed["reach_km"],
            "motivation": typed["motivation"],
            "experience_wish": asked(typed),
        }
        if "capacity" in self.fields:
            enrolment["capacity"] = 1 if typed["capacity"] is None else typed["capacity"]
        for name in ("waiting_since", "release_on"):
            if name in self.fields:
                enrolment[name] = typed[name]
        enrolment |= self.loan()
        return Description(
            person=person,
            enrolment=enrolment,
            languages=typed["languages"],
            spans=typed["spans"],
            ways=typed["ways"],
            area=typed["area"],
            country=self.programme.organisation.country,
            topics=typed["topics"],
            interests=typed["interests"],
            fields_of_work=typed["fields_of_work"],
            grants=typed.get("grants"),
            is_adult=typed["is_adult"],
        )

    def as_it_stands(self, standing: Enrolment) -> "PersonForm":
        """The same form, with what stands there now."""
        return PersonForm(programme=self.programme, side=self.side, enrolment=standing)

    def compare(self, standing: Enrolment) -> list[tuple[str, str]]:
        """(label, what stands there now) for everything that differs from what was typed."""
        now = self.as_it_stands(standing)
        return [
            (str(self.fields[name].label), in_words(now, name) or _("empty"))
            for name in self.fields
            if name in now.fields and name not in ("idempotency_key", "version") and in_words(self, name) != in_words(now, name)
        ]


def initial_of(enrolment: Enrolment) -> dict:
    """What the form shows first for an enrolment that stands."""
    person: Person = enrolment.person
    said = {True: YES, False: NO, None: UNKNOWN}
    own = PersonTerm.Use.OFFERS if enrolment.side == Side.MENTOR else PersonTerm.Use.NEEDS
    terms = list(person.person_terms.values_list("use", "term_id"))
    columns = "name known_as pronouns birth_year gender page_language gender_wish wishes about occupation".split()
    return {name: getattr(person, name) for name in columns} | {
        "is_adult": person.adult_confirmed_at is not None,
        "needs_interpreter": said[person.needs_interpreter],
        "area": person.area.name if person.area else "",
        "in_person_ok": said[enrolment.in_person_ok],
        "online_ok": said[enrolment.online_ok],
        "reach_km": enrolment.reach_km,
        "experience_wish": bool(enrolment.experience_wish),
        "motivation": enrolment.motivation,
        "capacity": enrolment.capacity,
        "lent_by": enrolment.lent_by_id,
        "lent_until": enrolment.lent_until,
        "waiting_since": enrolment.waiting_since,
        "release_on": enrolment.release_on,
        "topics": [pk for use, pk in terms if use == own],
        "interests": [pk for use, pk in terms if use == PersonTerm.Use.LIKES],
        "fields_of_work": [pk for use, pk in terms if use == PersonTerm.Use.WORKS],
        "grants": [g.pk for g in enrolment.grants.all()],
    }


def in_words(form: Form, name: str) -> str:
    """The value of a field as a person reads it, whether typed or standing."""
    bound = form[name]
    value = bound.value()
    if isinstance(bound.field, forms.ModelMultipleChoiceField):
        chosen = {str(v) for v in value or []}
        return ", ".join(str(term) for term in bound.field.queryset if str(term.pk) in chosen)
    if isinstance(bound.field, forms.MultipleChoiceField):
        return ", ".join(str(words) for code, words in bound.field.choices if code in (value or []))
    if isinstance(bound.field, forms.ChoiceField):
        return str(dict(bound.field.choices).get(value, "")) if value else ""
    if isinstance(bound.field, forms.BooleanField):
        return _("Yes") if value else ""
    text = bound.field.prepare_value(value)
    return "" if text is None else str(text).strip()
