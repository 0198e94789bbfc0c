"""The engine can be read, tested and used with numpy alone."""

import subprocess
import sys
from pathlib import Path

import alongside.matching.engine as engine


def test_the_engine_imports_only_numpy():
    """In a fresh interpreter, because this one has Django loaded by the other tests."""
    code = (
        "import sys; before = set(sys.modules); import alongside.matching.engine; "
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)))"
    )
    source = Path(engine.__file__).parents[3]
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(source)},
    )
    assert found.stdout.split() == ["alongside", "numpy"]
