"""Whoever imports from here (pytest, `python -m tests...`, evals) stays on loopback, with all that it starts."""

import os
import sys
from pathlib import Path

_LOOPBACK = str(Path(__file__).parent / "loopback")
_PATHS = os.environ.get("PYTHONPATH", "").split(os.pathsep)
if _PATHS[0] != _LOOPBACK:
    os.environ["PYTHONPATH"] = os.pathsep.join([_LOOPBACK, *filter(None, _PATHS)])
_HELD = sys.modules.get("sitecustomize")
if hasattr(_HELD, "HELD"):  # a process that was started so (a worker of the tests): the same module by both names
    sys.modules["tests.loopback.sitecustomize"] = _HELD
else:
    from tests.loopback import sitecustomize  # noqa: F401
