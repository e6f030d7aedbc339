"""How long `slipguard check` takes from a standing start, beside bare Django and numpy on the same machine.

    python -m evals.cold --rounds 10

Once reading the file by itself, once as the whole command with Django (as on PostgreSQL), once with `slipguard up` on
the same data, which it asks (quick.py); and what no check can do without: numpy, the voices, the judge of harm.
In turns, so that other work on the machine meets all of them alike. Figures: the least and the median of the
rounds, in seconds of the clock and of the processor. Bytecode is kept, as in an installed copy.
"""

from __future__ import annotations

import argparse
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from slipguard.networks.practice.cast import cast
from slipguard.networks.practice.world import World
from tests import fresh

NEW = "Lot 4 closes at 6 pm on Friday for resurfacing. Please use Lot 7."  # no repeat: those are known at once
TARGET = 0.4  # seconds, on a quiet machine
DJANGO = ("from django.conf import settings\nsettings.configure(INSTALLED_APPS=['django.contrib.auth', "
          "'django.contrib.contenttypes'])\nimport django\ndjango.setup()\nimport numpy")

LEAST = ("from slipguard.core.harm import grade\nfrom slipguard.core.types import Post\n"
         "from slipguard.core.voice import Desk, Voice\n"
         "Desk({'a': Voice()}).assess('a', Post('hello there'))\ngrade('hello there')")


def main() -> None:
    """Make an installation with one learnt account, then time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="slipguard-cold-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        fresh.tables(home)
        one = cast().clients[0]
        world = World(home / "practice.db")
        world.enrol(one.handle, one.name)
        world.history(one.handle, [(line.text, 1.7e9 - line.hours_ago * 3600) for line in one.history])
        world.close()
        around = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        around |= {"SLIPGUARD_HOME": str(home), "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode")}
        slipguard = [sys.executable, "-m", "slipguard"]
        for words in (["connect", "practice", "--field", f"handle={one.handle}"], ["learn", one.handle]):
            subprocess.run([*slipguard, *words], env=around, check=True, capture_output=True)
        commands = {
            "slipguard check": [*slipguard, "check", one.handle, NEW],
            "the same, the whole command": [*slipguard, "check", "--", one.handle, NEW],
            "numpy, voices, harm": [sys.executable, "-c", LEAST],
            "slipguard --help": [*slipguard, "--help"],
            "Django with two apps, numpy": [sys.executable, "-c", DJANGO],
        }
        for command in commands.values():  # the first run writes bytecode
            subprocess.run(command, env=around, check=True, capture_output=True)
        took: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                took[name].append(timed(command, around))
        served = serving(slipguard, around)
        try:
            check = commands["slipguard check"]
            timed(check, around)  # the server's own first one
            took["the same, a server running"] = [timed(check, around) for _ in range(rounds)]
        finally:
            served.terminate()
            served.wait()
    for name, all_ in took.items():
        clock, processor = zip(*all_, strict=True)
        print(f"{name:28} clock {min(clock):.2f} / {statistics.median(clock):.2f} s"
              f"   processor {min(processor):.2f} / {statistics.median(processor):.2f} s")
    print(f"(least / median of {rounds}; target for check: {TARGET} s of the clock on a quiet machine)")


def serving(slipguard: list[str], around: dict[str, str]) -> subprocess.Popen[str]:
    """`slipguard up` on these data; returns when it listens."""
    with socket.create_server(("127.0.0.1", 0)) as spare:
        port = spare.getsockname()[1]
    served = subprocess.Popen([*slipguard, "up", "--port", str(port)], env=around, stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return served
        except OSError:
            time.sleep(0.2)
    served.terminate()
    raise SystemExit("slipguard up did not answer within two minutes")


def timed(command: list[str], around: dict[str, str]) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=around, check=True, capture_output=True)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
