"""Who could be in a round, and how the engine sees them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from alongside.foundation import clock
from alongside.matching import engine
from alongside.matching.models import MatchingRound, MentorTeam, Proposal, ProposalStep, TeamMember
from alongside.matching.policy import for_engine
from alongside.mentorships import queries as mentorships
from alongside.mentorships.access import MENTEE_ROLES, MENTOR_ROLES
from alongside.mentorships.models import Hold, Member
from alongside.people.models import Person
from alongside.programmes import queries as programmes
from alongside.programmes.models import DoNotMatch, Enrolment, Format, Programme, Side

#: Formats in which mentors accompany together: only teams are proposed.
IN_TEAMS = (Format.CO_MENTORS, Format.FAMILY_TEAM)
#: What the rules are when a programme has said nothing.
DEFAULT_RULES = {
    "language": {"is_on": True, "level": "B1", "mentee_level": "A2", "interpreter": False},
    "gender_wish": {"is_on": True},
    "overlap": {"is_on": True, "minutes": 60},
    "reach": {"is_on": True, "km": 20},
}
#: A programme with more accepted people than this is large: its people are not listed one by one to be ticked, and its plans
#: are made in the background. Up to here a plan takes three to four seconds from the click to the board (benchmarks/click.py).
LARGE = 2000
#: Missing facts for which the engine has its own question, so that they don't keep somebody out of a round.
ASKED_BY_THE_ENGINE = frozenset({"language", "availability", "adult"})

#: Schemes begin four weeks (Reset, Northern Ireland) to two months (Primus Motor, Denmark) before the release, and
#: finding a mentor takes time before that (ours).
RELEASE_NEAR = timedelta(days=90)
#: So long after a round was closed nobody is asked to open another (ours).
REST = timedelta(days=14)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be in a round, or a team of mentors.

    missing: what readiness still wants (programmes.readiness.Missing), facts the engine asks for left out; and after an
        ending the pause, the fresh yes and a word about why (mentorships.queries.again.Lacking).
    free_places: for a mentor, places not taken by a mentorship or an open proposal; 1 or 0 for a mentee.
    team, members: of a team; `enrolment` is then its lead's, and the others' follow in `members`, the lead first.
    """

    enrolment: Enrolment
    missing: tuple
    free_places: int
    team: MentorTeam | None = None
    members: tuple["Candidate", ...] = ()

    @property
    def key(self) -> str:
        """What the plan calls them."""
        return str(self.team.pk if self.team else self.enrolment.pk)

    @property
    def people(self) -> tuple["Candidate", ...]:
        """Everybody who stands behind this candidate."""
        return self.members or (self,)

    @property
    def is_ready(self) -> bool:
        return not self.missing


def rules_of(programme: Programme) -> dict[str, dict]:
    """The matching rules in force in this programme: code -> {"is_on": bool, numbers}. One query."""
    rules = {code: dict(numbers) for code, numbers in DEFAULT_RULES.items()}
    for row in programme.matching_rules.all():
        rules.setdefault(row.code, {}).update(row.numbers, is_on=row.is_on)
    return rules


def is_large(programme: Programme) -> bool:
    """Whether so many people are accepted that nobody ticks them one by one. One query that counts."""
    return Enrolment.objects.filter(programme=programme).with_state().filter(current_state="accepted").count() > LARGE


