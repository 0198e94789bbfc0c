"""Reads that other rooms need, and what a round's pages show. Constant numbers of queries."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags.dates import when
from alongside.matching import access, pool
from alongside.matching.models import MatchingRound, Planning, Proposal, ProposalStep, TeamMember
from alongside.matching.progress import failed_plans, far_of
from alongside.mentorships.models import Member
from alongside.people import directory
from alongside.programmes.models import Enrolment

#: A question that ends so soon, and one side has not answered, is due (ours).
NEARLY_OVER = timedelta(days=3)


def standing_of(rounds: list[MatchingRound]) -> dict:
    """Round id -> (proposals to decide, pairs being asked, how far its newest plan in the background is). Three queries."""

    def counted(proposals) -> dict:
        return dict(proposals.order_by().values("round").annotate(n=Count("pk")).values_list("round", "n"))

    of_them = Proposal.objects.filter(round__in=rounds)
    undecided, asked = counted(of_them.undecided()), counted(of_them.asked())
    newest: dict = {}
    for planning in Planning.objects.filter(round__in=rounds):
        newest.setdefault(planning.round_id, planning)
    far = {pk: far_of(planning) for pk, planning in newest.items()}
    return {r.pk: (undecided.get(r.pk, 0), asked.get(r.pk, 0), far.get(r.pk)) for r in rounds}


def waiting_questions(principal) -> list[tuple[Proposal, str]]:
    """Questions that the principal is asked as mentor or mentee and has not answered. Five queries at most."""
    if not principal.person_id:
        return []
    mine = Q(mentor__person_id=principal.person_id) | Q(mentee__person_id=principal.person_id)
    in_team = TeamMember.objects.filter(enrolment__person_id=principal.person_id, until=None).values("team")
    asked = Proposal.objects.asked().filter(mine | Q(team__in=in_team), answer_by__gte=clock.now())
    found, groups = [], set()
    for p in asked.select_related("mentor", "mentee").prefetch_related("steps", "team__members__enrolment"):
        part = p.part_of(principal.person_id)
        if not part or p.answer_of(part[0], part[1].pk):
            continue
        if p.in_group and part[0] == "mentor":
            # Asked once for the whole group.
            if (p.round_id, p.mentor_id) in groups:
                continue
            groups.add((p.round_id, p.mentor_id))
        found.append((p, part[0]))
    return found


def due(principal) -> list[Due]:
    """What matching adds to Today: questions to answer, proposals to decide, answers about to expire."""
    rows = [
        Due(
            group="waiting",
            people=(),
            why=_("There is a question for you. Please answer by %(day)s.") % {"day": when(p.answer_by, "day")},
            url=reverse("matching:answer", args=[p.pk]),
            button=_("Read and answer"),
            since=p.created_at,
        )
        for p, _side in waiting_questions(principal)
    ]
    if not principal.holds("coordinator"):
        return rows
    said_yes = ProposalStep.objects.filter(proposal=OuterRef("pk"))
    agreed = Exists(said_yes.filter(step="mentor_yes")) & Exists(said_yes.filter(step="mentee_yes"))
    nearly_over = Q(answer_by__gte=clock.now(), answer_by__lt=clock.now() + NEARLY_OVER)
    asked = (
        access.proposals_for(principal)
        .asked()
        .filter(nearly_over | agreed)
        .select_related("mentor", "mentee")
        .only("answer_by", "mentor__person_id", "mentee__person_id", "team", "in_group", "round")
        .prefetch_related("steps", "team__members__enrolment")
    )
    soon = list(pool.release_soon(principal))
    released = directory.names([e.person_id for e in soon])
    rows += [
        Due(
            group="waiting",
            people=((released.get(e.person_id, ""), "mentee"),),
            why=_("Will be released on %(day)s and has no mentor yet.") % {"day": when(e.release_on, "date")},
            url=reverse("matching:rounds"),
            button=_("Find a mentor"),
            # Due from the day it is near enough, so that the next to be released stands first.
            since=clock.now() - (clock.today() + pool.RELEASE_NEAR - e.release_on),
        )
        for e in soon
    ]
    rows += [
        Due(
            group="waiting",
            people=(),
            why=_("%(programme)s: people wait for a mentor, mentors have a free place, and no round is open.")
            % {"programme": name},
            url=reverse("matching:rounds"),
            button=_("Open a round"),
            since=since,
        )
        for name, since in pool.without_a_round(principal)
    ]
    rows += _ended_without_anybody_next(principal)
    rows += [
        Due(
            group="waiting",
            people=(),
            why=_("A plan could not be made. Nothing that was chosen is lost."),
            url=reverse("matching:planning", args=[planning.round_id]),
            button=_("See what to do"),
            since=planning.asked_at,
        )
        for planning in failed_plans(principal)
    ]
    undecided = access.proposals_for(principal).undecided().filter(mentorship=None, answer_by=None, round__closed_at=None)
    for round in undecided.values("round", since=Coalesce("round__planned_at", "round__opened_at")).annotate(
        count=Count("pk")
    ):
        rows.append(
            Due(
                group="waiting",
                people=(),
                why=ngettext(
                    "%(count)d proposal waits for your decision.", "%(count)d proposals wait for your decision.", round["count"]
                )
                % {"count": round["count"]},
                url=reverse("matching:round", args=[round["round"]]),
                button=_("Read the plan"),
                since=round["since"],
            )
        )
    names = directory.names([pk for p in asked for pk in (p.mentor.person_id, p.mentee.person_id)])
    groups = set()
    for p in asked:
        if p.in_group:
            # Two who said yes wait for the others; a group whose time ends stands here once.
            if p.answer_by >= clock.now() + NEARLY_OVER or (p.round_id, p.mentor_id) in groups:
                continue
            groups.add((p.round_id, p.mentor_id))
            rows.append(
                Due(
                    group="pairs",
                    people=((names.get(p.mentor.person_id, ""), "mentor"),),
                    why=_group_ends(p),
                    url=reverse("matching:proposal", args=[p.pk]),
                    button=_("See who has answered"),
                    since=p.answer_by,
                )
            )
            continue
        if p.team_id and not p.is_agreed and p.answer_by >= clock.now() + NEARLY_OVER:
            # One of the team and the mentee said yes; the others still have time.
            continue
        why, button = _unanswered(p)
        rows.append(
            Due(
                group="pairs",
                people=((names.get(p.mentor.person_id, ""), "mentor"), (names.get(p.mentee.person_id, ""), "mentee")),
                why=why,
                url=reverse("matching:proposal", args=[p.pk]),
                button=button,
                since=p.answer_by,
            )
        )
    return rows


def _ended_without_anybody_next(principal) -> list[Due]:
    """Mentees of open rounds whose question ended without a pair, with nobody proposed since. One query, one for names."""
    later = Proposal.objects.filter(mentee=OuterRef("proposal__mentee"), created_at__gt=OuterRef("proposal__created_at"))
    ended = ProposalStep.objects.filter(
        ~Exists(later), step__in=("mentor_no", "mentee_no", "expired"), proposal__round__closed_at=None,
        proposal__in=access.proposals_for(principal),
    )  # fmt: skip
    waiting = Enrolment.objects.with_state().filter(
        ~Exists(Member.objects.filter(enrolment=OuterRef("pk"), until=None)), current_state="accepted"
    )
    rows = list(
        ended.filter(Exists(waiting.filter(pk=OuterRef("proposal__mentee")))).values_list(
            "at", "proposal__round", "proposal__mentee", "proposal__mentee__person"
        )
    )
    names = directory.names([person for *_rest, person in rows])
    return [
        Due(
            group="waiting",
            people=((names.get(person, ""), "mentee"),),
            why=_("The last question ended without a pair, and nobody is next in line."),
            url=reverse("matching:mentors_for", args=[round, mentee]),
            button=_("Compare mentors"),
            since=at,
        )
        for at, round, mentee, person in rows
    ]


def _group_ends(proposal: Proposal) -> str:
    """A group whose question ends soon, or has ended while something kept it from beginning."""
    if proposal.answer_by < clock.now():
        return _("Enough said yes, and the group can't begin yet.")
    return _("The question to the group ends on %(day)s.") % {"day": when(proposal.answer_by, "date")}


def _unanswered(proposal: Proposal) -> tuple[str, str]:
    """(sentence, button) for a proposal whose question nearly ends, or which both said yes to and can't begin."""
    missing = [side for side in ("mentor", "mentee") if not proposal.answer_of(side)]
    if not missing:
        return _("Both said yes, and it can't begin yet."), _("See what is missing")
    who = _("Neither has answered") if len(missing) == 2 else (
        _("The mentor has not answered") if missing == ["mentor"] else _("The mentee has not answered")
    )
    why = _("%(who)s. The question ends on %(day)s.") % {"who": who, "day": when(proposal.answer_by, "date")}
    return why, _("Ask again")
