"""Events -> the incident record. A fold: nothing is ever edited."""

from slipguard.core.incident.chain import broken_at, digest
from slipguard.core.incident.fold import SETTLED, Copy, CopyState, Record, fold
from slipguard.core.incident.report import as_json, as_markdown

__all__ = [
    "SETTLED",
    "Copy",
    "CopyState",
    "Record",
    "as_json",
    "as_markdown",
    "broken_at",
    "digest",
    "fold",
]
