"""`python -m evals.joint [BENCH] [--trial]`: the joint gate. *Does not belong here* AND (harm or a named alternative).

Own posts are the institutions' own later posts on the `bare-200` desks. The offensive posts are OLID's,
each "posted" on one client account of each desk in turn, without leading mentions, as the desks have theirs.
A post is stopped when the policy would hold it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from evals import trial
from evals.harm.sources import rows
from slipguard.core.harm import grade
from slipguard.core.policy import HARMFUL, decide_draft, offence, with_harm
from slipguard.core.types import Assessment, Budget, DraftDecision, Harm, Post
from slipguard.core.voice.assess_file import assess_rows

EVERY = 11  # every so many of OLID's offensive posts go to each desk, from a different start
_LEADING = re.compile(r"^(?:@\w+\s+)+")


def stopped(answer: dict[str, Any]) -> bool:
    """Would the policy hold this post?"""
    seen = Assessment(answer["p_value"], alternative=answer["alternative"])
    return decide_draft(seen, Harm(answer["harm"])).decision is DraftDecision.HOLD


def judged(post: Post) -> Harm:
    """The offence as the product's policy counts it, language guessed."""
    return Harm(offence(grade(post.text)))


def main(data: Path) -> int:
    """Print the gate for each desk and for all together, with each half of the AND by itself."""
    offensive = [
        _LEADING.sub("", row["text"])
        for row in rows(data / "severity" / "olid_dev.jsonl.gz")
        if row["label"] == "offensive"
    ]
    totals: dict[str, list[tuple[bool, ...]]] = {"own": [], "olid": []}
    for number, desk in enumerate(sorted((data / "desks").glob("*-bare-200"))):
        key = {row["id"]: row["group"] for row in rows(desk / "key.jsonl.gz")}
        history = list(rows(desk / "history.jsonl.gz"))
        clients = sorted({row["account"] for row in history if row["kind"] != "personal"})
        own = [row for row in rows(desk / "candidates.jsonl.gz") if key[row["id"]] == "own"]
        posted = [
            {"id": f"olid{place}", "account": clients[place % len(clients)], "text": text}
            for place, text in enumerate(offensive[number::EVERY])
        ]
        marks = {name: [] for name in totals}
        for answer in assess_rows(history, own + posted, judged):
            group = "olid" if str(answer["id"]).startswith("olid") else "own"
            off, harm = answer["p_value"] <= with_harm(Budget()), answer["harm"] >= HARMFUL
            marks[group].append((stopped(answer), off and harm, off, harm))
        for name, found in marks.items():
            totals[name] += found
        print(f"{desk.name:26}", *(_line(name, found) for name, found in marks.items()), sep="  ")
    print(f"{'all':26}", *(_line(name, found) for name, found in totals.items()), sep="  ")
    return 0


def _line(name: str, found: list[tuple[bool, ...]]) -> str:
    both, harmful, off, harm = (sum(mark[n] for mark in found) / len(found) for n in range(4))
    return (
        f"{name}: stopped {both:.2%}, by harm {harmful:.2%}, by a named alternative alone {both - harmful:.2%} "
        f"(off-account {off:.1%}, harm >= {HARMFUL} {harm:.1%}) of {len(found)}"
    )


if __name__ == "__main__":
    sys.exit(main(trial.asked(__doc__)[0]))
