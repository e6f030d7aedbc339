"""Back after an outage: what is posted now is judged next, and a kill in the middle of it costs nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from slipguard.networks.bluesky import stream
from tests.networks.bluesky_rig import BlueskyRig
from tests.networks.watching import witness
from tests.servers.pds import Pds

ROOT = Path(__file__).parents[2]
MISSED = [f"While away {n}." for n in range(120)]  # more than one page of a listing
SLIP = "A slip of this moment."


@contextmanager
def life(home: Path, cursor: str, form: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """See catching_up.py; killed at its end, whatever it does."""
    env = os.environ | {"SLIPGUARD_HOME": str(home), "SLIPGUARD_ALLOW_PRIVATE_SERVERS": "1"}
    env.pop("SLIPGUARD_DATABASE_URL", None)  # PostgreSQL is this process's: the next test would find the account there
    with (home / "log").open("a") as log, subprocess.Popen(
        [sys.executable, "-m", "tests.workflows.catching_up", cursor], cwd=ROOT, env=env, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=log, text=True,
    ) as process:
        try:
            write(process, json.dumps(form))
            yield process
        finally:
            process.kill()


def write(process: subprocess.Popen[str], line: str = "") -> None:
    """One line to a life."""
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def read(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Its next line."""
    assert process.stdout
    return dict(json.loads(process.stdout.readline()))


@pytest.mark.pds
def test_killed_in_the_middle_of_a_catch_up(pds: Pds, tmp_path: Path) -> None:
    """A slip posted during a catch-up is judged before its end; after kill -9 then, every post is judged once."""
    rig = BlueskyRig(pds)
    account = rig.account()
    made, phone = rig.made[account.remote_id], rig.phone(account)
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    phone.post_many(MISSED)
    hours_ago = str(stream.now_us() - 12 * stream.REPLAY_US)
    with life(tmp_path, hours_ago, form) as first:
        judged = [read(first)["judged"]]
        with witness(rig, account) as beside:  # who came after it is told after it
            beside.wait_post(phone.post(SLIP), rig.patience)
        write(first)
        while judged[-1] != SLIP:
            judged.append(read(first)["judged"])
    assert len(judged) < len(MISSED) - 20
    with life(tmp_path, hours_ago, form) as second:
        later = [read(second)["judged"]]
        write(second)
        while later[-1] != MISSED[-1]:
            later.append(read(second)["judged"])
        write(second)
        while "rows" not in (end := read(second)):
            later.append(end["judged"])
    assert len({*judged, *later}) == len([*judged, *later])  # nothing twice
    assert set(end["rows"]) == {*MISSED, SLIP} and all(end["rows"].values())
    assert set(judged) | set(later) >= {*MISSED, SLIP}
