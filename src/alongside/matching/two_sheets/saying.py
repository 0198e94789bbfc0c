"""The policy of a plan in sentences, and its reasons for one pair or one person."""

from django.utils.translation import gettext as _

from alongside.matching import policy
from alongside.matching.actions.rounds import why_left_over
from alongside.matching.engine import Plan
from alongside.matching.two_sheets.policy import WEIGHTS, Settings
from alongside.matching.two_sheets.rounds import Round
from alongside.matching.wording import Words


def policy_in_words(settings: Settings) -> list[str]:
    """One sentence a goal, in order of weight: plain enough to be signed."""
    priority = settings.priority
    found = {
        goal: policy.sentence(goal, priority.waiting_days, priority.hard_to_match, settings.policy.groups_by)
        for goal in settings.policy.goals
    }
    if "kept" in found:
        found["kept"] = _("Earlier proposals are kept; two sheets have none.")
    if "fit" in found:
        found["fit"] += " " + _(
            "Wanted help counts {needs}, interests {interests}, language {language}, nearness {nearness}, common hours {hours}; a shared "
            "start in a new country {experience}, where both asked for it: a choice, not research."
        ).format(**{name: getattr(settings.weights, name) for name in WEIGHTS})
    found["lottery"] += " " + policy.lot_in_words(settings.seed)
    return list(found.values())


class Reasons:
    """Why this pair, and why nobody, in whole sentences."""

    def __init__(self, made: Round, plan: Plan):
        self.made, self.plan = made, plan
        self.said = {people.side: {person.id: person.said for person in people.everybody} for people in made.sides}
        self.words = Words(_names(made), made.labels)

    def of_pair(self, mentee: str, mentor: str) -> list[str]:
        found, speaks_for = [], False
        for reason in self.plan.why(mentee, mentor):
            facts = reason.facts
            if reason.code == "same_area" and self.made.one_place:
                continue
            speaks_for |= reason.code != "second_choice"
            if reason.code == "shared_language" and self._is_assumed(mentee, mentor, facts["tag"]):
                facts = facts | {"level": None}
            if sentence := self.words.reason(reason.code, facts):
                found.append(sentence)
        return found if speaks_for else [_("No rule speaks against it; the sheets say nothing that speaks for it.")]

    def of_left_over(self, mentee: str) -> list[str]:
        return self.words.left_over(why_left_over(self.plan.why_unmatched(mentee)))

    def _is_assumed(self, mentee: str, mentor: str, tag: str) -> bool:
        """Whether somebody's level in this language isn't theirs but taken for good enough."""
        sides = (("mentee", mentee), ("mentor", mentor))
        return any(
            side in self.made.assumed and not dict(self.said[side][person].get("languages", ())).get(tag) for side, person in sides
        )


def _names(made: Round) -> dict[str, str]:
    """How a mentor is called in a sentence: by name, with the number where names repeat."""
    names = [person.name for person in made.mentors.everybody]
    repeated = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    return {
        person.id: person.id if not person.name or person.name in repeated else person.name
        for person in made.mentors.everybody
    }
