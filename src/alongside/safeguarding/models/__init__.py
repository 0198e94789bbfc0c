"""Rows of this room. Others import them from here."""

from alongside.safeguarding.models.notes import KEPT_MONTHS as KEPT_MONTHS
from alongside.safeguarding.models.notes import Note as Note
from alongside.safeguarding.models.notes import NoteEntry as NoteEntry
from alongside.safeguarding.models.notes import NoteLead as NoteLead
from alongside.safeguarding.models.notes import NoteStep as NoteStep
