"""A programme changed section by section: which form, what stands in it, and which action takes it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, Form, once, posted
from alongside.programmes import access
from alongside.programmes.actions import programmes as actions
from alongside.programmes.blueprints import Rhythm
from alongside.programmes.forms import programmes as forms
from alongside.programmes.forms.steps import StepsForm


@dataclass(frozen=True)
class Section:
    """title, lead: words on top. form: its class. initial: programme -> what stands there.

    save: (programme, form, by) -> None, through an action. template: where the plain form is not enough.
    """

    title: str
    lead: str
    form: type[Form]
    initial: Callable
    save: Callable
    template: str = "programmes/programmes/section.html"


def _columns(form_class) -> list[str]:
    return [name for name in form_class.base_fields if name not in ("idempotency_key", "version")]


def _simple(title, lead, form_class, template="programmes/programmes/section.html") -> Section:
    """A section whose fields are columns of the programme."""
    columns = _columns(form_class)

    def save(programme, form, by):
        actions.edit(
            programme=programme,
            by=by,
            expected_version=form.cleaned_data["version"],
            values={column: form.cleaned_data[column] for column in columns},
        )

    return Section(title, lead, form_class, lambda p: {c: getattr(p, c) for c in columns}, save, template)


def _about_initial(programme) -> dict:
    goals = {f"goal_{n}": goal.text for n, goal in enumerate(programme.goals.all(), 1)}
    return {c: getattr(programme, c) for c in ("name", "summary", "objective", "aims", "target_groups")} | goals


def _save_about(programme, form, by):
    values = {c: form.cleaned_data[c] for c in ("name", "summary", "objective", "aims", "target_groups")}
    version = form.cleaned_data["version"]
    actions.edit(programme=programme, by=by, expected_version=version, values=values, goals=form.goals())


def _words_initial(programme) -> dict:
    found = {}
    for code, words in programme.translations.items():
        for column, said in words.items():
            found[f"{column}_{code}"] = "\n".join(said) if isinstance(said, list) else said
    return found


def _save_words(programme, form, by):
    values = {"translations": programme.translations | form.translations()}
    actions.edit(programme=programme, by=by, expected_version=form.cleaned_data["version"], values=values)


DAYS = ("quiet_days", "answer_days", "reply_days")


def _rhythm_initial(programme) -> dict:
    rules = {rule.after: rule for rule in programme.contact_rules.all()}
    call = rules["introduction"].within_hours if "introduction" in rules else 48
    times = {a: rules[a].times if a in rules else 0 for a in ("month_one", "later")}
    return {"call_hours": call, **times} | {c: getattr(programme, c) for c in DAYS}


def _save_rhythm(programme, form, by):
    said = form.cleaned_data
    actions.set_rhythm(
        programme=programme,
        rhythm=Rhythm(said["call_hours"], said["month_one"], said["later"]),
        by=by,
        expected_version=said["version"],
        values={column: said[column] for column in DAYS},
    )


def _save_steps(programme, form, by):
    version = form.cleaned_data["version"]
    actions.set_steps(programme=programme, steps=form.steps(), by=by, expected_version=version, values={})


def _rules_initial(programme) -> dict:
    initial = {"level": "B1", "mentee_level": "A2", "minutes": 60, "km": 20}
    for rule in programme.matching_rules.all():
        initial |= {rule.code: rule.is_on, **rule.numbers}
    return initial


def _save_rules(programme, form, by):
    actions.set_rules(programme=programme, rules=form.rules(), by=by, expected_version=form.cleaned_data["version"])


def _save_needs(programme, form, by):
    actions.edit(
        programme=programme,
        by=by,
        expected_version=form.cleaned_data["version"],
        values={},
        need_areas=form.chosen(),
    )


def _needs_initial(programme) -> dict:
    return {"need_areas": [str(pk) for pk in programme.need_areas.values_list("pk", flat=True)]}


SECTIONS = {
    "about": Section(
        _("What it is about"), _("One objective and its goals say what the programme is there for."),
        forms.AboutForm, _about_initial, _save_about,
    ),
    "format": _simple(
        _("Format and length"), _("What mentors and mentees can count on."), forms.FormatForm
    ),
    "rhythm": Section(
        _("When you are in touch"), _("Today reminds you by these. Pairs hear from you early and often at first."),
        forms.RhythmForm, _rhythm_initial, _save_rhythm,
    ),
    "steps": Section(
        _("Before somebody is ready"), _("Somebody is proposed for a pair when every ticked step is done and still holds."),
        StepsForm, StepsForm.initial_from, _save_steps, "programmes/programmes/steps.html",
    ),
    "rules": Section(
        _("Who may be proposed to whom"), _("A rule that is off is left to your own judgement."),
        forms.RulesForm, _rules_initial, _save_rules, "programmes/programmes/rules.html",
    ),
    "needs": Section(
        _("What mentees can ask for"), _("Words that mentors offer and mentees ask for."),
        forms.NeedsForm, _needs_initial, _save_needs, "programmes/programmes/needs.html",
    ),
    "answers": _simple(
        _("Who answers"), _("Shown to applicants, mentors and mentees."), forms.AnswersForm
    ),
    "prevention": _simple(
        _("The money behind it"), _("Openness protects people and the programme."), forms.PreventionForm
    ),
    "minors": _simple(
        _("Under 18"), _("Off, unless both rules are written down here."), forms.MinorsForm
    ),
    "doors": _simple(
        _("Ways in"), _("Which pages are open to the public."), forms.OpenDoorsForm
    ),
    "where": _simple(
        _("Where and by which clock"), _("Countries of the programme, and the time it runs by."), forms.WhereForm,
        "programmes/programmes/where.html",
    ),
    "words": Section(
        _("In other languages"), _("Mentees and the public read these. What is empty stands in English."),
        forms.WordsForm, _words_initial, _save_words,
    ),
}  # fmt: skip


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def section(request, pk, section):
    """One section of a programme: what stands there, and saving it."""
    programme = access.programme_for(request.principal, pk, *access.SETUP)
    here = SECTIONS.get(section)
    if here is None:
        raise Http404
    extra = {"terms": access.words_for(request.principal, programme)} if section == "needs" else {}
    initial = here.initial(programme)
    form = here.form(posted(request), initial=initial, version=programme.version, **extra)
    back = reverse("programmes:programme", args=[programme.pk])
    if request.method == "POST" and form.is_valid():
        try:

            def act():
                here.save(programme, form, request.principal)
                messages.success(request, _("Saved. It holds from now on."))
                return back

            return once(request, form, act)
        except Changed as changed:
            programme.refresh_from_db()
            # In the words of the form: a section's columns are not always its fields.
            changed.theirs = _standing(form, here.initial(programme))
            form.show_theirs(changed, programme.version)
    context = {
        "programme": programme,
        "name": programme.in_words("name", get_language() or "en"),
        "section": here,
        "code": section,
        "form": form,
        "back": back,
    }
    return render(request, here.template, context)


def _standing(form, initial: dict) -> dict:
    """What stands in the programme now and differs from what was typed: field -> words."""
    found = {}
    for name, field in form.fields.items():
        if field.widget.is_hidden or initial.get(name) == form.cleaned_data.get(name):
            continue
        labels = {str(code): label for code, label in getattr(field, "choices", [])}
        value = initial.get(name)
        values = value if isinstance(value, list | tuple) else [value]
        if isinstance(value, bool):
            values = [_("Yes") if value else _("No")]
        found[name] = ", ".join(str(labels.get(str(v), v)) for v in values if v not in (None, ""))
    return found
