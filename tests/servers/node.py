"""Where the npm packages of the test servers lie: outside the tree, by the hash of the lock file.

CI caches `.cache/node`; a changed lock is a new folder, so an old install is never half-updated.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def home() -> Path:
    """The folder whose node_modules belongs to the present lock file."""
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    return ROOT / ".cache" / "node" / digest


def missing() -> str | None:
    """Why the node servers cannot start here, in words; None: they can."""
    if not (home() / "node_modules" / ".complete").exists():
        return "the npm packages are not installed: run tests/servers/setup.sh"
    return None
