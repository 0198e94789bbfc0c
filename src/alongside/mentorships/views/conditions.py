"""Under which conditions a pair meets: the coordinator writes them down, each mentor reads and confirms them."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import posted
from alongside.mentorships import access
from alongside.mentorships.actions import conditions as actions
from alongside.mentorships.forms.conditions import CHOICES, ConditionsForm, ReadForm
from alongside.mentorships.queries import conditions as queries
from alongside.mentorships.views.gate import answer_in_question, done, found, page


@requires("coordinator", "mentor", relationship="own mentorship", purpose="accompany", fields=("identity", "release"))
def conditions(request, pk, person):
    """What holds now, and who has read it. A mentor confirms here."""
    mentorship, member = found(request, pk, person)
    stands = queries.conditions_of(mentorship, member.person_id)
    mentors = [m for m in mentorship.members.all() if m.is_mentor and m.until is None]
    me = request.principal.person_id
    to_confirm = stands is not None and any(m.person_id == me for m in mentors) and not queries.has_read(stands, me)
    form = ReadForm(posted(request))

    def act():
        actions.read_conditions(conditions=stands, mentorship=mentorship, by=request.principal)
        messages.success(request, _("Thank you. The coordinators see that you have read it."))

    if stands is not None:
        answered = done(request, form, act, reverse("mentorships:detail", args=[pk]))
        if answered:
            return answered
    return page(
        request, "mentorships/conditions.html", mentorship, member, form=form, stands=stands,
        sentences=queries.in_words(stands) if stands else [], to_confirm=to_confirm,
        unread=queries.not_yet_read(stands, mentors) if stands else [],
    )  # fmt: skip


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "release"))
def edit(request, pk, person):
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    answer = answer_in_question(request, mentorship, member)
    stands = queries.conditions_of(mentorship, member.person_id)
    first = {}
    if answer:
        said = answer.values
        first = {"holds": [code for code, _label in CHOICES if said.get(code)], "source": "form"}
        first |= {name: said.get(name, "") for name in ("excluded_places", "no_contact_with")}
    elif stands:
        first = {"holds": [code for code, _label in CHOICES if getattr(stands, code)]}
        first |= {"excluded_places": stands.excluded_places, "no_contact_with": stands.no_contact_with}
    form = ConditionsForm(posted(request), initial=first)

    def act():
        source = form.cleaned_data["source"]
        actions.set_conditions(
            mentorship=mentorship, member=member, by=request.principal, source=source, values=form.values(), answer=answer
        )
        messages.success(request, _("Written down. Each mentor is asked to read it before the next meeting."))

    back = reverse("mentorships:gate", args=[pk, person])
    return done(request, form, act, back) or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=answer,
        title=_("Conditions for meetings"), lead=_("Only what holds, never why. Whoever mentors reads this."), button=_("Keep this"),
    )  # fmt: skip
