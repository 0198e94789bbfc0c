"""A Django database backend: SQLite with a sound library, strict pragmas and one writer at a time.

The newer library must be in place before Django's own SQLite backend is imported anywhere, because
that backend binds the module at import. This package is imported first, by name, from `DATABASES`.
"""

import sys

try:
    import pysqlite3
except ImportError:
    # Linux on ARM, macOS, Windows: no wheel. `base` then chooses the journal by the library's version.
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
