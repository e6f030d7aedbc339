"""A process that sends an apology as a thread to X, and may die at a part; used by test_apology_thread.py.

usage: python -m tests.stories.thread_that_dies HOME KEYS TEXT [partN:before|partN:after]. KEYS: JSON of what connects
the account. Without the last word it goes on with what is there until the thread is out.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

HOME, KEYS, TEXT, KILL = [*sys.argv[1:], ""][:4]
os.environ["SLIPGUARD_HOME"] = HOME

from slipguard import app  # noqa: E402  (the home must be set first)

app.configure()

from django.utils import timezone  # noqa: E402

from slipguard.actions import accounts, apologies, setup  # noqa: E402
from slipguard.actions.access import Actor  # noqa: E402
from slipguard.storage import incidents  # noqa: E402
from slipguard.storage.models import Draft, Workspace  # noqa: E402
from slipguard.workflows import publish  # noqa: E402


def main() -> None:
    """One life."""
    app.migrate()
    actor = Actor(setup.local_owner(), "command line")
    sent = publish._sent

    def part(draft: Any, number: int, post: Any) -> Any:
        """The network has the part by now; before: nothing here knows of it."""
        if f"part{number + 1}:before" == KILL:
            os._exit(137)
        answer = sent(draft, number, post)
        if f"part{number + 1}:after" == KILL:
            os._exit(137)
        return answer

    publish._sent = part
    house = app.House()
    assert house.open(listening=False)
    if not Draft.objects.exists():
        account = accounts.connect(actor, Workspace.objects.get(slug="first"), "x", json.loads(KEYS))
        data = {"ref": f"{account.remote_id}/1", "network": "x", "handle": account.handle, "text": "what a clown"}
        incident = incidents.open_once(account, data["ref"], timezone.now(), data)
        incidents.append(incident, "gone", "gone", timezone.now(), {"ref": data["ref"], "checks": 1})
        apologies.approve(actor, incident, TEXT)
    end = time.monotonic() + 120
    while (draft := Draft.objects.get()).state != "published":
        assert time.monotonic() < end, f"{draft.state}: {draft.says}"
        time.sleep(0.05)
    house.close()
    print(json.dumps([part["ref"] for part in draft.sent]))


if __name__ == "__main__":
    main()
