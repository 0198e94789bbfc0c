"""What can be done with a restricted note. Each act is one transaction, checks the right to do it, and is written into the log.

The log names the note and never a person, see `access.note_for`.
"""

from alongside.safeguarding.access import NotAllowed
from alongside.safeguarding.actions.notes import (
    add,
    add_step,
    close,
    expire_due,
    find_new_leads,
    finish_step,
    hand_over,
    open_note,
)

__all__ = ["NotAllowed", "add", "add_step", "close", "expire_due", "find_new_leads", "finish_step", "hand_over", "open_note"]
