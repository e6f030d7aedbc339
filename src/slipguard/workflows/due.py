"""A draft's moment has come: does it still go? The check is asked again, with the voice as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slipguard.core import policy
from slipguard.core.types import Assessment, Decision, DraftDecision, Harm, Picture, Post
from slipguard.storage import accounts, exceptions, pictures
from slipguard.storage.clock import zone_of
from slipguard.storage.models import Account, Draft
from slipguard.storage.mourning import mourning_on
from slipguard.workflows.checks import check
from slipguard.workflows.gate import LATE

_ORDER = [DraftDecision.PUBLISH, DraftDecision.ASK, DraftDecision.HOLD]


def judged(
    account: Account, texts: list[str], language: str | None, reply_to: str | None = None,
    shown: Sequence[Picture] = (),
) -> tuple[Assessment, Harm, Decision, int]:
    """The strictest verdict of a draft's parts, and which part (from 0) it is of: a thread is as wrong as its worst
    part. The first shows the pictures; their descriptions are read for harm, they themselves are not looked at."""
    verdicts = []
    for number, text in enumerate(texts):
        here = shown if number == 0 else ()
        found, harm = check(account, Post(text, language=language, reply_to=reply_to, media=len(here) or None,
                                          alts=tuple(one.alt for one in here if one.alt.strip())))
        verdicts.append((found, harm, policy.decide_draft(
            found, harm, accounts.budget(account), exceptional=exceptions.exceptional(account)), number))
    return max(verdicts, key=lambda v: (_ORDER.index(DraftDecision(v[2].decision)), v[1].grade, -v[0].p_value))


def verdict(found: Assessment, harm: Harm, decision: Decision) -> dict[str, Any]:
    """What is kept of a verdict beside the draft."""
    return {
        "decision": str(decision.decision),
        "because": list(decision.because),
        "p_value": found.p_value,
        "alternative": found.alternative,
        "harm": harm.grade,
    }


def objection(draft: Draft, now: datetime) -> dict[str, Any]:
    """Why a draft whose moment has come does not go, as changes of its row; {}: it goes.

    A draft in its undo window was checked seconds ago and a person watches; a planned one was checked
    when it was planned, and nobody may be there now.
    """
    if draft.due_at is not None and now - draft.due_at > LATE:
        return halted("Its moment passed while Slipguard was not running. Nothing was published.")
    if draft.state != Draft.State.SCHEDULED:
        return {}
    day = now.astimezone(zone_of(draft.account.workspace)).date()
    why = mourning_on(draft.account.workspace_id, day)
    if why and draft.verdict.get("mourning") != day.isoformat():
        return halted(f"Today is a day of mourning: {why} Nothing was published.")
    found, harm, decision, _ = judged(draft.account, draft.texts, draft.language or None, draft.reply_to or None,
                                      [row.facts for row in pictures.of(draft)])
    accepted = DraftDecision(draft.verdict.get("decision", DraftDecision.PUBLISH))
    if _ORDER.index(DraftDecision(decision.decision)) <= _ORDER.index(accepted):
        return {}
    changes = {"verdict": {**draft.verdict, **verdict(found, harm, decision)}}
    if decision.decision is DraftDecision.HOLD:
        return {**changes, "state": Draft.State.HELD, "due_at": None, "planned_at": None,
                "says": "When it was planned it sounded right; today's check holds it."}
    return {**changes, **halted("When it was planned it sounded right; today it reads oddly. Nothing was published.")}


def halted(says: str) -> dict[str, Any]:
    """It waits for a person's decision, and never goes by itself."""
    return {"state": Draft.State.HALTED, "says": says}
