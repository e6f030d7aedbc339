"""A part that a test cannot do without: while one works it is skipped, under `make test` and in CI it fails.

A run that silently skipped every check of access would prove nothing, and look green.
"""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

WHOLE = "SLIPGUARD_TEST_WHOLE"  # set by `make test`


def lacking(what: str) -> NoReturn:
    """Skip or fail, with what to run."""
    says = f"{what}. Run: make servers"
    if os.environ.get(WHOLE) or os.environ.get("CI"):
        pytest.fail(says, pytrace=False)
    pytest.skip(says)
