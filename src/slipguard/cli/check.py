"""slipguard check ACCOUNT TEXT: would this belong there?"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from slipguard import quick
from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def check(
    account: Annotated[str, typer.Argument(help="Number or handle of the account.")],
    text: Annotated[str, typer.Argument(help="The text; - reads standard input.")],
    as_json: Json = False,
) -> None:
    """Check a text for an account. Nothing is stored. Exit 0: publish, 1: ask or hold."""
    # where a server runs, quick.py has asked it before this was imported
    actor = me()
    from slipguard.actions import accounts, drafts, veil

    found = accounts.find(actor, account)
    checked = drafts.assess(actor, found, sys.stdin.read() if text == "-" else text)
    data = {"account": found.handle, **checked.plain(veil.known_names(actor))}
    answer(data, quick.words(data), as_json)
    if str(checked.decision.decision) != "publish":
        raise typer.Exit(1)
