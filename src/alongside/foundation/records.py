"""What a table is about: whose it is, and which of its text columns are harmless."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Record:
    """Declared as `record = Record(...)` on every model of ours; a test walks all of them.

    holder: the path to the person (or mentorship) whose data a row is, `"self"` when the row is
        that person, or None when the table holds nothing about anybody.
    plain: every unsealed column that could hold words, with the reason why it may lie in clear.
    keep: why erasure leaves rows of this table, if it does. Otherwise they go with their holder.
    """

    holder: str | None
    plain: dict[str, str] = field(default_factory=dict)
    keep: str = ""
