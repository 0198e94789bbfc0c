"""How one stage follows another: the diagram that docs/stages.md prints, and that a property-based test holds all actions to.

A stage is computed (`queries.facts`); nobody sets it. What is allowed here is what facts can do to it.
"""

from alongside.mentorships.queries.facts import Stage

I, F, W, Q, G, P, E = (
    Stage.INTRODUCED, Stage.FIRST_PLANNED, Stage.WALKING, Stage.QUIET, Stage.ENDING, Stage.PAUSED, Stage.ENDED,
)  # fmt: skip

#: What can happen, in the words of the diagram.
PLAN, MEET, NOT_MEET, CALL_OFF = "a meeting is planned", "they met", "they did not meet", "a meeting is called off"
CORRECT, CHECK_IN, TIME = "a log is corrected", "somebody checks in", "time passes"
PAUSE, RESUME, HOLD, LIFT = "a break begins", "they go on", "somebody is put on hold", "a hold is lifted"
PLAN_ENDING, STAY, END = "an ending is planned", "the ending is called off", "it ends"

#: The stage of a mentorship that has just begun.
FIRST = I
#: (from, to) -> what can cause it. A stage may always stay as it is; nothing comes after the ending.
MOVES: dict[tuple[Stage, Stage], tuple[str, ...]] = {
    (I, F): (PLAN,),
    (I, W): (MEET, CORRECT),
    (I, Q): (TIME,),
    (F, I): (CALL_OFF, NOT_MEET, TIME),
    (F, W): (MEET, CORRECT),
    (F, Q): (CALL_OFF, TIME),
    (W, I): (CORRECT,),
    (W, F): (CORRECT,),
    (W, Q): (TIME, CALL_OFF, CORRECT),
    (Q, I): (CHECK_IN, NOT_MEET, CORRECT),
    (Q, F): (PLAN,),
    (Q, W): (CHECK_IN, MEET, NOT_MEET, PLAN, CORRECT),
    **{(stage, P): (PAUSE, HOLD) for stage in (I, F, W, Q, G)},
    **{(P, stage): (RESUME, LIFT) for stage in (I, F, W, G)},
    **{(stage, G): (PLAN_ENDING,) for stage in (I, F, W, Q)},
    **{(G, stage): (STAY,) for stage in (I, F, W, Q)},
    **{(stage, E): (END,) for stage in (I, F, W, Q, G, P)},
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
        f"    {E.value} --> [*]",
        "```",
        "",
        "|from|to|because|",
        "|-|-|-|",
        *(f"|{before.value}|{after.value}|{', '.join(causes)}|" for (before, after), causes in MOVES.items()),
        "",
    ]
    return "\n".join(lines)
