from datetime import date, timedelta

from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import LINE, LogForm

#: What is kept of a log that is being written. A question asked again ("again") is asked anew.
KEPT = ("met", "whose", "when", "day", "minutes", "other_minutes", "channel", "note", "next", "next_day", "next_at", "call_me")
DAYS_BACK = {"today": 0, "yesterday": 1}


class DraftForm(Form):
    """A log as it stands while somebody writes it: nothing is right or wrong yet."""

    def words_so_far(self) -> dict[str, str]:
        """field -> text, of the log's own fields only."""
        typed = {name: self.data.get(name, "") for name in KEPT if name in LogForm.base_fields}
        return {name: text[: 2 * LINE] for name, text in typed.items() if isinstance(text, str) and text}


def first_answers(words: dict, saved_on: date, today: date) -> dict:
    """The draft as first answers. "Today" written yesterday is a day by now."""
    found = dict(words)
    back = DAYS_BACK.get(found.get("when", ""))
    if back is not None and saved_on != today and not found.get("day"):
        found["day"] = (saved_on - timedelta(days=back)).isoformat()
    return found