def candidates(programme: Programme, side: Side, among: Iterable | None = None) -> list[Candidate]:
    """Accepted people of one side, longest waiting first; nobody who is on hold. A constant number of queries.

    among: ids of the enrolments that matter; by default everybody's. Within a transaction name the few.
    """
    side_of_programme = Enrolment.objects.filter(programme=programme, side=side).exclude(person__in=_held())
    if among is not None:
        side_of_programme = side_of_programme.filter(pk__in=among)
    enrolments = list(
        side_of_programme.with_state()
        .filter(current_state="accepted")
        .select_related("person", "lent_by")
        # Areas and terms once each: joined, they would be read again for every person.
        .prefetch_related("person__area", "person__languages", "person__free_times", "person__person_terms__term")
    )
    for enrolment in enrolments:
        enrolment.programme = programme
    readiness = programmes.readiness_of(enrolments)
    again = mentorships.lacking_again(programme)
    if side == Side.MENTOR:
        free = mentorships.free_places(enrolments)
    else:
        parts = Member.objects.filter(mentorship__programme=programme, role__in=MENTEE_ROLES, until=None)
        accompanied = set(parts.values_list("person_id", flat=True))
        free = {e.pk: int(e.person_id not in accompanied) for e in enrolments}
    taken: dict = defaultdict(int)
    # Being asked takes a place until it is answered, of each of a team.
    asked = Proposal.objects.asked().filter(round__programme=programme)
    groups = set()
    for mentor_id, mentee_id, round_id, in_group in asked.values_list("mentor_id", "mentee_id", "round_id", "in_group"):
        taken[mentee_id] += 1
        # A group takes one place of its mentor, however many are asked.
        if not in_group or (mentor_id, round_id) not in groups:
            taken[mentor_id] += 1
        if in_group:
            groups.add((mentor_id, round_id))
    if side == Side.MENTOR and programme.format in IN_TEAMS:
        for enrolment_id in TeamMember.objects.filter(team__proposals__in=asked, is_lead=False).values_list("enrolment_id", flat=True):
            taken[enrolment_id] += 1
    found = []
    for enrolment in enrolments:
        missing = tuple(m for m in readiness[enrolment.pk].missing if m.code not in ASKED_BY_THE_ENGINE)
        missing += again.get(enrolment.pk, ())
        found.append(Candidate(enrolment, missing, max(0, free[enrolment.pk] - taken[enrolment.pk])))
    found.sort(key=lambda c: (c.enrolment.waiting_since or c.enrolment.created_at.date(), c.enrolment.pk))
    return found


def _held():
    """Whoever is on hold: in no round, and asked about nobody."""
    return Hold.objects.open().values("person")


def everybody(programme: Programme) -> list[Candidate]:
    """The candidates of both sides, mentees first. A constant number of queries; half a second for a thousand people."""
    return [c for side in (Side.MENTEE, Side.MENTOR) for c in candidates(programme, side)]


def release_soon(principal):
    """Mentees of the principal's programmes who are released within RELEASE_NEAR and have no mentor yet."""
    today = clock.today()
    accompanied = Member.objects.filter(enrolment=OuterRef("pk"), until=None)
    query = Enrolment.objects.filter(programme_id__in=principal.programmes_as("coordinator"), side=Side.MENTEE)
    query = query.filter(release_on__gte=today, release_on__lte=today + RELEASE_NEAR)
    return query.with_state().filter(~Exists(accompanied), current_state="accepted").exclude(person__in=_held()).order_by("release_on", "pk")


def without_a_round(principal) -> list[tuple[str, datetime]]:
    """(name, since) of programmes where mentees wait and mentors have a free place, without a round now or of late.

    Whose checks or training have lapsed can't be in a round and does not count.

    since: when the one who waits longest was accepted. Two queries, one where every programme has its round.
    """
    now = clock.now()
    rounds = MatchingRound.objects.filter(programme=OuterRef("pk")).exclude(closed_at__lt=now - REST)
    coordinated = Programme.objects.filter(pk__in=principal.programmes_as("coordinator"))
    without = list(coordinated.filter(~Exists(rounds)).values_list("pk", flat=True))
    if not without:
        return []
    accepted = Enrolment.objects.filter(programme=OuterRef("pk")).exclude(person__in=_held()).with_state().filter(current_state="accepted")
    held = Member.objects.filter(enrolment=OuterRef("pk"), until=None)
    busy = Subquery(held.filter(role__in=MENTOR_ROLES).values("enrolment").annotate(n=Count("pk")).values("n"))
    free = accepted.filter(programmes.is_cleared(), side=Side.MENTOR).annotate(busy=Coalesce(busy, 0)).filter(capacity__gt=F("busy"))
    waiting = accepted.filter(~Exists(held), programmes.is_cleared(), side=Side.MENTEE).order_by("state_since").values("state_since")
    found = Programme.objects.filter(Exists(free), pk__in=without).annotate(since=Subquery(waiting[:1]))
    return list(found.exclude(since=None).values_list("name", "since"))


