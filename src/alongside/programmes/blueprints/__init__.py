"""Nine templates of programmes, in the order in which they are offered.

Five national formats of the PPHS article, the professionals of IN2PREV, INTEGRA's through the gate,
RE-MAP's community mentors, and exit mentoring. All words are ours; each template names its source.
"""

from alongside.programmes.blueprints import (
    community_mentors,
    exit_mentoring,
    family_team,
    joint_activities,
    language_tutoring,
    migrant_mentors,
    professionals,
    through_the_gate,
    work,
)
from alongside.programmes.blueprints.base import Blueprint, Rhythm, Rules, Step

BLUEPRINTS: dict[str, Blueprint] = {
    module.BLUEPRINT.code: module.BLUEPRINT
    for module in (
        migrant_mentors,
        through_the_gate,
        family_team,
        community_mentors,
        joint_activities,
        work,
        language_tutoring,
        professionals,
        exit_mentoring,
    )
}

__all__ = ["BLUEPRINTS", "Blueprint", "Rhythm", "Rules", "Step"]
