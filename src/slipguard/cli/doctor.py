"""slipguard doctor: could we take a post back right now?"""

from __future__ import annotations

import dataclasses

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def doctor(as_json: Json = False) -> None:
    """Ask every account whether it could delete now. Exit 1 where something is not well."""
    actor = me()
    from slipguard.actions import doctor as verbs

    found = verbs.examine(actor)
    signs = {True: "ok ", False: "NO ", None: "?  "}
    words = []
    for d in found:
        words.append(f"{signs[d.well]} {d.subject}: {d.says}" + (f"\n      next: {d.next_step}" if d.next_step else ""))
        for check in d.checks:
            words.append(f"      {signs[check.ok]} {check.name}: {check.says}")
            if check.ok is not True and check.next_step and check.next_step != d.next_step:
                words.append(f"            next: {check.next_step}")
    answer([dataclasses.asdict(d) for d in found], "\n".join(words), as_json)
    if any(d.well is False for d in found):
        raise typer.Exit(1)
