"""How well a mentee's and a mentor's wishes meet: a whole number of the pair, never of a person.

The number orders eligible pairs inside the solver. It is not shown, stored or exported: a reader gets
the reasons in words (`Plan.why`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rules.meeting import metres_apart
from .rules.wishes import LEVELS, shared_language

if TYPE_CHECKING:
    from .problem import Mentee, Mentor

BEST = 1000

# Each part is a whole number of ten-thousandths, so that the sum is exact and is rounded once, also in 64 bits.
FULL = 10_000
# Three shared interests are as good as ten: beyond that a long list would only reward whoever ticks much.
ENOUGH_INTERESTS = 3
# Nearness fades out at this distance in metres, and meeting online counts as this part of it.
FAR = 30_000
ONLINE = 4_000
# Five common hours a week leave enough room to choose from.
ENOUGH_MINUTES = 300


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each wish counts: whole numbers of 0 or more, not all 0, at most 5,000 together.

    They are a programme's settings and have no basis in research (the National Mentoring Resource Center
    finds "insufficient research" on matching by characteristics), so say so wherever they are shown.
    experience: for pairs in which both asked to be matched through having started again in a new country. It is added to
        what a pair earns and never missed: whoever does not ask loses nothing, so it is not among what a best pair earns.
    even: prefer two fair pairs to one excellent and one poor.
    """

    needs: int = 400
    interests: int = 150
    language: int = 150
    nearness: int = 150
    hours: int = 150
    experience: int = 100
    even: bool = True

    def __post_init__(self):
        parts = (self.needs, self.interests, self.language, self.nearness, self.hours)
        if min(parts) < 0 or not 0 < sum(parts) <= 5_000 or not 0 <= self.experience <= 5_000:
            raise ValueError(
                "weights are whole numbers of 0 or more, at least one above 0, at most 5,000 together; experience stands apart, 0 to 5,000"
            )

    @property
    def best(self) -> int:
        """What a pair with nothing left to wish for earns."""
        return FULL * (self.needs + self.interests + self.language + self.nearness + self.hours)


def fit(mentee: "Mentee", mentor: "Mentor", weights: Weights) -> int:
    """0 .. 1000 for one pair. Assumes that the pair is eligible; unknown facts simply earn nothing.

    With `even`, the sum s becomes S - (S - s)^2 / S (S the best possible): a pair's last points count less than
    its first, so the best total has fewer poor pairs.
    """
    earned = (
        weights.needs * _needs(mentee, mentor)
        + weights.interests * _interests(mentee, mentor)
        + weights.language * _language(mentee, mentor)
        + weights.nearness * _nearness(mentee, mentor)
        + weights.hours * _hours(mentee, mentor)
    )
    if mentee.experience_wish and mentor.experience_wish:
        earned = min(earned + FULL * weights.experience, weights.best)
    return rounded(earned, weights)


def rounded(earned, weights: Weights):
    """What a pair earned as 0 .. 1000. For one whole number or an array of them (under 2^63 throughout)."""
    best = weights.best
    if weights.even:
        over, under = earned * (2 * best - earned), best * best
    else:
        over, under = earned, best
    return (2 * BEST * over + under) // (2 * under)


def _needs(mentee, mentor) -> int:
    return FULL * len(mentee.needs & mentor.skills) // len(mentee.needs) if mentee.needs else 0


def _interests(mentee, mentor) -> int:
    return FULL * min(len(mentee.interests & mentor.interests), ENOUGH_INTERESTS) // ENOUGH_INTERESTS


def _language(mentee, mentor) -> int:
    shared = shared_language(mentee, mentor)
    return FULL * LEVELS[shared[1]] // LEVELS["native"] if shared else 0


def _nearness(mentee, mentor) -> int:
    online = ONLINE if mentee.online_ok and mentor.online_ok else 0
    if not (mentee.in_person_ok and mentor.in_person_ok):
        return online
    metres = metres_apart(mentee, mentor)
    if metres is None:
        return FULL if mentee.area is not None and mentee.area == mentor.area else online
    return max(online, FULL * max(0, FAR - metres) // FAR)


def _hours(mentee, mentor) -> int:
    return (
        FULL
        * min((mentee.free_minutes & mentor.free_minutes).bit_count(), ENOUGH_MINUTES)
        // ENOUGH_MINUTES
    )
