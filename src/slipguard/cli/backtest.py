"""slipguard backtest: would it have caught the slips, and how often would it have been wrong?"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, table


def backtest(
    staff: Annotated[Path | None, typer.Option(help="A person's own posts: an archive, or one a line; "
                                                    "kept nowhere.")] = None,
    as_json: Json = False,
) -> None:
    """Play the accounts' own posts, and each other's, against their voices: the table for choosing a budget."""
    actor = me()
    from slipguard.actions import archives, backtests

    own = archives.texts(staff) if staff is not None else []
    found = backtests.run(actor, own)
    rows = [
        [f"1 in {round(1 / line.budget)}", _share(line.false), _share(line.worst), line.worst_account or "",
         _share(line.staff), _share(line.client), _share(line.named)]
        for line in found.lines
    ]
    head = ["budget", "false alarms", "worst", "on account", "staff caught", "other clients caught", "rightly named"]
    words = (f"{found.own} own posts, {found.staff} of staff, {found.client} of other clients, on {found.accounts} "
             f"accounts\n{table(head, rows)}")
    if found.too_young:
        words += f"\ntoo little history to test: {', '.join(found.too_young)}"
    answer(dataclasses.asdict(found), words, as_json)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
