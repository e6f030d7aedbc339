"""How soon a new post stands on an open board of many, in Chromium; and what the server computes for it."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.utils import timezone
from playwright.sync_api import BrowserContext

from evals.board.words import belonging
from slipguard.actions import overview, practice
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.networks.practice.cast import cast
from slipguard.storage import posts
from slipguard.storage.models import Account, PostRow, Workspace
from slipguard.web import board

# by the wall clock, in ms: when an event with a row arrived, when the row stood in the page, when it was painted
LISTEN = """() => {
  const now = () => performance.timeOrigin + performance.now();
  let came = 0;
  document.addEventListener('htmx:sseBeforeMessage', () => { came = now(); });
  window.next = () => new Promise((done, failed) => {
    window.took = done;
    setTimeout(() => failed(new Error('no new row for 20 s')), 20000);
  });
  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
    if (node.nodeType !== 1 || !node.classList.contains('new')) { return; }
    const told = {came: came, stood: now()};
    requestAnimationFrame(() => setTimeout(() => {
      told.painted = now();
      told.post = Number(node.id.slice('post-'.length));
      window.took(told);
    }));
  }))).observe(document.getElementById('posts'), {childList: true});
}"""


PAUSE = 0.5  # seconds between a row and the next post: one post at a time


def fill(space: Workspace, count: int) -> None:
    """So many live posts that were judged, over the accounts of the desk."""
    accounts = list(Account.objects.filter(workspace=space, disconnected_at=None).order_by("pk"))
    lines = [member.history for member in cast().clients]
    made = []
    for n in range(count):
        side = n % len(accounts)
        line = lines[side % len(lines)][n % len(lines[side % len(lines)])]
        fields = posts.fields_of(Post(f"{line.text} ({n})"), live=True)
        made.append(PostRow(account=accounts[side], ref=f"practice/old-{n}", seen_at=timezone.now(), decision="leave",
                            **fields))
    PostRow.objects.bulk_create(made)


def watch(context: BrowserContext, space: Workspace, rounds: int) -> list[dict[str, float]]:
    """For each new post the seconds from the phone's call and from the server's hearing it."""
    page = context.new_page()
    page.goto(f"/w/{space.slug}/")
    page.evaluate(LISTEN)
    page.wait_for_timeout(1_500)  # the stream stands
    world, found = practice.world(), []
    for n in range(rounds):
        text = belonging(n)
        # a phone in a thread of its own, a moment after the page began to wait: to ask again and again whether the row
        # is there would work beside what is measured, on the same two cores
        began: list[float] = []
        phone = threading.Timer(PAUSE, _post, (world, text.handle, text.words, f"eval-board-{n}", began))
        phone.start()
        told: dict[str, Any] = page.evaluate("window.next()")
        phone.join()
        row = PostRow.objects.get(pk=told["post"])
        assert row.text == text.words, f"another row came: {row.text}"
        heard, decided = row.seen_at.timestamp(), row.decided_at.timestamp()
        found.append({"from the phone": told["painted"] / 1000 - began[0], "from heard": told["painted"] / 1000 - heard,
                      "judge": decided - heard, "send": told["came"] / 1000 - decided,
                      "browser": (told["painted"] - told["came"]) / 1000})
    drawn = page.locator("#posts > li").count()
    assert drawn <= overview.POSTS_SHOWN, f"{drawn} rows are drawn"
    page.close()
    return found


def _post(world: World, handle: str, words: str, key: str, began: list[float]) -> None:
    began.append(time.time())
    world.post(handle, words, key=key, app="Phone")
    world.close()


def compute(actor: Actor, space: Workspace, rounds: int) -> dict[str, Any]:
    """Processor seconds and bytes: of a look that finds nothing, of one new row, of the whole list."""
    account = Account.objects.filter(workspace=space, disconnected_at=None).earliest("pk")
    whole, idle, row, size = [], [], [], 0
    for n in range(rounds):
        look = board.watching(actor, space, "x")
        seconds, pieces = _cost(look)
        whole.append((seconds, len(dict(pieces)["posts"].encode())))
        idle.append(_cost(look)[0])
        post = Post(f"eval {n}: the north gate opens at seven.", ref=f"eval/{n}")
        posts.note(account, post, timezone.now(), live=True)
        seconds, pieces = _cost(look)
        row.append(seconds)
        size = max(size, sum(len(html.encode()) for _, html in pieces))
    return {"whole": [seconds for seconds, _ in whole], "idle": idle, "row": row, "row bytes": size,
            "whole bytes": max(size for _, size in whole)}


def _cost(look: Any) -> tuple[float, list[tuple[str, str]]]:
    began = time.process_time()
    pieces = look()
    return time.process_time() - began, pieces
