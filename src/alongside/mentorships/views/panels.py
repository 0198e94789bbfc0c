"""What stands on the pair page and on a mentee's home, beside what `detail.html` and `home.html` hold themselves.

Each entry is a function that returns safe HTML, or "" for nothing, in the order in which the page shows them.
"""

from collections.abc import Callable

from alongside.mentorships.views import endings, onward

#: Place on the pair page -> functions(request, mentorship, part), part "coordinator" or "mentor".
#: top: what must be seen before anything else. main, aside: sections. links: lines of the list of further things to do.
PAIR: dict[str, list[Callable[..., str]]] = {
    "top": [endings.on_pair_page],
    "main": [],
    "aside": [],
    "links": [endings.among_changes, onward.on_pair_page],
}
#: Place on a mentee's home -> functions(request, walk). top: before the next meeting. main: cards. links: lines of the list at the end.
HOME: dict[str, list[Callable[..., str]]] = {
    "top": [endings.on_home],
    "main": [onward.on_home],
    "links": [],
}


def on_pair_page(request, mentorship, part: str) -> dict[str, list[str]]:
    """Place -> the pieces that have something to say."""
    return {place: [p for make in makers if (p := make(request, mentorship, part))] for place, makers in PAIR.items()}


def on_home(request, walk) -> dict[str, list[str]]:
    """Place -> the pieces that have something to say about one of the mentee's mentorships."""
    return {place: [p for make in makers if (p := make(request, walk))] for place, makers in HOME.items()}
