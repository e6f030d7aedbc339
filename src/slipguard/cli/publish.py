"""slipguard publish ACCOUNT TEXT: through check, undo window or hold."""

from __future__ import annotations

import sys
import time
from typing import Annotated, Any

import typer

from slipguard.cli.house import engine, me, server
from slipguard.cli.say import Json, answer


def publish(
    account: Annotated[str, typer.Argument(help="The account, always named: there is no default.")],
    text: Annotated[str, typer.Argument(help="The text; - reads standard input.")],
    typed: Annotated[str, typer.Option("--typed", help="The account's name, to publish what is held.")] = "",
    wait: Annotated[float, typer.Option(help="Seconds to wait for the outcome.")] = 30,
    as_json: Json = False,
) -> None:
    """Publish a text on the named account. Exit 0: published, 1: waiting or held, 3: not published."""
    words = sys.stdin.read() if text == "-" else text
    running = server()
    if running is not None:
        actor = me()
        from slipguard.actions import accounts

        found = accounts.find(actor, account)
        _price(found.network, words)
        number = found.pk
        draft = running.call("POST", "/drafts", {"account": number, "text": words})
        draft = running.call("POST", f"/drafts/{draft['id']}/send")
        if draft["state"] == "held" and typed:
            draft = running.call("POST", f"/drafts/{draft['id']}/confirm", {"typed": typed})
        end = time.monotonic() + wait
        while draft["state"] == "sending" and time.monotonic() < end:
            time.sleep(0.1)
            draft = running.call("GET", f"/drafts/{draft['id']}")
    else:
        draft = _here(account, words, typed, wait)
    _tell(draft, as_json)


def _here(account: str, words: str, typed: str, wait: float) -> dict[str, Any]:
    with engine() as actor:
        from slipguard.actions import accounts, drafts, sending, veil

        found = accounts.find(actor, account)
        _price(found.network, words)
        number = drafts.write(actor, found.pk, words).pk
        draft = sending.send(actor, number)
        if draft.state == "held" and typed:
            draft = sending.confirm(actor, number, typed)
        end = time.monotonic() + wait
        while draft.state in ("sending", "waiting") and time.monotonic() < end:
            time.sleep(0.1)
            draft.refresh_from_db()
        return {"id": draft.pk, "state": draft.state, "says": draft.says, "url": draft.url, "due_at": draft.due_at,
                "verdict": veil.verdict(draft, veil.known_names(actor))}


def _price(network: str, words: str) -> None:
    """What it costs at the network, said before it is spent."""
    from slipguard.networks import NETWORKS

    if price := NETWORKS[network].facts.cost("publish", words):
        typer.echo(price, err=True)


def _tell(draft: dict[str, Any], as_json: bool) -> None:
    because = "\n".join(f"  {reason}" for reason in draft["verdict"].get("because", []))
    number = draft["id"]
    words = {
        "published": f"Published: {draft['url']}",
        "waiting": f"Draft {number} goes out at {draft['due_at']}; undo it on the drafts page until then.\n{because}",
        "held": f"Draft {number} is held: it does not sound like this account.\n{because}\n"
                "  next: slipguard publish ... --typed HANDLE if it really belongs there",
        "approval": f"Draft {number} waits for a second person, who approves it on its page.",
        "halted": f"Draft {number} was not sent: {draft['says']}\n  next: it waits on the pause page for a decision",
        "sending": f"Draft {number} is on its way.",
    }.get(draft["state"], f"Not published ({draft['state']}): {draft['says']}")
    answer(draft, words, as_json)
    if draft["state"] != "published":
        raise typer.Exit(1 if draft["state"] in ("waiting", "held", "sending", "approval", "halted") else 3)
