"""The board of a round: who is proposed to whom, in words, and who is left over and why. Constant numbers of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.matching.models import (
    MatchingRound,
    Proposal,
    ProposalStep,
    RoundPart,
    TeamMember,
    state_after,
)
from alongside.matching.wording import Words, listed, term_labels
from alongside.people import directory
from alongside.programmes.models import Enrolment


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
    """One proposal as the round's page shows it; what comes after `in_group` is filled in by `describe`."""

    pk: UUID
    state: str
    #: The mentor, or all of a team.
    mentor: str
    mentee: str
    waiting_since: date | None
    #: Whose face stands for the mentor's side: of a team the lead's.
    face: str = ""
    in_group: bool = False
    proposal: Proposal | None = None
    reasons: list[str] = field(default_factory=list)
    runners_up: list[str] = field(default_factory=list)
    #: (who lends, until when), for each mentor of the proposal who is lent.
    loans: list[tuple[str, date]] = field(default_factory=list)


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
        if row.in_group and row.proposal:
            found.setdefault(row.proposal.mentor_id, []).append(row)
    return [Group(rows, least) for rows in found.values()]


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
    columns = ("pk", "mentee_id", "mentee__person_id", "mentor__person_id", "mentee__waiting_since", "team_id", "in_group")
    found = [(state_after(steps[one[0]]), *one) for one in round.proposals.values_list(*columns)]
    found = [one for one in found if one[0] != "replaced"]
    spoken_for = {mentee for state, _pk, mentee, *_rest in found if state in ("proposed", "asked", "begun")}
    parts = round.parts.filter(is_in=True, enrolment__side="mentee").exclude(left_over={})
    parts = parts.values_list("pk", "enrolment_id", "enrolment__person_id", "enrolment__waiting_since")
    # Whose question ended, with nobody next in line, is left over too; of several the last one is told.
    ended = {mentee: (pk, person, since) for _s, pk, mentee, person, _m, since, *_rest in found if mentee not in spoken_for}
    parts = [(pk, person, since) for pk, mentee, person, since in parts if mentee not in spoken_for | ended.keys()]
    teams = defaultdict(list)
    if any(one[6] for one in found):
        members = TeamMember.objects.filter(team__proposals__round=round).distinct()
        for team_id, person in members.values_list("team_id", "enrolment__person_id"):
            teams[team_id].append(person)
    people = {person for one in found for person in one[3:5]} | {person for _pk, person, _since in parts}
    names = directory.names(people.union(*teams.values()))
    rows = [
        Row(
            pk,
            state,
            listed([names.get(one, "") for one in teams[team]]) if team else names.get(mentor, ""),
            names.get(person, ""),
            since,
            face=names.get(mentor, ""),
            in_group=in_group,
        )
        for state, pk, _mentee, person, mentor, since, team, in_group in found
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
    shown = Proposal.objects.select_related("round", "mentee", "mentor__lent_by")
    shown = shown.prefetch_related("steps", "team__members__enrolment__lent_by")
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
        row.reasons = [s for r in why if (s := words.reason(r["code"], r["facts"], bool(row.proposal.team_id)))]
        row.loans = [(one.lent_by.name, one.lent_until) for one in row.proposal.mentors if one.lent_by_id]
        row.runners_up = [names[r["mentor"]] for r in others if names.get(r["mentor"])]
    for one in (one for one in left if one.part_id in whys):
        why = whys[one.part_id]
        one.why = words.left_over(why)
        one.first_mentor = why["full"][0]["mentor"] if why.get("full") else ""
        one.to_ask = any(q["side"] == "mentee" for q in why.get("questions", [])[:3])


def ended_in_words(proposal: Proposal) -> str:
    if proposal.state == "left_open":
        return left_open_in_words(proposal)
    return _("The last question ended without a pair, and nobody is next in line.")


def left_open_in_words(proposal: Proposal) -> str:
    why = proposal.why_open
    return _("Left open by a coordinator: %(why)s.") % {"why": why} if why else _("Left open by a coordinator.")
