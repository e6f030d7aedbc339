"""slipguard learn ACCOUNT: read its history, or an archive of it, and learn how it sounds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def learn(
    account: Annotated[str, typer.Argument(help="Number or handle of the account.")],
    limit: Annotated[int, typer.Option(help="How many past posts to read at most.")] = 3000,
    archive: Annotated[Path | None, typer.Option(help="The account's archive from its network, or CSV or JSON lines: "
                                                      "a file or a folder.")] = None,
    not_these: Annotated[bool, typer.Option("--not-these", help="Take out again what was learnt in doubt.")] = False,
    own_words: Annotated[bool, typer.Option("--own-words", help="What was learnt in doubt is its own.")] = False,
    as_json: Json = False,
) -> None:
    """Read an account's history from its network, or from an archive, and learn its voice."""
    actor = me()
    from slipguard.actions import accounts, doubts, learning
    from slipguard.core.errors import BadInput

    if not_these + own_words + (archive is not None) > 1:
        raise BadInput("These cannot be done at once.", "Give one of --archive, --not-these and --own-words.")
    found = accounts.find(actor, account)
    if not_these:
        gone = doubts.take_out(actor, found.pk)
        answer({"account": found.handle, "gone": gone},
               f"Taken out: {gone} posts. The voice of @{found.handle} was learnt again without them.", as_json)
        return
    if own_words:
        doubts.own_words(actor, found.pk)
        answer({"account": found.handle, "gone": 0}, f"Noted: this is how @{found.handle} sounds.", as_json)
        return
    if archive is not None:
        from slipguard.actions import archives
        from slipguard.cli.archive import bar, data, summary

        with bar(as_json) as tell:
            told = archives.read_account(actor, found.pk, archive, tell=tell)
        answer({"account": found.handle, **data(told)}, summary(told, kept=True), as_json)
        return
    learnt = learning.learn_account(actor, found.pk, limit)
    words = f"Read {learnt.read} posts of @{found.handle} ({learnt.new} new); its voice now rests on {learnt.posts}."
    if learnt.posts < 30:
        words += "\n  With so few posts it says “too little” more often; more history helps."
    from slipguard.cli.archive import doubted

    answer({"account": found.handle, "read": learnt.read, "new": learnt.new, "posts": learnt.posts,
            "doubt": learnt.doubt}, words + doubted(learnt.doubt), as_json)
