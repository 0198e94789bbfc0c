"""The components page: every part once, in both directions and both schemes."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import override

from alongside.foundation import clock
from alongside.foundation.access import requires
from alongside.foundation.templatetags.icons import DRAWINGS
from alongside.foundation.views.specimen import ARABIC, ENGLISH


class SpecimenForm(forms.Form):
    """One field of each kind; `words` are labels, because these are samples and not interface."""

    def __init__(self, words: dict, *args, **kwargs):
        super().__init__(*args, **kwargs)
        answers = list(enumerate(words["answers"]))
        self.fields = {
            "place": forms.CharField(label=words["where"], help_text=words["where_hint"]),
            "day": forms.DateField(
                label=words["when"],
                widget=forms.DateInput(attrs={"type": "date"}),
                error_messages={"required": words["when_mistake"]},
            ),
            "rhythm": forms.ChoiceField(label=words["rhythm"], choices=list(enumerate(words["rhythms"])), required=False),
            "met": forms.ChoiceField(label=words["met"], choices=list(enumerate(words["met_answers"])), widget=forms.RadioSelect),
            "minutes": forms.ChoiceField(label=words["minutes"], choices=[(n, n) for n in (30, 60, 90)], widget=forms.RadioSelect),
            "how": forms.MultipleChoiceField(label=words["how"], choices=list(enumerate(words["hows"])), widget=forms.CheckboxSelectMultiple, required=False),
            "easy": forms.ChoiceField(label=words["easy"], choices=answers, widget=forms.RadioSelect),
            "line": forms.CharField(label=words["line"], widget=forms.Textarea, required=False),
            "file": forms.FileField(label=words["file"], required=False),
            "call": forms.BooleanField(label=words["call"], help_text=words["call_hint"], required=False),
        }


def _specimen(language: str, words: dict, scheme: str) -> dict:
    direction = "rtl" if language == "ar" else "ltr"
    prefix = f"{direction}-{scheme}"
    answers = {"place": words["place"], "met": 0, "minutes": 60, "how": [0], "easy": 1, "line": words["note"], "call": "on"}
    with override(language):
        form = SpecimenForm(words, {f"{prefix}-{name}": value for name, value in answers.items()}, prefix=prefix)
        mistaken = bool(form.errors)
    now = clock.now()
    return {
        "language": language,
        "direction": direction,
        "scheme": scheme,
        "id": prefix,
        "words": words,
        "form": form,
        "mistaken": mistaken,
        "now": now,
        "soon": now + timedelta(days=3),
        "past": now - timedelta(days=2),
        "page": Paginator(range(230), 50).get_page(2),
    }


@requires("coordinator", "screener", "administrator")
def components(request):
    """Every part once: left to right and right to left, light and dark."""
    specimens = [
        _specimen(language, words, scheme)
        for scheme in ("light", "dark")
        for language, words in (("en", ENGLISH), ("ar", ARABIC))
    ]
    return render(request, "foundation/components.html", {"specimens": specimens, "icons": sorted(DRAWINGS)})
