"""Reads that other rooms need, and what a round's pages show. Constant numbers of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags.dates import when
from alongside.matching import access, pool
from alongside.matching.models import (
    MatchingRound,
    Planning,
    Proposal,
    ProposalStep,
    RoundPart,
    state_after,
)
from alongside.matching.progress import failed_plans, far_of
from alongside.matching.wording import Words, term_labels
from alongside.mentorships.models import Member
from alongside.people import directory
from alongside.programmes.models import Enrolment

#: A question that ends so soon, and one side has not answered, is due (ours).
NEARLY_OVER = timedelta(days=3)


def names_of(enrolment_ids) -> dict[str, str]:
    """Enrolment id as text -> the person's name. Two queries at most."""
    rows = Enrolment.objects.filter(pk__in=set(enrolment_ids)).values_list("pk", "person_id")
    people = dict(rows)
    names = directory.names(people.values())
    return {str(pk): names.get(person_id, "") for pk, person_id in people.items()}


def codes_in(*reason_lists) -> set[str]:
    """All vocabulary codes in lists of stored reasons."""
    return {
        code
        for reasons in reason_lists
        for reason in reasons
        if reason["code"] in ("covers_needs", "shared_interests")
        for code in [*reason["facts"]["codes"], *reason["facts"].get("missing", [])]
    }


@dataclass
class Row:
    """One proposal as the round's page shows it; what comes after the names is filled in by `describe`."""

    pk: UUID
    state: str
    mentor: str
    mentee: str
    waiting_since: date | None
    proposal: Proposal | None = None
    reasons: list[str] = field(default_factory=list)
    runners_up: list[str] = field(default_factory=list)


@dataclass
class LeftOver:
    """Somebody left over; what comes after the name is filled in by `describe`.

    part_id: the row that says why; None for whom the question of `proposal_id` ended without a pair.
    """

    part_id: int | None
    name: str
    waiting_since: date | None
    proposal_id: UUID | None = None
    enrolment: Enrolment | None = None
    why: list[str] = field(default_factory=list)
    first_mentor: str = ""
    #: Something only this person can tell, so that the first step is to ask and write it down.
    to_ask: bool = False


def is_here(one: Row | LeftOver) -> bool:
    """Whether it still stood on the board when it was described."""
    return (one.proposal if isinstance(one, Row) else one.enrolment) is not None


def rows_of(round: MatchingRound) -> tuple[list[Row], list[LeftOver]]:
    """The whole board in words: for a round of ordinary size. A page of a large one takes `board_of` and `describe`."""
    rows, left = board_of(round)
    describe(rows, left)
    return rows, left


def board_of(round: MatchingRound) -> tuple[list[Row], list[LeftOver]]:
    """Who is proposed to whom (longest waiting first, replaced ones left out) and who is left over, by name only.

    A constant number of queries, none of which reads a whole row: with ten thousand people that is what takes long.
    """
    steps = defaultdict(list)
    for proposal_id, code in ProposalStep.objects.filter(proposal__round=round).values_list("proposal_id", "step"):
        steps[proposal_id].append(code)
    columns = ("pk", "mentee_id", "mentee__person_id", "mentor__person_id", "mentee__waiting_since")
    found = [(state_after(steps[one[0]]), *one) for one in round.proposals.values_list(*columns)]
    found = [one for one in found if one[0] != "replaced"]
    spoken_for = {mentee for state, _pk, mentee, *_rest in found if state in ("proposed", "asked", "begun")}
    parts = round.parts.filter(is_in=True, enrolment__side="mentee").exclude(left_over={})
    parts = parts.values_list("pk", "enrolment_id", "enrolment__person_id", "enrolment__waiting_since")
    # Whose question ended, with nobody next in line, is left over too; of several the last one is told.
    ended = {mentee: (pk, person, since) for _s, pk, mentee, person, _m, since in found if mentee not in spoken_for}
    parts = [(pk, person, since) for pk, mentee, person, since in parts if mentee not in spoken_for | ended.keys()]
    people = {person for one in found for person in one[3:5]} | {person for _pk, person, _since in parts}
    names = directory.names(people)
    rows = [
        Row(pk, state, names.get(mentor, ""), names.get(person, ""), since) for state, pk, _mentee, person, mentor, since in found
    ]
    left = [LeftOver(pk, names.get(person, ""), since) for pk, person, since in parts]
    left += [LeftOver(None, names.get(person, ""), since, pk) for pk, person, since in ended.values()]
    today = clock.today()
    rows.sort(key=lambda row: (row.waiting_since or today, row.mentee))
    left.sort(key=lambda one: (one.waiting_since or today, one.name))
    return rows, left


