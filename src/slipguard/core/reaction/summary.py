"""Everything that is said of a reaction, from the moments alone: for the page, the record and the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slipguard.core.reaction.decay import Decay, decay
from slipguard.core.reaction.over import Usual, Verdict, is_over, usual
from slipguard.core.reaction.tally import Bin, Heard, bins, peak_per_minute

_FINE = 120  # stretches for the fit; the plot has fewer


@dataclass(frozen=True, slots=True)
class Summary:
    """`bins` is for the plot. Rates are per minute, times aware."""

    mentions: int
    hostile: int
    peak: float
    bins: tuple[Bin, ...]
    decay: Decay
    verdict: Verdict
    usual: Usual | None

    @property
    def share(self) -> float | None:
        """Of the mentions, how many are hostile; None without any."""
        return self.hostile / self.mentions if self.mentions else None

    def plain(self) -> dict[str, Any]:
        """As the incident's record and the API keep it; `half_life` in minutes."""
        return {
            "mentions": self.mentions,
            "hostile": self.hostile,
            "peak": round(self.peak, 2),
            "half_life": self.decay.half_life,
            "half_life_between": [self.decay.low, self.decay.high],
            "decay": self.decay.says,
            "usual": self.usual.mentions if self.usual else None,
            "over": self.verdict.over,
            "quiet_since": self.verdict.since.isoformat() if self.verdict.since else None,
            "recent": self.verdict.recent,
            "recent_hostile": self.verdict.hostile,
            "says": self.verdict.says,
        }


def summarise(
    heard: Sequence[Heard], began: datetime, compared_from: datetime, now: datetime, looked: datetime | None
) -> Summary:
    """`heard`: from `compared_from` on; what came before `began` tells what is usual."""
    before = [one for one in heard if one.at < began]
    since = [one for one in heard if one.at >= began]
    known = usual(before, compared_from, began, now)
    fine = bins(since, began, now, _FINE)
    return Summary(
        mentions=len(since),
        hostile=sum(one.hostile for one in since),
        peak=peak_per_minute(fine),
        bins=tuple(bins(since, began, now)),
        decay=decay(fine[:-1], known.mentions / 30 if known else 0.0),
        verdict=is_over(since, known, began, now, looked),
        usual=known,
    )
