"""A round out of two sheets: a rule applies where both of them have its facts, and what doesn't apply is said."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from alongside.matching import engine
from alongside.matching.two_sheets import facts
from alongside.matching.two_sheets.people import People
from alongside.matching.two_sheets.policy import Settings


@dataclass
class Round:
    """The engine's problem, and what became of every rule.

    applied, idle: sentences on rules that hold and rules that don't, with why. asked: sentences on facts that people don't say.
    labels: code of a need, skill or interest -> the word as somebody wrote it.
    assumed: sides that name languages without levels. one_place: nobody says where they live.
    """

    settings: Settings
    mentees: People
    mentors: People
    applied: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    assumed: set[str] = field(default_factory=set)
    one_place: bool = False
    problem: engine.Problem | None = None

    @property
    def sides(self) -> tuple[People, People]:
        return self.mentees, self.mentors

    def both_say(self, *keys: str) -> bool:
        return all(people.say(*keys) for people in self.sides)

    def without(self, *keys: str) -> str:
        """Which file lacks these facts, as the subject of a sentence."""
        lacking = [people.file for people in self.sides if not people.say(*keys)]
        if len(lacking) == 2:
            return _("neither file says anything")
        return _("{file} says nothing").format(file=lacking[0]) if lacking else ""


def round_of(mentees: People, mentors: People, settings: Settings, on: date) -> Round:
    """The problem for these people under these settings. Raises engine.ProblemError for facts that can't be."""
    made = Round(settings, mentees, mentors)
    rules: list[engine.Rule] = []
    # For each person what the engine shall know, filled in rule by rule.
    known: dict[str, list[dict]] = {people.side: [{} for _person in people.everybody] for people in made.sides}
    for tell in (facts.names, facts.language, facts.gender, facts.hours, facts.places, facts.adults, facts.interests, facts.experience):
        rules += tell(made, known) or []
    facts.alone(made, known)
    if made.asked:
        made.asked.append(_("If an empty cell means the same for everybody, write that into a mapping, under same_for_all."))
    made.problem = engine.Problem(
        mentees=[engine.Mentee(**fact) for fact in known["mentee"]],
        mentors=[engine.Mentor(**fact) for fact in known["mentor"]],
        rules=rules,
        on=on,
        seed=settings.seed,
        policy=settings.policy,
        weights=settings.weights,
        priority=settings.priority,
        do_not_match=facts.same_people(made),
    )
    return made
