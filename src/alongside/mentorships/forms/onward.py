from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.models import FreshYes, Introduction

WORDS = 2000
ONE = {"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")}
TOLD = [(FreshYes.How.PHONE.value, FreshYes.How.PHONE.label), (FreshYes.How.IN_PERSON.value, FreshYes.How.IN_PERSON.label)]


class AgainForm(Form):
    """Whether somebody wants another mentor or mentee. own: they answer on their own phone."""

    answer = forms.ChoiceField(choices=FreshYes.Answer, widget=forms.RadioSelect, error_messages=ONE)
    how = forms.ChoiceField(label=_("How did they say it?"), choices=TOLD, widget=forms.RadioSelect, error_messages=ONE)

    def __init__(self, *args, own: bool, is_mentor: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["how"]
            label = _("Do you want to accompany somebody else?") if is_mentor else _("Do you want another mentor?")
        else:
            label = _("Do they want to accompany somebody else?") if is_mentor else _("Do they want another mentor?")
        self.fields["answer"].label = label


class EarlierGoalsForm(Form):
    """Which goals of before the mentee takes along."""

    goals = forms.MultipleChoiceField(
        label=_("Goals of before"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )
    said_so = forms.BooleanField(
        label=_("The mentee said so"), error_messages={"required": _("Ask the mentee first. Their goals are theirs.")}
    )

    def __init__(self, *args, found, own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = [(pk, row.words) for pk, row in found]
        self.initial.setdefault("goals", [pk for pk, _row in found])
        if own:
            del self.fields["said_so"]
            self.fields["goals"].label = _("My goals")


class IntroductionForm(Form):
    """To which partner, what is passed on, and the person's yes to each of it."""

    organisation = forms.ChoiceField(
        label=_("To which partner?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a partner."), "invalid_choice": _("Choose a partner.")},
    )
    items = forms.MultipleChoiceField(
        label=_("What may be passed on"),
        help_text=_("Ask about each of these. What they don't want stays here."),
        choices=Introduction.Item,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing."), "invalid_choice": _("Choose from the list.")},
    )
    words = forms.CharField(
        label=_("A few words about the person, as they would say it"),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Write it in fewer words.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )
    how = forms.ChoiceField(label=_("How did they say it?"), choices=TOLD, widget=forms.RadioSelect, error_messages=ONE)
    said_yes = forms.BooleanField(
        label=_("They said yes to each of these, and know that they can take it back"),
        error_messages={"required": _("Nothing is passed on without their yes. Ask them first.")},
    )

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, **kwargs)
        self.partners = {str(one.pk): one for one in partners}
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.partners.items()]
