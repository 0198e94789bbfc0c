"""Reads that other rooms need, and what a round's pages show. Constant numbers of queries."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags.dates import when
from alongside.matching import access, pool
from alongside.matching.models import MatchingRound, Proposal, ProposalStep, TeamMember
from alongside.matching.wording import Words, listed, term_labels
from alongside.mentorships.models import Member
from alongside.people import directory
from alongside.programmes.models import Enrolment

#: A question that ends so soon, and one side has not answered, is due (ours).
NEARLY_OVER = timedelta(days=3)


def names_of(enrolment_ids) -> dict[str, str]:
    """Enrolment id as text -> the person's name; a team's id -> its members' names. Three queries at most."""
    ids = set(enrolment_ids)
    people = {str(pk): [one] for pk, one in Enrolment.objects.filter(pk__in=ids).values_list("pk", "person_id")}
    if len(people) < len({str(pk) for pk in ids}):
        # Whoever is no person is a team.
        for pk, one in TeamMember.objects.filter(team__in=ids).values_list("team_id", "enrolment__person_id"):
            people.setdefault(str(pk), []).append(one)
    names = directory.names({one for team in people.values() for one in team})
    return {key: listed([names.get(one, "") for one in team]) for key, team in people.items()}


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
    """One proposal as the round's page shows it."""

    proposal: Proposal
    mentor: str
    mentee: str
    reasons: list[str]
    runners_up: list[str]
    #: Whose face stands for the mentor's side: of a team the lead's.
    face: str = ""
    #: (who lends, until when), for each mentor of the proposal who is lent.
    loans: list[tuple[str, date]] = field(default_factory=list)

    @property
    def state(self):
        return self.proposal.state


@dataclass
class Group:
    """One mentor with several mentees as the round's page shows them; `first` leads to the page of the whole group."""

    rows: list[Row]
    least: int

    @property
    def first(self) -> Proposal:
        return self.rows[0].proposal

    @property
    def mentor(self) -> str:
        return self.rows[0].mentor

    @property
    def loans(self) -> list[tuple[str, date]]:
        return self.rows[0].loans

    @property
    def is_large_enough(self) -> bool:
        return len(self.rows) >= self.least

    @property
    def mentor_said(self) -> str:
        return self.first.answer_of("mentor")

    @property
    def said_yes(self) -> int:
        return sum(row.proposal.answer_of("mentee") == "yes" for row in self.rows)


def groups_in(rows: list[Row], least: int) -> list[Group]:
    """The groups among rows of one state, in the order in which their first mentee stands."""
    found: dict = {}
    for row in rows:
        if row.proposal.in_group:
            found.setdefault(row.proposal.mentor_id, []).append(row)
    return [Group(rows, least) for rows in found.values()]


@dataclass
class LeftOver:
    enrolment: Enrolment
    name: str
    why: list[str]
    first_mentor: str
    #: Something only this person can tell, so that the first step is to ask and write it down.
    to_ask: bool


def rows_of(round: MatchingRound) -> tuple[list[Row], list[LeftOver]]:
    """Proposals (longest waiting first, replaced ones left out) and who is left over, with reasons in words."""
    proposals = [
        p
        for p in round.proposals.select_related("mentee", "mentor__lent_by").prefetch_related(
            "steps", "team__members__enrolment__lent_by"
        )
        if p.state not in ("replaced",)
    ]
    parts = [
        part
        for part in round.parts.filter(is_in=True, enrolment__side="mentee").select_related("enrolment")
        if part.left_over
    ]
    spoken_for = {p.mentee_id for p in proposals if p.state in ("proposed", "asked", "begun")}
    # Whose question ended, with nobody next in line, is left over too; of several the last one is told.
    ended = {p.mentee_id: p for p in proposals if p.mentee_id not in spoken_for}
    parts = [part for part in parts if part.enrolment_id not in spoken_for | ended.keys()]
    ids = {p.mentee_id for p in proposals} | {p.mentor_id for p in proposals} | {p.team_id for p in proposals if p.team_id}
    ids |= {p.enrolment_id for p in parts}
    for proposal in proposals:
        ids |= {r["mentor"] for r in proposal.runners_up}
        ids |= {i for r in proposal.reasons if r["code"] == "second_choice" for i in r["facts"]["ahead"]}
    for part in parts:
        ids |= {row["mentor"] for row in part.left_over.get("full", [])}
        ids |= set((part.left_over.get("competing") or {}).get("named", []))
    names = names_of(ids)
    words = Words(names, term_labels(codes_in(*[p.reasons for p in proposals])))
    rows = [
        Row(
            p,
            names.get(p.offered, ""),
            names.get(str(p.mentee_id), ""),
            [s for r in p.reasons if (s := words.reason(r["code"], r["facts"], bool(p.team_id)))],
            [names[r["mentor"]] for r in p.runners_up if names.get(r["mentor"])],
            names.get(str(p.mentor_id), ""),
            [(one.lent_by.name, one.lent_until) for one in p.mentors if one.lent_by_id],
        )
        for p in proposals
    ]
    rows.sort(key=lambda row: (row.proposal.mentee.waiting_since or clock.today(), row.mentee))
    left = [
        LeftOver(
            part.enrolment,
            names.get(str(part.enrolment_id), ""),
            words.left_over(part.left_over),
            part.left_over["full"][0]["mentor"] if part.left_over.get("full") else "",
            any(q["side"] == "mentee" for q in part.left_over.get("questions", [])[:3]),
        )
        for part in parts
    ]
    left += [
        LeftOver(
            p.mentee,
            names.get(str(p.mentee_id), ""),
            [left_open_in_words(p) if p.state == "left_open" else _("The last question ended without a pair, and nobody is next in line.")],
            "",
            False,
        )
        for p in ended.values()
    ]
    return rows, left


def left_open_in_words(proposal: Proposal) -> str:
    why = proposal.why_open
    return _("Left open by a coordinator: %(why)s.") % {"why": why} if why else _("Left open by a coordinator.")


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
    decided = ProposalStep.objects.filter(proposal=OuterRef("pk")).exclude(step=ProposalStep.Step.PROPOSED)
    undecided = access.proposals_for(principal).filter(
        ~Exists(decided), mentorship=None, answer_by=None, round__closed_at=None
    )
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
