"""slipguard learn ACCOUNT: read its history and learn how it sounds."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def learn(
    account: Annotated[str, typer.Argument(help="Number or handle of the account.")],
    limit: Annotated[int, typer.Option(help="How many past posts to read at most.")] = 3000,
    as_json: Json = False,
) -> None:
    """Read an account's history from its network and learn its voice."""
    actor = me()
    from slipguard.actions import accounts, learning

    found = accounts.find(actor, account)
    learnt = learning.learn_account(actor, found.pk, limit)
    words = f"Read {learnt.read} posts of @{found.handle} ({learnt.new} new); its voice now rests on {learnt.posts}."
    if learnt.posts < 30:
        words += "\n  With so few posts it says “too little” more often; more history helps."
    answer({"account": found.handle, "read": learnt.read, "new": learnt.new, "posts": learnt.posts}, words, as_json)
