"""How soon a new post stands on an open board of many, in Chromium; and what the server computes for it."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone
from playwright.sync_api import BrowserContext

from evals.board.words import belonging
from slipguard.actions import overview, practice
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.networks.practice.cast import cast
from slipguard.storage import posts
from slipguard.storage.models import Account, PostRow, Workspace
from slipguard.web import board
from tests.eventually import eventually

# by the wall clock, in ms: when an event with a row arrived, when the row stood in the page, when it was painted
LISTEN = """() => {
  window.drawn = {};
  const now = () => performance.timeOrigin + performance.now();
  let came = 0;
  document.addEventListener('htmx:sseBeforeMessage', () => { came = now(); });
  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
    if (node.nodeType !== 1 || !node.classList.contains('new')) { return; }
    const told = {came: came, stood: now()};
    requestAnimationFrame(() => setTimeout(() => {
      told.painted = now();
      window.drawn[node.id] = told;
    }));
  }))).observe(document.getElementById('posts'), {childList: true});
}"""


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
        began = time.time()
        world.post(text.handle, text.words, key=f"eval-board-{n}", app="Phone")
        row = eventually(lambda words=text.words: PostRow.objects.filter(text=words).first(), "the row", 20)  # type: ignore[misc]
        told: dict[str, Any] = eventually(lambda pk=row.pk: page.evaluate(f"window.drawn['post-{pk}']"),  # type: ignore[misc]
                                          "the row on the board", 20)
        heard, decided = row.seen_at.timestamp(), row.decided_at.timestamp()
        found.append({"from the phone": told["painted"] / 1000 - began, "from heard": told["painted"] / 1000 - heard,
                      "judge": decided - heard, "send": told["came"] / 1000 - decided,
                      "browser": (told["painted"] - told["came"]) / 1000})
    drawn = page.locator("#posts > li").count()
    assert drawn <= overview.POSTS_SHOWN, f"{drawn} rows are drawn"
    page.close()
    return found


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
