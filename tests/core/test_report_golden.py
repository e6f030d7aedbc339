"""The report for the client, whole: Markdown and JSON against golden files, and short enough for one page."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slipguard.core.incident import Record, as_json, as_markdown, fold

HERE = Path(__file__).parent
START = datetime(2031, 3, 14, 9, 26, 53, tzinfo=UTC)
PAGE = 60  # lines of a printed page
ONE = {"ref": "practice/@umparking/1", "network": "practice", "handle": "umparking"}
TWO = {"ref": "mastodon/@parking/9", "network": "mastodon", "handle": "parking"}


def record() -> Record:
    """Two copies: one proven gone by two viewpoints, one that a person must delete by hand; words; an answer."""

    def at(seconds: float) -> str:
        return (START + timedelta(seconds=seconds)).isoformat()

    happened: list[tuple[float, str, dict[str, Any]]] = [
        (
            0.4,
            "opened",
            {
                **ONE,
                "text": "oh no\nnot her again",
                "posted_at": at(0),
                "seen_at": at(0.4),
                "harm": 1,
                "decided_at": at(0.4),
                "decision": "recall",
                "p_value": 0.0004,
                "alternative": "@sam",
                "reasons": ["“oh no” is not how this account opens a post."],
                "url": "http://localhost/1",
            },
        ),
        (0.5, "recall_started", {"by": "Slipguard"}),
        (0.7, "delete_sent", {**ONE, "answer": "ok"}),
        (
            0.9,
            "copy_found",
            {**TWO, "text": "oh no\nnot her again", "posted_at": at(0.2), "link": "http://localhost/9"},
        ),
        (1.0, "copies_searched", {}),
        (2.1, "gone", {**ONE, "gone_at": at(2.1), "checks": 3, "viewpoints": ["logged out", "the server's own API"]}),
        (3.0, "by_hand", {**TWO, "says": "the sign-in has ended", "link": "http://localhost/9"}),
        (4.0, "told", {"ok": True, "channel": "Night phone", "subject": "Taken back"}),
        (
            300,
            "apology_sent",
            {**ONE, "text": "We have deleted a post of ours. We are sorry.", "url": "http://localhost/2"},
        ),
        (330, "follow_up_sent", {**ONE, "text": "We have spoken to her.", "url": "http://localhost/3"}),
        (360, "changed", {"by": "Ana Ruiz", "text": "Work and private phones are kept apart."}),
    ]
    return fold(((START + timedelta(seconds=second), kind, data) for second, kind, data in happened),
                {"practice": "Practice network", "mastodon": "Mastodon"})


def written() -> dict[str, str]:
    """Both files as they should be. To renew them after a change: run this module."""
    made = record()
    plain = json.dumps(as_json(made, True, 7), ensure_ascii=False, indent=1) + "\n"
    return {"report.golden.md": as_markdown(made, True, 7), "report.golden.json": plain}


def test_the_report_reads_as_agreed() -> None:
    """What the client gets changes only on purpose, in Markdown and in JSON."""
    for name, text in written().items():
        assert text == (HERE / name).read_text(encoding="utf-8"), name


def test_it_is_one_page_and_honest() -> None:
    """Seconds per copy, viewpoints, what is not gone, what could not be undone, what was said, what changes."""
    text = as_markdown(record(), True, 7)
    assert text.count("\n") <= PAGE
    for part in ("2.1 seconds", "logged out", "must be done by hand", "does not undo", "We are sorry.", "kept apart"):
        assert part in text
    assert "Visible for not known" not in text


if __name__ == "__main__":
    for each, words in written().items():
        (HERE / each).write_text(words, encoding="utf-8")
    sys.exit(0)
