"""How far two areas lie apart, coarsely: whole metres inside, bands outside."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

# Mean radius in metres (IUGG). As the crow flies is enough: places are areas, never addresses.
EARTH = 6_371_009

# Upper ends in km. An explanation names a band, because an exact distance to somebody's area,
# taken from three mentors, would draw a circle around a home.
BANDS = (2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Place:
    """The middle of an area: degrees north (-90 .. 90) and east (-180 .. 180)."""

    lat: float
    lon: float

    def __post_init__(self):
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"no such place on Earth: {self.lat}, {self.lon}")


def metres_between(a: Place, b: Place) -> int:
    """Great-circle distance (haversine), rounded to the metre so that every comparison is exact."""
    up = sin(radians(b.lat - a.lat) / 2) ** 2
    across = sin(radians(b.lon - a.lon) / 2) ** 2
    return round(2 * EARTH * asin(min(1.0, sqrt(up + cos(radians(a.lat)) * cos(radians(b.lat)) * across))))


def km_band(metres: int) -> list[int | None]:
    """[more than, at most] in km; at most is None beyond the last band."""
    lower = 0
    for upper in BANDS:
        if metres <= upper * 1000:
            return [lower, upper]
        lower = upper
    return [lower, None]
