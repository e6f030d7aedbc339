"""A draft's verdict before anybody sent anything, and what of it one reader is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slipguard.core import policy
from slipguard.core.naming import Told, told
from slipguard.core.types import Assessment, Decision, Harm


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, and what follows from it."""

    found: Assessment
    harm: Harm
    decision: Decision
    part: int = 0  # of a thread: which of its posts (from 0) this is of; findings point into that one

    @property
    def asked_about(self) -> str:
        """The one thing that is asked about by itself (a secret, a day of mourning); "" where it sounds strange."""
        first = self.decision.because[0] if self.decision.because else ""
        return first if first in policy.ASKED.values() else ""

    def told(self, names: frozenset[str]) -> Told:
        """Whom it sounds like and why, for a reader who may know these names (veil.known_names)."""
        return told(self.found.alternative, self.decision.because, names)

    def plain(self, names: frozenset[str]) -> dict[str, Any]:
        """The verdict as data for that reader."""
        seen = self.told(names)
        return {
            "decision": str(self.decision.decision),
            "p_value": self.found.p_value,
            "p_person": self.found.p_person,
            "p_client": self.found.p_client,
            "alternative": seen.alternative or None,
            "too_little": self.found.too_little,
            "harm": self.harm.grade,
            "harm_judged": self.harm.judged,
            "harm_says": [finding.says for finding in self.harm.findings],
            "because": seen.reasons,
        }
