"""The plan as JSON for machines or as a workbook for people."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from alongside.foundation.cells import safe
from alongside.matching.two_sheets.people import People
from alongside.matching.two_sheets.plans import Outcome
from alongside.matching.two_sheets.saying import policy_in_words

#: A workbook's cell ends here.
LONGEST_CELL = 32_767


def as_json(outcome: Outcome) -> dict:
    return {
        "pairs": [
            {"mentee": pair.mentee, "mentor": pair.mentor, "fit": pair.fit, "reasons": pair.reasons} for pair in outcome.pairs
        ],
        "unmatched": [{"mentee": left.mentee, "reasons": left.reasons} for left in outcome.unmatched],
        "matched": len(outcome.pairs),
        "total_fit": outcome.total_fit,
        "seats": outcome.seats,
        "certificate": outcome.certificate,
        "seconds": outcome.seconds,
    }


def write_json(outcome: Outcome, path: Path) -> None:
    text = json.dumps(as_json(outcome), ensure_ascii=False, indent=1)
    _whole(path, lambda beside: beside.write_text(text + "\n", encoding="utf-8"))


def write_xlsx(outcome: Outcome, path: Path) -> None:
    """Sheets Pairs, Left over and About. The number that orders pairs stays out: people read reasons."""
    book = Workbook(write_only=True)
    mentees, mentors = outcome.round.sides
    names = {people.side: {person.id: person.name for person in people.everybody} for people in outcome.round.sides}
    # A column of names where a sheet has numbers beside them.
    named = {people.side: any(p.name and p.name != p.id for p in people.everybody) for people in outcome.round.sides}

    def who(side: str, key: str) -> list[str]:
        return [key, names[side][key]] if named[side] else [key]

    def headed(side: str, label: str, of_name: str) -> list[str]:
        return [label, of_name] if named[side] else [label]

    mentee, mentor = headed("mentee", _("Mentee"), _("Mentee's name")), headed("mentor", _("Mentor"), _("Mentor's name"))
    _sheet(
        book,
        _("Pairs"),
        [*mentee, *mentor, _("Reasons")],
        ([*who("mentee", pair.mentee), *who("mentor", pair.mentor), "\n".join(pair.reasons)] for pair in outcome.pairs),
    )
    _sheet(
        book,
        _("Left over"),
        [*mentee, _("Why")],
        ([*who("mentee", left.mentee), "\n".join(left.reasons)] for left in outcome.unmatched),
    )
    _sheet(book, _("About"), [_("What"), _("In words")], _about(outcome, mentees, mentors))
    _whole(path, book.save)


def _about(outcome: Outcome, mentees: People, mentors: People) -> Iterable[list]:
    made, certificate = outcome.round, outcome.certificate
    yield [_("Mentees"), f"{mentees.file}: {len(mentees.everybody)}"]
    yield [_("Mentors"), f"{mentors.file}: {len(mentors.everybody)}"]
    yield [_("Places"), outcome.seats]
    yield [_("Matched"), len(outcome.pairs)]
    yield [_("Left over"), len(outcome.unmatched)]
    for sentence in policy_in_words(made.settings):
        yield [_("Policy"), sentence]
    for sentence in made.applied:
        yield [_("Rule that holds"), sentence]
    for sentence in made.idle:
        yield [_("Not applied"), sentence]
    for sentence in made.asked:
        yield [_("To ask"), sentence]
    yield [_("Certificate"), _("Proved: every pair passes every rule, and no place is given twice.")]
    yield [_("Certificate"), _("Proved: no other plan does better by the goals of the policy in their order.")]
    yield [
        _("Certificate"),
        _("The same sheets, policy, day ({day}) and word for the lot (“{seed}”) make the same plan.").format(
            day=certificate["on"], seed=certificate["seed"]
        ),
    ]
    for people in made.sides:
        for row, column, sentence in people.refused:
            place = f"{people.file}, {_('row')} {row}" + (f", {column}" if column else "")
            yield [_("Row left out"), f"{place}: {sentence}"]


def _sheet(book: Workbook, title: str, headings: list[str], rows: Iterable[list]) -> None:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for at in range(len(headings)):
        sheet.column_dimensions["ABCDEFG"[at]].width = 100 if at == len(headings) - 1 else 28
    sheet.append([_cell(sheet, heading, Font(bold=True)) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value, font: Font | None = None) -> WriteOnlyCell:
    """Numbers as numbers, everything else as text that no program runs."""
    cell = WriteOnlyCell(sheet, value if isinstance(value, int) else safe(value)[:LONGEST_CELL])
    if not isinstance(value, int):
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cell.font = font
    return cell


def _whole(path: Path, write) -> None:
    """Written beside and put in place at once, readable by this user only: the names of a whole programme stand in it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        write(beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
