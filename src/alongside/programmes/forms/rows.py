"""Rows of a form that work without JavaScript: languages with level, ways to reach somebody, a week of free hours.

Each mixin adds its fields in `add_…`, hands them to the template in rows, and reads them in `read_…`.
"""

import re

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from alongside.people import languages
from alongside.people.actions import Way
from alongside.people.models import ContactWay, Level
from alongside.programmes.forms.contact import is_email

LANGUAGE_ROWS = 6
WAY_ROWS = 3
SPANS_A_DAY = 3
#: A span that goes on after midnight ends by 6 in the morning; anything else is a slip of the pen.
NIGHT_ENDS = 6 * 60
#: Ways that need a number, and how many digits the shortest one has.
CALLED, FEWEST_DIGITS = (ContactWay.Kind.PHONE, ContactWay.Kind.MESSAGE, ContactWay.Kind.WHATSAPP), 6


def clock_text(minutes: int) -> str:
    """900 -> "15:00"; midnight at the end of a day is "00:00"."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _used(pairs) -> bool:
    """True if one of these rows holds something or has a mistake, so that it must not be folded away."""
    return any(bound.value() not in (None, "") or bound.errors for row in pairs for bound in row)


class ClockField(forms.Field):
    """A time of day in minutes after midnight, or None. Takes "18:00", "18.30", "1830", "18"."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        widget = forms.TextInput(attrs={"type": "time", "class": "short", "dir": "ltr"})
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


def _labelled(widget, label: str):
    widget.attrs["aria-label"] = label
    return widget


class LanguageRows:
    """Up to six languages with a level."""

    def add_languages(self, known: list[tuple[str, str]]) -> None:
        names = languages.choices()
        tags = {tag for tag, _name in names}
        names += [(tag, tag) for tag, _level in known if tag not in tags]
        for n in range(max(LANGUAGE_ROWS, len(known))):
            tag, level = known[n] if n < len(known) else ("", "")
            self.fields[f"language_{n}"] = forms.ChoiceField(
                label=_("Language %(number)d") % {"number": n + 1},
                choices=[("", _("Choose a language")), *names],
                required=False,
                initial=tag,
                error_messages={"invalid_choice": _("Choose a language from the list.")},
            )
            self.fields[f"level_{n}"] = forms.ChoiceField(
                label=_("Level of language %(number)d") % {"number": n + 1},
                choices=[("", _("Level not known")), *Level.choices],
                required=False,
                initial=level,
                error_messages={"invalid_choice": _("Choose a level from the list.")},
            )

    @property
    def language_rows(self) -> list[tuple]:
        count = sum(1 for name in self.fields if name.startswith("language_"))
        return [(self[f"language_{n}"], self[f"level_{n}"]) for n in range(count)]

    @property
    def has_more_languages(self) -> bool:
        """A language beyond the three that are shown at once."""
        return _used(self.language_rows[3:])

    def read_languages(self) -> list[tuple[str, str]]:
        spoken: dict[str, str] = {}
        count = sum(1 for name in self.fields if name.startswith("language_"))
        for n in range(count):
            tag, level = self.cleaned_data.get(f"language_{n}"), self.cleaned_data.get(f"level_{n}", "")
            if level and not tag and f"language_{n}" not in self.errors:
                self.add_error(f"language_{n}", _("Choose the language that this level belongs to."))
            if tag and tag in spoken:
                self.add_error(f"language_{n}", _("This language is there twice. Take one of them out."))
            elif tag:
                spoken[tag] = level
        return list(spoken.items())


