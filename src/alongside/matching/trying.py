"""What would happen if: the round's plan, tried on without anything being put down, and said in words."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.matching import engine, teams
from alongside.matching.actions.rounds import Choice, problem_of
from alongside.matching.models import MatchingRound
from alongside.matching.wording import Words, hour, listed, weekday
from alongside.people import languages

#: So many sentences about others stand at once; more are summed up first.
FEW_LINES = 2
#: Fewer people than this are not described on a poster (ours).
FEWEST_ON_A_WALL = 3


@dataclass(frozen=True)
class Trial:
    """The plan of a round as it would be made now.

    names: enrolment id as text -> name. areas: those in which somebody of the round lives, id as text -> name.
    """

    plan: engine.Plan
    names: dict[str, str]
    person_ids: dict[str, object]
    areas: dict[str, str]

    def effect(self, *changes: engine.Change) -> list[str]:
        """What these changes would do, in sentences. Raises what `Plan.what_if` raises."""
        difference = self.plan.what_if(*changes)
        nobody = [] if difference.left_over or difference.is_empty else [_("Nobody loses a mentor.")]
        return said(difference, self.names) + nobody

    def why_not(self, pair: engine.Force) -> list[str]:
        """Why these two can't be paired, rule by rule; somebody without a place last."""
        answer = self.plan.why_not(pair.mentee, pair.mentor)
        words = Words(self.names, {})
        found = [words.failure(reason.code, reason.facts) for reason in answer.failed]
        found += [_("Ask first: %(what)s") % {"what": words.ask(ask.side, ask.fact)} for ask in answer.unknown]
        return found or [words.failure("full", {})]


def trial_of(round: MatchingRound) -> Trial:
    """The plan for the people and rules of the round's last planning. Reads only; one solution."""
    people = frozenset(str(pk) for pk in round.parts.filter(is_in=True).values_list("enrolment_id", flat=True))
    problem, planned = problem_of(round, Choice(people, round.rules))
    everybody = {one.key: one.enrolment for c in planned.values() for one in c.people}
    areas = {str(e.person.area_id): e.person.area.name for e in everybody.values() if e.person.area_id}
    person_ids = {key: enrolment.person_id for key, enrolment in everybody.items()}
    # A team is called by a key of its own, and stands for its lead.
    person_ids |= {key: c.enrolment.person_id for key, c in planned.items()}
    return Trial(engine.solve(problem), teams.names_of(planned.values()), person_ids, areas)


def whom_to_find(trial: Trial) -> list[tuple[str, list[str]]]:
    """(whom to look for, names of those who would be helped), most helped first."""
    return [
        (recruit_in_words(found, trial.areas), [trial.names[key] for key in found.mentees])
        for found in engine.whom_to_find(trial.plan)
    ]


def for_poster(trial: Trial) -> list[tuple[str, int]]:
    """(whom to look for, how many would be helped) as it may hang on a wall; 1 stands for one or two.

    Wish, area and hour of one or two people would tell their neighbours who is waiting: there only the language is named.
    """
    lines: dict[str, int] = {}
    for found in engine.whom_to_find(trial.plan):
        helped = len(found.mentees)
        if helped < FEWEST_ON_A_WALL:
            if not found.language:
                continue
            found, helped = replace(found, gender=None, area=None, slot=None), 1
        lines.setdefault(recruit_in_words(found, trial.areas), helped)
    return list(lines.items())


def recruit_in_words(found: engine.Recruit, areas: dict[str, str]) -> str:
    """"A woman who speaks Tigrinya, lives in Bonfim and is free on Tuesdays, 18:00 to 19:00"; nobody's name."""
    who = {"woman": _("A woman"), "man": _("A man")}.get(found.gender, _("Somebody"))
    traits = []
    if found.language:
        traits.append(_("speaks %(language)s") % {"language": languages.name_of(found.language)})
    if found.area in areas:
        traits.append(_("lives in or near %(area)s") % {"area": areas[found.area]})
    if found.slot:
        weekday_at, start, end = found.slot
        hours = {"weekday": weekday(weekday_at), "start": hour(start), "end": hour(end)}
        traits.append(_("is free on %(weekday)s, %(start)s to %(end)s") % hours)
    return _("%(who)s who %(traits)s") % {"who": who, "traits": listed(traits)} if traits else who


def what_could_give_way(trial: Trial) -> list[str]:
    """Rules that could ask for less, each with how many more would get a mentor."""
    words = {
        "km": _("If the way may be %(after)g km instead of %(before)g km"),
        "minutes": _("If %(after)d minutes in common a week are enough instead of %(before)d"),
        "level": _("If mentors speak the language at %(after)s instead of %(before)s"),
        "mentee_level": _("If mentees speak the language at %(after)s instead of %(before)s"),
    }
    return [
        ngettext(
            "%(condition)s, %(n)d person more gets a mentor.", "%(condition)s, %(n)d people more get a mentor.", way.more
        )
        % {"condition": words[way.setting] % {"after": way.after, "before": way.before}, "n": way.more}
        for way in engine.what_could_give_way(trial.plan)
    ]


