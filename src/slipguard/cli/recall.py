"""slipguard recall URL: take a post back, everywhere."""

from __future__ import annotations

import dataclasses
import time
from typing import Annotated, Any

import typer

from slipguard.cli.house import engine, me, server
from slipguard.cli.say import Json, answer

_DONE = {"confirmed gone", "must be done by hand", "not confirmed", "put back", "seen gone by hand", "a copy waits"}


def recall(
    url: Annotated[str, typer.Argument(help="The post's address.")],
    now: Annotated[bool, typer.Option("--now", help="Delete at once, without server and engine.")] = False,
    account: Annotated[str, typer.Option(help="Whose post it is, where its address does not say.")] = "",
    text: Annotated[str, typer.Option(help="Its words, where Slipguard cannot read them.")] = "",
    wait: Annotated[float, typer.Option(help="Seconds to wait for the outcome.")] = 60,
    as_json: Json = False,
) -> None:
    """Take a post back on every account of ours that carries it. Exit 0: confirmed gone, 1: not."""
    if price := _price(url):
        typer.echo(price, err=True)
    running = None if now else server()
    if now:
        _now(url, as_json, account, text)
        return
    if running is not None:
        number = running.call("POST", "/recalls", {"url": url, "text": text, "account": account})["id"]
        record = running.call("GET", f"/incidents/{number}")
        end = time.monotonic() + wait
        while record["state"] not in _DONE and time.monotonic() < end:
            time.sleep(0.1)
            record = running.call("GET", f"/incidents/{number}")
    else:
        record = _here(url, wait, account, text)
    answer(record, "\n".join(_lines(record)), as_json)
    if record["state"] != "confirmed gone":
        raise typer.Exit(1)


def _price(url: str) -> str:
    """What taking this post back costs at its network, said before it is spent; "" where nothing."""
    from slipguard.networks import NETWORKS

    return next((a.facts.cost("recall", "") for a in NETWORKS.values() if a.locate(url)), "")


def _here(url: str, wait: float, account: str, text: str) -> dict[str, Any]:
    with engine() as actor:
        from slipguard.actions import accounts, incidents, recalls

        number = recalls.by_url(actor, url, text, accounts.find(actor, account) if account else None).pk
        end = time.monotonic() + wait
        while True:
            record = incidents.report(actor, number, "json")
            if isinstance(record, dict) and (record["state"] in _DONE or time.monotonic() > end):
                return record
            time.sleep(0.1)


def _now(url: str, as_json: bool, account: str, text: str) -> None:
    actor = me()
    from slipguard.actions import accounts
    from slipguard.actions.recall_now import recall_now

    whose = accounts.find(actor, account) if account else None
    number, found = recall_now(actor, url, whose=whose, text=text)
    words = []
    for copy in found:
        if copy.outcome == "look there too":
            words.append(f"@{copy.handle} on {copy.network}: {copy.says}\n  look here: {copy.link}")
            continue
        words.append(f"@{copy.handle} on {copy.network}: {copy.outcome}; {copy.says} "
                     f"({copy.checks} checks, {copy.seconds:.1f} s)")
        if copy.outcome != "confirmed gone":
            words.append(f"  by hand: {copy.link}")
    words.append(f"  record: slipguard report {number}")
    answer({"incident": number, "copies": [dataclasses.asdict(copy) for copy in found]}, "\n".join(words), as_json)
    if any(copy.outcome not in ("confirmed gone", "look there too") for copy in found):
        raise typer.Exit(1)


def _lines(record: dict[str, Any]) -> list[str]:
    lines = [f"Incident {record['incident']}: {record['state']}"]
    for copy in record["copies"]:
        lines.append(f"  @{copy['handle']} on {copy['network']}: {copy['state']}"
                     + (f" at {copy['gone_at']}, checked {copy['checks']} times ({'; '.join(copy['viewpoints'])})"
                        if copy["gone_at"] else f"; {copy['says']}"))
        if copy["by_hand"] and not copy["gone_at"]:
            lines.append(f"    by hand: {copy['by_hand']}")
    return lines
