"""Lives that are killed (as by kill -9) before or after one effect of a story; used by test_killed.py.

usage: python -m tests.workflows.killed HOME, then lines on standard input: FROM ACT [LABEL:before|LABEL:after]
FROM is a folder that HOME is made from first, or - to go on with what the last life left. ACT is what
happens: prepare, slip, wordless, recall, copy, publish, picture, film, apology, answers, leave; or `finish`: start
again and let everything end.
Each life is a process of its own, forked from this one so that importing is paid once; for each it
prints one JSON line: {"code": exit status, "saw": what it found at its end}.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

HOME = sys.argv[1]
os.environ["SLIPGUARD_HOME"] = HOME
ACT = KILL = ""
LISTENS = ("slip", "wordless", "copy", "finish")

from slipguard import app  # noqa: E402  (the home must be set first)

app.configure()

from django.utils import timezone  # noqa: E402

from slipguard.actions import (  # noqa: E402
    accounts,
    apologies,
    channels,
    drafts,
    learning,
    pauses,
    people,
    pictures,
    practice,
    recalls,
    sending,
    setup,
)
from slipguard.actions.access import Actor  # noqa: E402
from slipguard.core.types import Mode, Picture, Post  # noqa: E402
from slipguard.networks.practice import World  # noqa: E402
from slipguard.networks.practice.cast import cast  # noqa: E402
from slipguard.storage.accounts import secret_of  # noqa: E402
from slipguard.storage.models import (  # noqa: E402
    Account,
    Channel,
    Credential,
    Draft,
    Incident,
    Membership,
    Mention,
    MentionWatch,
    Person,
    PostRow,
    Workspace,
)
from slipguard.workflows import aftermath  # noqa: E402
from tests import films  # noqa: E402


def deadly(label: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, with death before or after it where this run wants that."""

    def guarded(*args: Any, **kwargs: Any) -> Any:
        if f"{label}:before" == KILL:
            os._exit(137)
        answer = call(*args, **kwargs)
        if f"{label}:after" == KILL:
            os._exit(137)
        return answer

    return guarded


def mine_the_house() -> None:
    """Put death beside every effect that a story has on the world or on the record."""
    from slipguard.actions import pauses
    from slipguard.networks.practice.client import PracticeNetwork
    from slipguard.storage import incidents, posts, reactions
    from slipguard.workflows import alarm, gate, publish, recall, watch

    for verb in ("delete", "upload", "upload_film", "film_ready", "publish", "fetch", "whoami", "mentions", "sign_out"):
        setattr(PracticeNetwork, verb, deadly(f"network.{verb}", getattr(PracticeNetwork, verb)))
    append = incidents.append

    def kinds(incident: Any, key: str, kind: str, *more: Any) -> Any:
        return deadly(f"record.{kind}", append)(incident, key, kind, *more)

    incidents.append = kinds
    incidents.open_once = deadly("incident", incidents.open_once)
    posts.note = deadly("note", posts.note)
    reactions.keep = deadly("keep", reactions.keep)
    posts.decided = deadly("decided", posts.decided)
    alarm.send = deadly("tell", alarm.send)
    sent = publish._sent

    def part(draft: Any, number: int, post: Any) -> Any:
        return deadly(f"part{number + 1}", sent)(draft, number, post)

    publish._sent = part
    gate.passes = deadly("gate", gate.passes)
    pauses.announce.pause_changed = deadly("announce", pauses.announce.pause_changed)
    sending.engine.later = deadly("later", sending.engine.later)
    start = watch.engine.start

    def starts(name: str, *more: Any) -> Any:
        return deadly(f"start.{name.partition(':')[0]}", start)(name, *more)

    watch.engine.start = starts
    del recall, publish


def warm() -> None:
    """What each life would load anew, loaded once before they are forked: two thirds of a life's work."""
    import sqlalchemy.dialects.sqlite  # noqa: F401

    from slipguard import notify
    from slipguard.core.harm import grade
    from slipguard.core.voice import Desk, Voice
    from slipguard.workflows import reconcile  # noqa: F401  (every story, and the engine)

    notify.warm()
    cast()
    Desk({"a": Voice()}).assess("a", Post("Lot 4 closes at six."))
    grade("Lot 4 closes at six.")
    assert threading.active_count() == 1, "a thread does not live on in a forked life"


