from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.matching import access, board, compare, trying
from alongside.matching.actions import groups as grouping
from alongside.matching.actions import proposals as deciding
from alongside.matching.forms import ChooseForm, DecisionForm, LeaveOpenForm, NotedAnswerForm
from alongside.matching.views.rounds import COORDINATES
from alongside.matching.wording import Words, term_labels
from alongside.programmes.access import NotAllowed


@requires("coordinator", **COORDINATES | {"fields": ("identity", "matching", "contact")})
def proposal(request, pk):
    """One proposal: reasons, who has answered, and a place to note an answer heard on the phone."""
    found = access.proposal_for(request.principal, pk)
    group = access.group_for(request.principal, found)
    form = NotedAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            side, yes = form.cleaned_data["side"], form.cleaned_data["answer"] == "yes"
            try:
                who = form.cleaned_data["who"]
                # In a group each mentee answers about a proposal of their own.
                asked = next((p for p in group if side == "mentee" and p.mentee_id == who), found)
                after = deciding.answer(proposal=asked, side=side, yes=yes, by=request.principal, how="phone", who=who)
                if after.is_agreed:
                    # Here somebody reads who may know what stands in the way.
                    after = deciding.begin_agreed(proposal=after, by=request.principal)
            except NotAllowed as no:
                messages.warning(request, str(no))
                return reverse("matching:proposal", args=[found.pk])
            if after.mentorship_id:
                messages.success(
                    request,
                    _("All said yes. The mentorship has begun. Introduce them within 48 hours.")
                    if found.team_id or found.in_group
                    else _("Both said yes. The mentorship has begun. Introduce them within 48 hours."),
                )
                return reverse("mentorships:detail", args=[after.mentorship_id])
            messages.success(
                request,
                _("Noted. The mentorship begins when all have said yes.")
                if yes and found.team_id
                else _("Noted. The group begins when all have answered and enough said yes.")
                if found.in_group
                else _("Noted. The mentorship begins when the other side says yes as well.")
                if yes
                else _("Noted. That is nobody's fault. If another mentor is possible, that proposal waits for you here."),
            )
            back = "matching:proposal" if found.in_group and any(p.is_open for p in grouping.group_of(found)) else ""
            return reverse(back, args=[found.pk]) if back else reverse("matching:round", args=[found.round_id])

        return once(request, form, act)
    ahead = [i for r in found.reasons if r["code"] == "second_choice" for i in r["facts"]["ahead"]]
    names = board.names_of([found.offered, found.mentee_id, *(r["mentor"] for r in found.runners_up), *ahead])
    words = Words(names, term_labels(board.codes_in(found.reasons)))
    others = others_of(found, names)
    request.principal.reads("matching", *{pk for one in others if one["price"] for pk in one["price"].people})
    following = deciding.next_in_line(found) if found.is_open else None
    return render(
        request,
        "matching/proposal.html",
        {
            "proposal": found,
            "mentor": names.get(found.offered, ""),
            "mentee": names.get(str(found.mentee_id), ""),
            "reasons": [s for r in found.reasons if (s := words.reason(r["code"], r["facts"], bool(found.team_id)))],
            "others": others,
            "following": names.get(following.key, "") if following else "",
            "happened": found.steps.select_related("by__person"),
            "answers": [
                {
                    "person": one.person,
                    "enrolment": one.pk,
                    "said": p.answer_of(side, one.pk),
                    "yes": NotedAnswerForm(initial={"side": side, "who": one.pk, "answer": "yes"}),
                    "no": NotedAnswerForm(initial={"side": side, "who": one.pk, "answer": "no"}),
                }
                for side, one, p in [
                    *(("mentor", mentor, found) for mentor in found.mentors),
                    *(("mentee", p.mentee, p) for p in group),
                ]
            ],
            "can_begin": found.in_group and grouping.can_begin(group),
        },
    )