def tags_spoken(problem: engine.Problem) -> list[str]:
    """The languages that mentees of the round speak."""
    return sorted({tag for mentee in problem.mentees for tag in mentee.languages or ()})


@dataclass(frozen=True)
class Price:
    """What choosing a pair that the rules allow would change.

    short: in one line, by name where few are touched, else how many. lines: who, by name, where the line says only how many.
    people: ids of all who are named.
    """

    short: str
    lines: list[str]
    people: frozenset


def price_of(trial: Trial, mentee: str, mentor: str) -> Price | None:
    """The exact price of this pair for everybody else; None where the plan does not know the two, or a rule says no."""
    try:
        difference = trial.plan.what_if(engine.Force(mentee, mentor))
    except (LookupError, ValueError):
        return None
    others = difference.without(mentee)
    named = {*others.left_over, *others.served, *(key for row in others.moved for key in row if key)}
    lines = said(others, trial.names)
    few = len(lines) <= FEW_LINES
    short = _in_short(difference, others, trial.plan.problem, lines if few else [])
    return Price(short, [] if few else lines, frozenset(trial.person_ids[key] for key in named))


def _in_short(whole: engine.Difference, others: engine.Difference, problem: engine.Problem, lines: list[str]) -> str:
    """Who loses and who moves, in numbers, or by name in these `lines` where they are few.

    Then what the policy has against it: the first goal that would be kept less well.
    """
    found = []
    if others.is_empty:
        found.append(_("Nothing changes for anybody else."))
    elif not others.left_over:
        found.append(_("Nobody loses a mentor."))
    found += lines or _in_numbers(others)
    worse = next((goal for goal in problem.policy.goals if whole.counts[goal] > 0), "")
    if worse == "fit" and problem.policy.stability and not _have_less_in_common(whole, problem):
        worse = "unclear gain"
    against = {
        "matched": _("Fewer people would have a mentor."),
        "priority": _("Somebody whom the policy puts first would wait longer."),
        "groups": _("Groups would be served less alike."),
        "poor": _("One pair more would have little in common."),
        "load": _("Mentees would be spread less evenly over the mentors."),
        "kept": _("An earlier proposal would change."),
        "fit": _("All pairs together would have less in common."),
        "unclear gain": _("An earlier proposal would change without a clear gain."),
        "lottery": _("By the policy it is as good as the plan: the lot chose the other."),
    }.get(worse)
    return " ".join([*found, against] if against else found)


def _have_less_in_common(whole: engine.Difference, problem: engine.Problem) -> bool:
    """Whether it is the pairs that lose, and not only an earlier proposal that is given up."""
    if whole.served or whole.left_over:
        return True

    def of(mentee, mentor) -> int:
        return engine.fit(problem.mentee_by_id[mentee], problem.mentor_by_id[mentor], problem.weights)

    return sum(of(mentee, after) - of(mentee, before) for mentee, before, after in whole.moved) < 0


def _in_numbers(others: engine.Difference) -> list[str]:
    found = []
    if n := len(others.left_over):
        found.append(ngettext("%(n)d other person would be left over.", "%(n)d other people would be left over.", n) % {"n": n})
    if n := len(others.served):
        found.append(ngettext("%(n)d other person would get a mentor.", "%(n)d other people would get a mentor.", n) % {"n": n})
    if n := len(others.moved):
        found.append(ngettext("%(n)d other person would meet another mentor.", "%(n)d other people would meet other mentors.", n) % {"n": n})
    return found


def said(difference: engine.Difference, names: dict[str, str], somebody: str = "") -> list[str]:
    """A difference in sentences, what hurts first. somebody: the name of a mentor who is not there yet."""

    def name(key) -> str:
        return names.get(key, somebody)

    lines = []
    if difference.left_over:
        lines.append(
            ngettext("%(names)s would be left over.", "%(names)s would be left over.", len(difference.left_over))
            % {"names": listed([name(key) for key in difference.left_over])}
        )
    if difference.served:
        lines.append(
            ngettext("%(names)s would get a mentor.", "%(names)s would get a mentor.", len(difference.served))
            % {"names": listed([name(key) for key in difference.served])}
        )
    lines += [
        _("%(mentee)s would meet %(after)s instead of %(before)s.")
        % {"mentee": name(mentee), "after": name(after), "before": name(before)}
        for mentee, before, after in difference.moved
    ]
    return lines
