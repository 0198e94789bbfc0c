"""The sections in which a programme is set up: one form each, with what it reads from and gives back to the actions."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.people.models import Level, Sector
from alongside.programmes import countries
from alongside.programmes.models import Aim, Format
from alongside.programmes.target_groups import TARGET_GROUPS

GOALS = ("goal_1", "goal_2", "goal_3", "goal_4")
#: The regions whose clocks a programme may follow; the list would otherwise hold five hundred names.
_REGIONS = ("Europe/", "Asia/", "Africa/", "Atlantic/", "America/", "Australia/", "Pacific/")


def text(label, hint="", *, longest=400, required=False, rows=None, wanted=_("Write this in a few words.")):
    """A line, or with `rows` a box."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={"required": wanted, "max_length": _("Write it shorter: at most %(limit_value)d letters fit.")},
    )


def number(label, hint="", *, least, most, required=True):
    wanted = format_lazy(_("Write a number from {least} to {most}."), least=least, most=most)
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": wanted, "invalid": wanted, "min_value": wanted, "max_value": wanted},
    )


def several(label, choices, hint="", *, required=False):
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one."), "invalid_choice": _("Choose from the list.")},
    )


def _countries():
    return [("", _("Choose a country")), *countries.choices()]


def _sectors():
    return [("", _("Choose what comes closest")), *Sector.choices]


def one_of(label, choices, hint="", *, drop_down=False):
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.Select if drop_down else forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose from the list.")},
    )


def switch(label, hint=""):
    return forms.BooleanField(label=label, help_text=hint, required=False)


def _zones():
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if zone.startswith(_REGIONS)]


class OrganisationForm(Form):
    name = text(_("Name of your organisation"), required=True, longest=160, wanted=_("Write the name of your organisation."))
    sector = one_of(_("What kind of organisation is it?"), _sectors, drop_down=True)
    country = one_of(_("Country"), _countries, drop_down=True)


class BeginForm(Form):
    name = text(
        _("Name of your programme"),
        _("As mentors and mentees will read it. You can change it later."),
        required=True,
        longest=120,
        wanted=_("Give the programme a name."),
    )
    organisation = one_of(_("Which organisation runs it?"), [])

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(o.pk): o for o in organisations}
        self.fields["organisation"].choices = [(pk, o.name) for pk, o in self.organisations.items()]
        if len(self.organisations) == 1:
            only = next(iter(self.organisations))
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial.setdefault("organisation", only)

    def clean_organisation(self):
        return self.organisations[self.cleaned_data["organisation"]]


class AboutForm(Form):
    name = text(_("Name"), required=True, longest=120, wanted=_("Give the programme a name."))
    summary = text(_("In two or three sentences"), _("Stands on the public pages."), longest=600, rows=3)
    objective = text(_("The objective"), _("The one thing the programme is there for."), longest=400, rows=2)
    goal_1 = text(_("First goal"), longest=300)
    goal_2 = text(_("Second goal"), longest=300)
    goal_3 = text(_("Third goal"), longest=300)
    goal_4 = text(_("Fourth goal"), longest=300)
    aims = several(_("Aims"), Aim.choices, required=True)
    target_groups = several(_("For whom it is"), list(TARGET_GROUPS.items()))

    quiet_optional = True

    def goals(self) -> list[str]:
        return [self.cleaned_data[name] for name in GOALS if self.cleaned_data[name]]


class WhereForm(Form):
    countries = several(_("Host countries"), countries.choices, _("Where people live and meet their mentors."))
    transit_countries = several(
        _("Transit countries"), countries.choices, _("Where the programme works with people who are on their way.")
    )
    time_zone = one_of(_("Clock that the programme follows"), _zones, drop_down=True)

    quiet_optional = True


