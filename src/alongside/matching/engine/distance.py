"""How far two areas lie apart, coarsely: whole metres inside, bands outside.

A place is three whole numbers: metres along the axes of the globe. Distances are compared as sums of squares of whole
numbers, so the same question has the same answer for one pair and for a million, on every machine.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, isqrt, radians, sin

# Mean radius in metres (IUGG). As the crow flies is enough: places are areas, never addresses.
EARTH = 6_371_009

# Upper ends in km. An explanation names a band, because an exact distance to somebody's area,
# taken from three mentors, would draw a circle around a home.
BANDS = (2, 5, 10, 20, 50, 100)


# Space is cut into cubes of so many metres a side, and into regions of many cubes.
CUBE = 4_000
REGION = 50_000


@dataclass(frozen=True)
class Place:
    """The middle of an area: degrees north (-90 .. 90) and east (-180 .. 180)."""

    lat: float
    lon: float

    def __post_init__(self):
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"no such place on Earth: {self.lat}, {self.lon}")

    @cached_property
    def metres(self) -> tuple[int, int, int]:
        """Where it lies from the middle of the Earth: towards 0° east, towards 90° east, north."""
        up, east = radians(self.lat), radians(self.lon)
        return (
            round(EARTH * cos(up) * cos(east)),
            round(EARTH * cos(up) * sin(east)),
            round(EARTH * sin(up)),
        )


def squared_between(a: Place, b: Place) -> int:
    """The square of the distance in metres."""
    return sum((one - other) ** 2 for one, other in zip(a.metres, b.metres, strict=True))


def metres_between(a: Place, b: Place) -> int:
    """Straight-line distance, rounded down to the metre: 1 m less than along the ground at 100 km, 130 m at 500 km."""
    return isqrt(squared_between(a, b))


def km_band(metres: int) -> list[int | None]:
    """[more than, at most] in km; at most is None beyond the last band."""
    lower = 0
    for upper in BANDS:
        if metres <= upper * 1000:
            return [lower, upper]
        lower = upper
    return [lower, None]
