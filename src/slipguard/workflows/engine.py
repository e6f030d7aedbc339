"""The durable engine: the only file that imports dbos. Its rules: docs/why/engine.md.

Exactly one process launches it (a lock file sees to that); everything else asks that process.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar

from dbos import DBOS, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID
from django.db import close_old_connections

from slipguard.core.errors import NotReady
from slipguard.settings import CONFIG, engine_url

P = ParamSpec("P")
R = TypeVar("R")

# Pinned: by default it is a hash of the workflows' source, and after an upgrade nothing would recover.
VERSION = "1"
_LATER = "later"  # the one queue: for what shall happen after a while, never for a recall
_lock: IO[str] | None = None


def workflow(function: Callable[P, R]) -> Callable[P, R]:
    """Marks a story whose progress survives a crash. Arguments and results are plain JSON values."""
    marked: Callable[P, R] = DBOS.workflow()(function)
    return marked


def step(function: Callable[P, R]) -> Callable[P, R]:
    """Marks one effect. It runs *at least* once: give it a key made of ids.

    Expected failures are returned, not raised; what is raised ends the workflow loudly.
    """

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        close_old_connections()  # the engine's threads live longer than a database connection
        return function(*args, **kwargs)

    marked: Callable[P, R] = DBOS.step()(guarded)
    return marked


class _Quick(sqlite3.Connection):
    """The engine's connection on SQLite, without a wait for the disk at every step.

    A power cut (not a crash) may cost the engine's last moments; then the app's own database, which
    does wait, still has the note, and reconcile.py starts again what the engine does not know.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.execute("PRAGMA synchronous=NORMAL")


class Handle:
    """A started workflow."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def result(self) -> Any:
        """Wait for its end."""
        return self._inner.get_result()


def start(workflow_id: str, story: Callable[..., Any], *args: Any) -> Handle:
    """Start now, in this process. The same id again is the same workflow."""
    if not running():
        raise NotReady("The engine is not running here.", "Start Slipguard with: slipguard up")
    with SetWorkflowID(workflow_id):
        return Handle(DBOS.start_workflow(story, *args))


def later(workflow_id: str, seconds: float, story: Callable[..., Any], *args: Any) -> None:
    """Start after a while; can be cancelled or hurried until then, and survives a restart."""
    if not running():
        raise NotReady("The engine is not running here.", "Start Slipguard with: slipguard up")
    with SetWorkflowID(workflow_id), SetEnqueueOptions(delay_seconds=max(0.0, seconds)):
        queue = DBOS.retrieve_queue(_LATER)
        if queue is None:
            raise NotReady("The engine's queue is missing.", "Restart Slipguard.")
        queue.enqueue(story, *args)


def hurry(workflow_id: str) -> None:
    """A delayed workflow starts now (within its queue's poll)."""
    DBOS.set_workflow_delay(workflow_id, delay_seconds=0)


def cancel(workflow_id: str) -> None:
    """A delayed workflow never starts."""
    DBOS.cancel_workflow(workflow_id)


def known(workflow_id: str) -> bool:
    """Was a workflow of this id ever started?"""
    return DBOS.get_workflow_status(workflow_id) is not None


def finished(workflow_id: str) -> bool:
    """Did it end, well or badly?"""
    status = DBOS.get_workflow_status(workflow_id)
    return status is not None and status.status in {"SUCCESS", "ERROR", "CANCELLED"}


def purge(before: datetime, at_once: int = 500) -> int:
    """Forget stories that ended well, or were called off, before that moment; how many of them.

    What ended in an error is kept: somebody may want to see it. Who asks `known` of a forgotten story hears
    no, so whoever starts stories asks the app's own record as well (reconcile.py, watch.start_recall).
    """
    ended = DBOS.list_workflows(
        status=["SUCCESS", "CANCELLED"], completed_before=before.isoformat(), limit=at_once, load_input=False,
        load_output=False,
    )
    names = [story.workflow_id for story in ended]
    if names:
        DBOS.delete_workflows(names)
    return len(names)


def running() -> bool:
    """Does this process hold the engine?"""
    return _lock is not None


def launch(first: Callable[[], object] = lambda: None) -> bool:
    """Start the engine and resume what a crash interrupted. False: another process has it.

    `first` runs when this process holds the engine and nothing has resumed yet.
    """
    global _lock
    if _lock is not None:
        return True
    file = (CONFIG.home / "engine.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    first()
    url = engine_url()
    if url.startswith("sqlite:///"):
        # not WAL by default; half the cost of a step
        with sqlite3.connect(url.removeprefix("sqlite:///")) as db:
            db.execute("PRAGMA journal_mode=WAL")
    quick = {"connect_args": {"factory": _Quick}} if url.startswith("sqlite:///") else {}
    DBOS(
        config={
            "name": "slipguard",
            "system_database_url": url,
            "db_engine_kwargs": quick,
            "executor_id": CONFIG.executor_id,
            "application_version": VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "max_executor_threads": 32,
            "notification_listener_polling_interval_sec": 0.1,
        }
    )
    DBOS.launch()
    DBOS.register_queue(_LATER, polling_interval_sec=0.25)
    _lock = file
    return True


def shut(patience: int = 0) -> None:
    """Stop taking work, give what runs `patience` seconds to end; the rest goes on at the next launch."""
    global _lock
    if _lock is not None:
        DBOS.destroy(workflow_completion_timeout_sec=patience)
        _lock.close()
        _lock = None
