"""Mentors side by side for one mentee. Everything comes from the engine's plain rules; nothing is scored aloud."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from alongside.matching import engine, pool, teams, trying
from alongside.matching.models import MatchingRound
from alongside.matching.wording import Words, hour, listed, term_labels, weekday
from alongside.people import languages
from alongside.programmes.models import Enrolment, Side

#: So many mentors stand beside each other; beyond that a table can't be read.
WIDTH = 5
#: A round of so many people is solved well under a second; in a larger one the page would be waited for.
LARGE = 2_000
#: Reasons that stand as facts in a line of their own.
HAVE_A_LINE = frozenset(
    {"covers_needs", "shared_language", "shared_hours", "shared_interests", "near", "same_area", "online"}
)


@dataclass(frozen=True)
class Fact:
    """One fact about a mentor. shared: the mentee has it too, wishes for it, or is free then."""

    words: str
    shared: bool = False


@dataclass
class Column:
    """One mentor for this mentee, each line of facts under its own heading."""

    key: str
    person_ids: list
    #: The enrolment whose page the name leads to; None for a team.
    page: object
    name: str
    short_name: str
    possible: bool
    is_proposed: bool
    covers: list[Fact]
    speaks: list[Fact]
    free: list[Fact]
    way: list[Fact]
    likes: list[Fact]
    also: list[str]
    against: list[str]
    ask: list[str]
    ask_mentee: bool
    places_left: int
    places: int
    price: trying.Price | None = None


@dataclass
class Mentee:
    """What the mentee brings to the comparison."""

    name: str
    speaks: list[str]
    wants: list[str]
    free: list[str]
    wishes: str


@dataclass
class Table:
    mentee_name: str
    proposed: str
    columns: list[Column]
    mentee: Mentee | None = None

    @cached_property
    def any_possible(self) -> bool:
        return any(column.possible for column in self.columns)


def table_for(round: MatchingRound, mentee: Enrolment) -> Table:
    """Up to WIDTH mentors: the proposed one first, then possible ones in the engine's order, then near misses."""
    mentees = pool.candidates(round.programme, Side.MENTEE, [mentee.pk])
    mentors = teams.offering(round.programme)
    if not mentees:
        return Table(mentee.person.name, "", [])
    rules = round.rules or pool.rules_of(round.programme)
    plan = engine.solve(pool.problem(round.programme, mentees, mentors, rules, round.lottery, policy=round.policy))
    key = str(mentee.pk)
    proposal = next(
        (p for p in round.proposals.filter(mentee=mentee).prefetch_related("steps") if p.state in ("proposed", "asked")),
        None,
    )
    proposed = proposal.offered if proposal else ""
    allowed = [plan.mentor_of[key]] if key in plan.mentor_of else []
    allowed += [r.mentor for r in plan.runners_up(key, n=WIDTH)]
    answers = {c.key: plan.why_not(key, c.key) for c in mentors}
    # Fewest obstacles first: the nearest misses are the ones about which something can be done.
    others = sorted(
        (m for m in answers if m not in allowed), key=lambda m: (len(answers[m].failed) + len(answers[m].unknown), m)
    )
    by_key = {c.key: c for c in mentors}
    # Whoever has a place stands before whoever is full: a choice comes before a regret.
    allowed.sort(key=lambda m: by_key[m].free_places < 1)
    order = list(dict.fromkeys(([proposed] if proposed in answers else []) + allowed + others))[:WIDTH]
    names = teams.names_of(by_key[m] for m in order)
    people = [mentees[0], *(one for m in order for one in by_key[m].people)]
    words = Words({}, term_labels({t.term.code for c in people for t in c.enrolment.person.person_terms.all()}))
    spoken = {row.tag for row in mentees[0].enrolment.person.languages.all()}
    columns = [
        _column(by_key[m], names, words, spoken, plan.why(key, m), answers[m], is_proposed=m == proposed) for m in order
    ]
    return Table(mentee.person.name, proposed, columns, _mentee(mentees[0], words))


def is_large(round: MatchingRound) -> bool:
    """Whether solving the round takes longer than a page may."""
    return round.parts.filter(is_in=True).count() > LARGE


