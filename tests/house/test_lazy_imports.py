"""What must start fast imports nothing heavy: seconds of import would stand before the delete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("dbos", "sqlalchemy", "numpy", "atproto", "tweepy", "requests", "apprise", "uvicorn", "slipguard.core.voice")


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("slipguard.cli", (*HEAVY, "django")),
        ("slipguard.actions.recall_now", HEAVY),
        # numpy and the voices are what a check is made of; nothing else that takes long is
        ("slipguard.actions.drafts", ("dbos", "sqlalchemy", "httpx", "tweepy", "requests", "apprise", "uvicorn",
                                      "ninja", "django.core.management.commands.migrate")),
        ("slipguard.core.policy", ("django", "numpy", "pydantic")),
    ],
)
def test_importing_stays_light(module: str, heavy: tuple[str, ...], tmp_path: Path) -> None:
    """`--help` needs no Django, and `recall --now` needs neither the engine nor the voices, a check no engine."""
    setup = "from slipguard import app\napp.configure(pages=False)\n" if "actions" in module else ""
    code = f"{setup}import sys, {module}\nprint([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True,
                         env={**os.environ, "SLIPGUARD_HOME": str(tmp_path)})
    assert run.stdout.strip() == "[]"
