"""How often X may be asked, from the plan's quota and the number of accounts; and what a person reads about it. Pure.

Two quotas apply (https://docs.x.com/x-api/fundamentals/post-cap and .../rate-limits): posts read in a month, for the
whole installation (2 million for those who pay per use; older plans have fewer), and requests in 15 minutes for
each user, which X's answers tell. Of both, watching takes at most half; the rest is for looks after deletes.

X counts posts in answers, and an answer without a post costs nothing. Here every question counts as one read, so the
interval is the safe one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from slipguard.networks.x.failures import server_time

MONTH = 30 * 24 * 3600.0
SHARE = 0.5
QUICKEST = 5.0  # seconds between two questions, however large the quota
READS = 2_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What the installation's developer account may do."""

    reads_a_month: int = READS
    quickest: float = QUICKEST

    def pause(self, accounts: int, headers: Mapping[str, str] | None = None) -> float:
        """Seconds until the next question about one of so many accounts."""
        return round(max(self.quickest, self._by_month(accounts), _by_window(headers or {})), 1)

    def _by_month(self, accounts: int) -> float:
        return MONTH * max(1, accounts) / (max(1, self.reads_a_month) * SHARE)

    def says(self, pause: float, accounts: int) -> str:
        """ "asking every 8 s (2,000,000 reads a month for 3 accounts)"."""
        if pause > round(max(self.quickest, self._by_month(accounts)), 1):
            return f"asking every {spell(pause)} (X's quota of 15 minutes runs low)"
        several = "account" if accounts == 1 else "accounts"
        return f"asking every {spell(pause)} ({self.reads_a_month:,} reads a month for {accounts} {several})"


def spell(seconds: float) -> str:
    """Seconds up to two minutes, then minutes."""
    return f"{seconds:g} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def _by_window(headers: Mapping[str, str]) -> float:
    """The seconds until the window opens again, over half of what is left of it."""
    left, reset = headers.get("x-rate-limit-remaining", ""), headers.get("x-rate-limit-reset", "")
    now = server_time(headers)
    if not left.isdigit() or not reset.isdigit() or now is None:
        return 0.0
    return max(0.0, int(reset) - now.timestamp()) / max(int(left) * SHARE, 1)
