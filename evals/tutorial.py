"""docs/tutorial.md walked click by click in Chromium: what a person's hand does, and how long that takes.

usage: python -m evals.tutorial

The clock starts at the first page of a fresh home (`make run` has just said its address). "Hand" is the keystroke-level
model of Card, Moran and Newell (1980) for the counted clicks and keys, "machine" what the pages took on this machine.
Reading the tutorial is not counted, and the long apology of part 5 is typed in between: it is in what follows it.
tests/faces/web/test_tutorial.py walks the same way and has it told, so that both go on working.
"""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faces.web.tutorial import Walk

TARGETS = {"caught": 120, "connected": 300}  # seconds


def main() -> None:
    """One walk."""
    home = tempfile.mkdtemp(prefix="slipguard-tutorial-")
    os.environ |= {"SLIPGUARD_HOME": home, "SLIPGUARD_ALLOW_PRIVATE_SERVERS": "1"}
    from tests.faces.web import rig, tutorial

    with rig.browser() as browser:
        walk = tutorial.walked(browser)
    told(walk)


def told(walk: Walk) -> None:
    """One line for each thing reached."""
    print("from the first page to        clicks  keys   hand  machine  together (seconds)")
    for name, (clicks, _, keys, machine) in walk.marks.items():
        total = walk.person(name)
        target = f"  (target < {TARGETS[name]})" if name in TARGETS else ""
        print(f"  {name:26} {clicks:6} {keys:6} {total - machine:6.0f} {machine:8.0f} {total:9.0f}{target}")


if __name__ == "__main__":
    main()
