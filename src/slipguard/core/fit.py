"""Do posts that are about to be learnt fit what is known of an account?

A few dozen strange posts in a history make a voice blind to slips of that kind: an archive of somebody else's words,
say, or one line that an application sent out again and again. So they are judged by the voice as it was before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from slipguard.core.types import Assessment, Budget

KNOWN = 20  # posts that a voice must rest on before it can say that others do not fit
SAMPLE = 300  # different texts that are judged; more tell nothing new and cost seconds
FEW = 8  # strange posts that may be chance, whatever their share
PART = 0.1  # the share that is no chance: an account's own older posts stay below it
OVER = 5  # times the owner's false-alarm budget, where that is more


@dataclass(frozen=True, slots=True)
class Fit:
    """Of `judged` different texts `strange` would raise an alarm; `repeated`: how often the strangest repetition came.
    alternative: the account that most of the strange ones sound like, None where they agree on none."""

    judged: int
    strange: int
    repeated: int = 0
    alternative: str | None = None


def fit(found: Sequence[tuple[Assessment, int]], budget: Budget) -> Fit:
    """found: different texts as judged before they were learnt, and how often each came."""
    judged = [(one, times) for one, times in found if not one.too_little]
    strange = [(one, times) for one, times in judged if one.p_value <= budget.ask]
    named = Counter(one.alternative for one, _ in strange if one.alternative).most_common(1)
    alternative = named[0][0] if named and 2 * named[0][1] > len(strange) else None
    return Fit(len(judged), len(strange), max((times for _, times in strange), default=0), alternative)


def doubtful(seen: Fit, budget: Budget) -> bool:
    """Is it more than an account's own posts do by chance?"""
    many = seen.strange >= FEW and seen.strange >= max(PART, OVER * budget.ask) * seen.judged
    return many or seen.repeated >= FEW


def says(seen: Fit, handle: str, alternative: str) -> str:
    """In plain words. alternative: its name as this reader may know it, "" for none."""
    texts = f"{seen.strange:,} of {seen.judged:,} different texts" if seen.judged > 1 else "The text"
    verb = "do" if seen.strange > 1 else "does"
    said = f"{texts} that came new {verb} not sound like @{handle} as it was known before."
    if alternative:
        said += f" Most of them sound like {alternative}." if seen.strange > 1 else f" It sounds like {alternative}."
    if seen.repeated >= FEW:
        said += f" One of them came {seen.repeated:,} times."
    return f"{said} If these are not its own words, do not learn them: such slips would go unnoticed from now on."