def main() -> None:
    """One life after the other."""
    global ACT, KILL
    warm()
    for line in sys.stdin:
        source, ACT, KILL = ([*line.split(), ""])[:3]
        if source != "-":
            for path in Path(HOME).iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            shutil.copytree(source, HOME, dirs_exist_ok=True)
        answer, saw = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(answer)
            code = 0
            try:
                with os.fdopen(saw, "w") as out:
                    out.write(json.dumps(live()))
            except BaseException:
                traceback.print_exc()
                code = 1
            os._exit(code)
        os.close(saw)
        with os.fdopen(answer) as found:
            said = found.read()
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"code": code, "saw": json.loads(said) if said else {}}), flush=True)


def live() -> dict[str, Any]:
    """One life; what it saw at its end."""
    app.migrate()
    world = World(Path(HOME) / "practice.db")
    actor = Actor(setup.local_owner(), "command line")
    space = Workspace.objects.get(slug="first")
    if not Account.objects.exists():
        learn(actor, space, world)
    if (Path(HOME) / "sink").exists() and not Channel.objects.exists():
        channels.add(actor, space, "the sink", (Path(HOME) / "sink").read_text())
    account = Account.objects.earliest("pk")
    token = secret_of(account.pk)["token"] if Credential.objects.exists() else ""
    if ACT == "copy":
        world.enrol("shuttle", "Shuttle")
        accounts.connect(actor, space, "practice", {"handle": "shuttle"})
    slip = cast().slips[0].text
    if ACT == "prepare":
        return {}
    if ACT == "finish":  # an hour passes while nothing runs; only the moment is moved, a fast machine restarts at once
        an_hour_ago = timezone.now() - timedelta(hours=1)
        Draft.objects.filter(state="scheduled").update(due_at=an_hour_ago, planned_at=an_hour_ago)
    mine_the_house()
    house = app.House()
    assert house.open(listening=ACT in LISTENS)
    if ACT == "slip":
        accounts.set_policy(actor, account.pk, ask_one_in=10, hold_one_in=10, undo_seconds=0)
        accounts.set_mode(actor, account.pk, Mode.AUTOMATIC)
        wait(lambda: Account.objects.get().heard_at)
        world.post("umparking", slip)
    elif ACT == "wordless":
        accounts.set_mode(actor, account.pk, Mode.TELL)
        wait(lambda: Account.objects.get().heard_at)
        secret = Picture("image/png", 3, 1, 1, "A whiteboard that says password: hunter2-xyz")
        world.post("umparking", "", pictures=[world.keep_picture("umparking", secret, b"png")])
        wait(lambda: PostRow.objects.filter(live=True).exclude(decision="").exists())
    elif ACT == "recall":
        item = world.post("umparking", slip)
        recalls.by_url(actor, f"practice/@umparking/{item.id}")
    elif ACT == "copy":
        # a relay posts the shortened words on another account after the recall has ended
        wait(lambda: not Account.objects.filter(heard_at=None).exists())
        item = world.post("umparking", slip)
        wait(lambda: PostRow.objects.filter(live=True).exclude(decision="").exists())
        incident = recalls.by_url(actor, f"practice/@umparking/{item.id}")
        wait(lambda: Incident.objects.get(pk=incident.pk).state == "confirmed gone")
        world.post("shuttle", slip[:70] + "…")
        wait(lambda: PostRow.objects.filter(account__handle="shuttle").exclude(decision="").exists())
    elif ACT == "publish":
        draft = drafts.write(actor, account.pk, cast().right[0].text)
        Account.objects.update(undo_seconds=0)
        sending.send(actor, draft.pk)
    elif ACT == "thread":
        three = [post.text for post in cast().right if post.on == "umparking"][:3]
        draft = drafts.write(actor, account.pk, "\n---\n".join(three))
        Account.objects.update(undo_seconds=0, ask_one_in=10_000, hold_one_in=100_000)
        sending.send(actor, draft.pk)
    elif ACT == "picture":
        row = pictures.bring(actor, space, picture())
        draft = drafts.write(actor, account.pk, cast().right[0].text, shown=[pictures.Shown(row.key, "A car park.")])
        Account.objects.update(undo_seconds=0)
        sending.send(actor, draft.pk)
    elif ACT == "film":
        row = pictures.bring(actor, space, io.BytesIO(films.made()))
        draft = drafts.write(actor, account.pk, cast().right[0].text, shown=[pictures.Shown(row.key, "A car park.")])
        Account.objects.update(undo_seconds=0)
        sending.send(actor, draft.pk)
    elif ACT == "plan":
        draft = drafts.write(actor, account.pk, cast().right[0].text)
        sending.release(draft, ["draft"], planned_at=timezone.now() + timedelta(seconds=0.3))
        wait(lambda: Draft.objects.get().state in ("published", "halted"))
    elif ACT == "pause":
        draft = drafts.write(actor, account.pk, cast().right[0].text)
        sending.release(draft, ["draft"], wait=60)
        pauses.pause(actor, space, "Crisis")
    elif ACT == "apology":
        incident = Incident.objects.get()
        apologies.approve(actor, incident, "We have deleted the previous post - it was sent in error. "
                          "We send our deepest apologies.")
    elif ACT == "answers":
        practice.react(actor, Incident.objects.get())
        aftermath.round_of_looks()
    elif ACT == "leave":
        sam = Person.objects.create_user("sam@example.org", None)
        Membership.objects.create(person=sam, workspace=space, role="manager")
        Account.objects.update(connected_by=sam)
        people.take_off(actor, space, sam, about=[Incident.objects.get().pk])
    if ACT == "finish":  # what a killed life left half done is done by the house itself
        wait(lambda: not Account.objects.exclude(sign_out_at=None).exists())
        wait(lambda: not MentionWatch.objects.filter(looked_at=None, trouble="").exists())  # or nobody may ask any more
    quiet()
    items = [{"id": i.id, "text": i.text, "app": i.app, "deleted": i.deleted_at is not None, "alts": i.alts}
             for i in (world.item(n) for n in range(151, 400)) if i]
    house.close(patience=0)  # it came to rest; the engine's patience is a whole second
    return {
        "items": items,
        "incidents": [{"state": i.state, "kinds": [e.kind for e in i.events.all()]} for i in Incident.objects.all()],
        "verdicts": [row.decision for row in PostRow.objects.filter(live=True)],
        "drafts": [d.state for d in Draft.objects.all()],
        "mentions": Mention.objects.count(),
        "members": Membership.objects.count(),
        "signed_in": Credential.objects.exists(),
        "revoked": world.owner(token) is None,
    }


