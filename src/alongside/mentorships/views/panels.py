"""What stands on the pair page and on a mentee's home, beside what `detail.html` and `home.html` hold themselves.

Each entry is a function that returns safe HTML, or "" for nothing, in the order in which the page shows them.
"""

from collections.abc import Callable

from alongside.mentorships.views import (
    activities,
    agreements,
    between,
    charge,
    endings,
    expenses,
    faces,
    gate,
    holds,
    introduction,
    leaving,
    members,
    messages,
    officers,
    onward,
    packs,
    pocket,
    slots,
    timeline,
)

#: Place on the pair page -> functions(request, mentorship, part), part "coordinator" or "mentor".
#: top: what must be seen before anything else. main, aside: sections. links: lines of the list of further things to do.
PAIR: dict[str, list[Callable[..., str]]] = {
    "top": [
        holds.notice,
        endings.on_pair_page,
        introduction.on_pair_page,
        pocket.late_words,
        gate.on_pair_page,
    ],
    "main": [
        activities.on_pair_page,
        messages.on_pair_page,
        faces.on_pair_page,
        between.for_mentor,
    ],
    "aside": [
        agreements.on_pair_page,
        charge.on_pair_page,
        messages.offices,
        between.for_coordinator,
        timeline.lines_of_pair,
    ],
    "links": [
        endings.among_changes,
        onward.on_pair_page,
        members.link,
        messages.office_link,
        holds.link,
        expenses.on_links,
        slots.from_higher_rooms,
        gate.on_links,
        packs.on_links,
    ],
}
#: Place on a mentee's home -> functions(request, walk). top: before the next meeting. main: cards. links: lines of the list at the end.
HOME: dict[str, list[Callable[..., str]]] = {
    "top": [
        leaving.on_home,
        endings.on_home,
        faces.hello_on_home,
    ],
    "main": [
        activities.on_home,
        onward.on_home,
        messages.on_home,
        agreements.on_home,
        between.on_home,
    ],
    "links": [
        messages.office_from_home,
        leaving.link_on_home,
        officers.on_home,
    ],
}


def on_pair_page(request, mentorship, part: str) -> dict[str, list[str]]:
    """Place -> the pieces that have something to say."""
    return {place: [p for make in makers if (p := make(request, mentorship, part))] for place, makers in PAIR.items()}


def on_home(request, walk) -> dict[str, list[str]]:
    """Place -> the pieces that have something to say about one of the mentee's mentorships."""
    return {place: [p for make in makers if (p := make(request, walk))] for place, makers in HOME.items()}
