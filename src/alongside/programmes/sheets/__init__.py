"""From somebody's sheet to people who could be taken in, without a database.

    with read(path, "Mentoren.xlsx") as sheet:      # or Refused, with a sentence
        mapping = guess(sheet, "mentor")            # what each column probably is
        words_of(sheet, mapping)                    # words to settle, with how often they occur
        for row in trial(sheet, mapping): ...       # each row: a person, or every problem in words

Of Django this package knows only its translations.
"""

from .fields import FIELDS, LEAVE_OUT, NOTE, Field, TakenPerson
from .guessing import guess
from .mapping import Mapping, signature
from .reading import Refused, Row, Sheet, read
from .refused_file import refused_csv, refused_xlsx
from .sensitive import Leak, leaks, sensitive_columns
from .settling import Word, words_of
from .trial import TrialProblem, TrialRow, left_out, trial

__all__ = [
    "FIELDS", "LEAVE_OUT", "NOTE", "Field", "Leak", "Mapping", "Refused", "Row", "Sheet", "TakenPerson", "TrialProblem", "TrialRow",
    "Word", "guess", "leaks", "left_out", "read", "refused_csv", "refused_xlsx", "sensitive_columns", "signature", "trial", "words_of",
]  # fmt: skip
