from .going import go_on, others, run, state, undo
from .mapping import columns
from .twins import decide, decide_all
from .upload import upload, what

__all__ = ["columns", "decide", "decide_all", "go_on", "others", "run", "state", "undo", "upload", "what"]
