"""How pairs walk in a programme: what its coordinators settle for all of them."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.mentorships.actions.rules import change_rules
from alongside.mentorships.forms.rules import PairRulesForm
from alongside.mentorships.queries.rules import rules_of
from alongside.mentorships.views.drawing import draw
from alongside.programmes.access import programme_for

COLUMNS = [name for name in PairRulesForm.base_fields if name not in ("idempotency_key", "version")]


@requires("coordinator", relationship="programme", purpose="setting up")
def rules(request, programme):
    found = programme_for(request.principal, programme, "coordinator")
    stands = rules_of(found)
    form = PairRulesForm(
        posted(request), version=stands.version, initial={name: getattr(stands, name) for name in COLUMNS}
    )
    back = reverse("programmes:programme", args=[found.pk])
    if request.method == "POST" and form.is_valid():

        def act():
            values = {name: form.cleaned_data[name] for name in COLUMNS}
            expected = form.cleaned_data["version"]
            change_rules(programme=found, by=request.principal, expected_version=expected, values=values)
            messages.success(request, _("Saved. This holds for all pairs from now on."))
            return back

        try:
            return once(request, form, act)
        except Changed as changed:
            form.show_theirs(changed, rules_of(found).version)
    return draw(request, "mentorships/rules.html", {"form": form, "programme": found, "back": back}, found)


def on_programme_page(request, *, programme, **context) -> str:
    """Among what is also part of a programme: the way to its rules for pairs."""
    if programme.pk not in request.principal.programmes_as("coordinator"):
        return ""
    return render_to_string("mentorships/parts/rules_of_programme.html", {"programme": programme}, request=request)
