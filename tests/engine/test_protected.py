"""Nobody is matched by religion, ethnicity, nationality, politics, asylum status: refused wherever they could come in, and why."""

from dataclasses import dataclass

import pytest

from alongside.matching.engine import Mentee, Mentor, Policy, ProblemError, Rule, UnknownFact
from alongside.matching.engine.protected import what_it_names
from alongside.matching.engine.verdict import PASSED

from .people import mentee, mentor, problem

NAMES = {
    "religion": "religion",
    "religious_wish": "religion",
    "ethnicity": "ethnicity",
    "ethnic_group": "ethnicity",
    "nationality": "nationality and origin",
    "countryOfBirth": "nationality and origin",
    "political_views": "politics",
    "asylum_status": "asylum and residence status",
    "isRefugee": "asylum and residence status",
    "health": "health",
    "offence": "offences",
}
HARMLESS = "place area needs interests reach_km original_id section team orientation_done sector terrace grace skills partner".split()


@pytest.mark.parametrize("kind", [Mentee, Mentor])
@pytest.mark.parametrize(("name", "what"), NAMES.items())
def test_a_person_with_such_a_fact_is_refused_with_a_reason(kind, name, what):
    with pytest.raises(UnknownFact, match=f"names “{name}”. Nobody is matched by {what}: it can harm people, .+ Leave it out."):
        kind(id="x", **{name: "any"})


def test_a_fact_that_the_engine_does_not_know_is_refused_by_name():
    with pytest.raises(UnknownFact, match="does not know shoe_size of a mentee, so it could not count. Known are: adult, area"):
        Mentee(id="x", shoe_size=43)


def test_a_kind_of_person_of_one_s_own_adds_no_such_fact():
    @dataclass(frozen=True, kw_only=True, eq=False)
    class Believer(Mentee):
        church: str = ""

    with pytest.raises(UnknownFact, match="The class Believer names “church”. Nobody is matched by religion"):
        Believer(id="x")


@dataclass(frozen=True)
class SameFaith(Rule):
    code = "alike"

    def check(self, mentee, mentor):
        return PASSED


@dataclass(frozen=True)
class ByCode(SameFaith):
    code = "same_nationality"


@dataclass(frozen=True)
class BySetting(Rule):
    code = "alike"
    ethnicity: str = ""

    def check(self, mentee, mentor):
        return PASSED


@dataclass(frozen=True)
class ByWhatItReads(Rule):
    code = "alike"
    reads = (("asylum_status",), ())

    def check(self, mentee, mentor):
        return PASSED


@dataclass(frozen=True)
class Neighbours(Rule):
    code = "same_section_of_town"
    reads = (("area",), ("area",))

    def check(self, mentee, mentor):
        return PASSED


@pytest.mark.parametrize("rule", [SameFaith(), ByCode(), BySetting(), ByWhatItReads()], ids=lambda rule: type(rule).__name__)
def test_a_rule_of_one_s_own_that_names_such_a_trait_is_refused_with_a_reason(rule):
    with pytest.raises(ProblemError, match="Nobody is matched by .+: it can harm people"):
        problem([mentee()], [mentor()], [rule])


def test_a_rule_of_one_s_own_about_everyday_life_is_taken():
    assert problem([mentee()], [mentor()], [Neighbours()]).rules[-1] == Neighbours()


def test_groups_are_not_made_by_such_a_trait():
    with pytest.raises(ProblemError, match="groups_by names “nationality”. Nobody is matched by nationality and origin"):
        Policy(goals=("matched", "groups"), groups_by="nationality")


@pytest.mark.parametrize("name", HARMLESS)
def test_a_name_from_everyday_life_is_not_taken_for_such_a_trait(name):
    assert what_it_names(name) == ""
