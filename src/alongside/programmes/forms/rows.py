"""Rows of a form that work without JavaScript: languages with level, ways to reach somebody.

Each mixin adds its fields in `add_…`, hands them to the template in rows, and reads them in `read_…`.
"""

from django import forms
from django.utils.translation import gettext as _

from alongside.people import languages
from alongside.people.actions import Way
from alongside.people.models import ContactWay, Level
from alongside.programmes.forms.contact import is_email
from alongside.programmes.forms.week import used

LANGUAGE_ROWS = 6
WAY_ROWS = 3
#: Ways that need a number, and how many digits the shortest one has.
CALLED, FEWEST_DIGITS = (ContactWay.Kind.PHONE, ContactWay.Kind.MESSAGE, ContactWay.Kind.WHATSAPP, ContactWay.Kind.SIGNAL), 6


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
        return used(self.language_rows[3:])

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
        return used(self.way_rows[1:])

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
