"""A list of mentors and mentees in one: the column that says who is which, so that nobody comes in on the wrong side."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .folding import word_key
from .headings import field_of_heading
from .sheet import Row, Sheet

_WORDS = {
    "mentor": "mentor mentors mentorin mentoren mentorinnen mentora mentore mentori mentorka mentorzy mentorit mentorer mentorsko ментор менторка наставник المرشد مرشد مرشدة مربي "
              "pate parrain marraine tutor tutorin volunteer ehrenamtlich ehrenamtliche ehrenamtlicher vrijwilliger benevole voluntario voluntaria wolontariusz buddy",
    "mentee": "mentee mentees menti mentorado mentorada mentorizado mentorizada mentoree mentoroitava podopieczny podopieczna менті підопічний підопічна "
              "المتدرب متدرب متدربة filleul filleule newcomer beneficiary participant teilnehmer teilnehmerin adept danışan",
}  # fmt: skip
SIDE_OF = {word_key(word.replace("_", " ")): side for side, words in _WORDS.items() for word in words.split()}


def side_column(sheet: Sheet) -> str:
    """The heading of the first column of which every filled cell says mentor or mentee; "" if none does."""
    sample = sheet.sample()
    for at, column in enumerate(sheet.columns):
        if field_of_heading(column)[0] not in ("", "occupation"):  # “Role” is read as work; a first name may be Mentor
            continue
        said = [word_key(row.cells[at]) for row in sample if row.cells[at]]
        if len(said) > 1 and all(word in SIDE_OF for word in said):
            return column
    return ""


def on_the_other_side(row: Row, at: int, side: str) -> str:
    """A sentence if the row says that this person is on the other side; else ""."""
    said = SIDE_OF.get(word_key(row.cells[at]), side)
    if said == side:
        return ""
    return _("This row is a mentor. Bring mentors in by themselves, as mentors.") if said == "mentor" else \
        _("This row is a mentee. Bring mentees in by themselves, as mentees.")