class WordsForm(Form):
    """What the programme says about itself in the other languages of the pages."""

    quiet_optional = True
    COLUMNS = {
        "name": (_("Name"), 120, None),
        "summary": (_("In two or three sentences"), 600, 3),
        "objective": (_("The objective"), 400, 2),
        "goals": (_("The goals, one on each line"), 1300, 5),
        "prevention_notice": (_("Notice about the money"), 1500, 5),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES[1:]:
            for column, (label, longest, rows) in self.COLUMNS.items():
                field = text(f"{label} ({get_language_info(code)['name_local']})", longest=longest, rows=rows)
                field.widget.attrs |= {"lang": code, "dir": "auto"}
                self.fields[f"{column}_{code}"] = field

    def translations(self) -> dict:
        """language -> column -> words; goals as a list."""
        found: dict[str, dict] = {}
        for code, _name in settings.LANGUAGES[1:]:
            words = {column: self.cleaned_data[f"{column}_{code}"].strip() for column in self.COLUMNS}
            words["goals"] = [line.strip() for line in words["goals"].splitlines() if line.strip()]
            found[code] = {column: said for column, said in words.items() if said}
        return found


class FormatForm(Form):
    format = one_of(_("Who meets"), Format.choices)
    group_least = number(_("A group begins with so many mentees"), _("Only where one mentor meets a group. Fewer, and it does not open."), least=2, most=20)
    group_most = number(_("And has at most so many"), least=2, most=20)
    mentor_means = text(_("Who may be a mentor"), _("Stands on the page where mentors apply."), longest=400, rows=3)
    training_wanted = text(_("What a mentor learns before the first meeting"), longest=400, rows=3)
    length_weeks = number(_("How many weeks it lasts"), least=1, most=260)
    meetings_per_month = number(_("Meetings a month"), least=1, most=31)
    meeting_minutes = number(_("Minutes a meeting lasts"), least=15, most=720)

    quiet_optional = True

    def clean(self):
        data = super().clean()
        if data.get("group_least") and data.get("group_most") and data["group_least"] > data["group_most"]:
            self.add_error("group_most", _("Write at least as many as a group begins with."))
        return data


class RhythmForm(Form):
    call_hours = number(_("Call both within so many hours of the introduction"), least=1, most=336)
    month_one = number(_("Check-ins in the first month"), least=0, most=30)
    later = number(_("Check-ins a month, from the second month on"), least=0, most=30)
    quiet_days = number(
        _("Days without news until a pair stands on Today"), _("14 days are common; through the gate, 7."), least=1, most=120
    )
    answer_days = number(_("Days in which a proposal should be answered"), least=1, most=60)
    reply_days = number(_("Working days in which applicants hear from you"), least=1, most=60)


class RulesForm(Form):
    language = switch(_("A language in common, or an interpreter"))
    level = one_of(_("A mentor speaks it at least at"), Level.choices, drop_down=True)
    mentee_level = one_of(_("A mentee speaks it at least at"), Level.choices, drop_down=True)
    gender_wish = switch(_("Wishes about the other's gender, of both"))
    overlap = switch(_("A free time in common, every week"))
    minutes = number(_("How many minutes"), least=15, most=720)
    reach = switch(_("Near enough to meet, or both willing to meet online"))
    km = number(_("How many kilometres, for people who have not said"), least=1, most=500)

    def rules(self) -> dict[str, dict]:
        said = self.cleaned_data
        return {
            "language": {"is_on": said["language"], "level": said["level"], "mentee_level": said["mentee_level"]},
            "gender_wish": {"is_on": said["gender_wish"]},
            "overlap": {"is_on": said["overlap"], "minutes": said["minutes"]},
            "reach": {"is_on": said["reach"], "km": said["km"]},
        }


class NeedsForm(Form):
    need_areas = several(
        _("What mentees can ask for here"), [], _("They stand on the application page; everybody may also use own words.")
    )
    quiet_optional = True

    def __init__(self, *args, terms, **kwargs):
        super().__init__(*args, **kwargs)
        self.terms = {str(term.pk): term for term in terms}
        self.fields["need_areas"].choices = [(pk, term.label) for pk, term in self.terms.items()]

    def chosen(self) -> list:
        return [self.terms[pk] for pk in self.cleaned_data["need_areas"]]


class AnswersForm(Form):
    contact_name = text(_("Who answers"), _("A name, as people should ask for it."), longest=80)
    contact_phone = text(_("Phone"), longest=40)
    contact_email = forms.EmailField(
        label=_("E-mail"), required=False, error_messages={"invalid": _("Write the whole address, like name@example.org.")}
    )
    duty_phone = text(
        _("Duty phone, for worries"), _("Shown first to a mentor who is worried. Leave it empty if nobody answers."), longest=40
    )
    duty_hours = text(_("When the duty phone is answered"), _("For example: every day, 8:00 to 20:00."), longest=120)
    sign_name = text(
        _("What mentee pages are called"),
        _("A neutral name on a shared phone. Empty means Alongside."),
        longest=60,
    )
    quiet_optional = True

    def clean(self):
        said = super().clean()
        if said.get("duty_phone") and not said.get("duty_hours"):
            self.add_error("duty_hours", _("Write when somebody answers, so that nobody waits in vain."))
        return said


class PreventionForm(Form):
    is_prevention_funded = switch(
        _("Money meant for prevention pays for this programme, or for part of it"),
        _("Then application pages and notices say so, in the words below."),
    )
    prevention_notice = text(_("What people read"), longest=1500, rows=6)
    quiet_optional = True

    def clean(self):
        said = super().clean()
        if said.get("is_prevention_funded") and not said.get("prevention_notice"):
            self.add_error("prevention_notice", _("Write what people should know about the money."))
        return said


class MinorsForm(Form):
    under_18_rule = text(
        _("The child's rules"),
        _("Where you meet, who is near, what a mentor never does, whom the child can tell."),
        longest=1500,
        rows=4,
    )
    guardian_rule = text(
        _("The guardian's rules"), _("Who agrees, in which language, and how it is written down."), longest=1500, rows=4
    )
    quiet_optional = True

    def clean(self):
        said = super().clean()
        if bool(said.get("under_18_rule")) != bool(said.get("guardian_rule")):
            missing = "guardian_rule" if said.get("under_18_rule") else "under_18_rule"
            self.add_error(missing, _("Write both rules, or leave both empty: then the programme is for adults."))
        return said


class OpenDoorsForm(Form):
    public_mentor_form = switch(_("Mentors apply online"))
    public_mentee_form = switch(_("Mentees apply online, by themselves"))
    public_referral_form = switch(_("Partners refer somebody online, with that person's agreement"))


class GrantForm(Form):
    name = text(_("Short name of the grant"), required=True, longest=60, wanted=_("Write the grant's short name."))


class PartnerForm(Form):
    name = text(_("Name of the partner"), required=True, longest=160, wanted=_("Write the partner's name."))
    sector = one_of(_("What kind of organisation is it?"), _sectors, drop_down=True)
    country = one_of(_("Country"), _countries, drop_down=True)


class TermForm(Form):
    english = text(_("The word in English"), required=True, longest=80, wanted=_("Write the word in English."))
    arabic = text(_("The word in Arabic"), longest=80)
