"""slipguard promise, slipguard policy: how often it spoke up about our own posts, and what happens when."""

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
            words.append(f"    It has changed. {one.drift.says} {one.following}")
    answer([dataclasses.asdict(one) for one in found], "\n".join(words) or "no account is connected yet", as_json)
    if not all(one.kept for one in found):
        raise typer.Exit(1)


def policy(
    account: Annotated[str, typer.Argument(help="Handle, number or network:handle.")],
    as_json: Json = False,
) -> None:
    """Say what happens when on an account, first match from the top, and how often that is in a year."""
    actor = me()
    from slipguard.actions import accounts, promises

    chosen = accounts.find(actor, account)
    found = promises.look(chosen)
    rows = promises.rules(chosen, found)
    words = []
    for row in rows:
        words.append(f"{row.when}:\n    a draft: {row.draft}; a live post: {row.post}")
        if row.says:
            words.append(f"    of your own posts: {row.says}{' at most' if row.per_year is not None else ''}")
    if not found.a_year:
        words.append("How often that is in a year shows once 20 live posts have been judged.")
    answer([dataclasses.asdict(row) for row in rows], "\n".join(words), as_json)
