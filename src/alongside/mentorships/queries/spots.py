"""The places where pairs can meet, by name."""

from alongside.mentorships.access.spots import spots_for


def spots_of(principal, programme, *, retired: bool = False) -> list:
    """Places that are offered, or with `retired` all of them, by name. One query: names are sealed, so they are sorted here."""
    rows = spots_for(principal, programme)
    rows = rows if retired else rows.filter(retired=False)
    return sorted(rows, key=lambda spot: (spot.retired, spot.name.casefold()))