def others_of(proposal, names) -> list[dict]:
    """While nobody is asked: the other possible mentors, and the exact price of choosing each. One solution.

    Nobody in a large round, which takes seconds to solve: comparing mentors tells the price of one.
    """
    if proposal.state != "proposed" or proposal.round.closed_at or not proposal.runners_up or compare.is_large(proposal.round):
        return []
    trial = trying.trial_of(proposal.round)
    return [
        {"name": names[row["mentor"]], "price": trying.price_of(trial, str(proposal.mentee_id), row["mentor"])}
        for row in proposal.runners_up
        if names.get(row["mentor"])
    ]


def decide(request, pk, act_on, template, said, kind=DecisionForm):
    """A page for one decision about a proposal: a button, and what the form `kind` asks; back to the round afterwards."""
    found = access.proposal_for(request.principal, pk)
    form = kind(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            try:
                act_on(proposal=found, by=request.principal, **{f.name: form.cleaned_data[f.name] for f in form.visible_fields()})
                messages.success(request, said)
            except NotAllowed as no:
                messages.warning(request, str(no))
            return reverse("matching:round", args=[found.round_id])

        return once(request, form, act)
    names = board.names_of([found.offered, found.mentee_id])
    context = {
        "proposal": found,
        "form": form,
        "mentor": names.get(found.offered, ""),
        "mentee": names.get(str(found.mentee_id), ""),
    }
    return render(request, template, context)


@requires("coordinator", **COORDINATES)
def confirm(request, pk):
    return decide(request, pk, deciding.confirm, "matching/confirm.html", _("Both are asked. Call whoever has no safe e-mail address."))


@requires("coordinator", **COORDINATES)
def begin_group(request, pk):
    return decide(request, pk, grouping.begin_now, "matching/begin_group.html", _("The group has begun. Introduce them within 48 hours."))


@requires("coordinator", **COORDINATES)
def leave_open(request, pk):
    return decide(request, pk, deciding.leave_open, "matching/leave_open.html", _("Left open. They keep their place in the queue."), LeaveOpenForm)


@requires("coordinator", **COORDINATES | {"fields": ("identity", "matching", "wishes")})
def mentors_for(request, pk, mentee_pk):
    """Mentors side by side for one mentee: what speaks for each, what forbids it, and choosing one with a reason."""
    round = access.round_for(request.principal, pk)
    mentee = access.mentee_for(request.principal, round, mentee_pk)
    table = compare.table_for(round, mentee)
    # Choosing takes two steps that work without JavaScript: the mentor in the address, then the reason.
    wanted = request.POST.get("mentor") or request.GET.get("mentor", "")
    if not round.closed_at:
        compare.tell_prices(round, table, str(mentee.pk), wanted)
    chosen = next((c for c in table.columns if c.possible and c.key == wanted), None)
    form = ChooseForm(
        posted(request),
        mentors=[(c.key, c.name) for c in table.columns if c.possible],
        chosen=chosen.key if chosen else "",
    )
    if request.method == "POST" and form.is_valid():
        mentor, team = access.mentor_or_team_for(request.principal, round, form.cleaned_data["mentor"])

        def act():
            deciding.choose_another(
                round=round,
                mentee=mentee,
                mentor=mentor,
                team=team,
                why=form.cleaned_data["why"],
                note=form.cleaned_data["note"],
                by=request.principal,
            )
            messages.success(request, _("Proposed instead. Nobody is asked yet."))
            return reverse("matching:round", args=[round.pk])

        try:
            return once(request, form, act)
        except NotAllowed as no:
            form.add_error(None, str(no))
    request.principal.reads("matching", *(pk for c in table.columns for pk in c.person_ids))
    request.principal.reads("matching", *{pk for c in table.columns if c.price for pk in c.price.people})
    context = {"round": round, "mentee": mentee, "table": table, "form": form, "chosen": chosen}
    context["asks_why"] = bool(chosen or form.is_bound)
    return render(request, "matching/compare.html", context)