def learn(actor: Any, space: Any, world: Any) -> None:
    """One client and one person of the practice cast."""
    client, person = cast().clients[0], cast().people[0]
    world.enrol(client.handle, client.name)
    world.history(client.handle, [(line.text, 1.7e9 - line.hours_ago * 3600) for line in client.history])
    account = accounts.connect(actor, space, "practice", {"handle": client.handle})
    learning.learn_account(actor, account.pk)
    own = learning.declare(actor, "practice", person.handle, consent=True)
    learning.learn_personal(actor, own.pk, (Post(line.text) for line in person.history))


def picture() -> io.BytesIO:
    """A small one."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return io.BytesIO(out.getvalue())


def wait(look: Callable[[], object]) -> None:
    """Until it is so."""
    end = time.monotonic() + 120
    while not look():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def quiet() -> None:
    """Until nothing is under way: no workflow pending, nothing unread on the stream."""
    from dbos import DBOS

    world = World(Path(HOME) / "practice.db")

    def settled() -> bool:
        if DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False):
            return False
        if ACT in LISTENS and Account.objects.exclude(cursor=None).exists():
            if any(list(world.events(a.handle, int(a.cursor))) for a in Account.objects.exclude(cursor=None)):
                return False
            unjudged = PostRow.objects.filter(live=True, decision="", answer="")
            return not unjudged.exclude(text="", facts__media=None).exists()
        return True

    still = 0
    end = time.monotonic() + 120
    while still < 5:
        still = still + 1 if settled() else 0
        assert time.monotonic() < end, "never came to rest"
        time.sleep(0.1)


if __name__ == "__main__":
    main()
