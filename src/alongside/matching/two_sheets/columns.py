"""What each column of two sheets is: guessed, or as a mapping of somebody's own says."""

import re
import tomllib
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from alongside.programmes.sheets import (
    FIELDS,
    LEAVE_OUT,
    Mapping,
    Refused,
    Sheet,
    guess,
    left_out,
    sensitive_columns,
)
from alongside.programmes.sheets.sensitive import kind_of_heading, reason

#: side -> its table in a mapping for both sheets.
SIDES = {"mentee": "mentees", "mentor": "mentors"}
_BOTH = (
    "name first_name last_name reference languages mother_tongue interpreter area time_zone availability gender gender_wish "
    "birth_year adult interests online_ok in_person_ok reach_km experience_wish"
).split()
#: What a match needs of each side. Nothing else is read: no address, no telephone, no story.
NEEDED = {"mentee": frozenset([*_BOTH, "needs", "joined_on"]), "mentor": frozenset([*_BOTH, "skills", "capacity"])}


@dataclass(frozen=True)
class Columns:
    """One sheet with what its columns are.

    mapping: only what a match needs; out: {column: why nothing of it is read}.
    unneeded: columns that are understood and that no match needs.
    """

    sheet: Sheet
    mapping: Mapping
    out: dict[str, str]
    unneeded: tuple[str, ...]

    @property
    def side(self) -> str:
        return self.mapping.side

    def lines(self) -> list[str]:
        """For a person to look at: what becomes what, what stays out, and why."""
        shown = [
            _("  {column} -> {field}").format(column=column, field=FIELDS[key].label)
            for column, key in self.mapping.columns.items()
            if column not in self.out and key != LEAVE_OUT
        ]
        shown += [
            _("  Where a row says nothing: {field} = {value}").format(field=FIELDS[key].label, value=value)
            for key, value in self.mapping.same_for_all.items()
        ]
        if self.unneeded:
            shown.append(_("  Not needed for a match: {columns}.").format(columns=", ".join(self.unneeded)))
        shown += [
            _("  Left out: {column}. {reason}").format(column=column, reason=why)
            for column, why in self.out.items()
            if column not in self.unneeded
        ]
        return shown


def guessed(sheet: Sheet, side: str) -> Columns:
    """What the columns probably are, by headings and cells."""
    return _settled(sheet, guess(sheet, side))


def mapped(sheets: dict[str, Sheet], text: str) -> dict[str, Columns]:
    """What a mapping (TOML) says of both sheets: in the tables `mentees` and `mentors`, or once for both.

    Raises Refused with what is wrong and what to do. A column that nobody may match by is refused too, not left out in silence.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_("The mapping cannot be read: {error}.").format(error=error)) from None
    if apart := set(SIDES.values()) & data.keys():
        if apart != set(SIDES.values()) or set(data) != apart or not all(isinstance(part, dict) for part in data.values()):
            raise Refused(_("A mapping has the tables mentees and mentors, and nothing beside them; or one table columns for both sheets."))
        mappings = {side: Mapping.from_json(data[table]) for side, table in SIDES.items()}
    else:
        everything = {column for sheet in sheets.values() for column in sheet.columns}
        mappings = {side: Mapping.from_json(data) for side in SIDES}
        for side, mapping in mappings.items():
            # A heading of the other sheet is no fault of this one.
            strange = set(mapping.columns) & everything - set(sheets[side].columns)
            mapping.columns = {column: key for column, key in mapping.columns.items() if column not in strange}
    for side, mapping in mappings.items():
        mapping.side = side
        _refuse_sensitive(sheets[side], mapping)
        if faults := mapping.faults(sheets[side], needs_name=False):
            raise Refused(f"{sheets[side].name}: {' '.join(str(fault) for fault in faults)}")
        mapping.same_for_all = {key: value for key, value in mapping.same_for_all.items() if key in NEEDED[side]}
    return {side: _settled(sheets[side], mapping) for side, mapping in mappings.items()}


def as_toml(columns: dict[str, Columns]) -> str:
    """A mapping for both sheets, to be corrected by hand and given back with --mapping."""
    parts = []
    for side, table in SIDES.items():
        tables = columns[side].mapping.as_toml().partition("\n")[2]
        parts.append(re.sub(r"^\[", f"[{table}.", tables, flags=re.M).strip())
    return "\n\n".join(parts) + "\n"


def _settled(sheet: Sheet, mapping: Mapping) -> Columns:
    """The mapping cut down to what a match needs, with what stays out and why."""
    needed = NEEDED[mapping.side]
    unneeded = tuple(c for c in sheet.columns if mapping.field_of(c) not in (*needed, LEAVE_OUT))
    cut = replace(mapping, columns={c: LEAVE_OUT if c in unneeded else key for c, key in mapping.columns.items()})
    return Columns(sheet, cut, left_out(sheet, cut), unneeded)


def _refuse_sensitive(sheet: Sheet, mapping: Mapping) -> None:
    """Raises Refused if the mapping wants to match by what nobody should ask."""
    found = sensitive_columns(sheet)
    for column, key in mapping.columns.items():
        kind = found.get(column) or kind_of_heading(column) or (kind_of_heading(key) if key not in FIELDS else "")
        if kind and key != LEAVE_OUT:
            raise Refused(
                _("{file}, “{column}”: {reason} Take the column out of the mapping.").format(
                    file=sheet.name, column=column, reason=reason(kind)
                )
            )
