"""A sheet comes in: chosen, described, tried, taken in by batches, perhaps undone, its upload deleted.

    files       the upload and the trial's result on disk, under the run's id
    known       who is here already
    describing  from a row's words to columns of ours
    trying      the trial: every row judged, the result kept beside the upload
    runs        the decisions of a person: what it is, which column is what, who is who, begin
    taking      batches of 200 rows, each its own transaction
    undoing     the same backwards, sparing who has been used since
    tidying     the upload and what was written about rows go when undo ends
"""

from .runs import begin, decide, decide_all, go_on, map_columns, receive, settle
from .taking import take_batch
from .tidying import KEPT_FOR, tidy
from .trying import try_out, try_soon
from .undoing import undo, undo_batch

__all__ = [
    "KEPT_FOR", "begin", "decide", "decide_all", "go_on", "map_columns", "receive", "settle", "take_batch", "tidy", "try_out",
    "try_soon", "undo", "undo_batch",
]  # fmt: skip
