"""A life that catches up with a Bluesky account and can be killed in the middle; used by test_catching_up.py.

usage: python -m tests.workflows.catching_up CURSOR, with the form that connects the account as a line on standard
input. Each post that is judged is a JSON line {"judged": text}; after the first one it waits for a line before it goes
on. After one more line it ends, with {"rows": {text: its verdict}}.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from slipguard import app

app.configure()

from slipguard.actions import accounts, setup  # noqa: E402
from slipguard.actions.access import Actor  # noqa: E402
from slipguard.networks.protocol import Appeared  # noqa: E402
from slipguard.storage.models import Account, PostRow, Workspace  # noqa: E402
from slipguard.workflows import watch  # noqa: E402


def main() -> None:
    """One life."""
    form = json.loads(sys.stdin.readline())
    app.migrate()
    actor = Actor(setup.local_owner(), "command line")
    if not Account.objects.exists():
        accounts.connect(actor, Workspace.objects.get(slug="first"), "bluesky", form)
        Account.objects.update(cursor=sys.argv[1])
    hear, first, go_on = watch.hear, True, threading.Event()

    def told(account_id: int, happening: Any) -> bool:
        nonlocal first
        rows = PostRow.objects.filter(live=True).exclude(decision="")
        before = dict(rows.values_list("ref", "decided_at"))
        answer = hear(account_id, happening)
        after = dict(rows.values_list("ref", "decided_at"))
        if isinstance(happening, Appeared) and before.get(happening.post.ref) != after.get(happening.post.ref):
            say({"judged": happening.post.text})
            if first:
                first = False
                go_on.wait()
        return answer

    watch.hear = told
    house = app.House()
    assert house.open()
    sys.stdin.readline()
    go_on.set()
    sys.stdin.readline()
    house.close()
    say({"rows": dict(PostRow.objects.filter(live=True).values_list("text", "decision"))})


def say(what: dict[str, Any]) -> None:
    """A line that is out before anything else happens."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
