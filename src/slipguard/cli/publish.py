"""slipguard publish ACCOUNT TEXT: through check, undo window or hold."""

from __future__ import annotations

import sys
import time
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any

import typer

from slipguard.cli.house import engine, me, server
from slipguard.cli.say import Json, answer
from slipguard.core.errors import BadInput
from slipguard.core.writing import film


def publish(
    account: Annotated[str, typer.Argument(help="The account, always named: there is no default.")],
    text: Annotated[str, typer.Argument(help="The text; - reads standard input, '' is none.")],
    typed: Annotated[str, typer.Option("--typed", help="The account's name, to publish what is held.")] = "",
    media: Annotated[list[Path] | None, typer.Option(help="A picture, once for each, in order; or one film.")] = None,
    alt: Annotated[list[str] | None, typer.Option(help="What it shows; once for each, in their order.")] = None,
    wait: Annotated[float, typer.Option(help="Seconds to wait for the outcome.")] = 30,
    as_json: Json = False,
) -> None:
    """Publish a text on the named account. Exit 0: published, 1: waiting or held, 3: not published."""
    words = sys.stdin.read() if text == "-" else text
    shown = _pictures(media or [], alt or [])
    running = server()
    if running is not None:
        actor = me()
        from slipguard.actions import accounts

        found = accounts.find(actor, account)
        _price(found.network, words)
        number = found.pk
        brought = [running.call("POST", "/drafts/pictures", {"account": number, "alt": says}, file)["key"]
                   for file, says in shown]
        draft = running.call("POST", "/drafts", {"account": number, "text": words,
                                                 "pictures": [{"key": key} for key in brought]})
        draft = running.call("POST", f"/drafts/{draft['id']}/send")
        if draft["state"] == "held" and typed:
            draft = running.call("POST", f"/drafts/{draft['id']}/confirm", {"typed": typed})
        end = time.monotonic() + wait
        while draft["state"] == "sending" and time.monotonic() < end:
            time.sleep(0.1)
            draft = running.call("GET", f"/drafts/{draft['id']}")
    else:
        draft = _here(account, words, typed, wait, shown)
    _tell(draft, as_json)


def _pictures(files: list[Path], says: list[str]) -> list[tuple[Path, str]]:
    """Each with its description; a missing one is asked for on the error stream, and not demanded."""
    if len(says) > len(files):
        raise BadInput(f"There are {len(says)} descriptions for {len(files)} pictures.",
                       "Give --media FILE before each --alt TEXT.")
    for file in files:
        if not file.is_file():
            raise BadInput(f"There is no file {file}.", "Look at its name; nothing was published.")
        with file.open("rb") as begun:  # before minutes are spent on sending it
            against = film(begun.read(64))
        if against is not None:
            raise BadInput(f"{file.name}: {against.what}", f"{against.next_step} Nothing was published.")
    if lacking := len(files) - len([one for one in says if one.strip()]):
        typer.echo(f"No description yet for {lacking} of {len(files)} pictures: --alt says what one shows.", err=True)
    return list(zip_longest(files, says, fillvalue=""))  # type: ignore[arg-type]


def _here(account: str, words: str, typed: str, wait: float, files: list[tuple[Path, str]]) -> dict[str, Any]:
    with engine() as actor:
        from slipguard.actions import accounts, drafts, pictures, sending, veil

        found = accounts.find(actor, account)
        _price(found.network, words)
        shown = []
        for path, says in files:
            with path.open("rb") as file:
                shown.append(pictures.Shown(pictures.bring(actor, found.workspace, file, says).key, says))
        number = drafts.write(actor, found.pk, words, shown=shown).pk
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
