"""slipguard check ACCOUNT TEXT: would this belong there?"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def check(
    account: Annotated[str, typer.Argument(help="Number or handle of the account.")],
    text: Annotated[str, typer.Argument(help="The text; - reads standard input.")],
    as_json: Json = False,
) -> None:
    """Check a text for an account. Nothing is stored. Exit 0: publish, 1: ask or hold."""
    actor = me()
    from slipguard.actions import accounts, drafts, veil

    found = accounts.find(actor, account)
    checked = drafts.assess(actor, found, sys.stdin.read() if text == "-" else text)
    words = [f"{checked.decision.decision}: p = {checked.found.p_value:.3g}"]
    names = veil.known_names(actor)
    told = checked.told(names)
    if told.alternative and str(checked.decision.decision) != "publish":
        words.append(f"  reads like {told.alternative}, not @{found.handle}")
    words += [f"  {reason}" for reason in told.reasons]
    data = {"account": found.handle, **checked.plain(names)}
    answer(data, "\n".join(words), as_json)
    if str(checked.decision.decision) != "publish":
        raise typer.Exit(1)
