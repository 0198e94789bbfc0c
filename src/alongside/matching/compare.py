"""Mentors side by side for one mentee. Everything comes from the engine's plain rules; nothing is scored aloud."""

from dataclasses import dataclass, field

from alongside.matching import engine, pool
from alongside.matching.models import MatchingRound
from alongside.matching.wording import Words, term_labels
from alongside.people import directory
from alongside.programmes.models import Enrolment, Side

#: So many mentors stand beside each other; beyond that a table can't be read.
WIDTH = 5


@dataclass
class Column:
    """One mentor for this mentee."""

    key: str
    person_id: object
    name: str
    possible: bool
    is_proposed: bool
    speaks_for: list[str]
    against: list[str]
    ask: list[str]
    places_left: int
    shared: set = field(default_factory=set)


@dataclass
class Table:
    mentee_name: str
    proposed: str
    columns: list[Column]


def table_for(round: MatchingRound, mentee: Enrolment) -> Table:
    """Up to WIDTH mentors: the proposed one first, then possible ones in the engine's order, then near misses."""
    mentees = [c for c in pool.candidates(round.programme, Side.MENTEE) if c.enrolment.pk == mentee.pk]
    mentors = pool.candidates(round.programme, Side.MENTOR)
    if not mentees:
        return Table(mentee.person.name, "", [])
    rules = round.rules or pool.rules_of(round.programme)
    plan = engine.solve(pool.problem(round.programme, mentees, mentors, rules, round.lottery))
    key = str(mentee.pk)
    proposal = next(
        (p for p in round.proposals.filter(mentee=mentee).prefetch_related("steps") if p.state in ("proposed", "asked")),
        None,
    )
    proposed = str(proposal.mentor_id) if proposal else ""
    allowed = [plan.mentor_of[key]] if key in plan.mentor_of else []
    allowed += [r.mentor for r in plan.runners_up(key, n=WIDTH)]
    answers = {str(c.enrolment.pk): plan.why_not(key, str(c.enrolment.pk)) for c in mentors}
    # Fewest obstacles first: the nearest misses are the ones about which something can be done.
    others = sorted(
        (m for m in answers if m not in allowed), key=lambda m: (len(answers[m].failed) + len(answers[m].unknown), m)
    )
    order = list(dict.fromkeys(([proposed] if proposed in answers else []) + allowed + others))[:WIDTH]
    by_key = {str(c.enrolment.pk): c for c in mentors}
    names = directory.names([by_key[m].enrolment.person_id for m in order])
    reasons = {m: plan.why(key, m) for m in order}
    codes = {
        code
        for found in reasons.values()
        for r in found
        if r.code in ("covers_needs", "shared_interests")
        for code in r.facts["codes"]
    }
    words = Words({}, term_labels(codes))
    columns = []
    for m in order:
        candidate, why_not = by_key[m], answers[m]
        possible = why_not.allowed and candidate.free_places > 0
        columns.append(
            Column(
                key=m,
                person_id=candidate.enrolment.person_id,
                name=names.get(candidate.enrolment.person_id, ""),
                possible=possible,
                is_proposed=m == proposed,
                speaks_for=[s for r in reasons[m] if (s := words.reason(r.code, r.facts))],
                against=[words.failure(r.code, r.facts) for r in why_not.failed],
                ask=[words.ask(a.side, a.fact) for a in why_not.unknown],
                places_left=candidate.free_places,
            )
        )
    counts: dict[str, int] = {}
    for column in columns:
        for sentence in column.speaks_for:
            counts[sentence] = counts.get(sentence, 0) + 1
    for column in columns:
        column.shared = {s for s in column.speaks_for if counts[s] > 1}
    return Table(mentee.person.name, proposed, columns)
