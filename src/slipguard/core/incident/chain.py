"""Each event carries the hash of the one before: a changed or missing event shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64


def digest(before: str, seq: int, at: datetime, kind: str, key: str, data: Mapping[str, Any]) -> str:
    """SHA-256 over the digest before and the event's own content in canonical JSON."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = json.dumps([before, seq, moment, kind, key, data], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def broken_at(events: Iterable[tuple[int, datetime, str, str, Mapping[str, Any], str]]) -> int | None:
    """The first seq at which the chain does not hold, None where it does.

    `events`: (seq, at, kind, key, data, digest) in order of seq, which counts from 1 without a gap.
    """
    before = START
    for expected, (seq, at, kind, key, data, claimed) in enumerate(events, start=1):
        if seq != expected or digest(before, seq, at, kind, key, data) != claimed:
            return expected
        before = claimed
    return None
