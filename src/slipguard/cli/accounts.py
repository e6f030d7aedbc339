"""slipguard accounts, slipguard mode."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, table


def accounts(as_json: Json = False) -> None:
    """List the connected accounts."""
    actor = me()
    from slipguard.actions import accounts as verbs

    found = verbs.of_workspaces(actor)
    rows = [
        [str(a.pk), f"{a.network}:{a.handle}", a.workspace.name, a.mode, a.trouble or a.watches_via or "not watched"]
        for a in found
    ]
    data = [
        {"id": a.pk, "network": a.network, "handle": a.handle, "workspace": a.workspace.slug, "mode": a.mode,
         "heard_at": a.heard_at, "trouble": a.trouble}
        for a in found
    ]
    words = table(["no.", "account", "workspace", "mode", "watching"], rows)
    answer(data, words if rows else "No account yet. Connect one: slipguard connect", as_json)


def mode(
    account: Annotated[str, typer.Argument(help="Number or handle of the account.")],
    mode: Annotated[str, typer.Argument(help="trial, tell or automatic.")],
    as_json: Json = False,
) -> None:
    """Say what Slipguard may do by itself for an account."""
    actor = me()
    from slipguard.actions import accounts as verbs

    found = verbs.set_mode(actor, verbs.find(actor, account).pk, mode)
    answer({"account": found.handle, "mode": found.mode}, f"@{found.handle} is now in mode {found.mode}.", as_json)
