"""Films: what comes in is looked at and rewrapped by film_reader.py, a process with bounds, and never read into memory.

What is kept is the picture and sound that were in the file, packet for packet, in a new MP4 without metadata, and
beside it its first picture for our own pages. PyAV is imported by that process alone: 0.2 s that no other start pays.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from slipguard.core.errors import BadInput
from slipguard.core.types import Picture
from slipguard.core.writing import megabytes

PATIENCE = 300.0  # seconds; rewrapping is as fast as the disk
_one = threading.Lock()  # one at a time, as with pictures


def cleaned(file: IO[bytes], into: Path, poster: Path, largest: int, alt: str = "") -> Picture:
    """The film in a file, rewrapped to `into`, its first picture to `poster`. BadInput for all that no network takes,
    and for more than `largest` bytes; then neither of the two is left."""
    with tempfile.TemporaryFile() as bare:
        try:
            number = file.fileno()
        except OSError:  # in memory, where a program made it
            shutil.copyfileobj(file, bare)
            bare.flush()
            number = bare.fileno()
        size = file.seek(0, 2)
        if size > largest:
            raise BadInput(f"The film has {megabytes(size)}; up to {megabytes(largest)} are taken.",
                           "Save it smaller or shorter and add it again.")
        try:
            with _one:
                told = _told(number, into, poster)
        except BaseException:
            into.unlink(missing_ok=True)
            poster.unlink(missing_ok=True)
            raise
    return Picture("video/mp4", into.stat().st_size, told["width"], told["height"], alt, told["seconds"])


def _told(number: int, into: Path, poster: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "slipguard.storage.film_reader", str(into), str(poster)]
    try:
        done = subprocess.run(command, stdin=number, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,  # noqa: S603
                              timeout=PATIENCE, check=False, umask=0o077)
        told = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        told = {}
    if "seconds" not in told:
        raise BadInput(told.get("what", "The film is damaged, or asks for more memory or time than a film needs."),
                       told.get("next_step", "Save it anew as MP4 (H.264) and add it again."))
    return told  # type: ignore[no-any-return]