class WayRows:
    """Up to three ways to reach somebody, the best one first."""

    def add_ways(self, known: list[Way]) -> None:
        for n in range(max(WAY_ROWS, len(known))):
            way = known[n] if n < len(known) else None
            self.fields[f"way_{n}"] = forms.ChoiceField(
                label=_("How"),
                choices=[("", _("Choose how")), *ContactWay.Kind.choices],
                required=False,
                initial=way.kind if way else "",
                error_messages={"invalid_choice": _("Choose a way from the list.")},
            )
            self.fields[f"value_{n}"] = forms.CharField(
                label=_("Number, address or whom to ask"),
                required=False,
                max_length=200,
                initial=way.value if way else "",
                error_messages={"max_length": _("Write at most 200 letters.")},
            )
            self.fields[f"safe_{n}"] = forms.ChoiceField(
                label=_("Is it safe to use?"),
                choices=[("", _("Not asked yet")), ("yes", _("Yes")), ("no", _("No, others may see it"))],
                required=False,
                initial={None: "", True: "yes", False: "no"}[way.is_safe if way else None],
                error_messages={"invalid_choice": _("Choose one of the three.")},
            )
            self.fields[f"when_{n}"] = forms.CharField(
                label=_("When"),
                required=False,
                max_length=200,
                initial=way.when if way else "",
                error_messages={"max_length": _("Write at most 200 letters.")},
            )

    @property
    def way_rows(self) -> list[tuple]:
        count = sum(1 for name in self.fields if name.startswith("way_"))
        return [tuple(self[f"{part}_{n}"] for part in ("way", "value", "safe", "when")) for n in range(count)]

    @property
    def has_more_ways(self) -> bool:
        """A way beyond the one that is shown at once."""
        return _used(self.way_rows[1:])

    def read_ways(self) -> list[Way]:
        found = []
        for n in range(sum(1 for name in self.fields if name.startswith("way_"))):
            kind, value = self.cleaned_data.get(f"way_{n}"), self.cleaned_data.get(f"value_{n}", "").strip()
            if value and not kind and f"way_{n}" not in self.errors:
                self.add_error(f"way_{n}", _("Choose how this way is used: phone, message or another."))
            elif kind and not value:
                self.add_error(f"value_{n}", _("Write the number or address, or take this way out."))
            elif kind == ContactWay.Kind.EMAIL and not is_email(value):
                self.add_error(f"value_{n}", _("Write the e-mail address like name@example.org."))
            elif kind in CALLED and sum(letter.isdigit() for letter in value) < FEWEST_DIGITS:
                self.add_error(f"value_{n}", _("Write the phone number in digits, for example +351 912 345 678."))
            elif kind:
                safe = {"yes": True, "no": False}.get(self.cleaned_data.get(f"safe_{n}", ""))
                found.append(Way(kind, value, safe, self.cleaned_data.get(f"when_{n}", "").strip()))
        return found


class WeekRows:
    """A week of free hours: up to three spans a day."""

    def add_week(self, known: list[tuple[int, int, int]]) -> None:
        for day in range(7):
            spans = [(a, b) for d, a, b in known if d == day]
            for n in range(max(SPANS_A_DAY, len(spans))):
                start, end = spans[n] if n < len(spans) else (None, None)
                words = {"day": WEEKDAYS[day], "number": n + 1}
                for name, label, value in (
                    (f"from_{day}_{n}", _("%(day)s, free from (%(number)d)"), start),
                    (f"to_{day}_{n}", _("%(day)s, free until (%(number)d)"), end % 1440 if end is not None else None),
                ):
                    self.fields[name] = ClockField(label=label % words, initial=value)
                    _labelled(self.fields[name].widget, label % words)

    @property
    def week(self) -> list[dict]:
        """{"day", "spans": [(from, to), …], "more": True if a second span is filled in or wrong}."""
        rows = []
        for day in range(7):
            count = sum(1 for name in self.fields if name.startswith(f"from_{day}_"))
            spans = [(self[f"from_{day}_{n}"], self[f"to_{day}_{n}"]) for n in range(count)]
            rows.append({"day": WEEKDAYS[day], "first": spans[0], "others": spans[1:], "more": _used(spans[1:])})
        return rows

    def read_week(self) -> list[tuple[int, int, int]]:
        spans = []
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

