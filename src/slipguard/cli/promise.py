"""slipguard promise: how often did it speak up about our own posts, beside what we allowed?"""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def promise(
    account: Annotated[str | None, typer.Argument(help="One account; all of yours without it.")] = None,
    as_json: Json = False,
) -> None:
    """Was the false-alarm budget kept, and has an account changed? Exit 1 where more was asked than allowed."""
    actor = me()
    from slipguard.actions import accounts, promises

    chosen = [accounts.find(actor, account)] if account else accounts.of_workspaces(actor)
    found = [promises.look(one) for one in chosen]
    words = []
    for one, row in zip(found, chosen, strict=True):
        words.append(f"@{one.handle} on {row.network}: {one.asks.says}")
        if one.asks.posts:
            words.append(f"    {one.stops.says}")
        if one.drift:
            words.append(f"    It has changed. {one.drift.says}")
    answer([dataclasses.asdict(one) for one in found], "\n".join(words) or "no account is connected yet", as_json)
    if not all(one.kept for one in found):
        raise typer.Exit(1)
