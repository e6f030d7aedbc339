"""What the incident's own record says. The linter and the outline look nowhere else."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_TAGGED = re.compile(r"(?<![\w@.])@([\w-]+(?:\.[\w-]+)*(?:@[\w-]+(?:\.[\w-]+)+)?)")


def people_in(text: str, but: Collection[str] = ()) -> tuple[str, ...]:
    """The accounts that a post tagged, each once, without those in `but` (our own handles), with their @."""
    ours = {handle.lstrip("@").lower() for handle in but}
    found = dict.fromkeys(name for name in _TAGGED.findall(text) if name.lower() not in ours)
    return tuple(f"@{name}" for name in found)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one incident. None means that nobody knows, and is never held against a statement.

    deleted: confirmed gone, by a logged-out reader. by_a_person: what the event log says about who
    published (False: a machine did; None: not known). people_named: handles or names of those whom
    the post was about. removed_access: a person has been taken off the account.
    severity: 0 (a harmless slip) to 3, as `Harm.grade`; when None, `harm` stands in for it. limit: code
    points that one post of the network holds; None = not asked.
    """

    deleted: bool = False
    deleted_text: str = ""
    seconds_live: float | None = None
    harm: int = 0
    evidence_of_intrusion: bool = False
    by_a_person: bool | None = None
    signer: str = ""
    account: str = ""
    people_named: tuple[str, ...] = ()
    minutes_since_deletion: float | None = None
    same_account: bool = True
    severity: int | None = None
    removed_access: bool = False
    limit: int | None = None
    language: str | None = None  # of the statement; None: read from the text

    @property
    def badness(self) -> int:
        """0..3: the severity that the manager set, or else the grade of harm."""
        return self.harm if self.severity is None else self.severity
