from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form

LONGEST = 600
SHORTER = _("Write it shorter: at most %(limit_value)d letters fit.")


class QuestionForm(Form):
    words = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        help_text=_("One open question. Ask so that a yes or no is not enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your question."), "max_length": SHORTER},
    )


class AnswerForm(Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words."), "max_length": SHORTER},
    )
