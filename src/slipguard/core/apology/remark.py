"""One objection to a statement: the finding, what to write instead, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from slipguard.core.types import Finding, Severity, Span


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of the linter, with a rewrite and the source of the rule."""

    finding: Finding
    rewrite: str = ""
    source: str = ""

    @property
    def check(self) -> str:
        return self.finding.check

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def says(self) -> str:
        return self.finding.says

    @property
    def span(self) -> Span | None:
        return self.finding.span

    def line_and_column(self, text: str) -> tuple[int, int]:
        """Where the objection starts in `text`, both counted from 1 (editors count like this)."""
        start = self.span.start if self.span else 0
        before = text[:start]
        return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def publishable(remarks: Iterable[Remark]) -> bool:
    """May this go out with one tap? No error and no block stands. Warnings are advice."""
    return all(remark.severity < Severity.ERROR for remark in remarks)
