"""slipguard drill: rehearse with a stopwatch."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from slipguard.cli.house import engine, server
from slipguard.cli.say import Json, answer, table


def drill(
    number: Annotated[int | None, typer.Option(help="Which slip of the script; else the next.")] = None,
    wait: Annotated[float, typer.Option(help="Seconds that the team has.")] = 600,
    alone: Annotated[bool, typer.Option("--alone", help="Slipguard takes it back itself after the alarm.")] = False,
    scores: Annotated[bool, typer.Option("--scores", help="Only show how quick everybody was.")] = False,
    as_json: Json = False,
) -> None:
    """Let a slip out on the practice desk; the clock runs until it is confirmed gone."""
    if scores:
        _scores(as_json)
        return
    if server() is not None:
        _run(None, number, wait, alone, as_json)
        return
    with engine(listening=True) as actor:
        _run(actor, number, wait, alone, as_json)


def _scores(as_json: bool) -> None:
    import dataclasses

    from slipguard.cli.house import me

    actor = me()
    from slipguard.actions import drills, workspaces

    found = drills.scores(actor, workspaces.by_slug(actor, "practice-desk"))
    rows = [[str(s.incident), f"@{s.handle}", *(_plain(t) for t in (s.noticed, s.acted, s.gone, s.answered)), s.by]
            for s in found]
    heads = ["no.", "account", "noticed", "taken back", "gone", "apology", "by"]
    answer([dataclasses.asdict(s) for s in found], table(heads, rows) if rows else "No drill yet.", as_json)


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} s"


def _run(actor: Any, number: int | None, wait: float, alone: bool, as_json: bool) -> None:
    running = server()
    from slipguard.cli.house import me

    actor = actor or me()
    from slipguard.actions import drills, recalls
    from slipguard.actions.practice import set_up

    set_up(actor)
    started = time.monotonic()
    out = drills.start(actor, number)
    typer.echo(f"00.0 s  a slip is out on @{out.handle}: “{out.text}”", err=True)
    times: dict[str, float] = {}
    if drills.wait(lambda: drills.noticed(out), min(wait, 15)):
        times["noticed"] = time.monotonic() - started
        row = drills.noticed(out)
        verdict = row.decision if row else ""
        typer.echo(f"{times['noticed']:04.1f} s  noticed: {verdict}", err=True)
    if alone:
        url = out.ref
        if running is not None:
            running.call("POST", "/recalls", {"url": url})
        else:
            recalls.by_url(actor, url)
    else:
        typer.echo("        now: take it back, from the alarm, the board or slipguard recall " + out.ref, err=True)

    def gone() -> bool:
        record = drills.outcome(out)
        return record is not None and record.state == "confirmed gone"

    if drills.wait(gone, wait):
        times["gone"] = time.monotonic() - started
    record = drills.outcome(out)
    state = record.state if record else "nobody took it back"
    answer({"slip": out.text, "account": out.handle, "state": state, **times},
           f"{times.get('gone', time.monotonic() - started):04.1f} s  {state}", as_json)
    if "gone" not in times:
        raise typer.Exit(1)
