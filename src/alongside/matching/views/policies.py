from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.matching import access, engine, policy, teams
from alongside.matching.actions import policies as writing
from alongside.matching.forms import PolicyForm
from alongside.matching.views.rounds import COORDINATES
from alongside.programmes.access import NotAllowed


@requires("coordinator", **COORDINATES)
def policy_of(request, pk):
    """The programme's matching policy in sentences, what it costs today, its versions, and changing it."""
    programme = access.programme_for(request.principal, pk)
    settings = policy.of(programme)
    form = PolicyForm(posted(request), initial=PolicyForm.initial_of(settings))
    tried = None
    if request.method == "POST" and form.is_valid():
        tried = form.settings()
        if "try" not in request.POST:

            def act():
                try:
                    writing.write_policy(programme=programme, settings=tried, by=request.principal)
                except NotAllowed as no:
                    messages.warning(request, str(no))
                else:
                    messages.success(request, _("Written down. Rounds that you open from now on follow it."))
                return reverse("matching:policy", args=[programme.pk])

            return once(request, form, act)
    shown = tried or settings
    problem = teams.today(programme, shown)
    try:
        price = policy.price(problem).in_words()
    except engine.TooManyGroups:
        price = [_("Too many groups could open at once, so its price can't be told today.")]
    context = {
        "programme": programme,
        "form": form,
        "tried": tried is not None,
        "sentences": policy.sentences(shown),
        "price": price,
        "seeking": len(problem.mentees),
        "versions": list(access.policy_versions_of(programme)),
    }
    return render(request, "matching/policy.html", context)


@requires("coordinator", **COORDINATES)
def policy_version(request, pk, number):
    """One version as it was signed; nothing to change."""
    programme = access.programme_for(request.principal, pk)
    version = access.policy_version_for(programme, number)
    context = {"programme": programme, "version": version, "sentences": policy.sentences(version.settings)}
    return render(request, "matching/policy_version.html", context)
