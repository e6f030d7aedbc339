"""What went out about an incident: the apology, what was said later, the post that was put back."""

from __future__ import annotations

from dataclasses import dataclass

from slipguard.storage.models import Draft, Incident


@dataclass(frozen=True, slots=True)
class Answers:
    """The newest draft of each kind; None where there is none."""

    apology: Draft | None
    later: Draft | None
    again: Draft | None

    @property
    def follows(self) -> bool:
        """The apology is out, so what is written now is a follow-up."""
        return self.apology is not None and self.apology.state == Draft.State.PUBLISHED


def of_incident(incident: Incident) -> Answers:
    """Of an incident that the caller was let in to (incidents.get)."""
    newest: dict[str, Draft] = {}
    for draft in Draft.objects.filter(incident=incident).order_by("pk"):
        newest[draft.purpose] = draft
    return Answers(newest.get("apology"), newest.get("follow-up"), newest.get("put-back"))