def tell_prices(round: MatchingRound, table: Table, mentee: str, chosen: str) -> None:
    """Say for each possible mentor who is not in the plan what choosing them would change. One solution, and a trial each.

    In a large round, which takes seconds to solve, only for the one who is `chosen`.
    """
    large = is_large(round)
    others = [c for c in table.columns if c.possible and not c.is_proposed and (c.key == chosen or not large)]
    if others:
        trial = trying.trial_of(round)
        for column in others:
            column.price = trying.price_of(trial, mentee, column.key)


def _column(candidate: pool.Candidate, names, words: Words, spoken: set, reasons, why_not, *, is_proposed: bool) -> Column:
    people = [one.enrolment.person for one in candidate.people]
    facts = {r.code: r.facts for r in reasons}
    possible = why_not.allowed and candidate.free_places > 0
    against = [words.failure(r.code, r.facts) for r in why_not.failed]
    if not possible and not against and not why_not.unknown:
        against = [words.failure("full", {})]
    together = facts.get("shared_hours")
    return Column(
        key=candidate.key,
        person_ids=[person.pk for person in people],
        page=None if candidate.team else candidate.enrolment.pk,
        name=names[candidate.key],
        short_name=listed([person.short_name for person in people]),
        possible=possible,
        is_proposed=is_proposed,
        covers=_marked(words, _terms(candidate, "offers"), facts.get("covers_needs", {}).get("codes", ())),
        speaks=[Fact(languages.name_of(tag), tag in spoken) for tag in _tags(people, spoken)],
        free=[Fact(span(together["weekday"], together["start"], together["end"]), True)]
        if together
        else [Fact(w) for w in (_hours(people[0]) if not candidate.team else _common_hours(candidate))],
        way=[Fact(words.reason(code, facts[code])) for code in ("near", "same_area", "online") if code in facts],
        likes=_marked(words, _terms(candidate, "likes"), facts.get("shared_interests", {}).get("codes", ())),
        also=[
            s for r in reasons if r.code not in HAVE_A_LINE and (s := words.reason(r.code, r.facts, bool(candidate.team)))
        ],
        against=against,
        ask=[words.ask(a.side, a.fact) for a in why_not.unknown],
        ask_mentee=any(a.side == "mentee" for a in why_not.unknown),
        places_left=candidate.free_places,
        places=min(one.enrolment.capacity for one in candidate.people),
    )


def _mentee(candidate: pool.Candidate, words: Words) -> Mentee:
    person = candidate.enrolment.person
    return Mentee(
        name=person.name,
        speaks=[languages.name_of(tag) for tag in _tags([person])],
        wants=[words.labels.get(code, code) for code in sorted(pool.terms(candidate, "needs"))],
        free=_hours(person),
        wishes=person.wishes,
    )


def _marked(words: Words, codes: Iterable[str], shared: Iterable[str]) -> list[Fact]:
    """The words for these codes, those in common first."""
    shared = set(shared)
    ordered = sorted(codes, key=lambda code: (code not in shared, words.labels.get(code, code)))
    return [Fact(words.labels.get(code, code), code in shared) for code in ordered]


def _common_hours(team: pool.Candidate) -> list[str]:
    """The hours that all of a team have free; nothing while somebody's are not known."""
    free = pool.mentor_of(team).free
    if free is None:
        return []
    return [span(day, start, min(end, 24 * 60)) for day, start, end in free] or [_("No hour that all of them have free")]


def _terms(candidate: pool.Candidate, use: str) -> set[str]:
    return {code for one in candidate.people for code in pool.terms(one, use)}


def _tags(people, first: Iterable[str] = ()) -> list[str]:
    """The languages that one of these people speaks, those of the mentee first."""
    tags = {row.tag for person in people for row in person.languages.all()}
    return sorted(tags, key=lambda tag: (tag not in first, languages.name_of(tag)))


def _hours(person) -> list[str]:
    return [
        span(f.weekday, f.start, f.end) for f in sorted(person.free_times.all(), key=lambda f: (f.weekday, f.start))
    ]


def span(day: int, start: int, end: int) -> str:
    """"Thursdays, 18:00 to 20:00"."""
    return _("%(weekday)s, %(start)s to %(end)s") % {"weekday": weekday(day), "start": hour(start), "end": hour(end)}
