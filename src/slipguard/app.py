"""The one place that puts the parts together: Django, the engine, the watchers; and takes them apart."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slipguard.workflows.watch import Watcher

log = logging.getLogger("slipguard")
ENDING = threading.Event()  # set when the server is told to stop: open event streams end


def configure() -> None:
    """Set Django up; safe to call twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slipguard.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def migrate() -> None:
    """Bring the database to this version's tables."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


class House:
    """Everything that lives while the server runs."""

    def __init__(self) -> None:
        self._watchers: dict[int, Watcher] = {}
        self._ended = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def open(self, listening: bool = True) -> bool:
        """Launch the engine, start what a crash left over, listen. False: another process does."""
        from slipguard import notify
        from slipguard.workflows import engine

        # imports every story, so that each can resume
        from slipguard.workflows.reconcile import ask_about_overdue, reconcile

        if not engine.launch(ask_about_overdue):
            return False
        left = reconcile()
        if left:
            log.info("%s acts that a crash had interrupted were started", left)
        from slipguard.storage import voices

        voices.desk()  # build it now, not while the first slip waits
        # half a second of import that must not stand before the first alarm
        threading.Thread(target=notify.warm, name="warm-notify", daemon=True).start()
        if listening:
            self.listen()
        return True

    def listen(self) -> None:
        """Give every connected account a watcher, now and from now on."""
        self._keeper.start()
        threading.Thread(target=self._tend, name="upkeep", daemon=True).start()
        threading.Thread(target=self._follow, name="aftermath", daemon=True).start()

    def hush(self) -> None:
        """Stop all watchers; returns when they have ended."""
        self._ended.set()
        if self._keeper.is_alive():
            self._keeper.join(timeout=3)
        for watcher in self._watchers.values():
            watcher.stop()
        for watcher in self._watchers.values():
            watcher.join(timeout=3)

    def close(self, patience: int = 1) -> None:
        """Stop listening, then the engine; what does not end in time goes on at the next start."""
        from slipguard.workflows import engine
        from slipguard.workflows.clients import let_go

        self.hush()
        engine.shut(patience)
        let_go()

    def _tend(self) -> None:
        """A round of upkeep every minute; it never stands before a recall."""
        from django.db import connection

        from slipguard.actions.upkeep import tend

        while not self._ended.wait(60):
            try:
                tend()
            except Exception:
                log.exception("a round of upkeep failed; the next one tries again")
            connection.close()

    def _follow(self) -> None:
        """What people answer to open incidents, and sign-ins that shall end; each has its own rhythm."""
        from django.db import connection

        from slipguard.workflows.aftermath import round_of_looks
        from slipguard.workflows.leaving import round_of_endings

        while not self._ended.wait(1):
            try:
                round_of_endings()
                round_of_looks()
            except Exception:
                log.exception("a round over the open incidents failed; the next one tries again")
            connection.close()

    def _keep(self) -> None:
        """Every connected account has a watcher, and no other has one."""
        from django.db import connection

        from slipguard.networks import NETWORKS
        from slipguard.storage import accounts
        from slipguard.workflows.watch import Watcher

        while not self._ended.wait(0.5 if self._watchers else 0.1):
            try:
                wanted = {a.pk for a in accounts.live() if "watch" not in NETWORKS[a.network].facts.cannot}
            except Exception:
                log.exception("the list of accounts could not be read")
                continue
            for number in wanted - self._watchers.keys():
                watcher = Watcher(number)
                self._watchers[number] = watcher
                watcher.start()
            for number in self._watchers.keys() - wanted:
                self._watchers.pop(number).stop()
        connection.close()
