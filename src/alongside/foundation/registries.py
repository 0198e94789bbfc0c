"""The only four places where a higher room hands something to a lower one by name.

A registry is hidden wiring, so there are exactly four, and a fifth needs a decision record.
Rooms fill them in their AppConfig.ready().
"""

from collections.abc import Callable

#: room -> function(person) -> None: removes what the room holds about one person.
erasers: dict[str, Callable] = {}
#: room -> function(person) -> dict: what the room holds about one person, ready for JSON.
exporters: dict[str, Callable] = {}
#: slot name -> list of functions(request, **context) -> str (safe HTML) shown in that place.
slots: dict[str, list[Callable]] = {}
#: relationship name -> function(principal) -> QuerySet of person ids.
relationships: dict[str, Callable] = {}