def weekly(person: Person, zone: str) -> tuple | None:
    """The person's free spans as the programme's clocks show them this week; None while nobody knows."""
    if not person.availability_known:
        return None
    spans = [(free.weekday, free.start, free.end) for free in person.free_times.all()]
    return in_zone(spans, person.time_zone or zone, zone)


def in_zone(spans, own: str, zone: str) -> tuple:
    """Weekly spans by the clocks of `own` as the clocks of `zone` show them this week."""
    shift = 0
    if own != zone:
        now: datetime = clock.now()
        offset = now.astimezone(ZoneInfo(zone)).utcoffset() - now.astimezone(clock.zone(own, zone)).utcoffset()
        shift = int(offset.total_seconds() // 60)
    # The engine brings what a shift pushes out of its day back into the week.
    return tuple((weekday, start + shift, end + shift) for weekday, start, end in spans)


def participant(candidate: Candidate) -> dict:
    """What mentee and mentor have in common, for the engine."""
    enrolment, person = candidate.enrolment, candidate.enrolment.person
    area = person.area
    terms = list(person.person_terms.all())
    return {
        "id": str(enrolment.pk),
        "languages": {row.tag: row.level or None for row in person.languages.all()},
        "gender": person.gender or None,
        "gender_wish": person.gender_wish or None,
        "free": weekly(person, enrolment.programme.time_zone),
        "place": engine.Place(area.latitude, area.longitude) if area and area.latitude is not None else None,
        "area": str(area.pk) if area else None,
        "online_ok": enrolment.online_ok,
        "in_person_ok": enrolment.in_person_ok,
        "reach_km": enrolment.reach_km,
        "adult": person.is_adult,
        "interests": frozenset(t.term.code for t in terms if t.use == "likes"),
        "experience_wish": bool(enrolment.experience_wish),
    }


def terms(candidate: Candidate, use: str) -> frozenset:
    return frozenset(t.term.code for t in candidate.enrolment.person.person_terms.all() if t.use == use)


def problem(
    programme: Programme,
    mentees: list[Candidate],
    mentors: list[Candidate],
    rules: dict[str, dict],
    lottery: str,
    policy: dict | None = None,
    previous: dict[str, str] | None = None,
) -> engine.Problem:
    """The round as the engine wants it. policy: settings; previous: undecided proposals, mentee -> mentor, ids as text. Three queries beyond the candidates: kept apart, ended pairs, earlier answers."""
    by_person = defaultdict(list)
    for candidate in [*mentees, *(one for offered in mentors for one in offered.people)]:
        by_person[candidate.enrolment.person_id].append(str(candidate.enrolment.pk))

    def pairs(person_pairs):
        return frozenset(
            (a, b)
            for one, other in person_pairs
            for x, y in ((one, other), (other, one))
            for a in by_person.get(x, ())
            for b in by_person.get(y, ())
        )

    apart = DoNotMatch.objects.filter(programme=programme).values_list("one_id", "other_id")
    # The same person may be mentor and mentee in one programme; nobody accompanies themselves.
    own = [(person_id, person_id) for person_id, ids in by_person.items() if len(ids) > 1]
    return engine.Problem(
        mentees=tuple(
            engine.Mentee(
                **participant(c),
                needs=terms(c, "needs"),
                needs_interpreter=c.enrolment.person.needs_interpreter,
                waiting_since=c.enrolment.waiting_since,
            )
            for c in mentees
        ),
        mentors=tuple(mentor_of(c) for c in mentors),
        rules=engine_rules(programme, rules),
        on=clock.today(programme.time_zone),
        seed=lottery,
        previous=previous or {},
        **asked_of_a_plan(programme, policy or {}),
        do_not_match=pairs([*apart, *own]),
        ended=pairs([*mentorships.ended_pairs(programme), *said_no(programme)]) | said_no_to_team(programme),
    )


def asked_of_a_plan(programme: Programme, policy: dict) -> dict:
    """The policy for the engine. Where nobody meets in person, living near each other is nothing in common."""
    found = for_engine(policy)
    weights = found["weights"]
    if programme.format == Format.ONLINE and (weights.needs or weights.interests or weights.language or weights.hours):
        found["weights"] = replace(weights, nearness=0)
    return found


def mentor_of(candidate: Candidate) -> engine.Mentor:
    """A mentor, or a team, for the engine."""
    if candidate.members:
        return engine.team_of(map(mentor_of, candidate.members), id=candidate.key, capacity=candidate.free_places)
    programme = candidate.enrolment.programme
    in_groups = programme.format == Format.GROUP
    return engine.Mentor(
        **participant(candidate),
        skills=terms(candidate, "offers"),
        # One group at a time: a place is room for a mentorship, and a group is one.
        capacity=(programme.group_most if candidate.free_places else 0) if in_groups else candidate.free_places,
        least=programme.group_least if in_groups else 0,
        until=candidate.enrolment.lent_until,
        cleared=candidate.is_ready,
        not_cleared_reasons=tuple(m.code for m in candidate.missing),
    )


def _refused(programme: Programme):
    return ProposalStep.objects.filter(
        proposal__round__programme=programme, step__in=("mentor_no", "mentee_no", "expired")
    )


def said_no(programme: Programme) -> list[tuple]:
    """Pairs of people of whom one said no, or did not answer: the plan does not ask the same question twice.

    Of a team only the one who said no: the others may come back in another team.
    """
    refused = _refused(programme)
    alone = refused.filter(proposal__team=None).values_list("proposal__mentor__person_id", "proposal__mentee__person_id")
    members = refused.exclude(member=None).values_list("member__person_id", "proposal__mentee__person_id")
    return [*alone, *members]


def said_no_to_team(programme: Programme) -> frozenset:
    """(mentee, team), ids as text, where the answer was no or did not come."""
    refused = _refused(programme).exclude(proposal__team=None)
    return frozenset((str(a), str(b)) for a, b in refused.values_list("proposal__mentee_id", "proposal__team_id"))


def engine_rules(programme: Programme, rules: dict[str, dict]) -> tuple:
    """The engine's rules out of the programme's; those that protect people are always in force."""
    # A round that was put down without rules follows the programme's.
    rules = rules or rules_of(programme)
    chosen = [
        engine.Adults(under_18=programme.takes_minors),
        engine.NotAgain(),
        engine.Lent(weeks=programme.length_weeks),
    ]
    if rules["language"]["is_on"]:
        chosen.append(
            engine.Language(
                level=rules["language"].get("level", "B1"),
                mentee_level=rules["language"].get("mentee_level", "A2"),
                interpreter_available=bool(rules["language"].get("interpreter")),
            )
        )
    if rules["gender_wish"]["is_on"]:
        chosen.append(engine.GenderWish())
    if rules["overlap"]["is_on"]:
        chosen.append(engine.Overlap(minutes=int(rules["overlap"].get("minutes", 60))))
    if programme.format == Format.ONLINE:
        chosen.append(engine.Reach(in_person=False))
    elif rules["reach"]["is_on"]:
        chosen.append(engine.Reach(km=float(rules["reach"].get("km", 20))))
    return tuple(chosen)


def ready(programme: Programme, side: Side) -> list[Candidate]:
    """Those of one side who could be proposed today. A constant number of queries."""
    return [c for c in candidates(programme, side) if c.is_ready and c.free_places > 0]
