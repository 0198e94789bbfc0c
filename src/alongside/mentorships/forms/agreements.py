from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock, uploads
from alongside.foundation.forms import Form
from alongside.mentorships import wording
from alongside.mentorships.forms.goals import first_language, language_choices
from alongside.mentorships.forms.meetings import PLACE, PlanForm, day_input
from alongside.mentorships.models import Agreement, AgreementAnswer
from alongside.people import languages

ALSO = 600
NAME = 160
MOST_MINUTES = 600


class AgreementForm(Form):
    """What a pair settles itself, beside the programme's text."""

    quiet_optional = True

    often = forms.ChoiceField(
        label=_("How often do they meet?"),
        choices=Agreement.Often,
        initial=Agreement.Often.WEEKLY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often."), "invalid_choice": _("Choose how often.")},
    )
    minutes = forms.IntegerField(
        label=_("About how long, in minutes"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        initial=60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write the minutes as a number up to 600, or leave it empty.")),
    )
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=PLACE,
        help_text=_("A public place, or how you meet: by phone, by video."),
        error_messages={"max_length": _("Write the place in fewer words.")},
    )
    channel = forms.ChoiceField(
        label=_("How do they reach each other?"),
        choices=Agreement.Channel,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one way."), "invalid_choice": _("Choose one way.")},
    )
    costs = forms.ChoiceField(
        label=_("What about costs?"),
        choices=Agreement.Costs,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )
    ends_on = forms.DateField(
        label=_("Planned until"),
        required=False,
        widget=day_input(),
        error_messages={"invalid": _("Choose a day, for example 2026-10-13.")},
    )
    also = forms.CharField(
        label=_("What else did they agree on?"),
        required=False,
        max_length=ALSO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In their words. Both members and the coordinators read it."),
        error_messages={"max_length": _("Write it in fewer words.")},
    )
    also_language = forms.ChoiceField(
        label=_("Language of these words"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the languages in the list.")},
    )

    def __init__(self, *args, mentorship, mentees, earlier: Agreement | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = clock.today(mentorship.programme.time_zone)
        first = {"ends_on": mentorship.planned_until}
        if mentees:
            self.fields["also_language"].choices = language_choices(mentees[0])
            first["also_language"] = first_language(mentees[0])
        else:
            self.fields["also_language"].choices = languages.choices()
        if earlier:
            kept = ("often", "minutes", "place", "channel", "costs", "ends_on", "also", "also_language")
            first |= {name: getattr(earlier, name) for name in kept if getattr(earlier, name)}
        self.initial = first | self.initial

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day

    def settled(self) -> dict:
        """What `actions.write_agreement` takes."""
        names = ("often", "minutes", "place", "channel", "costs", "ends_on", "also", "also_language")
        return {name: self.cleaned_data[name] for name in names}


class AnswerForm(Form):
    """Yes, or not yet: two buttons."""

    said = forms.ChoiceField(
        label=_("Your answer"),
        choices=AgreementAnswer.Said,
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )


class PaperForm(Form):
    """That somebody signed on paper: with a photograph of it, or with a witness."""

    quiet_optional = True

    people = forms.MultipleChoiceField(
        label=_("Who has signed?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who has signed."), "invalid_choice": _("Choose who has signed.")},
    )
    language = forms.ChoiceField(
        label=_("In which language did they read it?"),
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )
    paper = forms.FileField(
        label=_("A photograph of the paper, or a PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        help_text=_("Place and camera are taken out of a photograph."),
        error_messages={"empty": _("This file is empty. Choose another one."), "invalid": _("Choose the file again.")},
    )
    witness = forms.CharField(
        label=_("Or: who saw them sign?"),
        required=False,
        max_length=NAME,
        help_text=_("A name. Then the paper can stay with you."),
        error_messages={"max_length": _("Write the name in fewer letters.")},
    )

    def __init__(self, *args, missing, there, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(m.person_id), m.person.name) for m in missing]
        self.fields["language"].choices = [(tag, languages.own_name(tag)) for tag in there]

    def clean_paper(self):
        file = self.cleaned_data["paper"]
        return uploads.paper(file) if file else None

    def clean(self):
        data = super().clean()
        if not data.get("paper") and not data.get("witness") and "paper" not in self.errors:
            self.add_error("witness", _("Add a photograph of the paper, or the name of whoever saw them sign."))
        return data


def _label(key: str, source: dict) -> str:
    """Pieces stand beside the other language, which says what they are; short words are named by it."""
    if key.endswith("_title"):
        return _("Title")
    if key.endswith("_text"):
        return _("Text")
    return source.get(key) or wording.ENGLISH[key]


class TextForm(Form):
    """The programme's agreement in one language, beside another. One box for each word in wording.KEYS."""

    quiet_optional = True

    def __init__(self, *args, words: dict, source: dict, **kwargs):
        super().__init__(*args, **kwargs)
        for key in wording.KEYS:
            area = key.endswith("_text")
            self.fields[key] = forms.CharField(
                label=_label(key, source),
                required=False,
                max_length=1200 if area else 160,
                widget=forms.Textarea(attrs={"rows": 5}) if area else forms.TextInput(),
            )
            self.initial.setdefault(key, words.get(key, ""))

    def clean(self):
        data = super().clean()
        for choice, held in wording.HOLDS.items():
            key = f"say_{choice}"
            if data.get(key) and held not in data[key]:
                self.add_error(key, _("Write %(held)s where the number or the day is to stand.") % {"held": held})
        return data

    def words_written(self) -> dict:
        """What `actions.change_text` takes."""
        return {key: self.cleaned_data[key].strip() for key in wording.KEYS}

    def pieces(self, source: dict) -> list[dict]:
        """Each piece: its two boxes, and what stands there in the other language."""
        return [
            {
                "title": self[f"{piece}_title"],
                "text": self[f"{piece}_text"],
                "source_title": source.get(f"{piece}_title", ""),
                "source_text": source.get(f"{piece}_text", ""),
            }
            for piece in wording.PIECES
        ]

    def choices(self) -> list:
        return [self[f"say_{choice}"] for choice in wording.CHOICES]


class LanguageForm(Form):
    """Which language the agreement is to be written in, too."""

    language = forms.ChoiceField(
        label=_("Add a language"),
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )

    def __init__(self, *args, there, **kwargs):
        super().__init__(*args, **kwargs)
        named = [c for c in languages.choices(with_own=True) if c[0] not in there]
        self.fields["language"].choices = [("", _("Choose")), *named]


class VersionForm(Form):
    """A button that goes with what was read."""


class RecordingForm(Form):
    """A voice for one text."""

    sound = forms.FileField(
        label=_("Record it here"),
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_("MP3, WAV, or what a phone records. At most 3 megabytes."),
        error_messages={
            "required": _("Record it, or choose a file."),
            "empty": _("This file is empty. Choose another one."),
            "invalid": _("Choose the file again."),
        },
    )

    def clean_sound(self):
        return uploads.sound(self.cleaned_data["sound"])


class IntroductionForm(PlanForm):
    """When and where the coordinator introduces them to each other."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].help_text = _("A place that all three can reach, or how you meet: by video.")