def describe(rows: list[Row], left: list[LeftOver]) -> None:
    """Fill in the words of these rows of a board. A constant number of queries, however many are not shown.

    What a new plan took off the board since keeps no proposal, or no enrolment: `is_here` is then False.
    """
    shown = Proposal.objects.select_related("round", "mentee", "mentor").prefetch_related("steps")
    proposals = shown.in_bulk([*(row.pk for row in rows), *(one.proposal_id for one in left if one.proposal_id)])
    parts = RoundPart.objects.select_related("enrolment").in_bulk([one.part_id for one in left if one.part_id])
    for row in rows:
        row.proposal = proposals.get(row.pk)
    for one in left:
        if one.part_id in parts:
            one.enrolment = parts[one.part_id].enrolment
        elif one.proposal_id in proposals:
            ended = proposals[one.proposal_id]
            one.enrolment, one.why = ended.mentee, [ended_in_words(ended)]
    reasons = {pk: (proposal.reasons, proposal.runners_up) for pk, proposal in proposals.items()}
    whys = {pk: part.left_over for pk, part in parts.items()}
    ids = {r["mentor"] for _why, others in reasons.values() for r in others}
    ids |= {i for why, _others in reasons.values() for r in why if r["code"] == "second_choice" for i in r["facts"]["ahead"]}
    ids |= {row["mentor"] for why in whys.values() for row in why.get("full", [])}
    ids |= {i for why in whys.values() for i in (why.get("competing") or {}).get("named", [])}
    names = names_of(ids)
    words = Words(names, term_labels(codes_in(*(why for why, _others in reasons.values()))))
    for row in filter(is_here, rows):
        why, others = reasons[row.pk]
        row.reasons = [s for r in why if (s := words.reason(r["code"], r["facts"]))]
        row.runners_up = [names[r["mentor"]] for r in others if names.get(r["mentor"])]
    for one in (one for one in left if one.part_id in whys):
        why = whys[one.part_id]
        one.why = words.left_over(why)
        one.first_mentor = why["full"][0]["mentor"] if why.get("full") else ""
        one.to_ask = any(q["side"] == "mentee" for q in why.get("questions", [])[:3])


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


def ended_in_words(proposal: Proposal) -> str:
    if proposal.state == "left_open":
        return left_open_in_words(proposal)
    return _("The last question ended without a pair, and nobody is next in line.")


def left_open_in_words(proposal: Proposal) -> str:
    why = proposal.why_open
    return _("Left open by a coordinator: %(why)s.") % {"why": why} if why else _("Left open by a coordinator.")


def waiting_questions(principal) -> list[tuple[Proposal, str]]:
    """Questions that the principal is asked as mentor or mentee and has not answered. Two queries."""
    if not principal.person_id:
        return []
    mine = Q(mentor__person_id=principal.person_id) | Q(mentee__person_id=principal.person_id)
    asked = Proposal.objects.asked().filter(mine, answer_by__gte=clock.now())
    found = []
    for p in asked.select_related("mentor", "mentee").prefetch_related("steps"):
        side = "mentor" if p.mentor.person_id == principal.person_id else "mentee"
        if not p.answer_of(side):
            found.append((p, side))
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
        .only("answer_by", "mentor__person_id", "mentee__person_id")
        .prefetch_related("steps")
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
    for p in asked:
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
        ended.filter(proposal__mentee__in=waiting.values("pk")).values_list(
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
