"""A week of free hours: parts of the day to tick, and exact times for whoever needs them.

Each mixin adds its fields in `add_…`, hands them to the template in rows, and reads them in `read_…`.
"""

import re

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

#: What somebody means who ticks a part of the day: minutes after midnight, in their own time zone. Each begins where
#: the one before ends.
PARTS = {"morning": (8 * 60, 12 * 60), "afternoon": (12 * 60, 17 * 60), "evening": (17 * 60, 21 * 60)}
PART_WORDS = {
    "morning": gettext_lazy("Morning"),
    "afternoon": gettext_lazy("Afternoon"),
    "evening": gettext_lazy("Evening"),
}
SPANS_A_DAY = 3
#: A span that goes on after midnight ends by 6 in the morning; anything else is a slip of the pen.
NIGHT_ENDS = 6 * 60
Span = tuple[int, int, int]


def clock_text(minutes: int) -> str:
    """900 -> "15:00"; midnight at the end of a day is "00:00"."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def used(pairs) -> bool:
    """True if one of these rows holds something or has a mistake, so that it must not be folded away."""
    return any(bound.value() not in (None, "") or bound.errors for row in pairs for bound in row)


def parts_within(start: int, end: int) -> list[str]:
    """The parts of the day that make up exactly this span; none if it begins or ends elsewhere."""
    found = [part for part, (a, b) in PARTS.items() if start <= a and b <= end]
    return found if found and (PARTS[found[0]][0], PARTS[found[-1]][1]) == (start, end) else []


class ClockField(forms.Field):
    """A time of day in minutes after midnight, or None. Takes "18:00", "18.30", "1830", "18"."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        widget = forms.TextInput(attrs={"type": "time", "class": "input short", "dir": "ltr"})
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value):
        return clock_text(value) if isinstance(value, int) else value

    def to_python(self, value):
        text = (value or "").strip().lower().replace("h", ":").strip(":")
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?", text)
        if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
            raise forms.ValidationError(_("Write the time like 18:00."))
        minutes = int(found[1]) * 60 + int(found[2] or 0)
        if minutes > 1440:
            raise forms.ValidationError(_("Write the time like 18:00."))
        return minutes % 1440


class WeekTicks:
    """A small table: days are rows, parts of the day are columns, each cell a box to tick."""

    def add_ticks(self, known: list[Span]) -> None:
        for day in range(7):
            self.fields[f"free_{day}"] = forms.MultipleChoiceField(
                label=WEEKDAYS[day],
                choices=PART_WORDS.items(),
                required=False,
                initial=[part for d, a, b in known if d == day for part in parts_within(a, b)],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("Choose one of these.")},
            )

    @property
    def day_parts(self) -> list[tuple]:
        """(word, "8–12") for each column."""
        return [(word, f"{PARTS[part][0] // 60}–{PARTS[part][1] // 60}") for part, word in PART_WORDS.items()]

    @property
    def days(self) -> list[dict]:
        """{"bound", "day", "boxes": [(box, "Monday, Morning"), …]} for each row."""
        comma = pgettext("between names", ", ")
        rows = [(WEEKDAYS[day], self[f"free_{day}"]) for day in range(7)]
        return [
            {"bound": bound, "day": day, "boxes": [(box, f"{day}{comma}{box.choice_label}") for box in bound.subwidgets]}
            for day, bound in rows
        ]

    def read_ticks(self) -> list[Span]:
        """Every ticked part as a span."""
        ticked = [(day, part) for day in range(7) for part in self.cleaned_data.get(f"free_{day}") or []]
        return [(day, *PARTS[part]) for day, part in ticked if part in PARTS]


class WeekRows(WeekTicks):
    """The same, and up to three exact spans a day. A span that is no whole part of the day stays exact."""

    def add_week(self, known: list[Span]) -> None:
        self.add_ticks(known)
        exact = [span for span in known if not parts_within(*span[1:])]
        for day in range(7):
            spans = [(a, b) for d, a, b in exact if d == day]
            for n in range(max(SPANS_A_DAY, len(spans))):
                start, end = spans[n] if n < len(spans) else (None, None)
                words = {"day": WEEKDAYS[day], "number": n + 1}
                for name, label, value in (
                    (f"from_{day}_{n}", _("%(day)s, free from (%(number)d)"), start),
                    (f"to_{day}_{n}", _("%(day)s, free until (%(number)d)"), end % 1440 if end is not None else None),
                ):
                    self.fields[name] = ClockField(label=label % words, initial=value)
                    self.fields[name].widget.attrs["aria-label"] = label % words

    @property
    def week(self) -> list[dict]:
        """{"day", "first", "others": (from, to) pairs, "used": any is filled in or wrong, "more": so is one of the others}."""
        rows = []
        for day in range(7):
            count = sum(1 for name in self.fields if name.startswith(f"from_{day}_"))
            spans = [(self[f"from_{day}_{n}"], self[f"to_{day}_{n}"]) for n in range(count)]
            rows.append(
                {"day": WEEKDAYS[day], "first": spans[0], "others": spans[1:], "used": used(spans), "more": used(spans[1:])}
            )
        return rows

    @property
    def exact_week(self) -> list[dict]:
        """The days with an exact time, which are never folded away."""
        return [row for row in self.week if row["used"]]

    @property
    def other_days(self) -> list[dict]:
        return [row for row in self.week if not row["used"]]

    def read_week(self) -> list[Span]:
        spans = self.read_ticks()
        for day in range(7):
            for n in range(sum(1 for name in self.fields if name.startswith(f"from_{day}_"))):
                first, last = f"from_{day}_{n}", f"to_{day}_{n}"
                if first in self.errors or last in self.errors:
                    continue
                start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
                if start is None and end is None:
                    continue
                if start is None:
                    self.add_error(first, _("%(day)s: write from when.") % {"day": WEEKDAYS[day]})
                elif end is None:
                    self.add_error(last, _("%(day)s: write until when.") % {"day": WEEKDAYS[day]})
                elif end == start or (end < start and end > NIGHT_ENDS):
                    self.add_error(last, _("%(day)s: write an end that is after the beginning.") % {"day": WEEKDAYS[day]})
                else:
                    spans.append((day, start, end))
        return spans
