"""slipguard demo: the whole story on the practice network, in a throw-away home, in under a minute."""

from __future__ import annotations

import os
import tempfile
import time
from typing import Annotated, Any

import typer

from slipguard.cli.say import Json, answer
from slipguard.core.errors import NotReady

_APOLOGY = "We have deleted the previous post - it was sent in error. We send our deepest apologies."


def demo(
    as_json: Json = False,
    seconds: Annotated[float, typer.Option(help="Give up after so many seconds.")] = 60,
) -> None:
    """Play a slip from the phone's post to the client's report, and print the timeline."""
    with tempfile.TemporaryDirectory(prefix="slipguard-demo-") as home:
        os.environ["SLIPGUARD_HOME"] = home  # before anything reads the settings
        from slipguard.cli.house import engine

        with engine(listening=True) as actor:
            record, report = _play(actor, seconds)
    answer(record, report, as_json)


def _play(actor: Any, seconds: float) -> tuple[Any, str]:
    from slipguard.actions import apologies, drills, incidents, posts, practice, recalls

    end = time.monotonic() + seconds
    _say("A practice desk: three clients with their histories, and the freelancer's own voice ...")
    practice.set_up(actor)
    drills.wait(lambda: drills.listening(actor), 10)
    out = drills.start(actor, 0)
    _say(f"A phone posts on @{out.handle}: “{out.text}”")
    if not drills.wait(lambda: drills.noticed(out), end - time.monotonic()):
        raise NotReady("The slip was not judged in time.", "Run it again; report it if it happens twice.")
    row = drills.noticed(out)
    assert row is not None
    took = (row.decided_at - row.posted_at).total_seconds() if row.decided_at and row.posted_at else 0.0
    _say(f"Slipguard: {row.decision}, {took * 1000:.0f} ms after it was public.")
    for reason in row.reasons[:3]:
        _say(f"    {reason}")
    _say("One tap takes it back ...")
    incident = recalls.by_post(actor, row.pk)
    drills.wait(lambda: incidents.record(incident).state == "confirmed gone", end - time.monotonic())
    record = incidents.record(incident)
    _say(f"{record.state}; it was visible for {record.seconds_visible or 0:.1f} seconds.")
    posts.slip(actor, row.pk)
    _say("The draft apology, linted, approved by a person ...")
    draft = apologies.approve(actor, incident, _APOLOGY)
    drills.wait(lambda: draft.refresh_from_db() or draft.state != "sending", end - time.monotonic())
    _say(f"Published: {draft.url}" if draft.url else f"Not published: {draft.says}")
    _say("")
    return incidents.report(actor, incident.pk, "json"), str(incidents.report(actor, incident.pk, "markdown"))


def _say(line: str) -> None:
    typer.echo(line, err=True)
