"""Two sheets in, one plan out: no server, no database, nothing kept.

    columns   what each column is: guessed, or from a mapping of one's own
    people    the rows that can be read, and what is wrong with the others
    policy    what the plan should aim at, from a file
    rounds    the engine's problem: a rule applies where both sheets have its facts
    facts     each rule's facts, out of the rows
    saying    goals, rules, reasons in words
    plans     solved, explained, certified
    writing   the plan as JSON or as a workbook

`./alongside match` is the door (`management/commands/match.py`); docs/matching.md the guide.
"""
