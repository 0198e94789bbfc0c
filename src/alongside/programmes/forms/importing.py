"""Forms of bringing in a sheet: the file, what it is, what each column becomes, who is who."""

import hashlib

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.forms import Form
from alongside.people.languages import choices as language_choices
from alongside.people.languages import name_of
from alongside.people.models import Level
from alongside.programmes.models import Side
from alongside.programmes.sheets import FIELDS, LEAVE_OUT, NOTE, Mapping
from alongside.programmes.sheets.answers import Hints, Problem
from alongside.programmes.sheets.folding import fold

#: What is above this is no list of people.
BIGGEST = 64 * 1024 * 1024
#: Nothing chosen yet for a word.
OPEN = "?"
YES_NO = [("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
PICK = {"invalid_choice": gettext_lazy("Choose one from the list.")}


class UploadForm(Form):
    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("XLSX or CSV, one person in each row, headings on top. At most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose the file with your list."),
            "empty": gettext_lazy("The file is empty. Choose the file with the list of people in it."),
            "max_length": gettext_lazy("The name of the file is too long. Give it a shorter one and choose it again."),
            "missing": gettext_lazy("Choose the file with your list."),
            "invalid": gettext_lazy("The file did not arrive whole. Choose it again."),
        },
        max_length=200,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > BIGGEST:
            raise forms.ValidationError(_("The file is larger than 50 MB. Take out pictures and old rows, then choose it again."))
        return file


class WhatForm(Form):
    programme = forms.ChoiceField(
        label=gettext_lazy("For which programme?"),
        error_messages={"required": gettext_lazy("Choose the programme.")} | PICK,
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Who is in this list?"),
        choices=[(Side.MENTOR.value, gettext_lazy("Mentors")), (Side.MENTEE.value, gettext_lazy("Mentees"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether these are mentors or mentees.")} | PICK,
    )
    stand = forms.ChoiceField(
        label=gettext_lazy("Where do they stand?"),
        choices=[
            ("applied", gettext_lazy("They would like to take part. Nobody has talked with them yet.")),
            ("screening", gettext_lazy("You are getting to know them.")),
            ("accepted", gettext_lazy("They take part already. What is missing before a match is still shown.")),
        ],
        widget=forms.RadioSelect,
        initial="applied",
        error_messages={"required": gettext_lazy("Say where they stand.")} | PICK,
    )
    sheet = forms.ChoiceField(
        label=gettext_lazy("Which sheet of the workbook?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("This sheet is not in the workbook. Choose another.")},
    )

    def __init__(self, *args, programmes, run, **kwargs):
        initial = {
            "programme": str(run.programme_id), "side": run.side, "stand": run.columns.get("stand", "applied"),
            "sheet": run.columns.get("sheet", ""),
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["programme"].choices = [(str(p.pk), p.name) for p in programmes]
        sheets = run.columns.get("sheets", [])
        if sheets:
            self.fields["sheet"].choices = [(name, name) for name in sheets]
        else:
            del self.fields["sheet"]


class DecideForm(Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Are they one person?"),
        choices=[("same", ""), ("other", ""), ("leave", "")],
        error_messages={"required": gettext_lazy("Press one of the buttons."), "invalid_choice": gettext_lazy("Press one of the buttons.")},
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)


class DecideAllForm(Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("For all rows without an answer of their own"),
        required=False,
        choices=[
            ("", gettext_lazy("Ask me about each one")),
            ("same", gettext_lazy("One person where name and e-mail or phone agree")),
            ("other", gettext_lazy("All of them are other people")),
            ("leave", gettext_lazy("Leave all of them out")),
        ],
        error_messages=PICK,
    )


def word_name(column: int, text: str) -> str:
    """The name of the control for one word: the same as long as the word is, wherever it stands in the list."""
    return f"w{column}_{hashlib.sha256(fold(text).encode()).hexdigest()[:12]}"


class ColumnsForm(Form):
    """What each column becomes, its words, and what is the same for all rows.

    mapping: as it stands. trial: the sum of the last trial, whose words and sentences are shown.
    """

    language = forms.ChoiceField(label=gettext_lazy("They all speak"), required=False, error_messages=PICK)
    level = forms.ChoiceField(label=gettext_lazy("How well"), required=False, choices=[("", gettext_lazy("Not known")), *Level.choices], error_messages=PICK)
    availability = forms.CharField(
        label=gettext_lazy("They are all free"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: Tue 18:00-20:00; Sat morning"),
        error_messages={"max_length": gettext_lazy("This is too long. Write days and hours only.")},
    )
    online_ok = forms.ChoiceField(label=gettext_lazy("Online is fine"), required=False, choices=YES_NO, error_messages=PICK)
    in_person_ok = forms.ChoiceField(label=gettext_lazy("In person is fine"), required=False, choices=YES_NO, error_messages=PICK)
    interpreter = forms.ChoiceField(label=gettext_lazy("Needs an interpreter"), required=False, choices=YES_NO, error_messages=PICK)
    gender_wish = forms.ChoiceField(
        label=gettext_lazy("Wish about the other's gender"),
        required=False,
        choices=[("", gettext_lazy("Not asked yet")), ("any", gettext_lazy("No wish")), ("woman", gettext_lazy("A woman")), ("man", gettext_lazy("A man"))],
        error_messages=PICK,
    )
    area = forms.CharField(
        label=gettext_lazy("District or town"), required=False, max_length=80,
        error_messages={"max_length": gettext_lazy("This is too long. Write the district or the town only.")},
    )  # fmt: skip
    adult = forms.BooleanField(label=gettext_lazy("All of them are 18 or older, and we have checked it"), required=False)
    leave_hidden_rows = forms.BooleanField(label=gettext_lazy("Leave out the rows that are hidden in the workbook"), required=False)

    quiet_optional = True
    FOR_ALL = ("availability", "online_ok", "in_person_ok", "interpreter", "gender_wish", "area")

    def __init__(self, *args, mapping: Mapping, headings: list[str], trial: dict, facts: dict, **kwargs):
        self.mapping, self.headings, self.trial, self.facts = mapping, headings, trial, facts
        self.sensitive = trial.get("sensitive", {})
        same = mapping.same_for_all
        tag, _colon, level = same.get("languages", "").partition(":")
        initial = {name: same.get(name, "") for name in self.FOR_ALL} | {
            "language": tag, "level": level, "adult": same.get("adult") == "yes", "leave_hidden_rows": mapping.leave_hidden_rows,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["language"].choices = [("", _("Not the same, or not known")), *language_choices()]
        if not (trial.get("hidden") or mapping.leave_hidden_rows):
            del self.fields["leave_hidden_rows"]
        for at, column in enumerate(headings):
            if column not in self.sensitive:
                self._add_column(at, column)

    def _add_column(self, at: int, column: str) -> None:
        key = self.mapping.field_of(column)
        choices = [(LEAVE_OUT, FIELDS[LEAVE_OUT].label)]
        choices += [(k, f.label) for k, f in FIELDS.items() if k not in (LEAVE_OUT, NOTE)]
        if key == NOTE:
            choices.insert(0, (NOTE, FIELDS[NOTE].label))
        self.fields[f"c{at}"] = forms.ChoiceField(
            label=_("“{column}” becomes").format(column=column), choices=choices, required=False, initial=key, error_messages=PICK
        )
        for word in self.trial.get("words", {}).get(column, ()):
            by_hand = self._chosen(column, word["text"])
            choices = word_choices(key, word | {"settled": word["settled"] and not by_hand})
            if choices:
                chosen = word["value"] if word["settled"] or by_hand else OPEN
                if chosen not in dict(choices):
                    choices.insert(1, (chosen, chosen))
                self.fields[word_name(at, word["text"])] = forms.ChoiceField(
                    label=_("“{word}” means").format(word=word["text"]), choices=choices, required=False, initial=chosen, error_messages=PICK
                )
        if key == "joined_on":
            self.fields[f"d{at}"] = forms.ChoiceField(
                label=_("In dates like 03/04/2025"), required=False, initial=self.mapping.date_order.get(column, ""),
                choices=[("", _("it is not clear")), ("dmy", _("the day comes first")), ("mdy", _("the month comes first"))],
                error_messages=PICK,
            )  # fmt: skip

    def _chosen(self, column: str, text: str) -> bool:
        return fold(text) in self.mapping.word_meanings(column)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("level") and not cleaned.get("language"):
            self.add_error("language", _("Choose the language that this level belongs to."))
        for name in ("availability", "area"):
            if cleaned.get(name):
                answer = FIELDS[name].parse(cleaned[name], Hints(language="en"))
                if isinstance(answer, Problem):
                    self.add_error(name, answer.sentence)
        return cleaned

    def new_mapping(self) -> Mapping:
        """The mapping as it was sent. A choice that was not on the page stays as it was."""
        sent, old = self.cleaned_data, self.mapping
        new = Mapping(side=old.side, hours_language=dict(old.hours_language))
        for at, column in enumerate(self.headings):
            key = LEAVE_OUT if column in self.sensitive else sent.get(f"c{at}") or old.field_of(column)
            new.columns[column] = key
            if key == old.field_of(column):
                for part in ("confidence", "why"):
                    if column in getattr(old, part):
                        getattr(new, part)[column] = getattr(old, part)[column]
                new.words[column] = self._words(at, column)
                if not new.words[column]:
                    del new.words[column]
            else:
                new.confidence[column] = "clear"
            order = sent.get(f"d{at}", old.date_order.get(column, ""))
            if order:
                new.date_order[column] = order
            # Whoever chooses a field for a column that tells has read the sentence beside it.
            if column in self.trial.get("leaks", {}) and key not in (LEAVE_OUT, NOTE):
                new.taken_although.append(column)
        new.same_for_all = self._same_for_all(sent, old)
        new.leave_hidden_rows = bool(sent.get("leave_hidden_rows"))
        return new

    def _words(self, at: int, column: str) -> dict[str, str]:
        words = dict(self.mapping.words.get(column, {}))
        for word in self.trial.get("words", {}).get(column, ()):
            value = self.cleaned_data.get(word_name(at, word["text"]))
            if value is None or (word["settled"] and value == word["value"] and word["text"] not in words):
                continue
            words = {text: meaning for text, meaning in words.items() if fold(text) != fold(word["text"])}
            if value != OPEN:
                words[word["text"]] = value
        return words

    def _same_for_all(self, sent: dict, old: Mapping) -> dict[str, str]:
        same = {key: value for key, value in old.same_for_all.items() if key not in (*self.FOR_ALL, "languages", "adult")}
        same |= {name: sent[name].strip() for name in self.FOR_ALL if sent.get(name)}
        if sent.get("language"):
            same["languages"] = f"{sent['language']}:{sent['level']}" if sent.get("level") else sent["language"]
        if sent.get("adult"):
            same["adult"] = "yes"
        return same

    # What the page draws

    def rows(self) -> list[dict]:
        """Each column with its controls, those that need a look first marked so."""
        return [self._row(at, column) for at, column in enumerate(self.headings)]

    def _row(self, at: int, column: str) -> dict:
        key = self.mapping.field_of(column)
        words = [
            {
                "text": w["text"],
                "times": w["times"],
                "settled": w["settled"],
                "meaning": meaning(key, w["value"]),
                "bound": self._bound(word_name(at, w["text"])),
            }
            for w in self.trial.get("words", {}).get(column, ())
        ]
        to_settle = sum(not w["settled"] for w in words)
        leak = self.trial.get("leaks", {}).get(column)
        state = "clear"
        if column in self.sensitive:
            state = "sensitive"
        elif key == NOTE:
            state = "decide"
        elif to_settle:
            state = "words"
        elif leak:
            state = "leak"
        elif self.mapping.confidence.get(column) == "look":
            state = "look"
        elif key == LEAVE_OUT:
            state = "out"
        return {
            "at": at,
            "heading": column,
            "examples": self.facts["examples"].get(column, []),
            "filled": self.facts["filled"].get(column, 0),
            "select": self._bound(f"c{at}"),
            "order": self._bound(f"d{at}"),
            "words": words if to_settle or any(self._chosen(column, w["text"]) for w in words) else [],
            "to_settle": to_settle,
            "leak": leak["sentence"] if leak else "",
            "taken": leak is not None and key not in (LEAVE_OUT, NOTE),
            "why": self.sensitive.get(column) or ("" if leak else self.mapping.why.get(column, "")),
            "state": state,
            "needs_you": state in ("words", "decide", "leak", "sensitive", "look"),
        }

    def _bound(self, name: str):
        return self[name] if name in self.fields else None


def meaning(key: str, value: str) -> str:
    """A settled word in our words: “ar:B1” is Arabic, B1."""
    if key in ("languages", "mother_tongue"):
        spoken = [part.partition(":") for part in value.split()]
        return "; ".join(f"{name_of(tag)}, {level}" if level else name_of(tag) for tag, _colon, level in spoken)
    return {"yes": _("Yes"), "no": _("No"), "": _("Left out")}.get(value, value)


def word_choices(key: str, word: dict) -> list[tuple[str, str]]:
    """What a word may be chosen to mean. [] where nothing needs choosing."""
    if word["settled"] and not word["options"]:
        return []
    leave = [("", _("Leave this word out"))]
    first = [(OPEN, _("Choose"))]
    if word["options"]:
        given = [(value, label) for value, label in word["options"]]
        return first + given + ([] if any(value == "" for value, _label in given) else leave)
    if key in ("languages", "mother_tongue"):
        return first + leave + list(language_choices())
    if key == "availability":
        parts = [
            ("Mon-Fri evening", _("Weekday evenings")), ("Mon-Fri morning", _("Weekday mornings")),
            ("Mon-Fri afternoon", _("Weekday afternoons")), ("Sat-Sun", _("Weekends")), ("Mon-Sun", _("Any day")),
        ]  # fmt: skip
        return first + [("", _("Leave it out: the hours are not known"))] + parts
    return first + leave
