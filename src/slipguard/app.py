"""The one place that puts the parts together: Django, the engine, the watchers; and takes them apart."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slipguard.workflows.watch import Watcher

log = logging.getLogger("slipguard")
ENDING = threading.Event()  # set when the server is told to stop: open event streams end


def configure(pages: bool = True) -> None:
    """Set Django up; safe to call twice. `pages` false: without what only pages need, for a command that ends soon."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slipguard.settings")
    import django
    from django.apps import apps
    from django.conf import settings

    if not pages and not settings.configured:
        from slipguard import settings as ours

        set_ = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
        settings.configure(**set_ | {"INSTALLED_APPS": [a for a in ours.INSTALLED_APPS if a not in ours.PAGES_ONLY]})
    if not apps.ready:
        django.setup()


def migrate() -> None:
    """Bring the database to this version's tables; quick where it has them, because every command asks."""
    if not behind():
        return
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def behind() -> bool:
    """Is there a migration file that the database has not noted? Reads names only: importing them takes longer."""
    from django.apps import apps
    from django.db import DatabaseError, connection

    files = {(each.label, file.stem) for each in apps.get_app_configs()
             for file in Path(each.path, "migrations").glob("[0-9]*.py")}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return not files <= set(cursor.fetchall())
    except DatabaseError:  # no table yet: nothing was ever migrated here
        return True


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
