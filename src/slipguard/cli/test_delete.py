"""slipguard test-delete ACCOUNT: prove that we can delete, with a real post that a person agreed to."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from slipguard.cli.house import engine, server
from slipguard.cli.say import Json, answer


def test_delete(
    account: Annotated[str, typer.Argument(help="Number or handle of the account.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; the post will be public for a moment.")] = False,
    as_json: Json = False,
) -> None:
    """Publish one harmless line, delete it, and look until nobody finds it. Exit 0: proven, 1: not."""
    running = server()
    if running is not None:
        name = account.lstrip("@")
        found = next((a for a in running.call("GET", "/accounts") if name in (a["handle"], str(a["id"]))), None)
        if found is None:
            from slipguard.core.errors import NotFound

            raise NotFound(f"There is no connected account “{account}”.", "Look at the list: slipguard accounts")
        text = running.call("GET", f"/accounts/{found['id']}/test-delete")["text"]
        _agree(found["handle"], text, yes)
        number = running.call("POST", f"/accounts/{found['id']}/test-delete", {"text": text})["id"]
        draft = running.call("GET", f"/drafts/{number}")
        while draft["state"] == "sending":
            time.sleep(0.2)
            draft = running.call("GET", f"/drafts/{number}")
        _tell({"account": found["handle"], "says": draft["says"], "text": text}, as_json)
        return
    with engine() as actor:
        from slipguard.actions import accounts, drafts, proofs

        mine = accounts.find(actor, account)
        text = proofs.words(mine)
        _agree(mine.handle, text, yes)
        made = proofs.start(actor, mine.pk, text)
        while made.state == "sending":
            time.sleep(0.2)
            made = drafts.get(actor, made.pk)
        _tell({"account": mine.handle, "says": made.says, "text": text}, as_json)


def _agree(handle: str, text: str, yes: bool) -> None:
    if not yes:
        typer.echo(f"This will be public on @{handle} for a moment:\n  {text}", err=True)
        typer.confirm("Post it and delete it?", abort=True, err=True)


def _tell(said: dict[str, Any], as_json: bool) -> None:
    proven = "found nothing" in said["says"]
    answer({**said, "proven": proven}, said["says"], as_json)
    if not proven:
        raise typer.Exit(1)
