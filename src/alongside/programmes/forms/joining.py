"""The public forms: to become a mentor, to find one, to refer somebody with their agreement.

Short, mostly choices, without JavaScript. Nothing is asked that nobody should ask: no faith, origin, status, health, offence.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.forms import Form
from alongside.people import languages
from alongside.people import queries as people_queries
from alongside.people.models import Gender, GenderWish, Level
from alongside.programmes import countries
from alongside.programmes.forms.contact import WayField, clean_way
from alongside.programmes.forms.people import ADDRESS, WORDS_GONE
from alongside.programmes.forms.week import WeekTicks
from alongside.programmes.models import Side
from alongside.programmes.queries.mine import EXPERIENCE, EXPERIENCE_MEANS

#: Six answers are enough for a first page.
WELL = [("", gettext_lazy("Choose how well")), *((level, words) for level, words in languages.HOW_WELL.items() if level != Level.C2)]
LANGUAGE_ROWS = 4
#: The order on the page, in which mistakes are listed. An entry that ends in _ means all fields that begin so.
ORDER = (
    "name language_ level_ way address safe when country area how free_ topics interests capacity "
    "gender_wish experience_wish gender fields_of_work occupation motivation wishes release_on is_adult referrer_ agrees"
).split()


def text(label, longest: int, required: str = "", **kwargs) -> forms.CharField:
    """A field for words; `required` is the sentence that says what to do."""
    too_long = gettext_lazy("This is too long. Write at most %(limit_value)d letters.")
    errors = {"max_length": too_long} | ({"required": required} if required else {})
    return forms.CharField(label=label, max_length=longest, required=bool(required), error_messages=errors, **kwargs)


def choice(label, choices, required: str = "", **kwargs) -> forms.ChoiceField:
    errors = {"invalid_choice": gettext_lazy("Choose one of these.")} | ({"required": required} if required else {})
    return forms.ChoiceField(
        label=label, choices=choices, required=bool(required), widget=forms.RadioSelect, error_messages=errors, **kwargs
    )


def tick(label, required: str = "", **kwargs) -> forms.BooleanField:
    errors = {"required": required} if required else {}
    return forms.BooleanField(label=label, required=bool(required), error_messages=errors, **kwargs)


def terms(label, kind: str, programme, only=None) -> forms.ModelMultipleChoiceField:
    in_use = people_queries.terms_of(programme.organisation_id, kind)
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=people_queries.commonest_first(in_use.filter(pk__in=only) if only else in_use),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=WORDS_GONE,
    )


class PublicForm(WeekTicks, Form):
    """What all three have in common: languages, a week of free hours, the area, a trap for machines."""

    # A person never sees or hears this field; machines fill in everything.
    more = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)
    name = text(gettext_lazy("Name"), 160, gettext_lazy("Write a name."))
    area = text(
        gettext_lazy("Town or district"),
        80,
        required="",
        help_text=gettext_lazy("No street, no number."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )

    language_required = gettext_lazy("Choose at least one language.")
    first_languages = gettext_lazy("The language you speak best")

    def __init__(self, *args, programme, **kwargs):
        self.programme = programme
        super().__init__(*args, **kwargs)
        self._add_languages()
        if len(programme.countries) > 1:
            names = [(code, countries.named(code)) for code in programme.countries]
            self.fields["country"] = forms.ChoiceField(
                label=_("Country"),
                choices=names,
                error_messages={"required": _("Choose a country."), "invalid_choice": _("Choose a country from the list.")},
            )

    def _add_languages(self) -> None:
        names = languages.choices(with_own=True)
        for n in range(LANGUAGE_ROWS):
            self.fields[f"language_{n}"] = forms.ChoiceField(
                label=self.first_languages if n == 0 else _("Another language"),
                choices=[("", _("Choose a language")), *names],
                required=n == 0,
                error_messages={
                    "required": self.language_required,
                    "invalid_choice": _("Choose a language from the list."),
                },
            )
            self.fields[f"level_{n}"] = forms.ChoiceField(
                label=_("How well?"),
                choices=WELL,
                required=False,
                # Nearly always so; without a level nobody could be proposed.
                initial=Level.NATIVE if n == 0 else "",
                error_messages={"invalid_choice": _("Choose one from the list.")},
            )

    def put_in_order(self) -> None:
        """Give the fields the order of the page; called when all of them are there."""

        def place(name: str) -> int:
            return next((n for n, start in enumerate(ORDER) if name == start or start[-1] == "_" and name.startswith(start)), 99)

        self.order_fields(sorted(self.fields, key=place))

    @property
    def other_languages(self) -> list[tuple]:
        return [(self[f"language_{n}"], self[f"level_{n}"]) for n in range(1, LANGUAGE_ROWS)]

    @property
    def more_languages(self) -> bool:
        """Whether the fold with further languages stands open."""
        return any(bound.value() for pair in self.other_languages for bound in pair)

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Write the name in letters."))
        return name

    def clean_area(self):
        area = " ".join(self.cleaned_data["area"].split())
        if ADDRESS.search(area):
            raise forms.ValidationError(_("Write only the town or the district, without street or postcode."))
        return area

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("more"):
            # A browser may fill it in for somebody: the person is asked again, never dropped.
            self.data = self.data.copy()
            self.data["more"] = ""
            self.add_error(None, _("Look at your answers, then send them once more."))
        spoken: dict[str, str] = {}
        for n in range(LANGUAGE_ROWS):
            tag, level = cleaned.get(f"language_{n}", ""), cleaned.get(f"level_{n}", "")
            if level and not tag and f"language_{n}" not in self.errors:
                self.add_error(f"language_{n}", _("Choose the language that this belongs to."))
            elif tag:
                spoken.setdefault(tag, level)
        cleaned["languages"] = list(spoken.items())
        cleaned["spans"] = self.read_ticks()
        return cleaned


class ApplicationForm(WayField, PublicForm):
    """Somebody applies for themselves."""

    gender_wish = choice(
        gettext_lazy("Do you have a wish?"),
        GenderWish.choices,
        initial=GenderWish.ANY,
    )
    agrees = tick(
        gettext_lazy("I have read this and agree"),
        gettext_lazy("We need your yes. Tick the box, or leave the page: nothing is kept then."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_ticks([])
        self.fields["is_adult"] = tick(_("I am 18 or older"))
        self.fields["experience_wish"] = tick(EXPERIENCE[self.side], help_text=EXPERIENCE_MEANS)

    def clean(self):
        cleaned = super().clean()
        clean_way(self)
        if not cleaned.get("is_adult") and not self.programme.takes_minors:
            self.add_error("is_adult", self._too_young())
        return cleaned

    def _too_young(self) -> str:
        contact = self.programme.contact_name
        if contact:
            words = _("Tick this if you are 18 or older. If you are younger, call or write to %(name)s: they know who can help you.")
            return words % {"name": contact}
        return _("Tick this if you are 18 or older. If you are younger, ask the organisation: they know who can help you.")


class MenteeForm(ApplicationForm):
    """For oneself: looking for a mentor. A2 words."""

    side = Side.MENTEE

    wishes = text(
        gettext_lazy("What else should we know?"),
        2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("In any language, in your own words. You can leave it empty."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your name")
        self.fields["name"].help_text = _("Or the name you want us to use.")
        self.fields["area"].label = _("Where do you live? Town or district")
        self.fields["gender_wish"].label = _("My mentor should be")
        self.fields["agrees"].label = _("I have read this. I want to take part.")
        only = list(self.programme.need_areas.values_list("pk", flat=True))
        self.fields["topics"] = terms(_("What would you like help with?"), "topic", self.programme, only)
        self.put_in_order()


class MentorForm(ApplicationForm):
    """For oneself: wanting to accompany somebody."""

    side = Side.MENTOR

    gender = choice(
        gettext_lazy("Gender"),
        [*Gender.choices, ("", gettext_lazy("I would rather not say"))],
        initial="",
        help_text=gettext_lazy("Some people wish for a woman or a man. It serves for nothing else."),
    )
    capacity = choice(
        gettext_lazy("How many people could you accompany at the same time?"),
        [("1", gettext_lazy("One")), ("2", gettext_lazy("Two")), ("3", gettext_lazy("Three"))],
        initial="1",
    )
    how = forms.MultipleChoiceField(
        label=gettext_lazy("How could you meet?"),
        choices=[("in_person", gettext_lazy("In person")), ("online", gettext_lazy("Online"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one way to meet."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    occupation = text(gettext_lazy("Work, studies or training"), 300)
    motivation = text(gettext_lazy("Why do you want to be a mentor?"), 2000, widget=forms.Textarea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your name")
        self.fields["area"].label = _("Where do you live? Town or district")
        self.fields["gender_wish"].label = _("I would like to accompany")
        self.fields["agrees"].label = _("I have read this and want to take part.")
        self.fields["topics"] = terms(_("What can you help with?"), "topic", self.programme)
        self.fields["fields_of_work"] = terms(_("Where have you worked?"), "work", self.programme)
        self.fields["interests"] = terms(_("What do you like doing?"), "interest", self.programme)
        self.put_in_order()
