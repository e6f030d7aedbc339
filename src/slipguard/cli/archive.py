"""How an archive that is being read looks in a terminal: a bar while it runs, a summary afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from slipguard.cli.say import table

if TYPE_CHECKING:
    from slipguard.actions.archives import Told


@contextmanager
def bar(hidden: bool) -> Iterator[Callable[[str, float], None]]:
    """Progress on standard error, so that what is piped stays clean; hidden=True draws nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    shown = Progress(TextColumn("{task.description:<9}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
                     TimeElapsedColumn(), console=Console(stderr=True), disable=hidden, transient=True)
    steps: dict[str, Any] = {}
    with shown:
        def tell(step: str, share: float) -> None:
            if step not in steps:
                steps[step] = shown.add_task(step, total=1.0)
            shown.update(steps[step], completed=share)

        yield tell


def summary(told: Told, kept: bool) -> str:
    """The summary: what was understood, what was passed over and why."""
    span = f"{told.since:%Y-%m-%d} to {told.until:%Y-%m-%d}" if told.since and told.until else "no times given"
    rows = [["own words", f"{told.found:,}", span]]
    if kept:
        rows.append(["new", f"{told.new:,}", f"{told.known:,} were known already" if told.known else ""])
    if told.quotes:
        rows.append(["quotes", f"{told.quotes:,}", "counted above: only the words beside the quoted post"])
    if told.cut:
        rows.append(["cut", f"{told.cut:,}", "longer than any network's posts: their beginning was read"])
    rows += [["passed over", f"{count:,}", reason] for reason, count in told.skipped.items()]
    owner = f" of {told.owner}" if told.owner else "; it does not say whose it is"
    notes = "".join(f"\n{note}" for note in told.notes)
    newest = f", learnt from the newest {told.learnt_from:,}" if told.learnt_from < told.found else ""
    kind = told.title[0].upper() + told.title[1:]
    end = "" if kept else " Neither the file nor a post of it was kept."
    return (f"{kind}{owner}\n{table(['what', 'posts', ''], rows)}{notes}\n"
            f"The voice now rests on {told.posts:,} posts{newest}.{end}{doubted(told.doubt)}")


def doubted(why: str) -> str:
    """What to look at, and the ways on; "" for nothing."""
    if not why:
        return ""
    return (f"\nLook at what was just learnt. {why}\n  slipguard learn ACCOUNT --not-these    takes them out again\n"
            "  slipguard learn ACCOUNT --own-words    they are its own")


def data(told: Told) -> dict[str, Any]:
    """The same for programs."""
    return dataclasses.asdict(told)
