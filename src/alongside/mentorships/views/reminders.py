"""What a programme reminds of: the list, one reminder, a new one. Words are shown in every language before anything is kept."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import sms
from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.mentorships import access
from alongside.mentorships.actions.reminders import add_rule, change_rule
from alongside.mentorships.forms.reminders import ReminderForm
from alongside.mentorships.queries import reminders as queries
from alongside.mentorships.views.drawing import draw
from alongside.programmes.access import programme_for

POLICY = {"relationship": "programme", "purpose": "setting up"}


@requires("coordinator", **POLICY)
def reminders(request, programme):
    found = programme_for(request.principal, programme, "coordinator")
    lines = [(rule, queries.described(rule)) for rule in queries.rules_of(found)]
    context = {"programme": found, "lines": lines, "has_texts": sms.is_on(), "back": reverse("programmes:programme", args=[found.pk])}
    return draw(request, "mentorships/reminders.html", context, found)


@requires("coordinator", **POLICY)
def new_reminder(request, programme):
    found = programme_for(request.principal, programme, "coordinator")
    form = ReminderForm(posted(request), initial={"active": True, "hours": 24, "before": "before"})
    return _page(request, found, form, lambda: add_rule(programme=found, by=request.principal, values=form.values()))


@requires("coordinator", **POLICY)
def reminder(request, programme, rule):
    found = programme_for(request.principal, programme, "coordinator")
    stands = access.reminder_rule_for(request.principal, found, rule)
    initial = {name: getattr(stands, name) for name in ("event", "hours", "to", "words", "active")}
    initial["before"] = "before" if stands.before else "after"
    form = ReminderForm(posted(request), version=stands.version, initial=initial)

    def write():
        change_rule(rule=stands, by=request.principal, expected_version=form.cleaned_data["version"], values=form.values())

    return _page(request, found, form, write, rule=stands)


def _page(request, programme, form, write, rule=None):
    """The form with its words in every language beside it; "See the words" keeps nothing."""
    back = reverse("mentorships:reminders", args=[programme.pk])
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and "look" not in request.POST:

        def act():
            write()
            messages.success(request, _("Saved. This holds from now on and does not reach back."))
            return back

        try:
            return once(request, form, act)
        except Changed as changed:
            form.show_theirs(changed, access.reminder_rule_for(request.principal, programme, rule.pk).version)
    words = form["words"].value()
    context = {
        "form": form,
        "programme": programme,
        "rule": rule,
        "back": back,
        "previews": [(*row, sms.parts(row[2])) for row in queries.previews(words, programme)] if words in queries.Words.values else [],
        "has_texts": sms.is_on(),
    }
    return draw(request, "mentorships/reminder.html", context, programme)


def on_programme_page(request, *, programme, **context) -> str:
    """Among what is also part of a programme: the way to its reminders."""
    if programme.pk not in request.principal.programmes_as("coordinator"):
        return ""
    return render_to_string("mentorships/parts/reminders_of_programme.html", {"programme": programme}, request=request)
