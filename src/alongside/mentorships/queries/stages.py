"""How one stage follows another: the diagram that docs/stages.md prints, and that a property-based test holds all actions to.

A stage is computed (`queries.facts`); nobody sets it. What is allowed here is what facts can do to it.
"""

from alongside.mentorships.queries.facts import Stage

NEW, SET, WALK, QUIET, CLOSING, BREAK, OVER = (
    Stage.INTRODUCED, Stage.FIRST_PLANNED, Stage.WALKING, Stage.QUIET, Stage.ENDING, Stage.PAUSED, Stage.ENDED,
)  # fmt: skip

#: What can happen, in the words of the diagram.
PLAN, MEET, NOT_MEET, CALL_OFF = "a meeting is planned", "they met", "they did not meet", "a meeting is called off"
CORRECT, CHECK_IN, TIME = "a log is corrected", "somebody checks in", "time passes"
PAUSE, RESUME, HOLD, LIFT = "a break begins", "they go on", "somebody is put on hold", "a hold is lifted"
PLAN_ENDING, STAY, END = "an ending is planned", "the ending is called off", "it ends"

#: The stage of a mentorship that has just begun.
FIRST = NEW
#: (from, to) -> what can cause it. A stage may always stay as it is; nothing comes after the ending.
MOVES: dict[tuple[Stage, Stage], tuple[str, ...]] = {
    (NEW, SET): (PLAN,),
    (NEW, WALK): (MEET, CORRECT),
    (NEW, QUIET): (TIME,),
    (SET, NEW): (CALL_OFF, NOT_MEET, TIME),
    (SET, WALK): (MEET, CORRECT),
    (SET, QUIET): (CALL_OFF, TIME),
    (WALK, NEW): (CORRECT,),
    (WALK, SET): (CORRECT,),
    (WALK, QUIET): (TIME, CALL_OFF, CORRECT),
    (QUIET, NEW): (CHECK_IN, NOT_MEET, CORRECT),
    (QUIET, SET): (PLAN,),
    (QUIET, WALK): (CHECK_IN, MEET, NOT_MEET, PLAN, CORRECT),
    **{(stage, BREAK): (PAUSE, HOLD) for stage in (NEW, SET, WALK, QUIET, CLOSING)},
    **{(BREAK, stage): (RESUME, LIFT) for stage in (NEW, SET, WALK, CLOSING)},
    **{(stage, CLOSING): (PLAN_ENDING,) for stage in (NEW, SET, WALK, QUIET)},
    **{(CLOSING, stage): (STAY,) for stage in (NEW, SET, WALK, QUIET)},
    **{(stage, OVER): (END,) for stage in (NEW, SET, WALK, QUIET, CLOSING, BREAK)},
}


def may_follow(before: Stage, after: Stage, cause: str) -> bool:
    """Whether the diagram has this step for this cause."""
    return before == after or cause in MOVES.get((before, after), ())


def document() -> str:
    """docs/stages.md: the diagram, and every step with what causes it."""
    lines = [
        "# The stages of a mentorship",
        "",
        "A stage is computed from facts each time it is asked for; nobody sets it and nothing stores it. This page is printed by",
        "`./alongside manage stages` from `mentorships/queries/stages.py`; `tests/mentorships/test_stages.py` runs through random",
        "sequences of actions and lets none arrive where the diagram has no arrow.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {FIRST.value}",
        *(f"    {before.value} --> {after.value}" for before, after in MOVES),
        f"    {OVER.value} --> [*]",
        "```",
        "",
        "|from|to|because|",
        "|-|-|-|",
        *(f"|{before.value}|{after.value}|{', '.join(causes)}|" for (before, after), causes in MOVES.items()),
        "",
    ]
    return "\n".join(lines)
